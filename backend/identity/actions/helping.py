"""Acting for another: agreed with that person's code, ended by either."""

from datetime import datetime, timedelta

from flask_babel import gettext

from backend.identity import queries
from backend.identity.actions import letters
from backend.identity.models import Account, Help
from backend.identity.tokens import new_tag_of_help
from backend.kernel import audit
from backend.kernel.db import db
from backend.kernel.i18n import speaking

FAMILY, CARER, COUNTER = "family", "carer", "counter"
LASTS = {
    FAMILY: timedelta(days=365),
    CARER: timedelta(days=365),
    COUNTER: timedelta(minutes=30),
}


def agree(*, helper: Account, helped: Account, kind: str, office: str, now: datetime) -> Help:
    """``helper`` may act for ``helped`` from now on; an earlier agreement of theirs is over."""
    for earlier in queries.helps_between(helper.id, helped.id):
        earlier.ended = earlier.ended or now
    agreed = Help(
        tag=new_tag_of_help(),
        helper_id=helper.id,
        helped_id=helped.id,
        kind=kind,
        office=office,
        since=now,
        until=now + LASTS[kind],
        ended=None,
    )
    db.session.add(agreed)
    db.session.flush()
    audit.note(
        actor=audit.person(helper.id),
        subject=audit.person(helped.id),
        act="identity.help",
        office=office,
        what=kind,
        now=now,
    )
    with speaking(helped.language):
        letters.tell(
            helped,
            topic="identity.help",
            subject=gettext("Alguien puede ayudarte"),
            body=gettext(
                "%(name)s puede hacer trámites por ti en Ventanilla. Todo lo que haga lo ves en "
                "Mi Llave, y ahí puedes terminarlo.",
                name=letters.said(helper.name),
            ),
            now=now,
        )
    return agreed


def end(*, help: Help, by: int, now: datetime) -> None:
    """One of the two ends the agreement; the session that acts under it is herself again."""
    help.ended = help.ended or now
    audit.note(
        actor=audit.person(by),
        subject=audit.person(help.helped_id),
        act="identity.help-ended",
        office=help.office,
        what=help.kind,
        now=now,
    )
