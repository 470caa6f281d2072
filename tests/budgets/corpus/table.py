"""Which trick is found by which: by counting, or only in a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.budgets.browser.compare import missed
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.tab import Tab
from backend.budgets.browser.visit import visit
from backend.budgets.budget import Budget
from backend.budgets.device import NEW
from backend.budgets.page import Page
from backend.budgets.running import Running
from backend.budgets.says.columns import aligned
from backend.budgets.says.words import remedy, sentence, short
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.verdict import judge
from backend.budgets.weight import Weight
from tests.budgets.corpus.trick import Trick

FULL_SPEED = Profile(slowness=1, latency=0, rate=0)


@dataclass(frozen=True)
class Found:
    """What was said of a trick, and whether that gives it away."""

    trick: Trick
    figure: int
    words: str

    @property
    def is_out(self) -> bool:
        """Is the secret in the figure, and named?"""
        return self.figure >= self.trick.least and self.trick.named in self.words


def page_of(trick: Trick) -> Page:
    return Page(trick.path, trick.language, "hiding", trick.method, {}, {}, trick.cookies,
                trick.status, NEW)  # fmt: skip


def law_of(trick: Trick) -> Budget:
    """A law that every trick breaks once it is found."""
    return Budget("/*", {trick.figure: 2_000})


def by_counting(trick: Trick, target: Target) -> tuple[Found, Weight]:
    """What is found without a browser."""
    page, budget = page_of(trick), law_of(trick)
    scales = Scales(target)
    weight = scales.weigh(page, budget)
    words = "\n".join([_said(page, weight, budget), *scales.doubts])
    return Found(trick, weight.sizes.get(trick.figure, 0), words), weight


def by_browser(trick: Trick, tab: Tab, origin: str) -> tuple[Found, Weight]:
    """What Chromium finds."""
    page, budget = page_of(trick), law_of(trick)
    weight = visit(tab, page, origin, replace(FULL_SPEED, language=page.language), ()).weight
    return Found(trick, weight.sizes.get(trick.figure, 0), _said(page, weight, budget)), weight


def both(
    tricks: Sequence[Trick], origin: str, tab: Tab
) -> Iterator[tuple[Found, Found, list[str]]]:
    """Each trick counted and opened, with what counting has missed."""
    for trick in tricks:
        counted, static = by_counting(trick, Target(Running(), origin))
        seen, real = by_browser(trick, tab, origin)
        yield counted, seen, missed(static, real)


def rows(found: Sequence[tuple[Found, Found, list[str]]]) -> Iterator[str]:
    """The table."""
    titles = ("page", "hides in", "counted", "in Chromium", "found by", "named as")
    lines = [
        (counted.trick.name, counted.trick.figure, f"{counted.figure:,}", f"{seen.figure:,}",
         "counting" if counted.is_out else "browser" if seen.is_out else "NOBODY",
         counted.trick.named)
        for counted, seen, _ in found
    ]  # fmt: skip
    return aligned([titles, *lines], left=2, rights=4)


def _said(page: Page, weight: Weight, budget: Budget) -> str:
    findings = judge(page.name, weight, budget)
    lines = [line for each in findings for line in (sentence(each), remedy(each, weight))]
    items = [short(item) for each in findings for item in weight.behind(each.figure)]
    return "\n".join([*lines, *items, *weight.doubts])
