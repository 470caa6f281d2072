"""When a vehicle comes: today's hours, what a week looks like, and what leaves next.

Functions of values: timings of patterns, the place of the station in them, the services and a
moment. Seconds are of the service day; see ``days``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.transit.days import moment, seconds_into, today
from backend.transit.gtfs.feed import Service
from backend.transit.network import Run, Timing

DAY_SECONDS = 24 * 3600
AHEAD_DAYS = 7
MOST_TIMES = 3

Calls = Sequence[tuple[Timing, int]]
"""Timings of patterns that call at a station, each with the station's place in the pattern."""


@dataclass(frozen=True, order=True)
class Window:
    """From ``start`` to ``end`` one comes every ``every`` seconds; ``every`` is 0 for departures
    on a timetable, of which there are ``count``."""

    start: int
    end: int
    every: int
    count: int = 0


@dataclass(frozen=True)
class Coming:
    """What leaves next. ``every`` is the headway that holds now, until ``until``, 0 if none does;
    ``times`` are departures on a timetable; ``opens`` is when the next headway begins."""

    every: int = 0
    until: datetime | None = None
    times: tuple[datetime, ...] = ()
    opens: datetime | None = None

    @property
    def first(self) -> datetime | None:
        """When to be there, if not now."""
        return min([*self.times, *([self.opens] if self.opens else [])], default=None)


def windows(calls: Calls, services: Sequence[Service], day: date) -> tuple[Window, ...]:
    """The hours of the service day ``day`` at a station, earliest first; none if nothing runs."""
    found: list[Window] = []
    times: list[int] = []
    for run, offset in _running(calls, services, day):
        if run.every and not run.exact:
            found.append(Window(run.start + offset, run.end + offset, run.every))
        else:
            times += [time + offset for time in _departures(run)]
    if times:
        found.append(Window(min(times), max(times), 0, len(set(times))))
    return tuple(_merged(sorted(found)))


def week(
    calls: Calls, services: Sequence[Service], days: Iterable[date]
) -> list[tuple[list[date], tuple[Window, ...]]]:
    """The hours of some days, those with the same hours together."""
    groups: dict[tuple[Window, ...], list[date]] = {}
    for day in days:
        groups.setdefault(windows(calls, services, day), []).append(day)
    return [(days, hours) for hours, days in groups.items()]


def coming(
    calls: Calls, services: Sequence[Service], now: datetime, zone: str, longest: int
) -> Coming:
    """What leaves at ``now`` and after, looking a week ahead. ``longest`` is how many seconds into
    a service day the last vehicle is still under way: so far yesterday reaches into today."""
    start = today(now, zone) - timedelta(days=longest // DAY_SECONDS + 1)
    rates: list[float] = []
    ends: list[datetime] = []
    times: list[datetime] = []
    opens: list[datetime] = []
    for number in range(longest // DAY_SECONDS + 2 + AHEAD_DAYS):
        day = start + timedelta(days=number)
        first = min([*times, *opens], default=None)
        # What leaves late at night by yesterday's timetable may come after today's first.
        if day > today(now, zone) and (rates or (first and first <= moment(day, 0, zone))):
            break
        into = seconds_into(day, now, zone)
        for run, offset in _running(calls, services, day):
            if run.every and not run.exact:
                if run.start + offset <= into < run.end + offset:
                    rates.append(1 / run.every)
                    ends.append(moment(day, run.end + offset, zone))
                elif into < run.start + offset:
                    opens.append(moment(day, run.start + offset, zone))
            else:
                left = (time for time in _departures(run) if time + offset >= into)
                times += [moment(day, time + offset, zone) for time in left]
    return Coming(
        # Two vehicles an hour and three an hour are five an hour.
        every=round(1 / sum(rates)) if rates else 0,
        until=_until(ends, opens),
        times=tuple(sorted(set(times))[:MOST_TIMES]),
        opens=None if rates else min(opens, default=None),
    )


def _until(ends: Iterable[datetime], opens: Iterable[datetime]) -> datetime | None:
    """When the running headways end, if no other takes over at once."""
    last = max(ends, default=None)
    return None if last in set(opens) else last


def _running(calls: Calls, services: Sequence[Service], day: date) -> Iterator[tuple[Run, int]]:
    active = {number for number, service in enumerate(services) if service.runs_on(day)}
    for timing, place in calls:
        for run in timing.runs:
            if run.service in active:
                yield run, timing.leave[place]


def _departures(run: Run) -> Iterable[int]:
    return range(run.start, run.end, run.every) if run.every else (run.start,)


def _merged(windows: Iterable[Window]) -> Iterator[Window]:
    """Windows that follow on one another with the same headway as one."""
    held: Window | None = None
    for window in windows:
        if held and held.every and held.every == window.every and window.start <= held.end:
            held = Window(held.start, max(held.end, window.end), held.every)
        else:
            if held:
                yield held
            held = window
    if held:
        yield held
