"""What was found, in sentences."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from backend.budgets.causes import heaviest
from backend.budgets.verdict import Finding
from backend.budgets.weight import Item, Weight


def amount(figure: float, unit: str) -> str:
    """``25,412 B``, ``1,800 ms``, ``0.12``."""
    shown = f"{figure:,.3g}" if figure != int(figure) else f"{int(figure):,}"
    return shown + (f" {unit}" if unit in {"B", "ms"} else "")


def sentence(finding: Finding) -> str:
    """``/reports/new (es, empty): document 25,412 B, budget 5,120 B: 20,292 B over``."""
    return f"{finding.page}: {measured(finding)}"


def measured(finding: Finding) -> str:
    """``document 25,412 B, budget 5,120 B: 20,292 B over``."""
    unit = finding.unit
    return (
        f"{figure_of(finding)} {amount(finding.measured, unit)}, "
        f"budget {amount(finding.allowed, unit)}: {amount(abs(finding.over), unit)} "
        f"{'over' if finding.over > 0 else 'left'}"
    )


def figure_of(finding: Finding) -> str:
    """The figure by its name, ``requests`` and ``script requests`` told from bytes."""
    if finding.unit != "requests":
        return finding.figure
    return "requests" if finding.figure == "total" else f"{finding.figure} requests"


def remedy(finding: Finding, weight: Weight) -> str:
    """``to get back under: compress /a.css (9,000 B to 2,000 B); ...``, the heaviest first."""
    causes = [cause.words for cause in heaviest(finding, weight)]
    return f"to get back under: {'; '.join(causes)}" if causes else ""


def short(item: Item) -> str:
    """An address as one reads it: without the host where it is the site's own."""
    parts = urlsplit(item.url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return item.url if item.is_third_party else path or item.url


def heaviest_item(items: Sequence[Item]) -> str:
    """``/static/app.js 4,930 B``."""
    item = max(items, key=lambda each: (each.size, each.url), default=None)
    return f"{short(item)} {item.size:,} B" if item else "?"


def summary(pages: int, over: int, unknown: int) -> str:
    """The last line."""
    told = f"{many(pages, 'page')} weighed"
    if unknown:
        told += f", {many(unknown, 'question')} open"
    if over:
        return f"{told}: {many(over, 'figure')} over budget."
    return f"{told}: " + ("nothing over budget that is known." if unknown else "all within budget.")


def many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
