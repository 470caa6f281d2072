"""Every page of the desk and of a crew, in both languages, light and dark, reviewed strictly."""

from collections.abc import Iterable

from tests.browser import staff_scenes
from tests.browser.review import StrictReview
from tests.browser.scenes import Scene
from tests.browser.stage import Stage


class TestThePagesOfTheDesk(StrictReview):
    """Dora's and her crew's."""

    least = 20

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return staff_scenes.scenes(stage)
