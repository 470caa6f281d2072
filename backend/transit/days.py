"""Service days: what time a feed means, and for which days it speaks.

A feed counts seconds from noon minus twelve hours of the service day (GTFS reference, "Time"): on
all days but two a year that is midnight. On the day the clocks change it is an hour off, so that
a bus at 5:15:00 still leaves when clocks show 5:15.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
YEAR = 52 * WEEK
"""Weekdays stay what they are, and the season nearly."""


def moment(day: date, seconds: int, zone: str) -> datetime:
    """When it is ``seconds`` into the service day ``day``, in UTC."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)
    return noon - timedelta(hours=12) + timedelta(seconds=seconds)


def seconds_into(day: date, now: datetime, zone: str) -> int:
    """How many seconds into the service day ``day`` it is; negative before it begins."""
    return round((now - moment(day, 0, zone)).total_seconds())


def today(now: datetime, zone: str) -> date:
    """The day that calendars show in ``zone``."""
    return now.astimezone(ZoneInfo(zone)).date()


def shift_to(first: date, last: date, today: date) -> timedelta:
    """By how much to move a calendar that ended before ``today`` so that it speaks of it: whole
    years of 52 weeks where that will do, else whole weeks. Nothing where it has not ended."""
    late = today - last
    if late <= timedelta():
        return timedelta()
    by_years = -(-late // YEAR) * YEAR
    return by_years if first + by_years <= today else -(-late // WEEK) * WEEK


@dataclass(frozen=True)
class Validity:
    """The days a feed speaks of, seen from a day."""

    first: date
    last: date
    today: date

    @property
    def is_over(self) -> bool:
        return self.last < self.today

    @property
    def is_ahead(self) -> bool:
        return self.today < self.first

    @property
    def holds(self) -> bool:
        return not self.is_over and not self.is_ahead

    @property
    def week(self) -> list[date]:
        """Seven days to tell usual hours by, from a Monday on: today and what follows, or where
        the feed does not speak of them, the nearest days of which it does."""
        start = min(max(self.today, self.first), max(self.first, self.last - timedelta(days=6)))
        days = [start + timedelta(days=number) for number in range(7)]
        return sorted(days, key=date.weekday)
