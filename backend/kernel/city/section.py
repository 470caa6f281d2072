"""One table of a TOML file, read key by key: whatever is wrong is noted with file, key and remedy,
and reading goes on, so that a pack's author hears of everything at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from backend.kernel.city.texts import Text

Value = TypeVar("Value")

PLAIN = "utf-8-sig"
"""UTF-8, with the mark before it that some editors write."""
ID = re.compile(r"[a-z][a-z0-9]{0,23}")


@dataclass
class Notes:
    """What one reading of a pack gathers."""

    faults: list[str] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)


@dataclass
class Section:
    """The table at ``path`` in ``file``. A getter that finds a fault notes it and gives a value of
    the right type all the same."""

    file: str
    path: str
    table: Mapping[str, Any]
    notes: Notes
    id: str = ""
    asked: set[str] = field(default_factory=set)

    def fault(self, name: str, what: str) -> None:
        """Note that the key ``name`` is wrong and ``what`` to do."""
        self.notes.faults.append(f"{self.file}: {self._key(name)} {what}")

    def string(self, name: str, pattern: str = ".+", such_as: str = "some text") -> str:
        """A string on one line that matches ``pattern`` whole."""
        value = self._value(name, str, "", such_as)
        if "\n" in value:
            self.fault(name, "has several lines; write it on one.")
        elif value and not re.fullmatch(pattern, value):
            self.fault(name, f'is "{value}"; write something like {such_as}.')
        return value

    def maybe_string(self, name: str, pattern: str = ".+", such_as: str = "some text") -> str:
        """A string that may be left out, "" then."""
        self.asked.add(name)
        return self.string(name, pattern, such_as) if name in self.table else ""

    def words(self, name: str) -> Text:
        """A text for residents."""
        return self._text(name, self.string(name))

    def maybe_words(self, name: str) -> Text | None:
        """A text for residents that may be left out."""
        self.asked.add(name)
        return self.words(name) if name in self.table else None

    def words_each(self, name: str, least: int = 1) -> tuple[Text, ...]:
        """A list of texts for residents; their keys end in 0, 1 ..."""
        sources = enumerate(self.names(name, least))
        return tuple(self._text(f"{name}.{number}", source) for number, source in sources)

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from ``low`` to ``high``."""
        if name not in self.table and default is not None:
            self.asked.add(name)
            return default
        value = self._value(name, int, low, f"a whole number from {low} to {high}")
        if not low <= value <= high:
            self.fault(name, f"is {value}; write a whole number from {low} to {high}.")
        return value

    def yes(self, name: str, default: bool) -> bool:
        """true or false."""
        self.asked.add(name)
        return self._value(name, bool, default, "true or false") if name in self.table else default

    def numbers(self, name: str, how_many: int) -> list[float]:
        """A list of ``how_many`` numbers."""
        return self._row(name, self._value(name, list, [], f"{how_many} numbers"), how_many)

    def names(self, name: str, least: int = 1) -> tuple[str, ...]:
        """A list of texts, each on one line."""
        such_as = 'a list of texts, ["such", "as"]'
        if name not in self.table and not least:
            self.asked.add(name)
            return ()
        value = self._value(name, list, [], such_as)
        if any(not isinstance(each, str) or not each.strip() or "\n" in each for each in value):
            self.fault(name, f"has {value!r}; write {such_as}.")
            return ()
        return tuple(value)

    def rows(self, name: str, how_many: int) -> list[list[float]]:
        """A list of at least one list of ``how_many`` numbers."""
        value = self._value(name, list, [], f"a list of lists of {how_many} numbers")
        return [self._row(name, row, how_many) for row in value]

    def section(self, name: str, such_as: str = "a table") -> "Section":
        """The table called ``name``."""
        table = self._value(name, dict, {}, such_as)
        return Section(self.file, self._key(name), table, self.notes)

    def sections(self, name: str, id: str = "id", least: int = 1) -> Iterator["Section"]:
        """The tables of the list ``name``, each with an ``id`` of its own."""
        if name not in self.table and not least:
            self.asked.add(name)
            return
        seen = set()
        for number, table in enumerate(self._value(name, list, [], "a list of tables"), start=1):
            if not isinstance(table, dict) or not isinstance(table.get(id), str):
                self.fault(name, f"number {number} has no {id}; give it one.")
                continue
            own = table[id]
            if not ID.fullmatch(own):
                self.fault(name, f'has the {id} "{own}"; write a-z and 0-9, a letter first.')
            if own in seen:
                self.fault(name, f'has "{own}" twice; give each its own {id}.')
            seen.add(own)
            path = f"{self._key(name)}.{own}"
            yield Section(self.file, path, table, self.notes, own, {id})

    def done(self) -> None:
        """Note the keys nobody asked for: a slip of the pen would otherwise pass in silence."""
        for name in sorted(self.table.keys() - self.asked):
            self.fault(name, "is not known here; correct its spelling or remove it.")

    def _text(self, name: str, source: str) -> Text:
        key = f"{self.file.removesuffix('.toml')}.{self._key(name)}"
        return self.notes.texts.setdefault(key, Text(key, source))

    def _key(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _value(self, name: str, kind: type[Value], instead: Value, such_as: str) -> Value:
        self.asked.add(name)
        value = self.table.get(name)
        if value is None:
            self.fault(name, f"is missing; write {such_as}.")
            return instead
        # A bool is an int to Python and no number to anybody else.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(name, f"is {value!r}; write {such_as}.")
            return instead
        if isinstance(value, str | list | dict) and not value:
            self.fault(name, f"is empty; write {such_as}.")
        return value

    def _row(self, name: str, row: Any, how_many: int) -> list[float]:
        if (
            isinstance(row, list)
            and len(row) == how_many
            and all(isinstance(n, int | float) and abs(n) <= 180 for n in row)
        ):
            return [float(number) for number in row]
        self.fault(name, f"has {row!r}; write {how_many} numbers in degrees.")
        return [0.0] * how_many
