"""Verbs: a place is booked, moved, given back.

Whoever wants a place in a slot waits for the slot's row first. So what is counted there stays so
until the booking is settled, whoever books, closes or changes the capacity at that moment.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.appointments import hours, queries
from backend.appointments.models import Booking, Slot
from backend.kernel.city.services.model import Visits
from backend.kernel.db import db


class NotBooked(Exception):
    """There is no appointment, and why."""


class Full(NotBooked):
    """Nobody can be received then any more: others were first, or the office closed it."""


class NoSuchTime(NotBooked):
    """Nobody is received at that time, it is over, or too far off."""


class AlreadyBooked(NotBooked):
    """She has one for this service already; ``booking`` is it."""

    def __init__(self, booking: Booking) -> None:
        super().__init__()
        self.booking = booking


def book(
    *,
    service: str,
    visits: Visits,
    place: str,
    begins: datetime,
    subject: str,
    account_id: int,
    language: str,
    now: datetime,
    place_name: str = "",
) -> Booking:
    """A place for somebody at ``begins``. Raises NoSuchTime, AlreadyBooked, Full."""
    _check(visits, begins, now)
    slot = lock_slot(service, place, begins)
    _let_go_of_past(service, account_id, now)
    if hers := queries.held(service, account_id, now):
        raise AlreadyBooked(hers)
    booking = Booking(
        service=service,
        place=place,
        place_name=place_name[:120],
        begins=begins,
        seat=_seat(slot, visits),
        subject=subject,
        account_id=account_id,
        held_by=account_id,
        language=language,
        booked=now,
        reminded=_no_need(begins, now),
        cancelled=None,
    )
    db.session.add(booking)
    db.session.flush()
    return booking


def move(
    *,
    booking: Booking,
    visits: Visits,
    begins: datetime,
    now: datetime,
    place: str = "",
    place_name: str = "",
) -> Booking:
    """The same booking at another time or place. Raises Full or NoSuchTime, and then it stays as
    it was; or NotBooked where it stands no more."""
    _check(visits, begins, now)
    where = place or booking.place
    if not booking.stands or booking.begins <= now:
        raise NotBooked
    if (where, begins) == (booking.place, booking.begins):
        return booking
    slot = lock_slot(booking.service, where, begins)
    booking.seat = _seat(slot, visits)
    if place:
        booking.place, booking.place_name = place, place_name[:120]
    booking.begins, booking.reminded = begins, _no_need(begins, now)
    db.session.flush()
    return booking


def cancel(*, booking: Booking, now: datetime) -> None:
    """She does not come; somebody else may. Nothing where it was cancelled before."""
    if booking.stands:
        booking.seat = booking.held_by = None
        booking.cancelled = now
        db.session.flush()


def lock_slot(service: str, place: str, begins: datetime) -> Slot:
    """The row of that slot, held until the transaction is settled."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = {"service": service, "place": place, "begins": begins, "is_closed": False}
    db.session.execute(insert(Slot).values(**row).on_conflict_do_nothing())
    query = select(Slot).where(Slot.service == service, Slot.place == place, Slot.begins == begins)
    # Read again where it was read before: it may have been changed while this waited.
    query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query.order_by(Slot.id)).one()


def _check(visits: Visits, begins: datetime, now: datetime) -> None:
    if not hours.is_offered(visits, begins, now=now, timezone=queries.timezone()):
        raise NoSuchTime


def _seat(slot: Slot, visits: Visits) -> int:
    """The first seat that is free. Raises Full."""
    query = select(Booking.seat).where(
        Booking.service == slot.service,
        Booking.place == slot.place,
        Booking.begins == slot.begins,
        Booking.seat.is_not(None),
    )
    taken = set(db.session.scalars(query.order_by(Booking.seat)))
    capacity = visits.capacity if slot.capacity is None else slot.capacity
    if slot.is_closed or len(taken) >= capacity:
        raise Full
    return min(set(range(len(taken) + 1)) - taken)


def _let_go_of_past(service: str, account_id: int, now: datetime) -> None:
    """Who came once may come again."""
    past = (Booking.service == service, Booking.held_by == account_id, Booking.begins <= now)
    db.session.execute(update(Booking).where(*past).values(held_by=None))


def _no_need(begins: datetime, now: datetime) -> datetime | None:
    """Who books for today or tomorrow is not told tomorrow's news."""
    zone = queries.timezone()
    return now if hours.is_day_before(begins, now=now, timezone=zone) else None
