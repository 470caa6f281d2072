"""What is under way over several pages: kept on the server, held by a cookie.

So nothing that was typed on one page has to stand in the HTML of the next.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, request
from sqlalchemy import update

from backend.identity.models import Turn
from backend.identity.tokens import digest_of, new_token
from backend.kernel import clock
from backend.kernel.access import cookie
from backend.kernel.db import apart, db

LASTS = timedelta(minutes=30)
ECHO = timedelta(seconds=60)
"""How long a turn that came to its end answers the same form sent twice."""
NAME = "turn"


@dataclass(frozen=True)
class UnderWay:
    """A turn as it stands: what was told, and the digest that other rows are bound to."""

    digest: str
    kind: str
    told: dict[str, Any]


def current(*kinds: str) -> UnderWay | None:
    """The turn this phone holds, if it is one of ``kinds`` and not over."""
    token = request.cookies.get(cookie(NAME), "")
    if not token:
        return None
    with apart(reading=True) as reading:
        row = reading.get(Turn, digest_of(token))
        if row is None or row.kind not in kinds or row.until <= clock.now():
            return None
        return UnderWay(row.digest, row.kind, dict(row.told))


def begin(response: Response, kind: str, told: dict[str, Any], now: datetime) -> UnderWay:
    """Begin a turn and let the phone hold it."""
    token = new_token()
    row = Turn(digest=digest_of(token), kind=kind, told=told, created=now, until=now + LASTS)
    db.session.add(row)
    db.session.flush()
    response.set_cookie(
        cookie(NAME),
        token,
        max_age=int(LASTS.total_seconds()),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return UnderWay(row.digest, kind, told)


def change(turn: UnderWay, *, kind: str | None = None, **told: Any) -> bool:
    """Keep more of what was told. False if another request has moved the turn on meanwhile."""
    return _change(turn, kind=kind or turn.kind, told={**turn.told, **told})


def finish(turn: UnderWay, *, kind: str | None = None, **told: Any) -> bool:
    """The same, and the turn is at its end: it lasts just long enough for a double tap."""
    return _change(
        turn, kind=kind or turn.kind, told={**turn.told, **told}, until=clock.now() + ECHO
    )


def leave(response: Response) -> Response:
    """Let the phone hold no turn."""
    response.set_cookie(cookie(NAME), "", max_age=0, secure=request.is_secure, samesite="Lax")
    return response


def _change(turn: UnderWay, **values: Any) -> bool:
    changed = db.session.execute(
        update(Turn).where(Turn.digest == turn.digest, Turn.kind == turn.kind).values(**values)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]
