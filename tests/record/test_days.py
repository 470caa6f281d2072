"""Working days as the law counts them."""

from datetime import UTC, date, datetime

import pytest

from backend.record import days, rights
from backend.record.rights import State


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 28),  # Saturday
        date(2026, 11, 29),  # Sunday
        date(2027, 1, 1),
        date(2027, 2, 1),  # first Monday of February
        date(2027, 3, 15),  # third Monday of March
        date(2026, 5, 1),
        date(2026, 9, 16),
        date(2026, 11, 16),  # third Monday of November
        date(2026, 12, 25),
        date(2030, 10, 1),  # the federal government changes hands
    ],
)
def test_nobody_is_at_work(day: date) -> None:
    assert days.is_off(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 25),
        date(2027, 2, 8),  # second Monday
        date(2026, 11, 23),  # fourth Monday
        date(2026, 10, 1),
        date(2026, 11, 2),
        date(2026, 12, 24),
    ],
)
def test_everybody_is_at_work(day: date) -> None:
    assert not days.is_off(day)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
        (date(2026, 11, 25), 1, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 25), days.ANSWER, date(2026, 12, 23)),
        (date(2026, 12, 23), days.EXTENSION, date(2027, 1, 8)),
        (date(2026, 11, 25), days.CARRY_OUT, date(2026, 12, 16)),
        (date(2026, 9, 15), 1, date(2026, 9, 17)),
    ],
)
def test_a_term_ends_on_a_working_day(day: date, count: int, due: date) -> None:
    assert days.after(day, count) == due
    assert days.between(day, due) == count


def test_what_is_late_counts_below_nothing() -> None:
    assert days.between(date(2026, 12, 1), date(2026, 11, 27)) == -2


NOW = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answered", "is_granted", "carried", "state"),
    [
        (None, None, None, State.RECEIVED),
        (NOW, True, None, State.GRANTED),
        (NOW, False, None, State.REFUSED),
        (NOW, True, NOW, State.DONE),
    ],
)
def test_where_a_request_stands(
    answered: datetime | None, is_granted: bool | None, carried: datetime | None, state: State
) -> None:
    assert rights.state(answered, is_granted, carried) is state


@pytest.mark.parametrize(
    ("state", "extended", "today", "may"),
    [
        (State.RECEIVED, None, date(2026, 12, 23), True),
        (State.RECEIVED, None, date(2026, 12, 24), False),
        (State.RECEIVED, NOW, date(2026, 12, 1), False),
        (State.GRANTED, None, date(2026, 12, 1), False),
        (State.REFUSED, None, date(2026, 12, 1), False),
    ],
)
def test_more_time_is_taken_once_and_in_time(
    state: State, extended: datetime | None, today: date, may: bool
) -> None:
    assert rights.may_extend(state, extended, date(2026, 12, 23), today) is may


def test_the_clock_of_a_request_runs_to_its_answer_and_then_to_its_end() -> None:
    due, end, today = date(2026, 12, 23), date(2026, 12, 16), date(2026, 12, 14)
    first = rights.clock(State.RECEIVED, due, None, today)
    then = rights.clock(State.GRANTED, due, end, today)
    assert first and (first.due, first.left, first.is_late) == (due, 7, False)
    assert then and (then.due, then.left) == (end, 2)
    assert rights.clock(State.DONE, due, end, today) is None
    late = rights.clock(State.RECEIVED, due, None, date(2026, 12, 24))
    assert late and late.is_late
