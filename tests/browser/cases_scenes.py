"""The pages of cases, full, to be looked at: those that are weighed, of every state and of the two
services that ask most; with the proofs, of all services."""

from functools import cache

from backend.budgets.page import Page
from tests.browser.llave_scenes import ask
from tests.browser.scenes import Scene
from tests.browser.stage import Stage
from tests.budgets.cases import Errands, full_pages
from tests.budgets.record import Life

LANGUAGES = {"": "es", "/en": "en"}
MOST = 2


def scenes(stage: Stage, *, most: int = MOST) -> list[Scene]:
    """Each page, in the language of who looks; those of one service for the ``most`` longest."""
    errands = _errands(stage)
    pages = {
        prefix: [*full_pages(prefix, language, errands)] for prefix, language in LANGUAGES.items()
    }
    lengths = {
        slug: sum(folio in path for path in errands.steps) for slug, folio in errands.drafts.items()
    }
    shorter = sorted(lengths, key=lambda slug: (-lengths[slug], slug))[most:]
    left_out = [part for slug in shorter for part in (f"/{slug}/form", errands.drafts[slug])]
    return [
        _scene(number, page, pages)
        for number, page in enumerate(pages[""])
        if not any(part in page.path for part in left_out)
    ]


@cache
def _errands(stage: Stage) -> Errands:
    Life(stage.app, stage.household)
    return Errands(stage.app, stage.household)


def _scene(number: int, page: Page, pages: dict[str, list[Page]]) -> Scene:
    # Folios are others each time; a scene is always called the same.
    first, *others = page.path.partition("?")[0].strip("/").split("/")
    what = others[0] if first in {"services", "staff"} else others[1] if others[1:] else ""
    return Scene(
        f"cases {number:03}, {first} {what}, {page.method.lower()}, {page.state}",
        lambda its: ask(its, pages[its.prefix][number]),
    )
