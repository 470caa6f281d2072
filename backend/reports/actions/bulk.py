"""Moving many reports at once: each one moves, or it is said why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.city import City
from backend.kernel.db import db
from backend.reports.actions import NotAllowed
from backend.reports.actions.handling import By, NobodyNamed, NoProof, NoWords, move_on
from backend.reports.models import Report
from backend.reports.status import State

WHY = {NoProof: "proof", NoWords: "words", NobodyNamed: "whose"}
TABLE = "table"


@dataclass(frozen=True)
class Told:
    """What became of one: ``why`` is "" where it moved, else ``proof``, ``words``, ``whose``, or
    ``table`` where the state table has no such move."""

    folio: str
    why: str


def move_many(
    *, reports: Iterable[Report], to: State, by: By, words: str, now: datetime, city: City
) -> list[Told]:
    """Move each of ``reports``, and say of each what became of it. One that cannot move holds none
    of the others up."""
    told = []
    for report in reports:
        why = ""
        try:
            with db.session.begin_nested():
                move_on(report=report, to=to, by=by, words=words, now=now, city=city)
        except NotAllowed as refused:
            why = WHY.get(type(refused), TABLE)
        told.append(Told(report.folio, why))
    return told
