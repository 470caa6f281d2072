"""Hours of a health centre, and who wants to be received there."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.city.services.model import Visits

CITY = "America/Mexico_City"
VISITS = Visits(
    place="clinic",
    weekdays=(0, 1, 2, 3, 4),
    begins="09:00",
    ends="11:00",
    minutes=30,
    capacity=5,
    ahead=14,
)
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""Two in the afternoon of that Monday."""


def at(day: date, clock: str, zone: str = CITY) -> datetime:
    """A time of the city."""
    there = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
    return there.astimezone(UTC)


WEDNESDAY = MONDAY + timedelta(days=2)
NINE = at(WEDNESDAY, "09:00")
"""A time that can be booked at NOW."""
