"""Nobody is told that something is kept before it is: a database may refuse at the last moment."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import brotli
import pytest
from flask import Flask
from sqlalchemy import text

from backend.kernel.db import db
from backend.reports.models import Report
from backend.reports.status import State
from tests.page import Person
from tests.people import a_fault, a_photo, a_receipt
from tests.refusal import refused

# A receipt can be inserted, and the transaction that holds it cannot be committed.
REFUSING = {
    "sqlite": (
        "CREATE TABLE nowhere (id INTEGER PRIMARY KEY)",
        "CREATE TABLE never (id INTEGER REFERENCES nowhere DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER refuse AFTER INSERT ON kernel_receipts"
        " BEGIN INSERT INTO never VALUES (1); END",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'not now' USING ERRCODE = 'serialization_failure'; END $$",
        "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON kernel_receipts"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()",
    ),
}
WILLING = {
    "sqlite": ("DROP TRIGGER refuse", "DROP TABLE never", "DROP TABLE nowhere"),
    "postgresql": ("DROP TRIGGER refuse ON kernel_receipts", "DROP FUNCTION refuse"),
}


@pytest.fixture
def refusing(site: Flask) -> Iterator[Callable[[bool], None]]:
    """Makes the database refuse commits of writes, or take them again."""
    is_refusing = [False]

    def change(refuses: bool) -> None:
        if refuses == is_refusing[0]:
            return
        with site.app_context():
            for statement in (REFUSING if refuses else WILLING)[db.engine.dialect.name]:
                db.session.execute(text(statement))
            db.session.commit()
        is_refusing[0] = refuses

    yield change
    change(False)


def everything(site: Flask) -> dict[str, list[Any]]:
    """All that is in the database."""
    with site.app_context():
        return {
            table.name: sorted(map(repr, db.session.execute(table.select())))
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("replay", [{}, {"Ventanilla_Replay": "1"}])
def test_a_report_that_could_not_be_kept_is_not_acknowledged(
    site: Flask, amina: Person, refusing: Callable[[bool], None], replay: dict[str, str]
) -> None:
    fault = a_fault()
    refusing(True)
    answer = amina.posts("/reports/new", fault, **replay)
    page = refused(answer, 503)
    assert "No se registró nada" in page.text
    assert answer.headers["Retry-After"] == "30"
    assert "Location" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    refusing(False)
    with site.app_context():
        assert db.session.query(Report).count() == 0
    assert amina.posts("/reports/new", fault, **replay).status_code in {201, 303}
    with site.app_context():
        assert db.session.query(Report).count() == 1


@pytest.mark.parametrize("ending", ["photos", "notes", "confirm", "reopen"])
def test_nor_is_anything_that_is_added_to_it(
    site: Flask, amina: Person, refusing: Callable[[bool], None], ending: str
) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    with site.app_context():
        db.session.query(Report).one().state = State.FIXED
        db.session.commit()
    receipt = a_receipt()

    def sends() -> Any:
        photo = (BytesIO(a_photo()), "a.jpg")
        told = {"receipt": receipt, "note": "x", "reason": "x", "photo": photo}
        return amina.posts(f"{address}/{ending}", told, Ventanilla_Replay="1")

    refusing(True)
    before = everything(site)
    refused(sends(), 503)
    assert everything(site) == before
    refusing(False)
    assert sends().status_code == 201
    after = everything(site)
    assert after != before
    assert sends().status_code == 201
    assert everything(site) == after


def test_the_refusal_is_dressed_and_packed_like_any_answer(
    site: Flask, amina: Person, refusing: Callable[[bool], None]
) -> None:
    refusing(True)
    answer = amina.posts("/en/reports/new", a_fault(), Accept_Encoding="br")
    assert answer.status_code == 503
    assert "Nothing was recorded" in brotli.decompress(answer.data).decode()
    for name in ("Ventanilla", "Content-Security-Policy", "X-Content-Type-Options"):
        assert answer.headers[name]


def test_reading_goes_on_meanwhile(
    site: Flask, amina: Person, refusing: Callable[[bool], None]
) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    refusing(True)
    assert "Recibido" in amina.opens(address).text
