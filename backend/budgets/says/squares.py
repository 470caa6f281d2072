"""Rectangles whose areas are as given, near to squares (Bruls, Huizing, van Wijk 2000)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def squarified(sizes: Sequence[float], box: Box) -> Iterator[Box]:
    """A rectangle for each of ``sizes``, in their order, filling ``box``. They have to be sorted,
    the largest first, and more than 0."""
    whole = sum(sizes)
    rest = [size * box.width * box.height / whole for size in sizes] if whole else []
    while rest:
        short = min(box.width, box.height)
        row = 1
        while row < len(rest) and _worst(rest[: row + 1], short) <= _worst(rest[:row], short):
            row += 1
        placed, box = _place(rest[:row], box)
        yield from placed
        rest = rest[row:]


def _worst(areas: Sequence[float], short: float) -> float:
    """How far from a square the worst of a row along the ``short`` side would be."""
    total = sum(areas)
    if not total or not short:
        return float("inf")
    return max(short**2 * max(areas) / total**2, total**2 / (short**2 * min(areas)))


def _place(areas: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """A row along the short side of ``box``, and what is left of it."""
    total, at, placed = sum(areas), 0.0, list[Box]()
    if box.width >= box.height:
        deep = total / box.height if box.height else 0.0
        for area in areas:
            high = area / deep if deep else 0.0
            placed.append(Box(box.x, box.y + at, deep, high))
            at += high
        return placed, Box(box.x + deep, box.y, box.width - deep, box.height)
    deep = total / box.width if box.width else 0.0
    for area in areas:
        wide = area / deep if deep else 0.0
        placed.append(Box(box.x + at, box.y, wide, deep))
        at += wide
    return placed, Box(box.x, box.y + deep, box.width, box.height - deep)
