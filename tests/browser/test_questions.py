"""Every kind of question, as a phone without script draws it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser.chromium import SCREEN
from tests.browser.reviewer import nu_checks, too_small, too_wide, violations
from tests.forms.drawn import Desk, desk
from tests.forms.made import ONE_OF_EACH, ask, when

SORTS = ask("sort", "choice", answers=("a", "b"))
HELD = ask("held")
EVERY = (
    *(each for each in ONE_OF_EACH if each.id not in {"sort", "total"}),
    *(SORTS, ask("inside", when=when("sort", "b")), ask("later", when=when("many", at_least=2))),
    *(HELD, ask("menu", "choice", answers=tuple("abcdefghi"))),
)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("asked")) as made:
        yield made


@pytest.fixture(scope="module")
def address(asking: Desk) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, asking.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.port}/asked"
    server.shutdown()
    thread.join(10)


@pytest.fixture
def page(
    asking: Desk, browser: Browser, address: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """Every question, on a phone without script; the reviewer's tools are scripts."""
    before = {"photo": [4], "kids": [{"name": "Bo"}]}
    asking.asks(*EVERY, held={"held": "Amina Ruiz"}, before=before)
    has_script = "reviewer" in request.node.name
    context = browser.new_context(viewport=SCREEN, java_script_enabled=has_script)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_a_question_is_seen_when_the_answer_that_asks_it_is_chosen(page: Page) -> None:
    inside = page.locator("#inside")
    assert not inside.is_visible()
    page.locator("[for='sort.b']").click()
    assert inside.is_visible()
    page.locator("[for='sort.a']").click()
    assert not inside.is_visible()


def test_enter_sends_the_form_and_presses_no_button_of_a_list(asking: Desk, page: Page) -> None:
    page.locator("#name").press("Enter")
    page.locator("[data-summary]").wait_for()
    assert asking.reading
    assert not asking.reading.is_editing
    assert page.locator("#kids-0-name").input_value() == "Bo"


def test_a_child_is_added_and_taken_away_with_the_keyboard(asking: Desk, page: Page) -> None:
    page.locator("[name=kids-add]").press("Enter")
    page.locator("#kids-1-name").fill("Ana")
    page.locator("[name=kids-0-remove]").press("Enter")
    page.locator("#kids-1-name").wait_for(state="detached")
    assert page.locator("#kids-0-name").input_value() == "Ana"


@pytest.mark.parametrize("is_wrong", [False, True])
def test_a_strict_reviewer_finds_nothing(page: Page, tmp_path: Path, is_wrong: bool) -> None:
    if is_wrong:
        page.locator("main .btn").last.click()
        page.locator("[data-summary]").wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == []
    assert too_small(page) == []
    assert too_wide(page) == []
    (tmp_path / "asked.html").write_text(page.request.get(page.url).text())
    assert [told["message"] for told in nu_checks(tmp_path)] == []
