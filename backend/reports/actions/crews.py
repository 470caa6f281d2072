"""Crews: who goes out, and with whom."""

from datetime import datetime

from backend.kernel.db import db
from backend.reports.actions import NotAllowed
from backend.reports.handling import Crew, CrewMember


def start_crew(*, office: str, name: str, now: datetime) -> Crew:
    """A new crew of ``office``."""
    crew = Crew(office=office, name=name, created=now, ended=None)
    db.session.add(crew)
    db.session.flush()
    return crew


def join(*, crew: Crew, account_id: int, now: datetime) -> None:
    """Somebody goes out with ``crew`` from now on; said twice, it is said once. Raises NotAllowed
    for a crew that is no more."""
    if crew.ended is not None:
        raise NotAllowed
    if all(each.account_id != account_id or each.ended for each in crew.members):
        crew.members.append(CrewMember(account_id=account_id, since=now, ended=None))
        db.session.flush()


def leave(*, crew: Crew, account_id: int, now: datetime) -> None:
    """Somebody goes out with ``crew`` no longer."""
    for each in crew.members:
        if each.account_id == account_id and each.ended is None:
            each.ended = now


def end_crew(*, crew: Crew, now: datetime) -> None:
    """``crew`` is no more; what it was given stays with it until the desk gives it to another."""
    crew.ended = now
    for each in crew.members:
        each.ended = each.ended or now
