"""Asking somebody who has no app at hand whether she wants to be helped: a code is sent to her."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import codes
from backend.identity.actions import letters
from backend.identity.actions.codes import NOT_A_CODE, issue
from backend.identity.actions.confirming import may_send
from backend.identity.candidates import Candidate
from backend.identity.models import Account
from backend.kernel.i18n import speaking

PURPOSE = "help-ask"


def send(
    helped: Candidate | None, *, helper: Account, whom: str, bound: str, now: datetime
) -> None:
    """Send her a code that says who wants to help; to nobody, if nobody is meant, and whoever
    asks cannot tell the difference."""
    code = codes.short()
    reached = helped.reached if helped else None
    if reached and not may_send(reached.address, now):
        reached = None
    if reached and reached.address != whom:
        issue(purpose=PURPOSE, bound=bound, code=NOT_A_CODE, address=whom[:254], now=now)
    issue(
        purpose=PURPOSE,
        bound=bound,
        code=code if reached else NOT_A_CODE,
        address=reached.address if reached else whom[:254],
        now=now,
    )
    if helped is None or reached is None:
        return
    with speaking(helped.language):
        words = gettext(
            "%(name)s quiere hacer trámites por ti. Si estás de acuerdo, dile este código.",
            name=letters.said(helper.name),
        )
    letters.send_code(to=reached, code=code, language=helped.language, now=now, words=words)
