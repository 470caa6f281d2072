"""Every column of every table says why it is kept, how its owner gets it and when it goes."""

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

from backend.kernel import keeping
from backend.kernel.db import db
from backend.kernel.keeping import By, Export, Rows, Via, Why, link, told


def test_every_column_of_the_product_is_classified(app: Flask) -> None:
    assert len(db.metadata.tables) > 35
    assert list(keeping.faults(db.metadata)) == []


def a_table(kept: keeping.Table | None, *columns: Column[object]) -> MetaData:
    """A product of one table, as a new room would bring it."""
    metadata = MetaData()
    table = Table("room_things", metadata, Column("id", Integer, primary_key=True), *columns)
    if kept:
        table.info[keeping.HANGS] = kept
    return metadata


def of_a_person(**more: object) -> keeping.Table:
    columns = {"id": link(), "account_id": link(), "words": told("Words", Why.SERVICE)}
    return keeping.Table("room_things", "Things", columns, (By("account_id"),), **more)  # type: ignore[arg-type]


def the_columns() -> tuple[Column[object], ...]:
    return Column("account_id", Integer), Column("words", String, nullable=False)  # type: ignore[return-value]


def test_a_room_that_declares_all_of_it_passes() -> None:
    assert list(keeping.faults(a_table(of_a_person(), *the_columns()))) == []


def test_a_new_room_cannot_forget() -> None:
    (fault,) = keeping.faults(a_table(None, *the_columns()))
    assert fault == "room_things is declared in no kept.py: say why it is kept and when it goes."


def test_a_new_column_cannot_be_forgotten() -> None:
    added = a_table(of_a_person(), *the_columns(), Column("diagnosis", String))
    (fault,) = keeping.faults(added)
    assert fault == "room_things.diagnosis is not in kept.py: say why it is kept."


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (of_a_person(days=400), "room_things stays 400 days and does not say why."),
        (
            keeping.Table("room_things", "Things", {"id": link(), "account_id": link()}),
            "room_things.words is not in kept.py: say why it is kept.",
        ),
        (
            keeping.Table(
                "room_things",
                "Things",
                {"id": link(), "account_id": link(), "words": told("", Why.SERVICE)},
                (By("owner"),),
            ),
            "room_things has no owner.",
        ),
        (
            keeping.Table(
                "room_things",
                "Things",
                {"id": told("Id", Why.SERVICE), "account_id": link(), "words": link()},
                rows=Rows.STAY,
            ),
            "room_things.id cannot be emptied in a row that stays.",
        ),
    ],
)
def test_a_declaration_that_cannot_be_kept_is_named(kept: keeping.Table, said: str) -> None:
    assert said in list(keeping.faults(a_table(kept, *the_columns())))


def test_what_stays_must_be_able_to_be_empty() -> None:
    kept = keeping.Table(
        "room_things", "Things", {"id": link(), "blob": told("Blob", Why.SERVICE)}, rows=Rows.STAY
    )
    (fault,) = keeping.faults(a_table(kept, Column("blob", LargeBinary, nullable=False)))
    assert fault == "room_things.blob cannot be emptied in a row that stays."


def test_a_row_known_by_another_goes_no_later_than_it() -> None:
    metadata = a_table(of_a_person(), *the_columns())
    child = Table(
        "room_parts",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("thing_id", ForeignKey("room_things.id")),
    )
    columns = {"id": link(), "thing_id": link()}
    owner = (Via("thing_id", "room_things"),)
    child.info[keeping.HANGS] = keeping.Table("room_parts", "Parts", columns, owner, days=9)
    (fault,) = keeping.faults(metadata)
    assert fault == "room_parts outlives room_things, by which its rows are known."


def test_nothing_secret_is_ever_exported(app: Flask) -> None:
    """Whatever is a digest, a key or a sealed secret by its name is declared a secret."""
    told_all = [
        f"{table.name}.{name}"
        for table in db.metadata.sorted_tables
        for name, column in keeping.of(table).columns.items()
        if column.export in {Export.TOLD, Export.PARTY, Export.FILE}
    ]
    secret = {"digest", "passphrase", "totp", "credential", "key", "tag", "receipt", "bound"}
    assert [each for each in told_all if each.rpartition(".")[2] in secret] == []
