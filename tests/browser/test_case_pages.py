"""Every kind of page of a case, in both languages, reviewed strictly; of every service with the
proofs."""

from collections.abc import Iterable

import pytest

from tests.browser import cases_scenes
from tests.browser.review import StrictReview
from tests.browser.scenes import Scene
from tests.browser.stage import Stage


class TestThePagesOfCases(StrictReview):
    """Amina's, and Dora's at the desk."""

    least = 30

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return cases_scenes.scenes(stage)


@pytest.mark.proof
class TestThePagesOfEveryService(StrictReview):
    """Each step, the whole form, the draft and the check of all that the city offers."""

    least = 80

    @staticmethod
    def scenes(stage: Stage) -> Iterable[Scene]:
        return cases_scenes.scenes(stage, most=1000)
