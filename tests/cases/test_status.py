"""The table of states: which may follow which, by whose hand."""

from datetime import date

import pytest

from backend.cases import status
from backend.cases.status import FOR_CITY, FOR_HER, MOVES, OVER, Actor, State

P, C, I = Actor.PERSON, Actor.CITY, Actor.ITSELF  # noqa: E741
ALLOWED = {
    ("draft", "received", P),
    ("draft", "received", I),
    ("draft", "cancelled", P),
    ("received", "unpaid", I),
    ("received", "granted", I),
    ("received", "in_review", C),
    ("received", "cancelled", P),
    ("unpaid", "received", I),
    ("unpaid", "granted", I),
    ("unpaid", "cancelled", P),
    ("in_review", "asked", C),
    ("in_review", "granted", C),
    ("in_review", "refused", C),
    ("in_review", "cancelled", P),
    ("asked", "in_review", P),
    ("asked", "refused", C),
    ("asked", "cancelled", P),
    ("refused", "appealed", P),
    ("appealed", "granted", C),
    ("appealed", "refused", C),
}


@pytest.mark.parametrize("actor", Actor)
def test_these_moves_and_no_others_are_allowed(actor: Actor) -> None:
    found = {
        (state.value, to.value, actor)
        for state in State
        for to in State
        if status.may_move(state, to, actor)
    }
    assert found == {each for each in ALLOWED if each[2] is actor}


def test_nobody_grants_her_own_and_nobody_sends_for_her() -> None:
    for state in State:
        assert State.GRANTED not in MOVES[P].get(state, frozenset())
        assert State.RECEIVED not in MOVES[C].get(state, frozenset())


def test_what_is_unpaid_is_granted_by_nobody_but_the_payment() -> None:
    assert not status.may_move(State.UNPAID, State.GRANTED, C)
    assert not status.may_move(State.UNPAID, State.GRANTED, P)
    assert not status.may_move(State.UNPAID, State.IN_REVIEW, C)


def test_every_state_waits_for_somebody_or_is_over() -> None:
    assert set(State) == FOR_CITY | FOR_HER | OVER
    assert not (FOR_CITY & FOR_HER or FOR_CITY & OVER or FOR_HER & OVER)


def test_only_a_visit_that_was_granted_can_be_given_up() -> None:
    assert not status.may_move(State.GRANTED, State.CANCELLED, P)
    assert status.may_move(State.GRANTED, State.CANCELLED, P, is_visit=True)
    assert status.may_move(State.GRANTED, State.RECEIVED, I, is_visit=True)
    assert not status.may_move(State.GRANTED, State.CANCELLED, C, is_visit=True)
    assert not status.may_move(State.REFUSED, State.CANCELLED, P, is_visit=True)


@pytest.mark.parametrize(
    ("today", "was_appealed", "may"),
    [
        (date(2026, 11, 24), False, True),
        (date(2026, 12, 14), False, True),
        (date(2026, 12, 15), False, False),
        (date(2026, 11, 24), True, False),
    ],
)
def test_a_refusal_is_appealed_once_within_fifteen_working_days(
    today: date, was_appealed: bool, may: bool
) -> None:
    refused = date(2026, 11, 23)
    found = status.may_appeal(
        State.REFUSED, was_appealed=was_appealed, refused=refused, today=today
    )
    assert found is may


def test_who_refused_does_not_decide_the_appeal() -> None:
    assert not status.may_decide(State.APPEALED, by=7, refused_by=7)
    assert status.may_decide(State.APPEALED, by=8, refused_by=7)
    assert status.may_decide(State.IN_REVIEW, by=7, refused_by=7)


def test_the_office_is_not_late_by_the_days_it_waited_for_her() -> None:
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert status.due_after_pause(monday, friday, monday) == date(2026, 12, 1)
    assert status.due_after_pause(monday, friday, friday) == monday
