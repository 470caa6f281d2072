"""Codes and tokens: given out, changed for one another, and ended.

What ends a grant because of an error is written apart, for the error itself rolls back.
"""

from datetime import datetime, timedelta

from sqlalchemy import update

from backend.kernel.db import apart, db
from backend.oidc.digests import digest_of
from backend.oidc.models import Grant, Token

CODE_LASTS = timedelta(seconds=60)
ACCESS_LASTS = timedelta(minutes=10)
REFRESH_LASTS = timedelta(days=30)
GRANT_LASTS = timedelta(days=180)
"""How long a site may refresh what somebody gave it once; then it asks her again."""


def open_grant(grant: Grant) -> None:
    """Give out a code. Written at once: it is asked for by a GET."""
    with apart() as writing:
        writing.add(grant)


def give_tokens(
    *,
    grant: Grant,
    scope: str,
    access: str,
    refresh: str | None,
    now: datetime,
    spent: Token | None = None,
) -> bool:
    """Give out tokens for a code, or for the refresh token ``spent``. False if another request was
    first with it."""
    if spent is None:
        query = update(Grant).where(Grant.id == grant.id, Grant.used.is_(None))
    else:
        query = update(Token).where(Token.id == spent.id, Token.used.is_(None))
    first = db.session.execute(query.values(used=now)).rowcount  # type: ignore[attr-defined]
    if not first:
        return False
    _keep(grant, "access", access, scope=scope, now=now, until=now + ACCESS_LASTS)
    if refresh:
        until = min(now + REFRESH_LASTS, grant.created + GRANT_LASTS)
        _keep(grant, "refresh", refresh, scope=grant.scope, now=now, until=until)
    return True


def end_at_once(grant: Grant, *, now: datetime) -> None:
    """End a grant and all that came of it, whatever becomes of the request."""
    db.session.rollback()
    with apart() as writing:
        writing.execute(
            update(Grant).where(Grant.id == grant.id, Grant.ended.is_(None)).values(ended=now)
        )


def end(token: Token, *, now: datetime) -> None:
    """Revoke a token: a refresh token with all of its grant (RFC 7009, 2.1), an access token
    alone."""
    if token.kind == "refresh":
        query = update(Grant).where(Grant.id == token.grant_id, Grant.ended.is_(None))
        db.session.execute(query.values(ended=now))
    else:
        query = update(Token).where(Token.id == token.id)
        db.session.execute(query.values(used=now))


def _keep(
    grant: Grant, kind: str, text: str, *, scope: str, now: datetime, until: datetime
) -> None:
    db.session.add(
        Token(
            grant_id=grant.id,
            kind=kind,
            digest=digest_of(text),
            scope=scope,
            created=now,
            until=until,
            used=None,
        )
    )
