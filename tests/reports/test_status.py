"""The state table, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.reports.status import BY_CITY, OPEN, Actor, State, may_move, may_reopen

S = State
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "state, to, actor, expected",
    [
        (S.RECEIVED, S.ASSIGNED, Actor.CITY, True),
        (S.RECEIVED, S.FIXED, Actor.CITY, False),
        (S.ASSIGNED, S.SCHEDULED, Actor.CITY, True),
        (S.SCHEDULED, S.IN_PROGRESS, Actor.CITY, True),
        (S.IN_PROGRESS, S.FIXED, Actor.CITY, True),
        (S.FIXED, S.CONFIRMED, Actor.CITY, False),
        (S.FIXED, S.REOPENED, Actor.CITY, False),
        (S.REOPENED, S.ASSIGNED, Actor.CITY, True),
        (S.RECEIVED, S.DUPLICATE, Actor.CITY, True),
        (S.FIXED, S.CONFIRMED, Actor.RESIDENT, True),
        (S.FIXED, S.REOPENED, Actor.RESIDENT, True),
        (S.ASSIGNED, S.CONFIRMED, Actor.RESIDENT, True),
        (S.CONFIRMED, S.REOPENED, Actor.RESIDENT, False),
        (S.CANNOT, S.CONFIRMED, Actor.RESIDENT, False),
        (S.RECEIVED, S.ASSIGNED, Actor.RESIDENT, False),
    ],
)
def test_who_may_move_what_where(state: State, to: State, actor: Actor, expected: bool) -> None:
    assert may_move(state, to, actor) is expected


def test_every_state_has_its_row_and_none_leads_to_itself() -> None:
    assert set(BY_CITY) == set(State)
    assert all(state not in following for state, following in BY_CITY.items())


def test_every_open_report_can_still_be_fixed() -> None:
    for state in OPEN:
        reached, ahead = {state}, [state]
        while ahead:
            ahead = [n for s in ahead for n in BY_CITY[s] if n not in reached]
            reached |= set(ahead)
        assert State.FIXED in reached


@pytest.mark.parametrize("days_ago, expected", [(0, True), (15, True), (15.01, False)])
def test_the_days_to_reopen(days_ago: float, expected: bool) -> None:
    since = NOW - timedelta(days=days_ago)
    assert may_reopen(S.FIXED, since, 15, NOW) is expected
