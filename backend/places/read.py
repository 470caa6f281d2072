"""A table from a file: CSV or XLSX, whichever it is."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import Path

from backend.forms.text import line
from backend.places import xlsx
from backend.places.entry import Refused

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 500_000
ZIP = b"PK\x03\x04"
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Table:
    """``header`` and the ``rows`` under it, each with its number in the file. Rows are as long as
    the header, for a file in which they are not is refused on the way."""

    file: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]


def read(path: Path) -> Table:
    """The table in the file at ``path``. What the file is shows in its first bytes, not its name.

    Raises Refused; for what comes to light further down, while the rows are read.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as readable:
            is_zip = readable.read(len(ZIP)) == ZIP
    except OSError as error:
        raise Refused(f"{path.name}: cannot be read: {error.strerror}.") from error
    if size > MOST_BYTES:
        raise Refused(
            f"{path.name}: has {size // 1024**2} MB; at most {MOST_BYTES // 1024**2} are read."
        )
    rows = xlsx.rows(path) if is_zip else _csv(path)
    _, first = next(rows, (1, []))
    header = [line(name) for name in first]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Refused(f"{path.name}: is empty; the first row has to name the columns.")
    return Table(path.name, header, _even(rows, len(header), path.name, pads=is_zip))


def _even(
    rows: Iterator[tuple[int, list[str]]], width: int, file: str, *, pads: bool
) -> Iterator[tuple[int, list[str]]]:
    """Each row with exactly ``width`` cells, blank rows left out. A spreadsheet leaves out the
    blank cells at the end of a row; in a CSV file that means it was cut."""
    for number, cells in islice(rows, MOST_ROWS):
        if not any(cell.strip() for cell in cells):
            continue
        has = len(cells)
        if any(cell.strip() for cell in cells[width:]) or (has < width and not pads):
            raise Refused(
                f"{file}, row {number}: has {has} cells where the first row names {width} columns; "
                "the file may be cut, or a comma may want quotes."
            )
        yield number, [*cells, *[""] * (width - has)][:width]
    if next(rows, None) is not None:
        raise Refused(f"{file}: has more than {MOST_ROWS:,} rows; split it.")


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise Refused(f"{path.name}, row {row}: is not UTF-8; save it as CSV UTF-8.") from error
    if "\0" in text:
        raise Refused(f"{path.name}: is no text; save the table as CSV UTF-8 or XLSX.")
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Refused(f"{path.name}, row {number}: {error}; check the quotes.") from error
        if cells is None:
            return
        yield number, cells
