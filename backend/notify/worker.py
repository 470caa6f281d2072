"""The thread of a server that serves the outbox. Among several processes one holds the lease."""

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
from backend.notify.outbox import serve

LEASE = timedelta(seconds=30)
PATIENCE_SECONDS = 2.0
CHORES_EVERY = timedelta(minutes=1)
Chore = Callable[[datetime], object]
"""What a room above has to do now and then, in an application's context; it settles its own."""
NAME = "outbox"
wake = threading.Event()
"""Set when a message was settled into the outbox by this process, so that it leaves at once."""
log = structlog.get_logger()


def start(
    app: Flask, channels: dict[str, Channel], chores: Sequence[Chore] = ()
) -> threading.Thread:
    """Start the thread; it ends with the process, and whatever it had in hand comes up again."""
    told = {"chores": chores}
    thread = threading.Thread(
        target=run, args=(app, channels), kwargs=told, name="notify", daemon=True
    )
    thread.start()
    return thread


def run(
    app: Flask,
    channels: dict[str, Channel],
    stop: threading.Event | None = None,
    chores: Sequence[Chore] = (),
) -> None:
    """Serve the outbox until ``stop``, whenever this process holds the lease, and do ``chores``
    once in CHORES_EVERY."""
    holder = secrets.token_hex(8)
    again: datetime | None = None
    while not (stop and stop.is_set()):
        served = 0
        try:
            with app.app_context():
                now = clock.now()
                if hold(holder, now):
                    if again is None or now >= again:
                        again = now + CHORES_EVERY
                        for chore in chores:
                            chore(now)
                    served = serve(channels)
        except SQLAlchemyError as error:
            # The database is locked or gone: the messages are safe where they are.
            log.warning("outbox", error=type(error).__name__)
        if not served:
            wake.wait(PATIENCE_SECONDS)
            wake.clear()


def hold(holder: str, now: datetime) -> bool:
    """Is ``holder`` the one that serves the outbox? Takes the lease if it is free or over."""
    with apart(reading=True) as reading:
        lease = reading.scalar(select(Lease).where(Lease.name == NAME))
    if lease and lease.until > now and lease.holder != holder:
        return False
    if lease and lease.holder == holder and lease.until - now > LEASE / 2:
        return True
    return _take(holder, now)


def _take(holder: str, now: datetime) -> bool:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    with apart() as writing:
        writing.execute(
            insert(Lease)
            .values(name=NAME, holder="", until=now - LEASE)
            .on_conflict_do_nothing(index_elements=["name"])
        )
        taken = writing.execute(
            update(Lease)
            .where(Lease.name == NAME, (Lease.holder == holder) | (Lease.until <= now))
            .values(holder=holder, until=now + LEASE)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]
