"""A table of a service file as the schema declares it: the same declaration reads the file, checks
it, and is printed as the reference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend.kernel.city.section import Section


@dataclass(frozen=True)
class World:
    """What a service may name of the rest of its pack; None where that is not known."""

    offices: Collection[str] | None = None
    places: Collection[str] | None = None
    phones: Collection[str] | None = None
    topics: Collection[str] | None = None
    icons: Collection[str] | None = None
    held: Mapping[str, str] | None = None
    """What the record holds, with the kind of field that takes it."""


class Takes(Protocol):
    """What a key takes. ``said`` finishes "write ...": ``a whole number from 1 to 3``."""

    @property
    def said(self) -> str: ...

    def read(self, section: Section, name: str, world: World) -> Any:
        """The value of ``name``; a fault is noted, and a value of the right type given."""


@dataclass(frozen=True)
class Key:
    """One key of a table: what it takes and what it is for. One that may be left out is ``instead``
    then."""

    name: str
    takes: Takes
    says: str
    example: str = ""
    needed: bool = True
    instead: Any = None

    def read(self, section: Section, world: World) -> Any:
        section.asked.add(self.name)
        if not self.needed and self.name not in section.table:
            return self.instead
        return self.takes.read(section, self.name, world)


@dataclass(frozen=True)
class Sort:
    """What a table of one kind is for, and the keys that only this kind takes."""

    says: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Read:
    """A table that was read: its values by key, and where it stands for faults found later."""

    section: Section
    values: Mapping[str, Any]

    @property
    def id(self) -> str:
        return self.section.id

    def __getitem__(self, name: str) -> Any:
        """The value of a key; None of one that tables of this kind do not take."""
        return self.values.get(name)

    def has(self, name: str) -> bool:
        """Does the file say anything of it, right or wrong?"""
        return name in self.section.table

    def fault(self, name: str, what: str) -> None:
        self.section.fault(name, what)


@dataclass(frozen=True)
class Table:
    """A table: its keys, and where it has a ``kind``, those of each kind."""

    title: str
    says: str
    keys: tuple[Key, ...]
    sorts: Mapping[str, Sort] = field(default_factory=dict, hash=False)

    def read(self, section: Section, world: World) -> Read:
        values = {key.name: key.read(section, world) for key in self.keys}
        if self.sorts:
            values |= self._of_its_kind(section, world, values["kind"])
        section.done()
        return Read(section, values)

    def _of_its_kind(self, section: Section, world: World, kind: str) -> dict[str, Any]:
        known = self.sorts.get(kind)
        values = {key.name: key.read(section, world) for key in known.keys} if known else {}
        others = {key.name for sort in self.sorts.values() for key in sort.keys}
        for name in sorted(others & section.table.keys() - section.asked):
            section.asked.add(name)
            if known:
                section.fault(name, f'is not for the kind "{kind}"; remove it.')
        return values
