"""What people are told of their papers. On a locked screen stands that one was revoked, and not
which."""

from datetime import datetime

from flask_babel import gettext

from backend.identity.reach import reach_of
from backend.kernel.i18n import current, speaking
from backend.notify import telling
from backend.notify.telling import Notice
from backend.papers import numbers
from backend.papers.models import Paper

KIND = "cases"
REVOKED = "papers.revoked"


def revoked(paper: Paper, now: datetime) -> None:
    """Tell its owner that ``paper`` holds no longer, and why."""
    reach = reach_of(paper.account_id) if paper.account_id else None
    if reach is None:
        return
    with speaking(reach.language):
        short = gettext("La ciudad revocó un documento tuyo.")
        number = numbers.spaced(paper.number)
        body = [
            gettext("Ya no vale: %(title)s, número %(number)s.", title=paper.title, number=number),
            paper.reason,
        ]
        notice = Notice(
            owner=reach.owner,
            kind=KIND,
            topic=REVOKED,
            language=current(),
            subject=short,
            body="\n".join(each for each in body if each),
            short=short,
            address=f"/papers/{paper.number}",
            reached=reach.ways,
        )
    telling.tell([notice], now=now)
