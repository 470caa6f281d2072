"""The threads of a server that serve the outbox, one for pushes and one for all else, so that
neither waits for the other. Among several processes one holds the lease of each."""

import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from backend.kernel import clock
from backend.kernel.db import apart, db
from backend.notify.channels import Channel
from backend.notify.models import Lease
from backend.notify.outbox import serve, serve_singly, serve_together

LEASE = timedelta(seconds=30)
PATIENCE_SECONDS = 2.0
CHORES_EVERY = timedelta(minutes=1)
Chore = Callable[[datetime], object]
"""What a room above has to do now and then, in an application's context; it settles its own."""
NAME = "outbox"
Serve = Callable[[dict[str, Channel]], int]
SERVING: dict[str, Serve] = {NAME: serve_singly, "push": serve_together}
"""What each thread does, by the name of its lease."""
wake = threading.Event()
"""Set when a message was settled into the outbox by this process, so that it leaves at once."""
log = structlog.get_logger()


def start(app: Flask, channels: dict[str, Channel], chores: Sequence[Chore] = ()) -> None:
    """Start the threads; they end with the process, and what they had in hand comes up again. The
    first one does the ``chores`` besides."""
    for name, does in SERVING.items():
        threading.Thread(
            target=run,
            args=(app, channels),
            kwargs={"name": name, "does": does, "chores": chores if name == NAME else ()},
            name=f"notify-{name}",
            daemon=True,
        ).start()


def run(
    app: Flask,
    channels: dict[str, Channel],
    stop: threading.Event | None = None,
    *,
    name: str = NAME,
    does: Serve = serve,
    chores: Sequence[Chore] = (),
) -> None:
    """Serve the outbox until ``stop``, whenever this process holds the lease ``name``, and do
    ``chores`` once in CHORES_EVERY."""
    holder = secrets.token_hex(8)
    again: datetime | None = None
    while not (stop and stop.is_set()):
        served = 0
        try:
            with app.app_context():
                now = clock.now()
                if hold(holder, now, name):
                    if again is None or now >= again:
                        again = now + CHORES_EVERY
                        for chore in chores:
                            chore(now)
                    served = does(channels)
        except SQLAlchemyError as error:
            # The database is locked or gone: the messages are safe where they are.
            log.warning("outbox", error=type(error).__name__)
        if not served:
            wake.wait(PATIENCE_SECONDS)
            wake.clear()


def hold(holder: str, now: datetime, name: str = NAME) -> bool:
    """Is ``holder`` the one that serves? Takes the lease ``name`` if it is free or over."""
    with apart(reading=True) as reading:
        lease = reading.scalar(select(Lease).where(Lease.name == name))
    if lease and lease.until > now and lease.holder != holder:
        return False
    if lease and lease.holder == holder and lease.until - now > LEASE / 2:
        return True
    return _take(holder, now, name)


def _take(holder: str, now: datetime, name: str) -> bool:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    with apart() as writing:
        writing.execute(
            insert(Lease)
            .values(name=name, holder="", until=now - LEASE)
            .on_conflict_do_nothing(index_elements=["name"])
        )
        taken = writing.execute(
            update(Lease)
            .where(Lease.name == name, (Lease.holder == holder) | (Lease.until <= now))
            .values(holder=holder, until=now + LEASE)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]
