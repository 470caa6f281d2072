"""The life of a case, as a pure table: which state may follow which, and by whose hand."""

from datetime import date
from enum import StrEnum

from backend.record import days


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    UNPAID = "unpaid"
    IN_REVIEW = "in_review"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    APPEALED = "appealed"
    CANCELLED = "cancelled"


class Actor(StrEnum):
    """Whose hand moves a case: hers, an office's, or nobody's, where one thing follows from
    another (it was paid, the last photo arrived)."""

    PERSON = "person"
    CITY = "city"
    ITSELF = "itself"


_S = State
FOR_CITY = frozenset({_S.RECEIVED, _S.IN_REVIEW, _S.APPEALED})
"""The office has something to do."""
FOR_HER = frozenset({_S.DRAFT, _S.UNPAID, _S.ASKED})
"""The person has."""
OVER = frozenset({_S.GRANTED, _S.REFUSED, _S.CANCELLED})
PATH = (_S.RECEIVED, _S.UNPAID, _S.IN_REVIEW, _S.GRANTED)
"""The steps ahead on the straight way."""
APPEAL_DAYS = 15
"""Working days in which a refusal may be appealed, as the local law on administrative procedure has
it (article 109)."""

MOVES: dict[Actor, dict[State, frozenset[State]]] = {
    Actor.PERSON: {
        _S.DRAFT: frozenset({_S.RECEIVED, _S.CANCELLED}),
        _S.RECEIVED: frozenset({_S.CANCELLED}),
        _S.UNPAID: frozenset({_S.CANCELLED}),
        _S.IN_REVIEW: frozenset({_S.CANCELLED}),
        _S.ASKED: frozenset({_S.IN_REVIEW, _S.CANCELLED}),
        _S.REFUSED: frozenset({_S.APPEALED}),
    },
    Actor.CITY: {
        _S.RECEIVED: frozenset({_S.IN_REVIEW}),
        _S.IN_REVIEW: frozenset({_S.ASKED, _S.GRANTED, _S.REFUSED}),
        _S.ASKED: frozenset({_S.REFUSED}),
        _S.APPEALED: frozenset({_S.GRANTED, _S.REFUSED}),
    },
    Actor.ITSELF: {
        _S.DRAFT: frozenset({_S.RECEIVED}),
        _S.RECEIVED: frozenset({_S.UNPAID, _S.GRANTED}),
        _S.UNPAID: frozenset({_S.RECEIVED, _S.GRANTED}),
    },
}

OF_VISITS = {(State.CANCELLED, Actor.PERSON), (State.RECEIVED, Actor.ITSELF)}
"""Where a visit that was granted may go, and by whose hand."""


def may_move(state: State, to: State, actor: Actor, *, is_visit: bool = False) -> bool:
    """May ``actor`` move a case from ``state`` to ``to``? What was granted is given up only where
    it is a visit: by her, or because the city cancelled the time and she chooses another."""
    if is_visit and state is State.GRANTED:
        return (to, actor) in OF_VISITS
    return to in MOVES[actor].get(state, frozenset())


def appeal_until(refused: date) -> date:
    """The last day on which what was refused on ``refused`` may be appealed."""
    return days.after(refused, APPEAL_DAYS)


def may_appeal(state: State, *, was_appealed: bool, refused: date, today: date) -> bool:
    """Once, and while there is time."""
    in_time = today <= appeal_until(refused)
    return may_move(state, State.APPEALED, Actor.PERSON) and not was_appealed and in_time


def may_decide(state: State, *, by: int, refused_by: int | None) -> bool:
    """Who refused a case does not decide its appeal."""
    return state is not State.APPEALED or by != refused_by


def due_after_pause(due: date, paused: date, today: date) -> date:
    """The office is not late by the working days in which it waited for the person."""
    return days.after(due, max(0, days.between(paused, today)))
