"""The pages of papers, payments and appointments, full, to be looked at: those that are weighed."""

from backend.budgets.page import Page
from tests.browser.llave_scenes import ask
from tests.browser.scenes import Scene
from tests.browser.stage import Stage
from tests.budgets import outcomes

LANGUAGES = {"": "es", "/en": "en"}


def scenes(stage: Stage) -> list[Scene]:
    """Each page, in the language of who looks."""
    pages = {
        prefix: [*outcomes.full_pages(prefix, language, stage.outcomes)]
        for prefix, language in LANGUAGES.items()
    }
    return [_scene(number, page, pages) for number, page in enumerate(pages[""])]


def _scene(number: int, page: Page, pages: dict[str, list[Page]]) -> Scene:
    # Numbers and keys are others each time; a scene is always called the same.
    path = " ".join(page.path.partition("?")[0].strip("/").split("/")[:2])
    path = path if path.startswith("staff") else path.partition(" ")[0]
    return Scene(
        f"outcomes {number:02}, {path}, {page.method.lower()}, {page.state}",
        lambda its: ask(its, pages[its.prefix][number]),
    )
