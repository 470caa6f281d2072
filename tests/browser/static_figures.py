"""Our pages counted and opened in Chromium, side by side.

``python -m tests.browser.static_figures``: on the real server the pages of ``make budgets``, in
every language and state; with the names of states after it (``empty full busy real``) only those.
"""

import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from backend.budgets.browser.compare import tolerance
from backend.budgets.browser.devtools import program
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.tab import Tab
from backend.budgets.browser.visit import first_look
from backend.budgets.device import NEW
from backend.budgets.page import Page
from backend.budgets.progress import told
from backend.budgets.running import Running
from backend.budgets.says.columns import aligned
from backend.budgets.says.words import short
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.weight import Weight
from tests.browser.city import City
from tests.budgets.weigh import sites

FULL_SPEED = Profile(slowness=1, latency=0, rate=0)


@dataclass(frozen=True)
class Pair:
    """A page counted, and as Chromium counts it."""

    page: Page
    counted: Weight
    seen: Weight

    @property
    def name(self) -> str:
        return self.page.name

    @property
    def gap(self) -> int:
        """Bytes that counting has too many, below zero too few."""
        return self.counted.sizes["total"] - self.seen.sizes["total"]

    @property
    def is_within(self) -> bool:
        """Do both know the page, and are they as near as they have to be?"""
        known = bool(self.counted.items and self.seen.items)
        open_ones = self.counted.doubts or self.seen.doubts
        return known and not open_ones and abs(self.gap) <= tolerance(self.seen.sizes["total"])


@dataclass(frozen=True)
class Shown:
    """A page and the server that has it."""

    page: Page
    origin: str

    @property
    def name(self) -> str:
        return self.page.name


@contextmanager
def shown(folder: Path, states: Collection[str] = ()) -> Iterator[list[Shown]]:
    """Every page in every language and state, each on the server that has it; those of some
    ``states`` only, where they are named."""
    every: list[Shown] = []
    with ExitStack() as servers:
        for name, (_, pages) in sites(folder, states).items():
            city = servers.enter_context(City(folder / name))
            every += (Shown(_as_browsers_ask(page), city.url) for page in pages)
        yield every


def pair(tab: Tab, one: Shown) -> Pair:
    """The page both ways."""
    counted = Scales(Target(Running(), one.origin)).weigh(one.page, None)
    profile = replace(FULL_SPEED, language=one.page.language)
    return Pair(one.page, counted, first_look(tab, one.page, one.origin, profile))


def _as_browsers_ask(page: Page) -> Page:
    """A browser writes its own headers, and today's reads what today's does. Without https a
    cookie goes by its plain name."""
    cookies = {name.removeprefix("__Host-"): value for name, value in page.cookies.items()}
    return replace(page, headers={}, cookies=cookies, device=NEW)


def main(states: Sequence[str]) -> int:
    """0 where all figures are as near as they have to be."""
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-figures-") as folder,
        shown(Path(folder), states) as pages,
    ):
        tab = Tab(program())
        with tab.chromium:
            tab.begin()
            pairs = [pair(tab, one) for one in told(pages, sys.stderr)]
    titles = ("page", "counted", "Chromium", "apart", "allowed", "")
    rows = [
        (each.name, f"{each.counted.sizes['total']:,}", f"{each.seen.sizes['total']:,}",
         f"{each.gap:+,}", f"{tolerance(each.seen.sizes['total']):,.0f}",
         "" if each.is_within else f"NO {_apart(each)}")
        for each in pairs
    ]  # fmt: skip
    for line in aligned([titles, *rows], left=1, rights=5):
        print(line.rstrip())
    within = sum(each.is_within for each in pairs)
    worst = max(abs(each.gap) for each in pairs)
    print(f"\n{within} of {len(pairs)} pages within max(2 %, 150 B); at most {worst:,} B apart")
    return 0 if within == len(pairs) else 1


def _apart(each: Pair) -> str:
    """What each has of the page, for whoever has to find the difference."""
    sides = (each.counted, each.seen)
    shown_items = [{short(item): item.size for item in side.items} for side in sides]
    return f"{shown_items} {[*each.counted.doubts, *each.seen.doubts]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
