"""Reads of appointments: they change nothing and are always ordered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from backend.appointments import hours
from backend.appointments.models import Booking, Slot
from backend.kernel.city import City
from backend.kernel.city.services.model import Visits
from backend.kernel.db import db

Hour = tuple[str, datetime]
"""A place, and when somebody is received there."""


@dataclass(frozen=True)
class Free:
    """How it stands at ``begins``: ``taken`` of ``capacity`` places."""

    begins: datetime
    capacity: int
    taken: int
    is_closed: bool = False

    @property
    def free(self) -> int:
        """How many may still come."""
        return 0 if self.is_closed else max(0, self.capacity - self.taken)


def timezone() -> str:
    """The city's."""
    city: City = current_app.extensions["city"]
    return city.timezone


def today(now: datetime) -> date:
    """The day it is in the city."""
    return now.astimezone(ZoneInfo(timezone())).date()


def booking(id: int) -> Booking | None:
    """The booking with this id, cancelled or not."""
    return db.session.get(Booking, id)


def of_subject(subject: str) -> Booking | None:
    """The booking of ``subject`` that stands, or the last one that did."""
    query = select(Booking).where(Booking.subject == subject)
    stands_first = (Booking.cancelled.is_not(None), Booking.id.desc())
    return db.session.scalar(query.order_by(*stands_first).limit(1))


def held(service: str, account_id: int, now: datetime) -> Booking | None:
    """What she has booked already for this service and is still to come."""
    query = select(Booking).where(
        Booking.service == service, Booking.held_by == account_id, Booking.begins > now
    )
    return db.session.scalar(query.order_by(Booking.id).limit(1))


def coming(account_id: int, now: datetime, *, most: int = 10) -> list[Booking]:
    """What somebody has before her, the next one first."""
    query = select(Booking).where(
        Booking.account_id == account_id, Booking.cancelled.is_(None), Booking.begins > now
    )
    return list(db.session.scalars(query.order_by(Booking.begins, Booking.id).limit(most)))


def expected(service: str, place: str, *, since: datetime, until: datetime) -> list[Booking]:
    """Who comes to ``place`` for ``service`` in that time, in order."""
    query = select(Booking).where(
        Booking.service == service,
        Booking.place == place,
        Booking.begins >= since,
        Booking.begins < until,
        Booking.cancelled.is_(None),
    )
    return list(db.session.scalars(query.order_by(Booking.begins, Booking.seat)))


def of_day(service: str, place: str, visits: Visits, day: date) -> list[Free]:
    """Every hour of ``day`` at ``place`` as it stands, closed ones too."""
    begin = hours.times(visits, day, timezone())
    standing = _standing(service, [place], visits, begin)
    return [standing[place, each] for each in begin]


def free(service: str, place: str, visits: Visits, now: datetime) -> list[Free]:
    """The times at ``place`` that can still be booked, and how many may come at each."""
    begin = _offered(visits, now)
    standing = _standing(service, [place], visits, begin)
    return [each for at in begin if (each := standing[place, at]).free]


def places_with_room(
    service: str, visits: Visits, *, places: Collection[str], now: datetime, day: date | None = None
) -> dict[str, datetime]:
    """Those of ``places`` where somebody can still be received (on ``day``, or at all), and from
    when on; in the order given."""
    begin = [each for each in _offered(visits, now) if day is None or today(each) == day]
    standing = _standing(service, places, visits, begin)
    first = {
        place: next((at for at in begin if standing[place, at].free), None) for place in places
    }
    return {place: at for place, at in first.items() if at is not None}


def _offered(visits: Visits, now: datetime) -> list[datetime]:
    zone = timezone()
    every = hours.days(visits, today=today(now))
    return [at for day in every for at in hours.times(visits, day, zone) if at > now]


def _standing(
    service: str, places: Collection[str], visits: Visits, begin: Sequence[datetime]
) -> dict[Hour, Free]:
    """How it stands at each of ``places`` at each of the times ``begin``: two questions, however
    many there are."""
    if not begin or not places:
        return {}
    since, until = min(begin), max(begin) + timedelta(seconds=1)
    slots = select(Slot.place, Slot.begins, Slot.capacity, Slot.is_closed).where(
        Slot.service == service, Slot.place.in_(sorted(places)), Slot.begins.between(since, until)
    )
    changed = {
        (row.place, row.begins): row
        for row in db.session.execute(slots.order_by(Slot.place, Slot.begins))
    }
    counted = (
        select(Booking.place, Booking.begins, func.count())
        .where(
            Booking.service == service,
            Booking.place.in_(sorted(places)),
            Booking.begins.between(since, until),
            Booking.cancelled.is_(None),
        )
        .group_by(Booking.place, Booking.begins)
    )
    rows = db.session.execute(counted.order_by(Booking.place, Booking.begins))
    taken = {(place, begins): count for place, begins, count in rows}
    found = {}
    for hour in ((place, at) for place in places for at in begin):
        row = changed.get(hour)
        own = row.capacity if row else None
        found[hour] = Free(
            begins=hour[1],
            capacity=visits.capacity if own is None else own,
            taken=taken.get(hour, 0),
            is_closed=bool(row and row.is_closed),
        )
    return found
