"""Two reports of the same fault: the later one leads to the first."""

from datetime import datetime

from sqlalchemy import update

from backend.kernel.db import db
from backend.reports.actions import NotAllowed, move
from backend.reports.actions.handling import By, log
from backend.reports.models import Follower, Report
from backend.reports.queries.desk import follows_by
from backend.reports.status import Actor, State


class NotTheSame(NotAllowed):
    """That report cannot be the first: it is this one, leads back here, or is declined."""


def merge(*, report: Report, into: Report, by: By, words: str, now: datetime) -> Report:
    """``report`` is the same fault as ``into``: its author and followers follow that one from now
    on, and are told its folio. Gives back the report that was first of all.

    Raises NotTheSame, NotAllowed.
    """
    first = _first(into)
    if first.id == report.id or first.standing in {State.NOT_OURS, State.CANNOT}:
        raise NotTheSame
    move(
        report=report,
        to=State.DUPLICATE,
        actor=Actor.CITY,
        words=words,
        now=now,
        refers_to=first.folio,
        merged_into=first,
    )
    # Who had merged into this one is led to the first as well.
    db.session.execute(
        update(Report)
        .where(Report.merged_into_id == report.id)
        .values(merged_into_id=first.id, refers_to=first.folio)
    )
    db.session.execute(
        update(Follower).where(Follower.report_id == report.id).values(report_id=first.id)
    )
    if not follows_by(report.receipt):
        db.session.add(
            Follower(
                report_id=first.id,
                receipt=report.receipt,
                key=report.key,
                created=now,
                account_id=report.account_id,
                contact=report.contact,
            )
        )
    log(report=report, by=by, act="merge", told=first.folio, now=now)
    log(report=first, by=by, act="merged-here", told=report.folio, now=now)
    return first


def _first(report: Report) -> Report:
    """Where a chain of duplicates leads."""
    seen = {report.id}
    while report.merged_into_id is not None and report.merged_into_id not in seen:
        report = db.session.get_one(Report, report.merged_into_id)
        seen.add(report.id)
    return report
