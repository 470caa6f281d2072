"""Which budget a page answers to, and which of its figures are over. Functions of values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from backend.budgets.config import Budget


@dataclass(frozen=True)
class Finding:
    """A figure over its budget. ``unit`` is ``B`` or ``requests``."""

    page: str
    figure: str
    unit: str
    measured: int
    allowed: int

    @property
    def over(self) -> int:
        return self.measured - self.allowed


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


def judge(
    page: str, sizes: Mapping[str, int], counts: Mapping[str, int], budget: Budget
) -> list[Finding]:
    """What is over in ``page``. Every figure that ``budget`` limits has to have been measured."""
    return [*_over(page, "B", sizes, budget.sizes), *_over(page, "requests", counts, budget.counts)]


def _over(
    page: str, unit: str, measured: Mapping[str, int], allowed: Mapping[str, int]
) -> Iterator[Finding]:
    for figure, most in allowed.items():
        if measured[figure] > most:
            yield Finding(page, figure, unit, measured[figure], most)
