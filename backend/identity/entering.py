"""Letting somebody in: a session of her own, under a new id."""

from collections.abc import Iterable
from datetime import datetime

from flask import Response, request

from backend.identity import session as visit
from backend.identity.actions import sessions
from backend.identity.device import device
from backend.identity.models import Account, Help
from backend.kernel.access import me, somebody
from backend.kernel.db import db


def let_in(
    response: Response, account_id: int, *, methods: Iterable[str], is_shared: bool, now: datetime
) -> Response:
    """Begin a session on this phone; the one that was open on it ends."""
    account = db.session.get_one(Account, account_id)
    before = somebody()
    if before:
        sessions.end(session_id=before.session, account_id=before.id, now=now)
    begun, token = sessions.begin(
        account=account,
        methods=methods,
        is_shared=is_shared,
        device=device(request.headers.get("User-Agent", "")),
        now=now,
    )
    return visit.hand(response, token, account.tag, until=None if is_shared else begun.until)


def renew(response: Response, *, help: Help | None, now: datetime) -> Response:
    """The same session under a new id, acting for who is helped by ``help``, or for herself."""
    person = me()
    account = db.session.get_one(Account, person.id)
    begun, token = sessions.renew(
        session_id=person.session, help_id=help.id if help else None, now=now
    )
    tag = help.tag if help else account.tag
    return visit.hand(response, token, tag, until=None if begun.is_shared else begun.until)
