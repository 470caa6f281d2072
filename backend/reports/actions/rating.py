"""Saying what one thinks of how a report ended."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from backend.kernel.db import db
from backend.reports.actions import NotAllowed
from backend.reports.models import Rating, Report
from backend.reports.queries.ratings import rating
from backend.reports.status import OPEN

BAD, MIDDLING, GOOD = SCORES = (1, 2, 3)


def rate(*, report: Report, owner: str, score: int, now: datetime) -> None:
    """``owner`` thinks ``score`` of how ``report`` ended; said again, the last word counts. Raises
    NotAllowed while the city still has something to do."""
    if report.standing in OPEN:
        raise NotAllowed
    if rating(report, owner) is None:
        try:
            with db.session.begin_nested():
                db.session.add(Rating(report_id=report.id, owner=owner, score=score, at=now))
        except IntegrityError:
            pass  # a copy of the same tap was quicker
    said = rating(report, owner)
    assert said is not None, "it was said just now"
    said.score, said.at = score, now
