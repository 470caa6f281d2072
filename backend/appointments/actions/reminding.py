"""By the clock: who is expected tomorrow is told so, once.

A booking is marked in the transaction that puts the messages into the outbox, and only where it
was not marked before: killed in between nothing was told, and nobody is told twice.
"""

from datetime import datetime

from sqlalchemy import Select, select, update

from backend.appointments import hours, notices, queries
from backend.appointments.models import Booking
from backend.kernel.db import apart, db

AT_ONCE = 200


def tick(now: datetime) -> None:
    """``remind``, settled, where somebody is to be reminded: what the worker does now and then."""
    with apart(reading=True) as reading:
        is_anybody = reading.scalar(_due(now).limit(1)) is not None
    if is_anybody:
        remind(now)
        db.session.commit()


def remind(now: datetime) -> int:
    """Remind those who are expected tomorrow; how many."""
    ids = list(db.session.scalars(_due(now).limit(AT_ONCE)))
    marked = db.session.scalars(
        update(Booking)
        .where(Booking.id.in_(ids), Booking.reminded.is_(None))
        .values(reminded=now)
        .returning(Booking)
        .execution_options(synchronize_session=False)
    )
    found = sorted(marked, key=lambda each: (each.begins, each.id))
    notices.remind(found, now)
    return len(found)


def _due(now: datetime) -> Select[int]:
    until = hours.end_of_tomorrow(now, queries.timezone())
    query = select(Booking.id).where(
        Booking.reminded.is_(None),
        Booking.cancelled.is_(None),
        Booking.begins > now,
        Booking.begins < until,
    )
    return query.order_by(Booking.begins, Booking.id)
