"""One file of a feed as rows, and each value of a row read with its file and line at hand.

A getter that finds a fault says so and gives a value of the right type all the same, so that
reading goes on.
"""

import csv
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, TypeVar

from backend.forms import text as texts
from backend.transit.gtfs.findings import Findings, refusal
from backend.transit.gtfs.source import MOST_BYTES, TOO_LARGE, Source

if TYPE_CHECKING:
    from _csv import Reader

Value = TypeVar("Value")

MOST_LINE_BYTES = 64 * 1024
MOST_LETTERS = 200
MOST_ID_LETTERS = 120


class Row:
    """One row of a file; ``line`` is where it begins."""

    __slots__ = ("_findings", "_values", "file", "line")

    def __init__(self, file: str, line: int, values: Mapping[str, str], findings: Findings) -> None:
        self.file = file
        self.line = line
        self._values = values
        self._findings = findings

    def fault(self, what: str) -> None:
        """Say what is wrong with this row."""
        self._findings.fault(f"{self.file}, line {self.line}", what)

    def note(self, what: str) -> None:
        """Say what is worth knowing of this row."""
        self._findings.note(self.file, what, f"{self.file}, line {self.line}")

    def raw(self, name: str) -> str:
        """The value as it stands there, without the blanks around it."""
        return self._values.get(name, "").strip()

    def id(self, name: str) -> str:
        """An identifier that must be there."""
        value = self.maybe_id(name)
        if not value:
            self.fault(f"{name} is empty; give it one.")
        return value

    def maybe_id(self, name: str) -> str:
        """An identifier, or nothing."""
        value = self.raw(name)
        if len(value) > MOST_ID_LETTERS:
            self.fault(f"{name} is longer than {MOST_ID_LETTERS} letters; shorten it.")
        elif not value.isprintable():
            self.fault(f"{name} is {value!r}, which holds signs nobody sees; remove them.")
        return value

    def text(self, name: str) -> str:
        """Words for people, or nothing."""
        value = texts.line(self._values.get(name, ""))
        if len(value) > MOST_LETTERS:
            self.fault(f"{name} is longer than {MOST_LETTERS} letters; shorten it.")
            return value[:MOST_LETTERS]
        return value

    def needed(self, name: str) -> str:
        """Words for people that must be there."""
        value = self.text(name)
        if not value:
            self.fault(f"{name} is empty; fill it in.")
        return value

    def read(self, name: str, how: Callable[[str], Value], instead: Value) -> Value:
        """A value that must be there, read by one of ``values``."""
        value = self.raw(name)
        if not value:
            self.fault(f"{name} is empty; fill it in.")
            return instead
        return self._read(name, value, how, instead, self.fault)

    def maybe(self, name: str, how: Callable[[str], Value], instead: Value) -> Value:
        """A value that may be left out; ``instead`` then."""
        value = self.raw(name)
        return self._read(name, value, how, instead, self.fault) if value else instead

    def leave(self, name: str, how: Callable[[str], Value], instead: Value) -> Value:
        """A value that misleads nobody when it is left out: a bad one is a note, no fault."""
        value = self.raw(name)
        return self._read(name, value, how, instead, self.note) if value else instead

    def one_of(self, name: str, choices: str, instead: str | None = None) -> int:
        """One digit of ``choices``; ``instead`` where it is empty and may be."""
        value = self.raw(name) or instead or ""
        if len(value) == 1 and value in choices:
            return int(value)
        wanted = f"{', '.join(choices[:-1])} or {choices[-1]}"
        self.fault(f"{name} is {value!r}; write {wanted}.")
        return int(choices[0])

    @staticmethod
    def _read(
        name: str,
        value: str,
        how: Callable[[str], Value],
        instead: Value,
        say: Callable[[str], None],
    ) -> Value:
        try:
            return how(value)
        except ValueError as error:
            say(f"{name} is {value[:80]!r}; {error}")
            return instead


class Tables:
    """The files of a feed, read one after another; counts them and what they add up to."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source = source
        self._findings = findings
        self._mix = hashlib.sha256()
        self._bytes = 0
        self.counts: dict[str, int] = {}
        """Rows of each file that was read."""

    @property
    def digest(self) -> str:
        """A hash of everything read so far."""
        return self._mix.hexdigest()

    def has(self, name: str) -> bool:
        """Is there a file of this name?"""
        return name in self._source.names

    def rows(self, name: str, *columns: str) -> Iterator[Row]:
        """The rows of the file ``name``, which must have ``columns``; none if there is no such
        file. FeedError where reading on would make no sense."""
        if not self.has(name):
            return
        self._mix.update(name.encode())
        self.counts[name] = 0
        with self._source.open(name) as file:
            reader = csv.reader(self._lines(name, file), strict=True)
            try:
                yield from self._read(name, reader, columns)
            except csv.Error as error:
                line = f"{name}, line {reader.line_num}"
                raise refusal(line, f"{error}; a quote may be missing or too many.") from None

    def _read(self, name: str, reader: "Reader", columns: tuple[str, ...]) -> Iterator[Row]:
        header = [column.strip() for column in next(reader, [])]
        if not self._is_header(name, header, columns):
            for _ in reader:  # the rest counts for the digest
                pass
            return
        line = reader.line_num
        for values in reader:
            begins, line = line + 1, reader.line_num
            if not values or values == [""]:
                continue
            self.counts[name] += 1
            if len(values) == len(header):
                yield Row(name, begins, dict(zip(header, values, strict=True)), self._findings)
            else:
                self._findings.fault(
                    f"{name}, line {begins}",
                    f"has {len(values)} values for {len(header)} columns; "
                    "a comma is missing, too many, or not in quotes.",
                )

    def _is_header(self, name: str, header: list[str], columns: tuple[str, ...]) -> bool:
        place = f"{name}, line 1"
        if not any(header):
            self._findings.fault(place, "is empty; the first line must name the columns.")
            return False
        twice = sorted({column for column in header if column and header.count(column) > 1})
        missing = [column for column in columns if column not in header]
        for column in twice:
            self._findings.fault(place, f"names {column} twice; keep one.")
        for column in missing:
            self._findings.fault(place, f"has no column {column}; add it.")
        return not twice and not missing

    def _lines(self, name: str, file: IO[bytes]) -> Iterator[str]:
        number = 0
        try:
            while raw := file.readline(MOST_LINE_BYTES + 1):
                number += 1
                self._bytes += len(raw)
                self._mix.update(raw)
                yield self._line(f"{name}, line {number}", raw.removeprefix(_BOM[number == 1]))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise refusal(name, f"is damaged ({error}); fetch the feed again.") from None

    def _line(self, place: str, raw: bytes) -> str:
        if len(raw) > MOST_LINE_BYTES:
            raise refusal(place, f"is longer than {MOST_LINE_BYTES // 1024} KB; is this a table?")
        if self._bytes > MOST_BYTES:
            raise refusal(place, f"the feed {TOO_LARGE}")
        if b"\0" in raw:
            raise refusal(place, "holds a zero byte; save the file as UTF-8 text.")
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            byte = raw[error.start]
            raise refusal(
                place, f"holds the byte 0x{byte:02x}, which is not UTF-8; save it as UTF-8."
            ) from None


_BOM = {False: b"", True: b"\xef\xbb\xbf"}
