"""Agreeing to give a site one's data, and taking that back."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from backend.identity import queries as identity
from backend.identity.actions import letters
from backend.kernel import audit
from backend.kernel.db import db
from backend.kernel.i18n import speaking
from backend.oidc.models import Client, Consent, Grant
from backend.oidc.scopes import data_of, in_order, listed, words


def give(*, account_id: int, client: Client, asked: str, scopes: str, now: datetime) -> None:
    """Let ``client`` have ``scopes`` of what it ``asked`` for. What it got before ends where that
    was more; the first time, she is told by letter."""
    row = _row(account_id, client.id, now)
    is_new = row.ended is not None
    row.scopes, row.asked = in_order(listed(scopes)), in_order(listed(asked))
    row.given, row.ended = now, None
    for grant in _grants(account_id, client.id):
        if not listed(grant.scope) <= listed(scopes):
            grant.ended = now
    audit.note(
        actor=audit.person(account_id),
        subject=audit.person(account_id),
        act="oidc.consent",
        what=row.scopes,
        purpose=client.name,
        now=now,
    )
    db.session.flush()
    if is_new:
        _tell(account_id, client, row.scopes, now)


def withdraw(*, account_id: int, id: int, now: datetime) -> None:
    """Take one consent back, and with it all that was given out; another's stays as it is."""
    row = db.session.get(Consent, id)
    if row is None or row.account_id != account_id or row.ended is not None:
        return
    row.ended = now
    end_grants(account_id=account_id, client_id=row.client_id, now=now)
    audit.note(
        actor=audit.person(account_id),
        subject=audit.person(account_id),
        act="oidc.withdraw",
        what=row.scopes,
        purpose=row.client.name,
        now=now,
    )


def withdraw_all(*, account_id: int, now: datetime) -> None:
    """Take every consent of somebody back."""
    query = select(Consent.id).where(Consent.account_id == account_id, Consent.ended.is_(None))
    for id in db.session.scalars(query.order_by(Consent.id)).all():
        withdraw(account_id=account_id, id=id, now=now)


def end_grants(*, account_id: int, client_id: str, now: datetime) -> None:
    """End every code and token that ``client_id`` holds of somebody; the consent stays."""
    db.session.execute(
        update(Grant)
        .where(Grant.account_id == account_id, Grant.client_id == client_id)
        .where(Grant.ended.is_(None))
        .values(ended=now)
    )


def _row(account_id: int, client_id: str, now: datetime) -> Consent:
    """The consent of these two, made over already if it was not there; of two forms sent at once
    one makes it."""
    query = select(Consent).where(Consent.account_id == account_id, Consent.client_id == client_id)
    found: Consent | None = db.session.scalar(query)
    if found is not None:
        return found
    made = Consent(
        client_id=client_id, account_id=account_id, scopes="", asked="", given=now, ended=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        made = db.session.scalars(query).one()
    return made


def _grants(account_id: int, client_id: str) -> list[Grant]:
    query = select(Grant).where(Grant.account_id == account_id, Grant.client_id == client_id)
    return list(db.session.scalars(query.where(Grant.ended.is_(None)).order_by(Grant.id)))


def _tell(account_id: int, client: Client, scopes: str, now: datetime) -> None:
    account = identity.person(account_id)
    if account is None:
        return
    with speaking(account.language):
        body = [gettext("Entraste en %(site)s con tu Llave.", site=client.name)]
        if data_of(scopes):
            body.append(gettext("Le diste: %(data)s.", data=", ".join(words(scopes))))
        body.append(gettext("Si no fuiste tú, quita el permiso en Mi Llave y cambia tu frase."))
        letters.tell(
            account,
            topic="oidc.consent",
            subject=gettext("Entraste en %(site)s", site=client.name),
            body="\n".join(body),
            now=now,
        )
