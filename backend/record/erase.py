"""Erasing the rows of somebody, table by table: a walk over the tables' metadata.

What is due is found first and goes then, children before what they point to. A file goes from the
store before its row: should the transaction fail, the row is still there, and the next walk finds
both again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    String,
    Table,
    and_,
    cast,
    delete,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from backend.files.actions import drop_files
from backend.kernel import keeping
from backend.kernel.keeping import Export, Rows
from backend.record.owned import Whose, in_order, is_referred, key_of, pointing_at, rows

Keys = list[tuple[Any, ...]]
AT_ONCE = 400
"""So many keys in one statement."""


@dataclass
class Doomed:
    """The keys of what goes, by table."""

    keys: dict[Table, Keys] = field(default_factory=dict)

    def add(self, table: Table, found: Keys) -> None:
        self.keys.setdefault(table, []).extend(found)


def erase(session: Session, whose: Whose, due: Collection[Table]) -> int:
    """Erase what is ``whose`` in the tables that are ``due``; how many rows."""
    metadata = next(iter(due)).metadata if due else None
    if metadata is None:
        return 0
    doomed = _find(session, whose, [table for table in due if not is_referred(table)])
    for table in reversed(in_order(metadata)):
        found = doomed.keys.get(table, [])
        if is_referred(table):
            found = _pointed_at_no_more(session, table, found)
        for start in range(0, len(found), AT_ONCE):
            _let_go(session, table, found[start : start + AT_ONCE])
    return sum(len(found) for found in doomed.keys.values())


def _find(session: Session, whose: Whose, due: Collection[Table]) -> Doomed:
    doomed = Doomed()
    for table in due:
        is_hers = rows(table, whose)
        keys = select(*table.primary_key.columns).where(is_hers)
        doomed.add(table, [tuple(row) for row in session.execute(keys)])
        if keeping.of(table).rows is Rows.STAY:
            continue
        for column, target in _pointing_to_referred(table):
            pointed = session.scalars(select(column).where(is_hers, column.is_not(None)))
            doomed.add(target, [(key,) for key in pointed])
    return doomed


def _pointing_to_referred(table: Table) -> Iterator[tuple[Column[Any], Table]]:
    for column in table.columns:
        for key in column.foreign_keys:
            if is_referred(key.column.table):
                yield column, key.column.table


def _let_go(session: Session, table: Table, keys: Keys) -> None:
    are_these = _among(table, keys)
    _drop_files(session, table, are_these)
    if keeping.of(table).rows is Rows.STAY:
        session.execute(update(table).where(are_these).values(**_emptied(table)))
        return
    for column in pointing_at(table):
        if column.nullable:
            cut = update(column.table).where(column.in_([key[0] for key in keys]))
            session.execute(cut.values({column.name: None}))
    session.execute(delete(table).where(are_these))


def _pointed_at_no_more(session: Session, table: Table, keys: Keys) -> Keys:
    """Those of ``keys`` to which no row of any table points any more."""
    left = {key for (key,) in keys}
    for column in pointing_at(table):
        left -= set(session.scalars(select(column).where(column.in_(sorted(left)))))
    return [(key,) for key in sorted(left)]


def _among(table: Table, keys: Keys) -> ColumnElement[bool]:
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    if len(keys) > AT_ONCE:
        raise ValueError("too many keys for one statement")
    return or_(
        *(and_(*(c == value for c, value in zip(columns, key, strict=True))) for key in keys)
    )


def _drop_files(session: Session, table: Table, are_these: ColumnElement[bool]) -> None:
    kept = keeping.of(table)
    names = [table.c[name] for name, column in kept.columns.items() if column.export is Export.FILE]
    if names:
        drop_files(name for row in session.execute(select(*names).where(are_these)) for name in row)


def _emptied(table: Table) -> dict[str, Any]:
    kept = keeping.of(table)
    return {
        column.name: _nothing(table, column)
        for column in table.columns
        if not kept.columns[column.name].stays
    }


def _nothing(table: Table, column: Column[Any]) -> Any:
    """What stands in a column that says nothing any more."""
    if column.nullable:
        return None
    if column.unique:  # nothing, but not the same nothing twice
        return literal("-", String) + cast(key_of(table), String)
    return {} if isinstance(column.type, JSON) else column.type.python_type()
