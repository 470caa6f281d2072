"""Bo asks when the next one comes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.transit.days import moment
from backend.transit.gtfs.feed import Service
from backend.transit.hours import Coming, Window, coming, week, windows
from backend.transit.network import Run, Timing

ZONE = "America/Mexico_City"
HOUR = 3600
WEDNESDAY = date(2026, 11, 25)
SATURDAY = date(2026, 11, 28)
SERVICES = (
    Service("lv", 0b0011111, date(2026, 1, 1), date(2026, 12, 31)),
    Service("fin", 0b1100000, date(2026, 1, 1), date(2026, 12, 31)),
)
LATEST = 26 * HOUR


def _timing(*runs: Run, leave: tuple[int, ...] = (0, 300, 600)) -> Timing:
    return Timing(leave, (), list(runs))


METRO = _timing(Run(0, 5 * HOUR, 24 * HOUR, 240, 0), Run(1, 7 * HOUR, 24 * HOUR, 480, 0))
BUS = _timing(*(Run(0, s, s, 0, 1) for s in (6 * HOUR, 7 * HOUR, 25 * HOUR)))
EXACT = _timing(Run(0, 6 * HOUR, 7 * HOUR, 1200, 1))
PEAKS = _timing(Run(0, 6 * HOUR, 9 * HOUR, 300, 0), Run(0, 17 * HOUR, 20 * HOUR, 300, 0))


def _at(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return moment(day, hours * HOUR + minutes * 60, ZONE)


def _coming(timing: Timing, place: int, day: date, clock: str) -> Coming:
    return coming([(timing, place)], SERVICES, _at(day, clock), ZONE, LATEST)


@pytest.mark.parametrize(
    "day, clock, every, until, opens",
    [
        (WEDNESDAY, "12:00", 240, (WEDNESDAY, "24:00"), None),
        (WEDNESDAY, "5:00", 240, (WEDNESDAY, "24:00"), None),
        (WEDNESDAY, "4:59", 0, None, (WEDNESDAY, "5:00")),
        (WEDNESDAY, "24:00", 0, None, (date(2026, 11, 26), "5:00")),
        (SATURDAY, "6:00", 0, None, (SATURDAY, "7:00")),
        (SATURDAY, "7:00", 480, (SATURDAY, "24:00"), None),
    ],
)
def test_a_headway_holds_from_its_start_to_before_its_end(
    day: date,
    clock: str,
    every: int,
    until: tuple[date, str] | None,
    opens: tuple[date, str] | None,
) -> None:
    found = _coming(METRO, 0, day, clock)
    assert found == Coming(every, until and _at(*until), (), opens and _at(*opens))


def test_farther_along_the_line_the_hours_are_later() -> None:
    assert _coming(METRO, 2, WEDNESDAY, "5:09").opens == _at(WEDNESDAY, "5:10")
    # After midnight yesterday's last train is still to come.
    found = _coming(METRO, 2, WEDNESDAY, "24:05")
    assert (found.every, found.until) == (240, _at(WEDNESDAY, "24:10"))


def test_the_next_three_of_a_timetable() -> None:
    assert _coming(BUS, 0, WEDNESDAY, "6:01").times == (
        _at(WEDNESDAY, "7:00"),
        _at(WEDNESDAY, "25:00"),
    )
    assert _coming(BUS, 1, WEDNESDAY, "7:05").times == (
        _at(WEDNESDAY, "7:05"),
        _at(WEDNESDAY, "25:05"),
    )


def test_after_midnight_yesterdays_night_bus_comes_first() -> None:
    found = _coming(BUS, 0, date(2026, 11, 26), "0:30")
    assert found.times[0] == _at(date(2026, 11, 26), "1:00")


def test_on_friday_night_the_next_bus_is_on_monday() -> None:
    found = _coming(BUS, 0, SATURDAY, "2:00")
    assert found.first == _at(date(2026, 11, 30), "6:00")


def test_exact_headways_are_departures() -> None:
    assert _coming(EXACT, 0, WEDNESDAY, "6:10").times[:2] == (
        _at(WEDNESDAY, "6:20"),
        _at(WEDNESDAY, "6:40"),
    )
    # The end is not a departure.
    assert _coming(EXACT, 0, WEDNESDAY, "6:41").times == (
        _at(date(2026, 11, 26), "6:00"),
        _at(date(2026, 11, 26), "6:20"),
        _at(date(2026, 11, 26), "6:40"),
    )


def test_between_the_peaks_it_says_when_it_runs_again() -> None:
    assert _coming(PEAKS, 0, WEDNESDAY, "12:00").opens == _at(WEDNESDAY, "17:00")


def test_two_trains_an_hour_and_three_an_hour_are_five_an_hour() -> None:
    two = _timing(Run(0, 5 * HOUR, 9 * HOUR, HOUR // 2, 0))
    three = _timing(Run(0, 5 * HOUR, 9 * HOUR, HOUR // 3, 0))
    found = coming([(two, 0), (three, 0)], SERVICES, _at(WEDNESDAY, "6:00"), ZONE, LATEST)
    assert found.every == HOUR // 5


def test_a_headway_that_another_follows_at_once_has_no_end() -> None:
    timing = _timing(Run(0, 6 * HOUR, 9 * HOUR, 300, 0), Run(0, 9 * HOUR, 23 * HOUR, 600, 0))
    assert _coming(timing, 0, WEDNESDAY, "8:00").until is None
    assert _coming(timing, 0, WEDNESDAY, "9:00").until == _at(WEDNESDAY, "23:00")


def test_what_never_runs_never_comes() -> None:
    assert coming([(METRO, 0)], (Service("a"), Service("b")), _at(WEDNESDAY, "9:00"), ZONE, 0) == (
        Coming()
    )


@pytest.mark.parametrize(
    "timing, day, expected",
    [
        (METRO, WEDNESDAY, (Window(5 * HOUR, 24 * HOUR, 240),)),
        (METRO, SATURDAY, (Window(7 * HOUR, 24 * HOUR, 480),)),
        (BUS, WEDNESDAY, (Window(6 * HOUR, 25 * HOUR, 0, 3),)),
        (BUS, SATURDAY, ()),
        (EXACT, WEDNESDAY, (Window(6 * HOUR, 6 * HOUR + 2400, 0, 3),)),
        (
            _timing(Run(0, 5 * HOUR, 9 * HOUR, 240, 0), Run(0, 9 * HOUR, 12 * HOUR, 240, 0)),
            WEDNESDAY,
            (Window(5 * HOUR, 12 * HOUR, 240),),
        ),
    ],
)
def test_the_hours_of_a_day(timing: Timing, day: date, expected: tuple[Window, ...]) -> None:
    assert windows([(timing, 0)], SERVICES, day) == expected


def test_days_with_the_same_hours_are_told_together() -> None:
    days = [WEDNESDAY + timedelta(days=number) for number in range(7)]
    told = week([(METRO, 0)], SERVICES, days)
    assert [[day.weekday() for day in group] for group, _ in told] == [[2, 3, 4, 0, 1], [5, 6]]


@settings(deadline=None)
@example([0, 86_401], 86_701)  # after midnight by yesterday's timetable, before it by today's
@given(
    st.lists(st.integers(0, 30 * HOUR), min_size=1, max_size=12),
    st.integers(0, 14 * 24 * HOUR),
)
def test_the_next_departure_is_what_looking_at_every_day_finds(
    starts: list[int], later: int
) -> None:
    timing = _timing(*(Run(0, s, s, 0, 1) for s in starts))
    now = datetime(2026, 11, 1, 6, tzinfo=UTC) + timedelta(seconds=later)
    found = coming([(timing, 1)], SERVICES, now, ZONE, max(starts) + 600)
    days = [date(2026, 10, 25) + timedelta(days=number) for number in range(40)]
    every = sorted(
        moment(day, start + 300, ZONE)
        for day in days
        if SERVICES[0].runs_on(day)
        for start in set(starts)
    )
    assert found.times[0] == next(at for at in every if at >= now)
    assert list(found.times) == sorted(found.times)
