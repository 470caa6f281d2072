"""Eve has scripts fetch what she hides; a browser sees it, and says that counting has missed it."""

from collections.abc import Iterator

import pytest

from backend.budgets.browser.compare import missed
from backend.budgets.browser.devtools import program
from backend.budgets.browser.serve import Served
from backend.budgets.browser.tab import Tab
from backend.budgets.running import Running
from backend.budgets.target import Target
from tests.budgets.corpus.hiding import EVERY
from tests.budgets.corpus.table import by_browser, by_counting
from tests.budgets.corpus.trick import Trick

BY_SCRIPT = [trick for trick in EVERY if trick.by == "browser"]
ONE_AT_ONCE = [
    BY_SCRIPT[0],
    *(pytest.param(trick, marks=pytest.mark.proof) for trick in BY_SCRIPT[1:]),
]
COUNTED = [trick for trick in EVERY if trick.by == "counting"]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with Served("tests.budgets.corpus.site:app") as served:
        yield served.origin


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    tab = Tab(program())
    with tab.chromium:
        tab.begin()
        yield tab


@pytest.mark.parametrize("trick", ONE_AT_ONCE, ids=lambda trick: trick.name)
def test_what_eves_script_fetches_is_seen_and_named(trick: Trick, tab: Tab, origin: str) -> None:
    seen, real = by_browser(trick, tab, origin)
    assert seen.figure >= trick.least
    assert trick.named in seen.words
    if trick.figure == "total":
        _, counted = by_counting(trick, Target(Running(), origin))
        (told,) = missed(counted, real)
        assert trick.named in told


@pytest.mark.proof
@pytest.mark.parametrize("trick", COUNTED, ids=lambda trick: trick.name)
def test_where_counting_found_it_a_browser_finds_no_more(
    trick: Trick, tab: Tab, origin: str
) -> None:
    found, counted = by_counting(trick, Target(Running(), origin))
    seen, real = by_browser(trick, tab, origin)
    assert found.is_out
    assert seen.figure >= trick.least, "what is said to be hidden really comes down"
    assert missed(counted, real) == []
