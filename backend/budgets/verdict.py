"""Which budget a page answers to, and which of its figures are over. Functions of values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from backend.budgets.budget import TIMINGS, Budget
from backend.budgets.weight import Weight


@dataclass(frozen=True)
class Finding:
    """A figure and its budget. ``unit`` is ``B``, ``requests``, ``elements``, ``ms`` or nothing."""

    page: str
    figure: str
    unit: str
    measured: float
    allowed: float

    @property
    def over(self) -> float:
        """How much too much; below zero what is left."""
        return self.measured - self.allowed

    @property
    def strain(self) -> float:
        """The part of the budget that is used: 1 is all of it."""
        if self.allowed:
            return self.measured / self.allowed
        return float("inf") if self.measured else 0.0


def matches(pattern: str, path: str) -> bool:
    """Does ``path`` fall under ``pattern``, as in robots.txt (RFC 9309, section 2.2.3)?"""
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return path == first or not pattern.endswith("$")
    at = len(first)
    *middle, last = rest
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if pattern.endswith("$"):
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


def budget_for(path: str, budgets: Iterable[Budget]) -> Budget | None:
    """The budget whose path is the longest that matches; of equally long ones the last."""
    best = None
    for budget in budgets:
        if matches(budget.path, path) and (best is None or len(budget.path) >= len(best.path)):
            best = budget
    return best


def compare(page: str, weight: Weight, budget: Budget) -> list[Finding]:
    """Every figure that ``budget`` limits and that was measured, beside its budget."""
    return [
        *_beside(page, "B", weight.sizes, budget.sizes),
        *_beside(page, "requests", weight.counts, budget.counts),
        *_beside(page, "ms", weight.timings, budget.timings),
    ]


def judge(page: str, weight: Weight, budget: Budget) -> list[Finding]:
    """What is over in ``page``."""
    return [finding for finding in compare(page, weight, budget) if finding.over > 0]


def unmeasured(weight: Weight, budget: Budget) -> list[str]:
    """What is limited and was not measured, times apart: they need a browser."""
    return [figure for figure in (*budget.sizes, *budget.counts) if figure not in weight.counts]


def _beside(
    page: str, unit: str, measured: Mapping[str, float], allowed: Mapping[str, float]
) -> Iterator[Finding]:
    for figure, most in allowed.items():
        if figure in measured:
            its = "elements" if figure == "dom-nodes" else TIMINGS.get(figure, unit)
            yield Finding(page, figure, its, measured[figure], most)
