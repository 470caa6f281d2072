"""When people are received: what a service declares, by the city's clock."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from backend.appointments import hours
from tests.appointments.made import CITY, MONDAY, NINE, NOW, VISITS, WEDNESDAY, at


def test_a_morning_is_cut_into_half_hours_that_end_in_time() -> None:
    found = hours.times(VISITS, WEDNESDAY, CITY)
    assert found == [at(WEDNESDAY, each) for each in ("09:00", "09:30", "10:00", "10:30")]
    assert all(each.tzinfo is UTC for each in found)


def test_what_does_not_fit_before_the_end_is_left_out() -> None:
    long = replace(VISITS, minutes=45)
    assert hours.times(long, WEDNESDAY, CITY) == [at(WEDNESDAY, "09:00"), at(WEDNESDAY, "09:45")]


def test_nobody_is_received_on_another_day_of_the_week() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert hours.times(VISITS, saturday, CITY) == []
    assert saturday not in hours.days(VISITS, today=MONDAY)
    assert len(hours.days(VISITS, today=MONDAY)) == 11, "two weeks and a Monday"


def test_a_day_on_which_clocks_are_set_has_its_hours() -> None:
    spring = date(2026, 3, 8)
    sundays = replace(VISITS, weekdays=(6,), begins="01:00", ends="05:00", minutes=60)
    found = hours.times(sundays, spring, "America/New_York")
    assert [f"{each:%H:%M}" for each in found] == ["06:00", "07:00", "07:00", "08:00"]


@pytest.mark.parametrize(
    ("begins", "is_offered"),
    [
        (NINE, True),
        (at(MONDAY, "09:00"), False),
        (at(WEDNESDAY, "09:10"), False),
        (at(MONDAY + timedelta(days=14), "09:00"), True),
        (at(MONDAY + timedelta(days=15), "09:00"), False),
        (NINE - timedelta(days=30), False),
    ],
)
def test_what_may_be_asked_for(begins: object, is_offered: bool) -> None:
    assert hours.is_offered(VISITS, begins, now=NOW, timezone=CITY) is is_offered  # type: ignore[arg-type]


def test_the_day_before_is_the_citys_and_not_greenwichs() -> None:
    late = at(WEDNESDAY - timedelta(days=2), "23:30")
    assert late.date() == WEDNESDAY - timedelta(days=1), "it is tomorrow already in Greenwich"
    assert not hours.is_day_before(NINE, now=late, timezone=CITY)
    assert hours.is_day_before(NINE, now=late + timedelta(hours=1), timezone=CITY)
    assert hours.end_of_tomorrow(late, CITY) == at(WEDNESDAY, "00:00")
