"""The file in which a bank says what was paid: a CSV, read line by line, every fault named.

Which column says what is a setting, for each bank has its own names:
``reference=referencia,amount=importe,date=fecha,id=folio``. Names are compared without accents and
capitals. Fields stand between commas, semicolons, tabs or bars, in UTF-8 or Windows-1252.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO

from backend.payments.decide import Line

Columns = Mapping[str, str]
"""What the column is called that says ``reference``, ``amount``, ``date`` and ``id``."""
NEEDED = ("reference", "amount", "date", "id")
MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 50_000
MOST_CENTS = 10**12
SEPARATORS = ",;\t|"
NO_DAY = date.min
_AMOUNT = re.compile(r"\$? ?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ][\d:.]{4,15})?", re.ASCII)
_LOCAL = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: [\d:]{4,8})?", re.ASCII)


class NotAFile(Exception):
    """This is no file of a bank's: ``columns`` are those that it lacks, () for another reason."""

    def __init__(self, columns: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


def columns_of(setting: str) -> Columns:
    """The setting, read. Raises ValueError where it does not name each of NEEDED once."""
    pairs = [each.partition("=") for each in setting.split(",")]
    named = {what.strip(): column.strip() for what, _, column in pairs}
    if set(named) != set(NEEDED) or len(pairs) != len(NEEDED) or not all(named.values()):
        raise ValueError(setting)
    if len({_plain(column) for column in named.values()}) != len(NEEDED):
        raise ValueError(setting)
    return named


def read_file(content: bytes, columns: Columns) -> list[Line]:
    """Each line below the heading, blank ones left out. Raises NotAFile."""
    if len(content) > MOST_BYTES or b"\0" in content:
        raise NotAFile
    text = _decoded(content)
    heading = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=heading.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        return list(_lines(rows, columns))
    except csv.Error:
        raise NotAFile from None


def _lines(rows: Iterator[list[str]], columns: Columns) -> Iterator[Line]:
    heading = next((row for row in rows if any(row)), [])
    places = {_plain(name): at for at, name in enumerate(heading)}
    missing = tuple(name for name in columns.values() if _plain(name) not in places)
    if missing:
        raise NotAFile(missing)
    where = {what: places[_plain(name)] for what, name in columns.items()}
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES:
            raise NotAFile
        if any(cell.strip() for cell in row):
            cell = {what: row[at].strip() if at < len(row) else "" for what, at in where.items()}
            yield _line(number, cell)


def _line(number: int, cell: Mapping[str, str]) -> Line:
    cents, day = _cents(cell["amount"]), _day(cell["date"])
    reference = "".join(cell["reference"].split()).replace("-", "").lstrip("'")[:80]
    fault = next(
        (
            what
            for what, is_there in (
                ("reference", reference),
                ("amount", cents),
                ("date", day),
                ("id", cell["id"]),
            )
            if not is_there
        ),
        "",
    )
    return Line(number, reference, cents or 0, day or NO_DAY, cell["id"][:80], fault)


def _cents(text: str) -> int | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    cents = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    return cents if 0 < cents < MOST_CENTS else None


def _day(text: str) -> date | None:
    iso, local = _ISO.fullmatch(text), _LOCAL.fullmatch(text)
    parts = iso.groups() if iso else local.groups()[::-1] if local else ()
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))
