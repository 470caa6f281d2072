"""Reads of the OpenID Provider: they change nothing and are always ordered.

What the token endpoint asks is read apart, so that no transaction is open when something has to
be written that outlasts an error (see ``kernel.db.apart``).
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from backend.kernel.db import apart, db
from backend.oidc.decide import Agreed
from backend.oidc.digests import digest_of
from backend.oidc.models import Client, Consent, Grant, Key, Token
from backend.oidc.scopes import data_of


def client(client_id: str | None) -> Client | None:
    """The site with this ``client_id``, unless it was removed."""
    if not client_id or not client_id.isascii() or not client_id.isprintable():
        return None
    with apart(reading=True) as reading:
        found = reading.get(Client, client_id)
        return found if found and found.ended is None else None


def name_of(actor: str) -> str | None:
    """What the site is called that the audit knows as ``actor``; None if it is no site."""
    kind, _, id = actor.partition(":")
    found = db.session.get(Client, id) if kind == "client" else None
    return found.name if found else None


def clients() -> list[Client]:
    """Every site that people may sign in to, the oldest first."""
    query = select(Client).where(Client.ended.is_(None)).order_by(Client.created, Client.id)
    return list(db.session.scalars(query))


def consents_of(account_id: int, *, before: int = 0, size: int = 1000) -> list[Consent]:
    """What somebody agreed to and did not take back, the newest first, from behind the one with
    the id ``before`` on."""
    query = (
        select(Consent)
        .join(Consent.client)
        .where(Consent.account_id == account_id, Consent.ended.is_(None), Client.ended.is_(None))
        .options(joinedload(Consent.client))
    )
    if before:
        query = query.where(Consent.id < before)
    return list(db.session.scalars(query.order_by(Consent.id.desc()).limit(size)))


def consent(account_id: int, client_id: str) -> Consent | None:
    """What somebody agreed to give this site, if she did and did not take it back."""
    query = select(Consent).where(
        Consent.account_id == account_id, Consent.client_id == client_id, Consent.ended.is_(None)
    )
    return db.session.scalar(query)


def agreed(account_id: int, client_id: str) -> Agreed | None:
    """The same, as the decision takes it."""
    found = consent(account_id, client_id)
    return Agreed(frozenset(data_of(found.asked)), found.given) if found else None


def grant_of(code: str) -> Grant | None:
    """The grant of a code, used or over as it may be."""
    with apart(reading=True) as reading:
        query = select(Grant).where(Grant.digest == digest_of(code))
        return reading.scalar(query.options(joinedload(Grant.client)))


def token(text: str, now: datetime, *, kind: str = "") -> Token | None:
    """The token, used or ended as it may be, unless its time is over or its site was removed."""
    with apart(reading=True) as reading:
        query = select(Token).where(Token.digest == digest_of(text), Token.until > now)
        query = query.options(joinedload(Token.grant).joinedload(Grant.client))
        found = reading.scalar(query)
        if found is None or found.kind not in {kind or found.kind}:
            return None
        return found if found.grant.client.ended is None else None


def published_keys(alg: str = "") -> list[Key]:
    """The keys that are published, the oldest first; those of ``alg``, where one is named."""
    with apart(reading=True) as reading:
        query = select(Key).where(Key.ended.is_(None)).order_by(Key.created, Key.kid)
        return list(reading.scalars(query.where(Key.alg == alg) if alg else query))
