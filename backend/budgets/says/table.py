"""The table for people: for each page its tightest figure, and what weighs most."""

from collections.abc import Iterator, Sequence

from backend.budgets.says.baseline import Baseline
from backend.budgets.says.columns import aligned
from backend.budgets.says.words import amount, figure_of, heaviest_item
from backend.budgets.weighed import Weighed

TITLES = ("page", "persona", "figure", "weighs", "budget", "headroom", "weighs most")


def table(weighed: Sequence[Weighed], baseline: Baseline | None = None) -> Iterator[str]:
    """Lines of the table; with a ``baseline`` also what changed since."""
    since = () if baseline is None else ("since",)
    rows = [[*TITLES, *since], *(cells(each, baseline) for each in weighed)]
    return (line.rstrip() for line in aligned(rows, left=3, rights=6))


def cells(each: Weighed, baseline: Baseline | None = None) -> list[str]:
    """One row."""
    since = [] if baseline is None else [baseline.change(each)]
    page = [each.page.path, each.page.persona]
    if not each.weight.items:
        return [*page, "?", "?", "?", "?", "cannot be weighed", *since]
    most = heaviest_item(each.weight.items)
    tightest = each.tightest
    if tightest is None:
        return [*page, "total", amount(each.weight.sizes["total"], "B"), "none", "?", most, *since]
    unit = tightest.unit
    left = f"{amount(-tightest.over, unit)}{'!' if tightest.over > 0 else ''}"
    return [
        *page,
        figure_of(tightest),
        amount(tightest.measured, unit),
        amount(tightest.allowed, unit),
        left,
        most,
        *since,
    ]
