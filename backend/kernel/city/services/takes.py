"""What keys of a service file may take."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend.kernel.city.section import ID, Notes, Section
from backend.kernel.city.services.table import Read, Table, World
from backend.kernel.city.texts import Text

CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
DAY = r"\d{4}-\d{2}-\d{2}|today([+-]\d{1,5}[dy])?"
AMOUNT = r"[1-9]\d{0,6}\.\d{2}|0\.\d{2}"
RECORD = r"[a-z][a-z_]*(\.[a-z][a-z_]*)?"


@dataclass(frozen=True)
class Words:
    """A text for people, translated."""

    most: int

    @property
    def said(self) -> str:
        return f"a text of up to {self.most} letters"

    def read(self, section: Section, name: str, world: World) -> Text:
        text = section.words(name)
        _measure(section, name, text.source, self.most)
        return text


@dataclass(frozen=True)
class WordsEach:
    """A list of texts for people, each translated."""

    most: int

    @property
    def said(self) -> str:
        return f"a list of texts of up to {self.most} letters each"

    def read(self, section: Section, name: str, world: World) -> tuple[Text, ...]:
        texts = section.words_each(name)
        for text in texts:
            _measure(section, name, text.source, self.most)
        _once(section, name, [text.source.casefold() for text in texts])
        return texts


@dataclass(frozen=True)
class OneOf:
    """One of a few names."""

    names: tuple[str, ...]

    @property
    def said(self) -> str:
        return f"one of {', '.join(self.names)}"

    def read(self, section: Section, name: str, world: World) -> str:
        return section.string(name, "|".join(map(re.escape, self.names)), self.said)


@dataclass(frozen=True)
class Known:
    """The id of something that stands elsewhere in the pack."""

    what: str
    where: str

    @property
    def said(self) -> str:
        return f"the id of {self.where}"

    def read(self, section: Section, name: str, world: World) -> str:
        value = section.string(name)
        there = getattr(world, self.what)
        if value and there is not None and value not in there:
            known = ", ".join(sorted(there)) or "none"
            section.fault(name, f'is "{value}"; write {self.said}: {known}.')
        return value


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    low: int
    high: int

    @property
    def said(self) -> str:
        return f"a whole number from {self.low:,} to {self.high:,}"

    def read(self, section: Section, name: str, world: World) -> int:
        return section.integer(name, self.low, self.high)


@dataclass(frozen=True)
class Number:
    """A number, with up to ``places`` decimals."""

    low: int
    high: int
    places: int = 0

    @property
    def said(self) -> str:
        kind = f"a number with up to {self.places} decimals" if self.places else "a whole number"
        return f"{kind} from {self.low:,} to {self.high:,}"

    def read(self, section: Section, name: str, world: World) -> Decimal | None:
        value = number(section.table.get(name))
        if value is None or not self._is_right(value):
            section.fault(name, f"is {section.table.get(name)!r}; write {self.said}.")
            return None
        return value

    def _is_right(self, value: Decimal) -> bool:
        return self.low <= value <= self.high and value == round(value, self.places)


@dataclass(frozen=True)
class Yes:
    """Yes or no."""

    said = "true or false"

    def read(self, section: Section, name: str, world: World) -> bool:
        return section.yes(name, default=False)


@dataclass(frozen=True)
class Like:
    """A text of one form."""

    pattern: str
    said: str

    def read(self, section: Section, name: str, world: World) -> str:
        return section.string(name, self.pattern, self.said)


@dataclass(frozen=True)
class Day:
    """A day, or one counted from today."""

    said = 'a day between quotes, "2026-01-31", "today", "today-18y" or "today+30d"'

    def read(self, section: Section, name: str, world: World) -> str:
        if isinstance(section.table.get(name), date | datetime):
            section.fault(name, f"is {section.table[name]} without quotes; write {self.said}.")
            return ""
        value = section.string(name, DAY, self.said)
        try:
            if value and not value.startswith("today") and re.fullmatch(DAY, value):
                date.fromisoformat(value)
        except ValueError:
            section.fault(name, f'is "{value}", a day there is not; write {self.said}.')
        return value


@dataclass(frozen=True)
class Ids:
    """A list of ids, each once; of ``among`` where there are few."""

    among: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        return f"a list of {', '.join(self.among)}" if self.among else "a list of ids"

    def read(self, section: Section, name: str, world: World) -> tuple[str, ...]:
        ids = section.names(name)
        for id in ids:
            if self.among and id not in self.among:
                section.fault(name, f'has "{id}"; write {self.said}.')
        _once(section, name, list(ids))
        return ids


@dataclass(frozen=True)
class Operands:
    """What is added or multiplied: ids of questions and numbers."""

    said = 'a list of 2 to 12 ids of questions or numbers, ["adults", 12.5]'

    def read(self, section: Section, name: str, world: World) -> tuple[str | Decimal, ...]:
        row = section.table.get(name)
        read = [_operand(each) for each in row] if isinstance(row, list) else []
        if not 2 <= len(read) <= 12 or None in read:
            section.fault(name, f"is {row!r}; write {self.said}.")
        return tuple(each for each in read if each is not None)


@dataclass(frozen=True)
class One:
    """A table, with ``such_as`` in it."""

    table: Table
    such_as: str = "a table"
    may_be_empty: bool = False

    @property
    def said(self) -> str:
        return f"a table, see {self.table.title}"

    def read(self, section: Section, name: str, world: World) -> Read:
        if self.may_be_empty and section.table.get(name) == {}:
            return Read(Section(section.file, name, {}, section.notes), {})
        given = section.section(name, self.such_as)
        if not given.table:
            # That it is not there was said; what it would have to say is not said as well.
            given = Section(given.file, given.path, {}, Notes())
        return self.table.read(given, world)


@dataclass(frozen=True)
class Many:
    """Tables, each with an id of its own."""

    table: Table
    most: int = 40

    @property
    def said(self) -> str:
        return f"a list of up to {self.most} tables, see {self.table.title}"

    def read(self, section: Section, name: str, world: World) -> tuple[Read, ...]:
        read = tuple(self.table.read(each, world) for each in section.sections(name))
        if len(read) > self.most:
            section.fault(name, f"has {len(read)}; write at most {self.most}.")
        return read


@dataclass(frozen=True)
class Rows:
    """Tables without ids, called by their number from 1."""

    table: Table

    @property
    def said(self) -> str:
        return f"a list of tables, see {self.table.title}"

    def read(self, section: Section, name: str, world: World) -> tuple[Read, ...]:
        rows = section.table.get(name)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            section.fault(name, f"is {rows!r}; write a list of tables, [{{ ... }}].")
            return ()
        path = f"{section.path}.{name}" if section.path else name
        return tuple(
            self.table.read(
                Section(section.file, f"{path}.{at}", row, section.notes, section.id), world
            )
            for at, row in enumerate(rows, start=1)
        )


def number(value: object) -> Decimal | None:
    """A number of a TOML file; None of what is none, or has no end."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    exact = Decimal(str(value))
    return exact if exact.is_finite() else None


def _operand(value: object) -> str | Decimal | None:
    if isinstance(value, str):
        return value if ID.fullmatch(value) else None
    return number(value)


def _measure(section: Section, name: str, said: str, most: int) -> None:
    if len(said) > most:
        section.fault(name, f"has {len(said)} letters; shorten it to {most}.")
    if said != said.strip():
        section.fault(name, f'is "{said}"; remove the blanks at its ends.')


def _once(section: Section, name: str, values: list[str]) -> None:
    for value in dict.fromkeys(values):
        if values.count(value) > 1:
            section.fault(name, f'has "{value}" twice; remove one.')
