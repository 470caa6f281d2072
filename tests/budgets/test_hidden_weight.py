"""Eve hides weight in a page; counting finds it, or says that it cannot tell."""

import pytest

from backend.budgets.target import Target
from tests.budgets.corpus.hiding import EVERY
from tests.budgets.corpus.site import app
from tests.budgets.corpus.table import by_counting
from tests.budgets.corpus.trick import Trick

COUNTED = [trick for trick in EVERY if trick.by == "counting"]
DOUBTED = [trick for trick in EVERY if trick.doubted]


def name_of(trick: Trick) -> str:
    return trick.name


@pytest.mark.parametrize("trick", COUNTED, ids=name_of)
def test_what_eve_hides_is_counted_and_named(trick: Trick) -> None:
    found, weight = by_counting(trick, Target(app))
    assert found.figure >= trick.least
    assert trick.named in found.words
    assert weight.doubts == ()


@pytest.mark.parametrize("trick", DOUBTED, ids=name_of)
def test_what_cannot_be_counted_is_said_to_be_open(trick: Trick) -> None:
    found, _ = by_counting(trick, Target(app))
    assert not found.is_out
    assert trick.doubted in found.words


def test_eve_tries_in_many_ways() -> None:
    assert len(EVERY) >= 30
    assert len({trick.name for trick in EVERY}) == len(EVERY)
