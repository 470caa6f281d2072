"""The pages of the desk and of a crew, full, to be looked at: those that are weighed."""

from backend.budgets.page import Page
from tests.browser.llave_scenes import ask
from tests.browser.scenes import Scene
from tests.browser.stage import Stage
from tests.budgets import staff

LANGUAGES = {"": "es", "/en": "en"}


def scenes(stage: Stage) -> list[Scene]:
    """Each page of the desk, in the language of who looks."""
    pages = {
        prefix: [
            staff.empty_page(prefix, language, stage.household),
            *staff.full_pages(prefix, language, stage.desk),
        ]
        for prefix, language in LANGUAGES.items()
    }
    return [_scene(number, page, pages) for number, page in enumerate(pages[""])]


def _scene(number: int, page: Page, pages: dict[str, list[Page]]) -> Scene:
    path = page.path.partition("?")[0].strip("/").replace("/", " ")
    return Scene(
        f"staff {number:02}, {path}, {page.method.lower()}, {page.state}",
        lambda its: ask(its, pages[its.prefix][number]),
    )
