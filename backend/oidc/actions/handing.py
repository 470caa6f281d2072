"""Handing somebody's data to a site: the only place where they leave."""

from datetime import datetime
from typing import Any

from backend.identity import queries as identity
from backend.kernel import audit
from backend.oidc import claims
from backend.oidc.models import Grant
from backend.oidc.scopes import claims_of
from backend.oidc.subject import subject
from backend.record import purposes
from backend.record import queries as record

ACT = "oidc.use"


def hand(grant: Grant, scope: str, *, now: datetime) -> dict[str, Any]:
    """What the site of ``grant`` is told of her, by ``scope``. Who uses what, and why, is noted
    and settled before it is read. Empty for an account that was closed, and nothing but who it is
    for one whose owner opposes that sites use her data."""
    names = claims_of(scope)
    is_opposed = record.is_opposed_apart(grant.account_id, purposes.SITES)
    if names and not is_opposed:
        audit.note(
            actor=f"client:{grant.client_id}",
            subject=audit.person(grant.account_id),
            act=ACT,
            what=" ".join(names),
            purpose=grant.client.purpose(""),
            now=now,
            at_once=True,
        )
    account = identity.person(grant.account_id)
    if account is None:
        return {}
    told = {"sub": subject(grant.client.sector, account.tag)}
    return told if is_opposed else {**told, **claims.known(grant.account_id, scope)}
