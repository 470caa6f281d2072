"""What the log says, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import gettext, lazy_gettext

from backend.kernel.city import City
from backend.kernel.i18n import current
from backend.reports.status import State
from backend.reports.story import NAMES

ACTS = {
    "move": lazy_gettext("Lo movió"),
    "assign": lazy_gettext("Lo dio a una cuadrilla"),
    "hand-over": lazy_gettext("Lo pasó a otra oficina"),
    "show-text": lazy_gettext("Publicó el texto"),
    "hide-text": lazy_gettext("Ocultó el texto"),
    "show-photo": lazy_gettext("Publicó una foto"),
    "hide-photo": lazy_gettext("Ocultó una foto"),
    "note": lazy_gettext("Escribió una nota interna"),
    "proof": lazy_gettext("Agregó la foto de la reparación"),
    "merge": lazy_gettext("Lo unió con otro"),
    "merged-here": lazy_gettext("Le unió otro"),
    "taken": lazy_gettext("Lo tomó por una persona"),
    "warned": lazy_gettext("Se avisó a la oficina que vence"),
    "escalated": lazy_gettext("Se avisó arriba que va tarde"),
}


class Done(Protocol):
    """A row of the log."""

    at: datetime
    actor: str
    office: str
    act: str
    told: str


@dataclass(frozen=True)
class Told:
    """One line of the log. ``who`` is an account's id, None for the clock."""

    at: datetime
    who: int | None
    office: str
    act: str
    told: str


def told_of(done: Done, city: City) -> Told:
    """A row of the log as people read it."""
    department = city.department(done.office)
    kind, _, id = done.actor.partition(":")
    told = str(NAMES[State(done.told)][0]) if done.told in set(State) else done.told
    return Told(
        at=done.at,
        who=int(id) if kind == "person" and id.isdecimal() else None,
        office=department.short.in_(current()) if department else gettext("Toda la ciudad"),
        act=str(ACTS.get(done.act, done.act)),
        told=told,
    )
