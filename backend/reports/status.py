"""The life of a report, as a pure table: which state may follow which, and by whose hand."""

from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    FIXED = "fixed"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    CANNOT = "cannot"


class Actor(StrEnum):
    """Whose hand moves a report."""

    CITY = "city"
    RESIDENT = "resident"


_S = State
OPEN = frozenset({_S.RECEIVED, _S.ASSIGNED, _S.SCHEDULED, _S.IN_PROGRESS, _S.REOPENED})
_DECLINED = frozenset({_S.NOT_OURS, _S.DUPLICATE, _S.CANNOT})

# The steps a resident sees ahead of her, in order.
PATH = (_S.RECEIVED, _S.ASSIGNED, _S.SCHEDULED, _S.IN_PROGRESS, _S.FIXED)

BY_CITY: dict[State, frozenset[State]] = {
    _S.RECEIVED: frozenset({_S.ASSIGNED}) | _DECLINED,
    _S.ASSIGNED: frozenset({_S.SCHEDULED, _S.IN_PROGRESS, _S.FIXED}) | _DECLINED,
    _S.SCHEDULED: frozenset({_S.ASSIGNED, _S.IN_PROGRESS, _S.FIXED}) | _DECLINED,
    _S.IN_PROGRESS: frozenset({_S.SCHEDULED, _S.FIXED}) | _DECLINED,
    _S.FIXED: frozenset(),
    _S.CONFIRMED: frozenset(),
    _S.REOPENED: frozenset({_S.ASSIGNED}) | _DECLINED,
    _S.NOT_OURS: frozenset({_S.ASSIGNED}),
    _S.DUPLICATE: frozenset({_S.ASSIGNED}),
    _S.CANNOT: frozenset({_S.ASSIGNED}),
}


def may_move(state: State, to: State, actor: Actor) -> bool:
    """May ``actor`` move a report from ``state`` to ``to``?

    The city follows BY_CITY. A resident confirms what is open or fixed, and reopens what is fixed;
    whether the days to do so are over is ``may_reopen``'s to say.
    """
    if actor is Actor.CITY:
        return to in BY_CITY[state]
    if to is State.CONFIRMED:
        return state in OPEN or state is State.FIXED
    return to is State.REOPENED and state is State.FIXED


def reopen_until(fixed_at: datetime, days: int) -> datetime:
    """The last moment at which a report fixed at ``fixed_at`` may be reopened."""
    return fixed_at + timedelta(days=days)


def may_reopen(state: State, since: datetime, days: int, now: datetime) -> bool:
    """May the resident still reopen a report that stands in ``state`` since ``since``?"""
    return may_move(state, State.REOPENED, Actor.RESIDENT) and now <= reopen_until(since, days)


def due(filed: datetime, target_days: int) -> datetime:
    """By when the city means to have fixed what was filed at ``filed``."""
    return filed + timedelta(days=target_days)
