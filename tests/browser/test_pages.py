"""Every page in every state, in both languages, light and dark, before a strict reviewer."""

from collections.abc import Iterable

from tests.browser.review import StrictReview
from tests.browser.scenes import Scene
from tests.browser.scenes_services import SCENES
from tests.browser.stage import Stage


class TestThePages(StrictReview):
    """Everybody's."""

    least = len(SCENES)

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return SCENES
