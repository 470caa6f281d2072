"""Every page of papers, payments and appointments, in both languages, reviewed strictly."""

from collections.abc import Iterable

from tests.browser import outcomes_scenes
from tests.browser.review import StrictReview
from tests.browser.scenes import Scene
from tests.browser.stage import Stage


class TestThePagesOfOutcomes(StrictReview):
    """Amina's papers, the page that verifies them, and what the desk loads and changes."""

    least = 10

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return outcomes_scenes.scenes(stage)
