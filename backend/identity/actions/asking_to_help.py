"""Asking somebody who has no app at hand whether she wants to be helped: a code is sent to her."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import codes
from backend.identity.actions import letters
from backend.identity.actions.codes import NOT_A_CODE, issue
from backend.identity.actions.trying import addresses
from backend.identity.candidates import Candidate
from backend.identity.models import Account
from backend.kernel.i18n import speaking

PURPOSE = "help-ask"


def send(
    helped: Candidate | None, *, helper: Account, typed: str, bound: str, now: datetime
) -> None:
    """Send her a code that says who wants to help; to nobody, if nobody is meant, and whoever
    asks cannot tell the difference."""
    code = codes.short()
    known = [helped] if helped else []
    issue(
        purpose=PURPOSE,
        bound=bound,
        code=code if helped else NOT_A_CODE,
        address=addresses(known, typed)[0],
        now=now,
    )
    if helped is None or helped.reached is None:
        return
    with speaking(helped.language):
        words = gettext(
            "%(name)s quiere hacer trámites por ti. Si estás de acuerdo, dile este código.",
            name=helper.name or "?",
        )
    letters.send_code(to=helped.reached, code=code, language=helped.language, now=now, words=words)
