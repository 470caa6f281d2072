"""Why each column of each table is kept, how whom it is about gets it, and when it goes.

A room declares its tables in ``kept.py`` and the last line of its ``models.py`` hangs the
declaration on them. Export and erasure walk the tables with it (room ``record``), and a test
fails for a column that nobody has thought about (decision 0017).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import JSON, MetaData
from sqlalchemy import Column as SqlColumn
from sqlalchemy import Table as SqlTable

from backend.kernel.db import db

HANGS = "kept"
MONTH = 30
QUARTER = 90
YEAR = 365
LAW = 2557
"""Seven years, the longest in which a public servant answers for what was done (Ley General de
Responsabilidades Administrativas, article 74): so long is kept what proves it."""


class Why(StrEnum):
    """What a column is kept for."""

    SERVICE = "service"
    REACH = "reach"
    IDENTITY = "identity"
    SECURITY = "security"
    PROOF = "proof"
    WORKING = "working"
    CITY = "city"


class Export(StrEnum):
    """How whom it is about gets it: as it stands, as a file, as a word for who it was (``you``,
    ``somebody else``), or not at all, being a secret or a number inside."""

    TOLD = "told"
    FILE = "file"
    PARTY = "party"
    SECRET = "secret"  # noqa: S105 - a word, not one
    LINK = "link"


class Rows(StrEnum):
    """What becomes of the rows: they go, or stay with what was personal emptied."""

    GO = "go"
    STAY = "stay"


@dataclass(frozen=True)
class Column:
    """``stays``: where the row stays, so does this, for it says nothing of anybody."""

    why: Why
    export: Export
    name: object = ""
    stays: bool = False


def told(name: object, why: Why) -> Column:
    """Personal: exported under ``name``, emptied or gone with the row."""
    return Column(why, Export.TOLD, name)


def fact(name: object, why: Why) -> Column:
    """About the thing and not about her: exported under ``name``, stays where the row stays."""
    return Column(why, Export.TOLD, name, stays=True)


def secret(why: Why) -> Column:
    """A secret, or the digest of one: not even its owner is given it. Emptied."""
    return Column(why, Export.SECRET)


def link(*, stays: bool = True) -> Column:
    """A number inside that joins rows; says nothing by itself. ``stays=False``: it is cut."""
    return Column(Why.WORKING, Export.LINK, stays=stays)


def party(name: object, why: Why) -> Column:
    """Somebody, by a name inside: exported as ``you`` or ``somebody else``."""
    return Column(why, Export.PARTY, name)


def file() -> Column:
    """The name of a file in the store: exported as the file itself, which goes with the row."""
    return Column(Why.SERVICE, Export.FILE)


@dataclass(frozen=True)
class By:
    """Rows in whose ``column`` stands ``text``, where ``{id}`` is the account's id and ``{tag}``
    its tag; ``begins``: or what begins with it."""

    column: str
    text: str = "{id}"
    begins: bool = False


@dataclass(frozen=True)
class Via:
    """Rows whose ``column`` points to her rows of ``table``."""

    column: str
    table: str


@dataclass(frozen=True)
class Referred:
    """Rows that her rows of any table point to."""


@dataclass(frozen=True)
class Table:
    """One table. Her rows are those of any of ``owned_by``; with none, nobody's.

    ``days`` after a cancellation, during which they are blocked, her rows go. Beyond a month,
    ``because`` says why. ``alone`` is after how many days rows go by themselves, at the latest.
    """

    table: str
    name: object
    columns: Mapping[str, Column]
    owned_by: tuple[By | Via | Referred, ...] = ()
    days: int = 0
    because: object = ""
    rows: Rows = Rows.GO
    alone: int | None = None


def public(table: str, name: object, columns: str) -> Table:
    """A table that is about nobody, by the names of its columns, between blanks."""
    about_nobody = Column(Why.CITY, Export.LINK, stays=True)
    return Table(table, name, dict.fromkeys(columns.split(), about_nobody))


def classify(*tables: Table) -> None:
    """Hang each declaration on its table. Raises KeyError for a table there is not."""
    for each in tables:
        db.metadata.tables[each.table].info[HANGS] = each


def of(table: SqlTable) -> Table:
    """What was declared of ``table``. Raises KeyError where nobody declared it."""
    kept: Table = table.info[HANGS]
    return kept


def faults(metadata: MetaData) -> Iterator[str]:
    """What is missing or cannot be, a sentence each."""
    for table in metadata.sorted_tables:
        if HANGS not in table.info:
            yield f"{table.name} is declared in no kept.py: say why it is kept and when it goes."
            continue
        kept = of(table)
        for column in table.columns:
            if column.name not in kept.columns:
                yield f"{table.name}.{column.name} is not in kept.py: say why it is kept."
            elif _cannot_be_emptied(kept, column):
                yield f"{table.name}.{column.name} cannot be emptied in a row that stays."
        yield from (
            f"{table.name}.{name} is in kept.py and not in the table: take it out."
            for name in kept.columns
            if name not in table.columns
        )
        yield from _faults_of(kept, metadata)


def _cannot_be_emptied(kept: Table, column: SqlColumn[object]) -> bool:
    if kept.rows is Rows.GO or kept.columns[column.name].stays:
        return False
    return column.primary_key or not (column.nullable or is_emptiable(column))


def is_emptiable(column: SqlColumn[object]) -> bool:
    """Is there a value of its type that says nothing?"""
    return isinstance(column.type, JSON) or column.type.python_type in {str, int, bool}


def _faults_of(kept: Table, metadata: MetaData) -> Iterator[str]:
    for name, column in kept.columns.items():
        if column.export in {Export.TOLD, Export.PARTY} and not column.name:
            yield f"{kept.table}.{name} is exported without a name."
    if kept.days > MONTH and kept.owned_by and not kept.because:
        yield f"{kept.table} stays {kept.days} days and does not say why."
    for owner in kept.owned_by:
        if isinstance(owner, By | Via) and owner.column not in metadata.tables[kept.table].columns:
            yield f"{kept.table} has no {owner.column}."
        if isinstance(owner, Via) and of(metadata.tables[owner.table]).days < kept.days:
            yield f"{kept.table} outlives {owner.table}, by which its rows are known."
