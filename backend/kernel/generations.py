"""Of what the public pages show, which state it is in: a number for each subject.

Each write to a table that public pages show puts another number, in its own transaction, so that
whoever sees the write sees the number. The numbers are random: after a backup was restored none
comes back that once stood for something else. A room says in its ``models`` which tables are of
which subject; a contract test draws the pages and looks at what they read.
"""

import secrets
from collections.abc import Iterable
from threading import Lock
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import BigInteger, Engine, QueuePool, String, Table, create_engine, event, text
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    mapped_column,
)

from backend.kernel import keeping
from backend.kernel.db import db, manners
from backend.kernel.keeping import public

SUBJECT = "subject"
_RAISED = "raised subjects"
CONNECTIONS = 8
PATIENCE_SECONDS = 1


class Generation(db.Model):  # type: ignore[name-defined,misc]
    """The number of one subject; none as long as nothing was written of it."""

    __tablename__ = "kernel_generations"

    subject: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


keeping.classify(
    public("kernel_generations", lazy_gettext("Estado de las páginas públicas"), "subject number")
)

RAISE = text(
    "INSERT INTO kernel_generations (subject, number) VALUES (:subject, :number) "
    "ON CONFLICT (subject) DO UPDATE SET number = excluded.number"
)
READ = "SELECT subject, number FROM kernel_generations"


def shown(subject: str, *models: type[db.Model]) -> None:  # type: ignore[name-defined]
    """What these tables hold is shown on public pages, as ``subject``."""
    for model in models:
        model.__table__.info[SUBJECT] = subject


def subject_of(table: object) -> str | None:
    """The subject that ``table`` is of, if public pages show it."""
    found: str | None = table.info.get(SUBJECT) if isinstance(table, Table) else None
    return found


class Numbers:
    """Reads the numbers over connections of its own: one short question outside any transaction,
    asked before each answer that lies ready, so that no answer is older than its question."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._opening = Lock()

    def read(self) -> dict[str, int] | None:
        """The numbers by subject; None where the database does not answer."""
        connection = None
        try:
            connection = self._opened().raw_connection()
            cursor = connection.cursor()
            cursor.execute(READ)
            return dict(cursor.fetchall())
        except Exception as error:  # noqa: BLE001 - each driver has its own; the page says it
            if connection:
                connection.invalidate(error)
            return None
        finally:
            if connection:
                connection.close()

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = create_engine(
                    self._url,
                    connect_args=manners(self._url, PATIENCE_SECONDS),
                    isolation_level="AUTOCOMMIT",
                    poolclass=QueuePool,
                    pool_size=CONNECTIONS,
                    max_overflow=0,
                    pool_timeout=PATIENCE_SECONDS,
                    pool_reset_on_return=None,
                    hide_parameters=True,
                )
            return self._engine


def _note(session: Session, tables: Iterable[object]) -> None:
    subjects = {subject for table in tables if (subject := subject_of(table))}
    session.info.setdefault(_RAISED, set()).update(subjects)


@event.listens_for(Session, "before_flush")
def _flushed(session: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = [each for each in session.dirty if session.is_modified(each)]
    _note(session, (each.__table__ for each in [*session.new, *changed, *session.deleted]))


@event.listens_for(Session, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        statement: Any = state.statement
        _note(state.session, [statement.table])


@event.listens_for(Session, "before_commit")
def _raise(session: Session) -> None:
    """Put new numbers, last of all: others who write the same subject wait for them."""
    if session.in_nested_transaction():
        return
    session.flush()
    for subject in sorted(session.info.pop(_RAISED, ())):
        session.execute(RAISE, {"subject": subject, "number": secrets.randbits(62)})


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    """Nothing of a transaction goes over to the next; but a part of one that is undone leaves what
    the whole has raised."""
    if transaction.parent is None:
        session.info.pop(_RAISED, None)
