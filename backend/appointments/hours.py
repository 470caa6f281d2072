"""When there are appointments, as a service declares it: pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.kernel.city.services.model import Visits


def days(visits: Visits, *, today: date) -> list[date]:
    """The days on which somebody may be received, from ``today`` on."""
    coming = (today + timedelta(days=n) for n in range(visits.ahead + 1))
    return [each for each in coming if each.weekday() in visits.weekdays]


def times(visits: Visits, day: date, timezone: str) -> list[datetime]:
    """When people are received on ``day``, in UTC; none on a day of the week that is not theirs."""
    if day.weekday() not in visits.weekdays:
        return []
    return list(_each(visits, day, ZoneInfo(timezone)))


def is_offered(visits: Visits, begins: datetime, *, now: datetime, timezone: str) -> bool:
    """May somebody ask ``now`` to be received at ``begins``?"""
    zone = ZoneInfo(timezone)
    day, today = begins.astimezone(zone).date(), now.astimezone(zone).date()
    is_soon = today <= day <= today + timedelta(days=visits.ahead)
    return begins > now and is_soon and begins in times(visits, day, timezone)


def is_day_before(begins: datetime, *, now: datetime, timezone: str) -> bool:
    """Is ``now`` the day before ``begins``, or that day itself, by the city's clock?"""
    zone = ZoneInfo(timezone)
    return begins.astimezone(zone).date() - now.astimezone(zone).date() <= timedelta(days=1)


def end_of_tomorrow(now: datetime, timezone: str) -> datetime:
    """When the day after this one is over, by the city's clock."""
    day = now.astimezone(ZoneInfo(timezone)).date() + timedelta(days=2)
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)


def _each(visits: Visits, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    step = timedelta(minutes=visits.minutes)
    # Reckoned without a zone, so that a day on which clocks are set loses no hour in between.
    begins = datetime.combine(day, time.fromisoformat(visits.begins))
    ends = datetime.combine(day, time.fromisoformat(visits.ends))
    while begins + step <= ends:
        yield begins.replace(tzinfo=zone).astimezone(UTC)
        begins += step
