"""The first sheet of an XLSX file as rows of text (ECMA-376, SpreadsheetML).

Read here and not by a library because the bounds are ours: no document type and so no entity is
accepted, nothing is unpacked beyond what the archive declares, and no formula, style or picture
is looked at. Memory holds the shared texts and one row.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from backend.places.entry import Refused

MOST_UNPACKED = 256 * 1024 * 1024
MOST_FILES = 1000
MOST_COLUMNS = 256
CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_NUMBER = re.compile(r"[0-9]{1,7}")

Row = tuple[int, list[str]]


def rows(path: Path) -> Iterator[Row]:
    """Number and cells of each row that has any; blank cells are empty texts.

    Raises Refused for what is no XLSX file, is damaged, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path.name)
            texts = _Texts()
            if "xl/sharedStrings.xml" in archive.namelist():
                for _ in _parse(archive, "xl/sharedStrings.xml", path.name, texts):
                    pass
            sheet = _Sheet(texts.found, path.name)
            for _ in _parse(archive, _first_sheet(archive, path.name), path.name, sheet):
                yield from sheet.take()
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise Refused(
            f"{path.name}: is no whole XLSX file ({error}); get it again, or save it as CSV."
        ) from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    files = archive.infolist()
    if any(file.flag_bits & 1 for file in files):
        raise Refused(f"{name}: is locked with a password; save it without one.")
    unpacked = sum(file.file_size for file in files)
    if unpacked > MOST_UNPACKED or len(files) > MOST_FILES:
        raise Refused(
            f"{name}: would unpack to {unpacked // 1024**2} MB in {len(files)} files; at most "
            f"{MOST_UNPACKED // 1024**2} MB in {MOST_FILES} are read. Save only the one sheet."
        )


def _first_sheet(archive: zipfile.ZipFile, name: str) -> str:
    sheets, links = _Attributes("sheet"), _Attributes("Relationship")
    for part, found in (("workbook.xml", sheets), ("_rels/workbook.xml.rels", links)):
        for _ in _parse(archive, f"xl/{part}", name, found):
            pass
    targets = {link.get("Id"): link.get("Target", "") for link in links.found}
    target = targets.get(sheets.found[0].get("id")) if sheets.found else None
    if not target:
        raise Refused(f"{name}: has no sheet; save the table as the first sheet.")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parse(
    archive: zipfile.ZipFile, part: str, name: str, handler: "_Attributes | _Texts | _Sheet"
) -> Iterator[None]:
    """Hand the elements of ``part`` to ``handler``, coming back after every chunk."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refused(f"{name}: {part} declares a document type; no spreadsheet program does.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: handler.start(_local(tag), attributes)
    parser.EndElementHandler = lambda tag: handler.end(_local(tag))
    parser.CharacterDataHandler = handler.text
    try:
        with archive.open(part) as readable:
            while chunk := readable.read(CHUNK):
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise Refused(f"{name}: {part} is not readable ({error}); save the file again.") from error


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


class _Attributes:
    """The attributes of every element of one name."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.found: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self.tag:
            self.found.append({_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None: ...

    def text(self, words: str) -> None: ...


class _Texts:
    """The shared texts. Phonetic readings (``rPh``) are not part of a text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._words: list[str] = []
        self._reads = False
        self._is_aside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._is_aside = self._is_aside or tag == "rPh"
        self._reads = tag == "t" and not self._is_aside

    def end(self, tag: str) -> None:
        self._reads = False
        self._is_aside = self._is_aside and tag != "rPh"
        if tag == "si":
            self.found.append("".join(self._words))
            self._words.clear()

    def text(self, words: str) -> None:
        if self._reads:
            self._words.append(words)


class _Sheet:
    """The rows of a sheet, as far as they were read."""

    def __init__(self, shared: list[str], file: str) -> None:
        self._shared = shared
        self._file = file
        self._done: list[Row] = []
        self._row = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._kind = ""
        self._words: list[str] = []
        self._reads = False
        self._ends: dict[str, Callable[[], None]] = {"c": self._end_cell, "row": self._end_row}

    def take(self) -> list[Row]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if _NUMBER.fullmatch(number) else self._row + 1
            self._column = -1
        elif tag == "c":
            self._kind = attributes.get("t", "n")
            self._column = self._place(attributes.get("r", ""))
        self._reads = tag == "v" or (tag == "t" and self._kind == "inlineStr")

    def end(self, tag: str) -> None:
        self._reads = False
        if tag in self._ends:
            self._ends[tag]()

    def text(self, words: str) -> None:
        if self._reads:
            self._words.append(words)

    def _place(self, reference: str) -> int:
        found = _REFERENCE.fullmatch(reference)
        column = self._column + 1
        if found:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            column -= 1
        if column >= MOST_COLUMNS:
            raise Refused(
                f"{self._file}, row {self._row}: has a cell in column {column + 1}; at most "
                f"{MOST_COLUMNS} columns are read. Remove the rest."
            )
        return column

    def _end_cell(self) -> None:
        words = "".join(self._words)
        self._words.clear()
        if self._kind == "s" and words:
            if not _NUMBER.fullmatch(words) or int(words) >= len(self._shared):
                raise Refused(
                    f"{self._file}, row {self._row}: speaks of a text that is not in the file; "
                    "save it again."
                )
            words = self._shared[int(words)]
        if words:
            self._cells[self._column] = words

    def _end_row(self) -> None:
        if self._cells:
            last = max(self._cells)
            self._done.append((self._row, [self._cells.get(n, "") for n in range(last + 1)]))
            self._cells = {}
