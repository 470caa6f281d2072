"""The database: one transaction a request, settled once at its edge.

A success commits, anything else rolls back. SQLite runs in WAL mode with ``synchronous=FULL``,
for an acknowledgement is a promise (decision 0004), and a writing request opens with
``BEGIN IMMEDIATE``: with a deferred one, writers meet as "database is locked".
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from math import ceil
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    event,
)
from sqlalchemy.exc import SQLAlchemyError, TimeoutError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BUSY_SECONDS = 2.5
"""How long a request waits for a connection, for its turn, and for what another one holds, each;
a phone gives up after ten."""
STATEMENT_SECONDS = 15
FORGOTTEN_SECONDS = 60
_turn = Lock()
_reading: ContextVar[bool | None] = ContextVar("reading", default=None)


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can speak of it on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def init_app(app: Flask, url: str) -> None:
    """Connect ``app`` to the database at ``url``; ``settle`` has to follow."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "connect_args": manners(url),
        "pool_pre_ping": not url.startswith("sqlite"),
        "pool_timeout": BUSY_SECONDS,
        # What a statement carries is what people wrote, and errors go to the log.
        "hide_parameters": True,
    }
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def settle(app: Flask) -> None:
    """Settle each request's transaction; to be called last of all that wires ``app``.

    For then it is the first to see an answer, before that is dressed, packed and logged: where
    the commit fails, the answer is the page of that error, and nobody is told of what is not
    stored. So nothing may write once the view has answered.
    """
    app.after_request(_settle)


def manners(url: str, statement_seconds: int = STATEMENT_SECONDS) -> dict[str, Any]:
    """How a connection behaves when the database is busy, or gone without a word."""
    if url.startswith("sqlite"):
        return {"timeout": BUSY_SECONDS}
    limits = {
        "lock_timeout": BUSY_SECONDS,
        "statement_timeout": statement_seconds,
        "idle_in_transaction_session_timeout": FORGOTTEN_SECONDS,
    }
    told = (f"-c {name}={round(seconds * 1000)}ms" for name, seconds in limits.items())
    return {
        "connect_timeout": ceil(BUSY_SECONDS),
        "tcp_user_timeout": statement_seconds * 1000,
        "options": " ".join(told),
    }


def prepare(engine: Engine) -> None:
    """Teach an SQLite ``engine`` our way of opening connections and transactions."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = _reading.get()
    if _is_reading() if reading is None else reading:
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite has no queue: who waits looks more and more seldom, and is overtaken by who comes new.
    # So only one thread of this process waits for the database, and the others for their turn.
    if not _turn.acquire(timeout=BUSY_SECONDS):
        raise TimeoutError("too many are waiting to write")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        _turn.release()


def _is_reading() -> bool:
    return has_request_context() and request.method in SAFE_METHODS


@contextmanager
def apart(*, reading: bool = False) -> Iterator[Session]:
    """A transaction of its own, settled when the block ends and not with the request.

    For what must outlast the request's rollback (failed attempts), what is written before a
    page is shown (who read what), and what is read before slow work (hashing), which no open
    transaction may wait for. Raises RuntimeError for a write while the request's own transaction
    may write: on SQLite the two would wait for each other.
    """
    if not reading and not _is_reading() and db.session().in_transaction():
        raise RuntimeError("apart() while the request's own transaction is open")
    before = _reading.set(reading)
    try:
        with Session(db.engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        _reading.reset(before)


def rows(statement: Executable, values: Mapping[str, object]) -> CursorResult[Any]:
    """What the request's session would read by ``statement``, as rows of columns: for what is asked
    for each page, at two thirds of the cost."""
    session = db.session()
    session.flush()
    return session.connection().execute(statement, values)


@contextmanager
def glance() -> Iterator[Connection]:
    """A connection for one read apart from the request's transaction: what is asked for each
    request, without a session around it."""
    before = _reading.set(True)
    try:
        with db.engine.connect() as connection:
            yield connection
    finally:
        _reading.reset(before)


def _settle(response: Response) -> Response:
    if response.status_code >= 400:
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except SQLAlchemyError as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return response
