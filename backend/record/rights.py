"""A request about one's rights, from received to carried out: pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _

from backend.record import days


class Kind(StrEnum):
    """Access (and taking along), rectification, cancellation, opposition."""

    ACCESS = "access"
    RECTIFY = "rectify"
    CANCEL = "cancel"
    OPPOSE = "oppose"


NAMES: dict[str, object] = {
    Kind.ACCESS: _("Ver y llevarme mis datos"),
    Kind.RECTIFY: _("Corregir un dato comprobado"),
    Kind.CANCEL: _("Cancelar mi Llave y mis datos"),
    Kind.OPPOSE: _("Oponerme a un uso"),
}
AT_ONCE = frozenset({Kind.ACCESS, Kind.CANCEL, Kind.OPPOSE})
"""What is answered and carried out by itself, in the moment it is asked."""


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    GRANTED = "granted"
    DONE = "done"
    REFUSED = "refused"


STATES: dict[str, tuple[object, str]] = {
    State.RECEIVED: (_("Recibida"), "wait"),
    State.GRANTED: (_("Procede"), "wait"),
    State.DONE: (_("Cumplida"), "ok"),
    State.REFUSED: (_("No procede"), "bad"),
}
"""State -> its words and tone."""


@dataclass(frozen=True)
class Clock:
    """What a request waits for, until which day, and how many working days are left."""

    due: date
    left: int

    @property
    def is_late(self) -> bool:
        return self.left < 0


def state(answered: datetime | None, is_granted: bool | None, carried: datetime | None) -> State:
    """Where a request stands, from its moments."""
    if carried:
        return State.DONE
    if answered is None:
        return State.RECEIVED
    return State.GRANTED if is_granted else State.REFUSED


def clock(standing: State, due: date, carry_out_by: date | None, today: date) -> Clock | None:
    """The days of a request; None when nothing is waited for any more."""
    until = {State.RECEIVED: due, State.GRANTED: carry_out_by}.get(standing)
    return Clock(until, days.between(today, until)) if until else None


def may_extend(standing: State, extended: datetime | None, due: date, today: date) -> bool:
    """Once, and while there is time."""
    return standing is State.RECEIVED and extended is None and today <= due
