"""What is counted without a browser is what Chromium counts, on the real server."""

from collections.abc import Iterator

import pytest

from backend.budgets.browser.devtools import program
from backend.budgets.browser.tab import Tab
from tests.browser.static_figures import Shown, pair, shown

FEW = ("/ (es, empty)", "/reports/new (es, with errors)", "/en/reports (en, full)")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Shown]]:
    with shown(tmp_path_factory.mktemp("figures"), ("empty", "full")) as most:
        yield most


@pytest.fixture(scope="module")
def every_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Shown]]:
    with shown(tmp_path_factory.mktemp("figures")) as every:
        yield every


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    tab = Tab(program())
    with tab.chromium:
        tab.begin()
        yield tab


@pytest.mark.parametrize("name", FEW)
def test_counting_comes_to_what_chromium_counts(name: str, pages: list[Shown], tab: Tab) -> None:
    (one,) = (each for each in pages if each.name == name)
    both = pair(tab, one)
    assert both.is_within, (both.counted, both.seen)


@pytest.mark.proof
def test_counting_comes_to_what_chromium_counts_on_every_page(
    every_page: list[Shown], tab: Tab
) -> None:
    apart = [
        (both.name, both.gap, both.counted.doubts, both.seen.doubts)
        for both in (pair(tab, one) for one in every_page)
        if not both.is_within
    ]
    assert apart == []
    assert {one.page.language for one in every_page} == {"es", "en"}
