"""Which rows of a table are somebody's, as its declaration says (``kernel.keeping``)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, MetaData, Table, false, or_, select

from backend.kernel import keeping
from backend.kernel.keeping import By, Referred, Via


@dataclass(frozen=True)
class Whose:
    """By what an account is known in the tables."""

    id: int
    tag: str


def rows(table: Table, whose: Whose) -> ColumnElement[bool]:
    """The condition on ``table`` for the rows of ``whose``; never true for a public table."""
    conditions = [_one(table, owner, whose) for owner in keeping.of(table).owned_by]
    return or_(*conditions) if conditions else false()


def is_owned(table: Table) -> bool:
    """Is this table about people?"""
    return bool(keeping.of(table).owned_by)


def pointing_at(table: Table) -> Iterator[Column[int]]:
    """The columns of all tables by which their rows point to rows of ``table``."""
    for other in table.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield column


def key_of(table: Table) -> Column[int]:
    """The one column that names a row. Raises ValueError for a key of several."""
    (key,) = table.primary_key.columns
    return key


def is_referred(table: Table) -> bool:
    """Do the rows of ``table`` belong to whose rows point to them?"""
    return any(isinstance(owner, Referred) for owner in keeping.of(table).owned_by)


def in_order(metadata: MetaData) -> list[Table]:
    """The tables that are about people, each behind those its rows point to."""
    return [table for table in metadata.sorted_tables if is_owned(table)]


def _one(table: Table, owner: By | Via | Referred, whose: Whose) -> ColumnElement[bool]:
    if isinstance(owner, Via):
        parent = table.metadata.tables[owner.table]
        hers = select(key_of(parent)).where(rows(parent, whose))
        return table.c[owner.column].in_(hers)
    if isinstance(owner, Referred):
        return or_(
            false(),
            *(
                key_of(table).in_(select(column).where(rows(column.table, whose)))
                for column in pointing_at(table)
                if is_owned(column.table)
            ),
        )
    column = table.c[owner.column]
    text = owner.text.format(id=whose.id, tag=whose.tag)
    if column.type.python_type is int:
        return column == int(text)
    return column.startswith(text, autoescape=True) if owner.begins else column == text
