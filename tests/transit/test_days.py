"""What time a feed means: on every day, also when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.transit.days import WEEK, YEAR, Validity, moment, seconds_into, shift_to, today
from backend.transit.gtfs import values

ZONES = ["America/Mexico_City", "America/Tijuana", "America/New_York", "Europe/Berlin", "UTC"]
HOUR = 3600


@pytest.mark.parametrize(
    "day, seconds, zone, clock",
    [
        (date(2026, 11, 25), 5 * HOUR, "America/Mexico_City", "2026-11-25 05:00 -0600"),
        (date(2026, 11, 25), 24 * HOUR, "America/Mexico_City", "2026-11-26 00:00 -0600"),
        (date(2026, 11, 25), 25 * HOUR + 600, "America/Mexico_City", "2026-11-26 01:10 -0600"),
        # Clocks go forward at 2:00 on 8 March and back on 1 November.
        (date(2026, 3, 8), 5 * HOUR, "America/Tijuana", "2026-03-08 05:00 -0700"),
        (date(2026, 3, 8), 1 * HOUR, "America/Tijuana", "2026-03-08 00:00 -0800"),
        (date(2026, 3, 7), 27 * HOUR, "America/Tijuana", "2026-03-08 04:00 -0700"),
        (date(2026, 11, 1), 5 * HOUR, "America/Tijuana", "2026-11-01 05:00 -0800"),
        (date(2026, 11, 1), 0, "America/Tijuana", "2026-11-01 01:00 -0700"),
        (date(2026, 10, 31), 26 * HOUR, "America/Tijuana", "2026-11-01 01:00 -0800"),
        (date(2026, 3, 29), 12 * HOUR, "Europe/Berlin", "2026-03-29 12:00 +0200"),
    ],
)
def test_the_service_day_begins_at_noon_minus_twelve_hours(
    day: date, seconds: int, zone: str, clock: str
) -> None:
    local = moment(day, seconds, zone).astimezone(ZoneInfo(zone))
    assert f"{local:%Y-%m-%d %H:%M %z}" == clock


@settings(deadline=None)
@given(
    day=st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    seconds=st.integers(0, 100 * HOUR),
    zone=st.sampled_from(ZONES),
)
def test_there_and_back(day: date, seconds: int, zone: str) -> None:
    assert seconds_into(day, moment(day, seconds, zone), zone) == seconds


@settings(deadline=None)
@given(
    day=st.dates(date(2000, 1, 1), date(2037, 12, 31)),
    minutes=st.integers(6 * 60, 22 * 60 - 1),
    zone=st.sampled_from(ZONES),
)
def test_by_day_clocks_show_what_the_feed_says(day: date, minutes: int, zone: str) -> None:
    local = moment(day, minutes * 60, zone).astimezone(ZoneInfo(zone))
    assert (local.date(), local.hour * 60 + local.minute) == (day, minutes)


@settings(deadline=None)
@given(day=st.dates(date(2000, 1, 1), date(2037, 12, 30)), zone=st.sampled_from(ZONES))
def test_time_goes_on_over_midnight(day: date, zone: str) -> None:
    tomorrow = day + timedelta(days=1)
    gap = seconds_into(day, moment(tomorrow, 0, zone), zone)
    assert gap in {23 * HOUR, 24 * HOUR, 25 * HOUR}


@settings(deadline=None)
@given(st.integers(0, 167), st.integers(0, 59), st.integers(0, 59))
def test_every_time_that_can_be_written_is_read(hours: int, minutes: int, seconds: int) -> None:
    expected = hours * HOUR + minutes * 60 + seconds
    for text in (
        f"{hours}:{minutes:02}:{seconds:02}",
        f"{hours:02}:{minutes:02}:{seconds:02}",
    ):
        assert values.seconds(text) == expected


@settings(deadline=None)
@given(st.text(alphabet="0123456789: -٣", max_size=10))
def test_what_is_no_time_is_no_time(text: str) -> None:
    parts = text.split(":")
    is_time = (
        len(parts) == 3
        and all(part.isascii() and part.isdecimal() for part in parts)
        and 1 <= len(parts[0]) <= 3
        and len(parts[1]) == len(parts[2]) == 2
        and int(parts[0]) <= 167
        and int(parts[1]) < 60
        and int(parts[2]) < 60
    )
    try:
        values.seconds(text)
    except ValueError:
        assert not is_time
    else:
        assert is_time


def test_today_is_the_agencys_day_and_not_greenwichs() -> None:
    late = datetime(2026, 11, 26, 5, 59, tzinfo=UTC)
    assert today(late, "America/Mexico_City") == date(2026, 11, 25)
    assert today(late + timedelta(minutes=1), "America/Mexico_City") == date(2026, 11, 26)


@settings(deadline=None)
@given(
    first=st.dates(date(2020, 1, 1), date(2025, 1, 1)),
    long=st.integers(0, 800),
    late=st.integers(-400, 3000),
)
def test_a_calendar_that_is_moved_speaks_of_today_on_the_same_weekdays(
    first: date, long: int, late: int
) -> None:
    last = first + timedelta(days=long)
    here = last + timedelta(days=late)
    by = shift_to(first, last, here)
    assert by % WEEK == timedelta()
    if late <= 0:
        assert by == timedelta()
    else:
        assert last + by >= here
        # It begins by then as well, unless the whole feed is shorter than a week.
        assert first + by <= here or long < 7


def test_a_feed_of_a_year_keeps_its_season() -> None:
    by = shift_to(date(2024, 12, 1), date(2025, 12, 31), date(2026, 11, 25))
    assert by == YEAR


@pytest.mark.parametrize(
    "today, over, ahead",
    [
        (date(2026, 1, 9), False, True),
        (date(2026, 1, 10), False, False),
        (date(2026, 3, 10), False, False),
        (date(2026, 3, 11), True, False),
    ],
)
def test_whether_a_feed_speaks_of_today(today: date, over: bool, ahead: bool) -> None:
    validity = Validity(date(2026, 1, 10), date(2026, 3, 10), today)
    assert (validity.is_over, validity.is_ahead, validity.holds) == (
        over,
        ahead,
        not over and not ahead,
    )


@settings(deadline=None)
@given(today=st.dates(date(2025, 12, 1), date(2026, 5, 1)))
def test_the_usual_week_has_each_weekday_once_and_lies_in_the_feed(today: date) -> None:
    validity = Validity(date(2026, 1, 10), date(2026, 3, 10), today)
    assert [day.weekday() for day in validity.week] == list(range(7))
    assert all(date(2026, 1, 10) <= day <= date(2026, 3, 10) for day in validity.week)
    if validity.holds and today <= date(2026, 3, 4):
        assert today in validity.week
