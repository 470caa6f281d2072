"""Every page of the Llave in every state, in both languages, light and dark, reviewed strictly."""

from collections.abc import Iterable

from tests.browser import llave_scenes
from tests.browser.review import StrictReview
from tests.browser.scenes import Scene
from tests.browser.stage import Stage


class TestThePagesOfTheLlave(StrictReview):
    """Amina's and Dora's."""

    least = 51

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return llave_scenes.scenes(stage)
