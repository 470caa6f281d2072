"""Where the bytes are: each page a rectangle as large as it is heavy, divided by what it holds."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from backend.budgets.says.squares import Box, squarified
from backend.budgets.says.words import short
from backend.budgets.weighed import Weighed

WIDTH, HEIGHT, LINE = 1200, 800, 14
LETTER = 6.2
"""Pixels that a letter takes, about."""
COLOURS = {
    "document": "#4e79a7", "script": "#f28e2b", "stylesheet": "#76b7b2", "image": "#59a14f",
    "media": "#b07aa1", "font": "#e15759", "other": "#9c9c9c",
}  # fmt: skip


def as_svg(weighed: Sequence[Weighed]) -> str:
    """The drawing; each rectangle says what it stands for when it is pointed at."""
    pages = sorted(
        (each for each in weighed if each.weight.sizes["total"]),
        key=lambda each: (-each.weight.sizes["total"], each.page.name),
    )
    whole = Box(0, 0, WIDTH, HEIGHT)
    boxes = squarified([each.weight.sizes["total"] for each in pages], whole)
    drawn = [line for each, box in zip(pages, boxes, strict=True) for line in _page(each, box)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 2 * LINE}" '
            'font-family="sans-serif" font-size="11">',
            f"<title>Where the bytes of {len(pages)} pages are</title>",
            *drawn,
            *_legend(),
            "</svg>\n",
        ]
    )


def _page(each: Weighed, box: Box) -> Iterator[str]:
    total = each.weight.sizes["total"]
    name = f"{each.page.name}: {total:,} B"
    yield f"<g><title>{escape(name)}</title>"
    yield _rectangle(box, "#fff", "#000")
    inner = Box(box.x + 1, box.y + LINE, box.width - 2, max(0.0, box.height - LINE - 1))
    items = sorted(
        (item for item in each.weight.items if item.size), key=lambda item: (-item.size, item.url)
    )
    if inner.width > 1 and inner.height > 1:
        parts = squarified([item.size for item in items], inner)
        for item, part in zip(items, parts, strict=True):
            told = f"{short(item)}: {item.size:,} B ({item.kind})"
            yield f"<g><title>{escape(told)}</title>{_rectangle(part, COLOURS[item.kind], '#fff')}"
            yield f"{_label(part, short(item))}</g>"
    yield f"{_label(box, name)}</g>"


def _rectangle(box: Box, fill: str, line: str) -> str:
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{max(box.width, 0):.1f}" '
        f'height="{max(box.height, 0):.1f}" fill={quoteattr(fill)} stroke={quoteattr(line)}/>'
    )


def _label(box: Box, text: str) -> str:
    room = int((box.width - 6) / LETTER)
    if room < 4 or box.height < LINE - 1:
        return ""
    shown = text if len(text) <= room else text[: room - 1] + "…"
    return f'<text x="{box.x + 3:.1f}" y="{box.y + 11:.1f}">{escape(shown)}</text>'


def _legend() -> Iterator[str]:
    for n, (kind, colour) in enumerate(COLOURS.items()):
        at = Box(n * 120, HEIGHT + LINE / 2, LINE, LINE)
        yield _rectangle(at, colour, "#fff")
        yield f'<text x="{at.x + LINE + 4}" y="{at.y + 11}">{kind}</text>'
