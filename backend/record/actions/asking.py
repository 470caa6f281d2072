"""Exercising a right: a request with a folio, and what is done at once."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import codes
from backend.identity import queries as llave
from backend.identity.actions import letters
from backend.kernel import audit
from backend.kernel.db import db
from backend.kernel.i18n import speaking
from backend.record import days, queries, rights
from backend.record.actions import cancelling
from backend.record.models import Opposition, Request
from backend.record.rights import Kind
from backend.record.today import today as today_of


def ask(*, account_id: int, kind: Kind, now: datetime, about: str = "", words: str = "") -> Request:
    """Take a request. What needs nobody's answer is granted and carried out in the same breath:
    access, opposition, and cancellation, which blocks."""
    today = today_of(now)
    is_at_once = kind in rights.AT_ONCE
    request = Request(
        folio=_folio(),
        account_id=account_id,
        kind=kind,
        about=about,
        words=words,
        received=now,
        due=days.after(today, days.ANSWER),
        extended=None,
        answered=now if is_at_once else None,
        answered_by=None,
        is_granted=True if is_at_once else None,
        answer="",
        carry_out_by=days.after(today, days.CARRY_OUT) if is_at_once else None,
        carried_out=now if is_at_once else None,
    )
    db.session.add(request)
    me = audit.person(account_id)
    audit.note(
        actor=me, subject=me, act=f"record.{kind}", what=about, purpose=request.folio, now=now
    )
    _tell_received(request, now)
    if kind is Kind.OPPOSE:
        _oppose(account_id, about, now)
    if kind is Kind.CANCEL:
        cancelling.block(account_id=account_id, now=now)
    db.session.flush()
    return request


def oppose_no_more(*, account_id: int, purpose: str, now: datetime) -> None:
    """She lets her data be used for ``purpose`` again."""
    for each in _standing(account_id, purpose):
        each.ended = now
    me = audit.person(account_id)
    audit.note(actor=me, subject=me, act="record.oppose-ended", what=purpose, now=now)


def _oppose(account_id: int, purpose: str, now: datetime) -> None:
    if not queries.is_opposed(account_id, purpose):
        db.session.add(Opposition(account_id=account_id, purpose=purpose, since=now, ended=None))


def _standing(account_id: int, purpose: str) -> list[Opposition]:
    query = db.select(Opposition).where(
        Opposition.account_id == account_id,
        Opposition.purpose == purpose,
        Opposition.ended.is_(None),
    )
    return list(db.session.scalars(query.order_by(Opposition.id)))


def _folio() -> str:
    while queries.by_folio(folio := codes.shown()):
        pass
    return folio


def _tell_received(request: Request, now: datetime) -> None:
    """A message with the folio: after a cancellation it is all she has."""
    account = llave.person(request.account_id)
    if account is None:
        return
    with speaking(account.language):
        body = gettext(
            "Recibimos tu solicitud «%(right)s». Tu folio es %(folio)s.",
            right=rights.NAMES[request.kind],
            folio=codes.spaced(request.folio),
        )
        letters.tell(
            account,
            topic="record.request",
            subject=gettext("Tu solicitud sobre tus datos"),
            body=body,
            now=now,
        )
