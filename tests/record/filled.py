"""Somebody of whom something stands in every table that is about people, each text a word of its
own. The tables are found by walking them, so that a new one is filled without being asked for."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Column, Table, insert, select

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.kernel.keeping import By, Export, Via
from backend.record.owned import Whose, in_order, is_referred

MOMENT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SHORTEST = 20
"""A column as wide as this holds a word."""
BY_ITSELF = {"record_blocks"}
"""Rows that a cancellation makes."""
NOT_A_WORD: dict[tuple[str, str], Any] = {
    ("cases_cases", "state"): "granted",
    ("identity_contacts", "kind"): "mail",
    ("identity_contacts", "confirmed"): None,
    ("record_requests", "kind"): "rectify",
}
"""What has to read as something, for pages stumble over anything else."""


@dataclass
class Filled:
    """Whose it is, and every word with the table and column where it stands."""

    whose: Whose
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def among(self, *exports: Export) -> set[str]:
        """The words in columns that are exported like this."""
        return {
            word
            for word, (table, column) in self.words.items()
            if keeping.of(db.metadata.tables[table]).columns[column].export in exports
        }

    def lasting(self) -> set[str]:
        """The words in tables whose rows never go by themselves."""
        return {
            word
            for word, (table, _) in self.words.items()
            if keeping.of(db.metadata.tables[table]).alone is None
        }

    def until(self, days: int) -> set[str]:
        """The words in tables that go within so many days."""
        return {
            word
            for word, (table, _) in self.words.items()
            if _days(db.metadata.tables[table]) <= days
        }


def _days(table: Table) -> int:
    """When a row goes; one that others point to, with the last of them."""
    if not is_referred(table):
        return keeping.of(table).days
    return max(
        keeping.of(other).days
        for other in in_order(table.metadata)
        for column in other.columns
        if any(key.column.table is table for key in column.foreign_keys)
    )


class _Filling:
    def __init__(self, app: Flask, filled: Filled, other: int, word: str) -> None:
        self.app, self.filled, self.other, self.word = app, filled, other, word

    def fill(self, table: Table) -> None:
        values = {column.name: self._value(table, column) for column in table.columns}
        values = {name: value for name, value in values.items() if value is not None}
        added = db.session.execute(insert(table).values(**values))
        key = added.inserted_primary_key
        assert key is not None
        self.filled.rows[table.name] = key[0]

    def _value(self, table: Table, column: Column[Any]) -> Any:
        owned = self._as_owner(table, column)
        if owned is not None:
            return owned
        for key in column.foreign_keys:
            target = key.column.table.name
            if target == "identity_accounts":
                return self.other
            if target not in self.filled.rows and not keeping.of(key.column.table).owned_by:
                self.fill(key.column.table)  # nobody's, and hers points to it
            return self.filled.rows.get(target)
        if column.primary_key and column.type.python_type is int:
            return 1 if len(table.primary_key.columns) > 1 else None
        if (table.name, column.name) in NOT_A_WORD:
            return NOT_A_WORD[table.name, column.name]
        return self._word_or_plain(table, column)

    def _as_owner(self, table: Table, column: Column[Any]) -> Any:
        whose = self.filled.whose
        for owner in keeping.of(table).owned_by[:1]:
            if isinstance(owner, By) and owner.column == column.name:
                text = owner.text.format(id=whose.id, tag=whose.tag) + ("x" * owner.begins)
                return int(text) if column.type.python_type is int else text
            if isinstance(owner, Via) and owner.column == column.name:
                return self.filled.rows[owner.table]
        return None

    def _word_or_plain(self, table: Table, column: Column[Any]) -> Any:
        if keeping.of(table).columns[column.name].export is Export.FILE:
            return self._file(table, column)
        if isinstance(column.type, JSON):
            is_hers = bool(keeping.of(table).owned_by)
            return {"words": self._new(table, column)} if is_hers else {}
        kind = column.type.python_type
        if kind is str:
            most = getattr(column.type, "length", None) or 1000
            is_fact = keeping.of(table).columns[column.name].stays
            if is_fact or most < SHORTEST:
                return f"is{self.filled.whose.id}"
            return self._new(table, column)
        if kind is bytes:
            return self._new(table, column).encode()
        return (
            MOMENT
            if isinstance(column.type, Moment)
            else {date: MOMENT.date(), bool: False, int: 7, float: 19.4}[kind]
        )

    def _new(self, table: Table, column: Column[Any]) -> str:
        word = f"{self.word}{len(self.filled.words):03}ñandú"
        self.filled.words[word] = (table.name, column.name)
        return word

    def _file(self, table: Table, column: Column[Any]) -> str:
        store = self.app.extensions["files.store"]
        name: str = store.put(self._new(table, column).encode())
        return name


def fill(app: Flask, account_id: int, tag: str, *, other: int, word: str) -> Filled:
    """A row of hers in every table about people; her account's own words are put in as well."""
    filled = Filled(Whose(account_id, tag))
    # Files of other tests lie in the same store: each time the words are others.
    filling = _Filling(app, filled, other, word + token_hex(3))
    with app.app_context():
        for table in in_order(db.metadata):
            if table.name == "identity_accounts":
                _fill_account(filling, table)
            elif table.name not in BY_ITSELF:
                filling.fill(table)
        db.session.commit()
    return filled


def _fill_account(filling: _Filling, table: Table) -> None:
    values = {
        name: filling._new(table, table.c[name])[:18] for name in ("name", "passphrase", "totp")
    }
    account = filling.filled.whose.id
    db.session.execute(table.update().where(table.c.id == account).values(**values))
    filling.filled.words = {
        word[:18] if where[0] == table.name else word: where
        for word, where in filling.filled.words.items()
    }
    filling.filled.rows[table.name] = account


def found_in(app: Flask, words: set[str]) -> set[str]:
    """Those of ``words`` that stand anywhere in any table, or in a file of the store."""
    with app.app_context():
        said = "\n".join(
            str(tuple(row)).replace("\\xc3\\xb1", "ñ").replace("\\xc3\\xba", "ú")
            for table in db.metadata.sorted_tables
            for row in db.session.execute(select(table))
        )
    root: Path = app.extensions["files.store"].root
    said += "\n".join(
        path.read_text("utf-8", "replace") for path in root.rglob("*") if path.is_file()
    )
    return {word for word in words if word in said}
