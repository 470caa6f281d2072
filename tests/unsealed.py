"""Emptying a database between tests: what refuses to be deleted is asked to look away."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

SEALED = "reports_activity"


@contextmanager
def unsealed(connection: Connection) -> Iterator[None]:
    """Inside, rows of the log may be deleted; the transaction is the caller's to settle."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {SEALED} DISABLE TRIGGER USER"))
        yield
        connection.execute(text(f"ALTER TABLE {SEALED} ENABLE TRIGGER USER"))
        return
    seals = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"),
        {"table": SEALED},
    ).all()
    for name, _sql in seals:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _name, sql in seals:
        connection.exec_driver_sql(sql)
