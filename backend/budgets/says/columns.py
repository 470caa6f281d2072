"""Rows of words in columns."""

from collections.abc import Iterator, Sequence


def aligned(
    rows: Sequence[Sequence[str]], *, left: int, rights: int | None = None
) -> Iterator[str]:
    """Lines of equal length: the first ``left`` columns and those from ``rights`` on begin
    together, the others end together."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if n < left or (rights is not None and n >= rights)
            else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]  # fmt: skip
        yield "  ".join(cells)
