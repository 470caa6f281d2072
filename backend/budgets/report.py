"""What was found, for people: a line of a table for each page, a sentence for each finding."""

from collections.abc import Iterable, Sequence
from urllib.parse import urljoin

from backend.budgets.measure import Item, Weight
from backend.budgets.verdict import Finding

COLUMNS = ("document", "script", "stylesheet", "image", "media", "font", "other", "third-party",
           "total")  # fmt: skip
HEAVIEST = 3


def heading(widest: int) -> str:
    """The first line of the table; ``widest`` is the length of the longest name of a page."""
    titles = (*COLUMNS, "requests", "first-visit")
    return f"{'bytes on the wire':{widest}}" + "".join(f"{title:>12}" for title in titles)


def row(page: str, weight: Weight, findings: Iterable[Finding], widest: int) -> str:
    """The figures of ``page``; those over their budget are marked with ``!``, what is not
    known is ``?``."""
    if not weight.items:
        return f"{page:{widest}}" + f"{'?':>12}" * (len(COLUMNS) + 2)
    over = {(finding.figure, finding.unit) for finding in findings}
    sizes, counts = weight.sizes, weight.counts
    cells = [_cell(sizes[figure], (figure, "B") in over) for figure in COLUMNS]
    cells.append(_cell(counts["total"], ("total", "requests") in over))
    visit = sizes.get("first-visit")
    cells.append("-" if visit is None else _cell(visit, ("first-visit", "B") in over))
    return f"{page:{widest}}" + "".join(f"{cell:>12}" for cell in cells)


def sentence(finding: Finding) -> str:
    """``/reports/new (es, empty): document 25,412 B, budget 5,120 B: 20,292 B over``."""
    unit = " B" if finding.unit == "B" else ""
    figure = finding.figure
    if finding.unit == "requests":
        figure = "requests" if figure == "total" else f"{figure} requests"
    return (
        f"{finding.page}: {figure} {finding.measured:,}{unit}, "
        f"budget {finding.allowed:,}{unit}: {finding.over:,}{unit} over"
    )


def causes(finding: Finding, weight: Weight) -> str:
    """The heaviest of what makes up the figure, or nothing where it is one thing."""
    items = _behind(finding.figure, weight)
    if len(items) < 2:
        return ""
    own = urljoin(weight.items[0].url, "/").rstrip("/") if weight.items else ""
    heaviest = sorted(items, key=lambda item: (-item.size, item.url))[:HEAVIEST]
    return "heaviest: " + ", ".join(
        f"{item.url.removeprefix(own)} {item.size:,} B" for item in heaviest
    )


def summary(pages: int, over: int, unknown: int) -> str:
    """The last line."""
    told = f"{_many(pages, 'page')} weighed"
    if unknown:
        told += f", {_many(unknown, 'question')} open"
    return f"{told}: " + (f"{_many(over, 'figure')} over budget." if over else _calm(unknown))


def _calm(unknown: int) -> str:
    return "nothing over budget that is known." if unknown else "all within budget."


def _behind(figure: str, weight: Weight) -> Sequence[Item]:
    if figure == "first-visit":
        return weight.first_visit or ()
    if figure == "third-party":
        return [item for item in weight.items if item.is_third_party]
    return [item for item in weight.items if figure in {"total", item.kind}]


def _cell(figure: int, is_over: bool) -> str:
    return f"{figure:,}{'!' if is_over else ''}"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
