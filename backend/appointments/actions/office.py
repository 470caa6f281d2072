"""What an office does with its hours: close and open them, receive more or fewer people."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from backend.appointments import hooks, notices
from backend.appointments.actions import cancel, lock_slot
from backend.appointments.models import Booking
from backend.kernel import audit
from backend.kernel.db import db

MOST = 40
"""So many people at a time at most."""
CHANGED, READ = "appointments.change", "appointments.read"


def close_slots(
    *,
    service: str,
    place: str,
    begins: Collection[datetime],
    by: int,
    reason: str,
    now: datetime,
    office: str = "",
) -> int:
    """Receive nobody at these times. Whoever had booked is told, with ``reason``; how many."""
    told = 0
    for at in sorted(begins):
        slot = lock_slot(service, place, at)
        slot.is_closed, slot.changed, slot.changed_by = True, now, by
        for booking in _booked(service, place, at):
            if at > now:
                cancel(booking=booking, now=now)
                notices.closed(booking, reason, now)
                hooks.cancelled(booking.subject, now)
                told += 1
    _note(by, office, f"{service} {place}: close {len(begins)}", reason, now)
    return told


def open_slots(
    *,
    service: str,
    place: str,
    begins: Collection[datetime],
    by: int,
    now: datetime,
    office: str = "",
) -> None:
    """Receive people again at these times."""
    for at in sorted(begins):
        slot = lock_slot(service, place, at)
        slot.is_closed, slot.changed, slot.changed_by = False, now, by
    _note(by, office, f"{service} {place}: open {len(begins)}", "", now)


def set_capacity(
    *,
    service: str,
    place: str,
    begins: Collection[datetime],
    capacity: int,
    by: int,
    now: datetime,
    office: str = "",
) -> None:
    """Receive ``capacity`` people at each of these times. Who had booked still comes, also where
    they are more. Raises ValueError for a number that cannot be."""
    if not 0 <= capacity <= MOST:
        raise ValueError(capacity)
    for at in sorted(begins):
        slot = lock_slot(service, place, at)
        slot.capacity, slot.changed, slot.changed_by = capacity, now, by
    _note(by, office, f"{service} {place}: {capacity} at {len(begins)}", "", now)


def note_read(*, bookings: Collection[Booking], by: int, now: datetime, office: str = "") -> None:
    """Note that ``by`` is about to see who comes, for each of them to see it."""
    reads = [(audit.person(each.account_id), named(each.subject)) for each in bookings]
    audit.note_reads(reads, actor=audit.person(by), act=READ, now=now, office=office)


def named(subject: str) -> str:
    """What people call it: the folio of ``case:K7Q42M9XC``."""
    return subject.partition(":")[2] or subject


def _booked(service: str, place: str, at: datetime) -> list[Booking]:
    query = select(Booking).where(
        Booking.service == service,
        Booking.place == place,
        Booking.begins == at,
        Booking.cancelled.is_(None),
    )
    return list(db.session.scalars(query.order_by(Booking.id)))


def _note(by: int, office: str, what: str, reason: str, now: datetime) -> None:
    audit.note(
        actor=audit.person(by),
        subject="city",
        act=CHANGED,
        office=office,
        what=what,
        purpose=reason,
        now=now,
    )
