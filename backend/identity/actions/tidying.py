"""Forgetting what opens nothing any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from backend.identity.models import Code, Guess, Invitation, Session, Turn
from backend.kernel.db import db

CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=90)


def forget_old(now: datetime) -> int:
    """Drop codes and turns that are over, and sessions that ended SESSIONS_KEPT ago; how many
    rows. Wrong guesses at an account are not forgotten by time alone."""
    gone = 0
    for query in (
        delete(Code).where(Code.until < now - CODES_KEPT),
        delete(Turn).where(Turn.until < now),
        delete(Invitation).where(Invitation.until < now - SESSIONS_KEPT),
        delete(Guess).where(or_(Guess.failures == 0, Guess.at.startswith("unknown"))),
        delete(Session).where(
            or_(Session.ended < now - SESSIONS_KEPT, Session.until < now - SESSIONS_KEPT)
        ),
    ):
        gone += int(db.session.execute(query).rowcount)  # type: ignore[attr-defined]
    return gone
