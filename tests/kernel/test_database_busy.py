"""The database is busy, or breaks off in the middle: said in words, and nothing acknowledged."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from backend.kernel.db import db
from backend.reports.models import Report
from tests.page import Person
from tests.people import a_fault
from tests.refusal import refused


@contextmanager
def held_by_another(site: Flask) -> Iterator[None]:
    """Somebody else holds the database, for as long as this lasts."""
    with site.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url.render_as_string(hide_password=False)) as other:
            other.execute("LOCK TABLE kernel_receipts IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()


def count(site: Flask) -> int:
    with site.app_context():
        return db.session.query(Report).count()


def test_a_database_held_too_long_is_said_and_the_form_goes_out_later(
    site: Flask, amina: Person, bo: Person
) -> None:
    fault = a_fault(near="new")
    with held_by_another(site):
        answer = amina.posts("/reports/new", fault, Ventanilla_Replay="1")
        page = refused(answer, 503)
        assert "Ahora no podemos guardar" in page.text
        assert answer.headers["Retry-After"]
        assert "Todavía no hay reportes" in bo.opens("/reports").text
    assert count(site) == 0
    assert amina.posts("/reports/new", fault, Ventanilla_Replay="1").status_code == 201
    assert count(site) == 1


def test_when_all_connections_are_taken_it_is_said(site: Flask, amina: Person) -> None:
    with site.app_context():
        engine = db.engine
    with ExitStack() as taken:
        for _ in range(15):
            taken.enter_context(engine.connect())
        refused(amina.posts("/reports/new", a_fault()), 503)
    assert amina.posts("/reports/new", a_fault()).status_code == 303


@pytest.fixture
def breaking(site: Flask) -> Iterator[None]:
    """PostgreSQL ends a connection in the middle of each transaction that files a report."""
    with site.app_context():
        if db.engine.dialect.name != "postgresql":
            yield
            return
        db.session.execute(
            text(
                "CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
            )
        )
        db.session.execute(
            text(
                "CREATE TRIGGER break_off AFTER INSERT ON reports_moves"
                " FOR EACH ROW EXECUTE FUNCTION break_off()"
            )
        )
        db.session.commit()
    yield
    with site.app_context():
        db.session.execute(text("DROP TRIGGER IF EXISTS break_off ON reports_moves"))
        db.session.execute(text("DROP FUNCTION break_off"))
        db.session.commit()


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_a_connection_that_breaks_in_a_transaction_leaves_nothing(
    site: Flask, breaking: None, amina: Person
) -> None:
    fault = a_fault()
    for _ in range(3):
        refused(amina.posts("/reports/new", fault), 503)
    assert count(site) == 0
    assert "Todavía no hay reportes" in amina.opens("/reports").text
    with site.app_context():
        db.session.execute(text("DROP TRIGGER break_off ON reports_moves"))
        db.session.commit()
    assert amina.posts("/reports/new", fault).status_code == 303
    assert count(site) == 1
