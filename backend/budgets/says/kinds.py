"""The wide table: the bytes of each page by kind."""

from collections.abc import Iterator, Sequence

from backend.budgets.budget import SIZES
from backend.budgets.says.columns import aligned
from backend.budgets.weighed import Weighed

COLUMNS = SIZES[: SIZES.index("total") + 1]
VISITS = ("first-visit", "repeat-visit")


def table(weighed: Sequence[Weighed]) -> Iterator[str]:
    """Figures over their budget are marked with ``!``, what is not known is ``?``."""
    titles = ["bytes on the wire", *COLUMNS, "requests", *VISITS]
    return aligned([titles, *(_row(each) for each in weighed)], left=1)


def _row(each: Weighed) -> list[str]:
    name = each.page.name
    if not each.weight.items:
        return [name, *["?"] * (len(COLUMNS) + 3)]
    over = {(finding.figure, finding.unit) for finding in each.over}
    sizes, requests = each.weight.sizes, each.weight.counts["total"]
    return [
        name,
        *(_cell(sizes[figure], (figure, "B") in over) for figure in COLUMNS),
        _cell(requests, ("total", "requests") in over),
        *(_cell(sizes.get(visit), (visit, "B") in over) for visit in VISITS),
    ]


def _cell(figure: int | None, is_over: bool) -> str:
    return "-" if figure is None else f"{figure:,}{'!' if is_over else ''}"
