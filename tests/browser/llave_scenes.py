"""The Llave's pages, new and full, to be looked at: those that are weighed, in a browser."""

from typing import Any

from playwright.sync_api import Response

from backend.budgets.page import Page
from tests.browser.scenes import Scene, Visit
from tests.browser.stage import Stage
from tests.budgets import llave

SEND = """([path, told]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = path;
  for (const [name, value] of Object.entries(told)) {
    const field = document.createElement("input");
    [field.name, field.value] = [name, value];
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


def scenes(stage: Stage) -> list[Scene]:
    """Each page of the Llave, in the language of who looks."""
    languages = {"": "es", "/en": "en"}
    pages = {
        prefix: [
            *llave.empty_pages(prefix, language),
            *llave.full_pages(stage.app, prefix, language, stage.household),
        ]
        for prefix, language in languages.items()
    }
    return [_scene(number, page, pages) for number, page in enumerate(pages[""])]


def _scene(number: int, page: Page, pages: dict[str, list[Page]]) -> Scene:
    what = "sent, " * (page.method == "POST")
    path = page.path.strip("/").replace("/", " ") or "home"
    return Scene(
        f"llave {number:02}, {path}, {what}{page.state}",
        lambda its: ask(its, pages[its.prefix][number]),
    )


def ask(its: Visit, page: Page) -> Response:
    """Open ``page`` as whoever it is weighed for, or send its form."""
    url = its.stage.full.url
    its.stage.household.prove_again(its.stage.app)
    cookies: list[Any] = [
        {"name": name.removeprefix("__Host-"), "value": value, "url": url}
        for name, value in page.cookies.items()
    ]
    its.page.context.add_cookies(cookies)
    if page.method == "GET":
        answer = its.page.goto(url + page.path)
    else:
        its.page.goto(f"{url}{its.prefix}/privacy")
        with its.page.expect_navigation() as going:
            its.page.evaluate(SEND, [page.path, dict(page.form)])
        answer = going.value
    assert answer is not None
    assert answer.status == page.status, (page.name, answer.status)
    return answer
