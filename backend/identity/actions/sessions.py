"""Beginning, renewing and ending sessions."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update

from backend.identity import lasting, queries
from backend.identity.models import Account, Session
from backend.identity.next_step import is_strong
from backend.identity.tokens import digest_of, new_token
from backend.kernel.db import db


def begin(
    *,
    account: Account,
    methods: Iterable[str],
    is_shared: bool,
    device: str,
    now: datetime,
    before: int | None = None,
) -> tuple[Session, str]:
    """Begin a session for ``account``, which showed who she is by ``methods``.

    Gives the session and its token, which exists nowhere else. ``before`` is the session she had
    on this phone: it ends, so no token outlives a change of what it may do.
    """
    used = sorted(set(methods))
    token = new_token()
    session = Session(
        digest=digest_of(token),
        account_id=account.id,
        help_id=None,
        methods=" ".join(used),
        device=device[:80],
        is_shared=is_shared,
        created=now,
        proved=now,
        strong=now if is_strong(frozenset(used)) else None,
        seen=now,
        until=lasting.ends(now, is_shared=is_shared, is_staff=bool(queries.roles_of(account.id))),
        ended=None,
    )
    for old in queries.sessions_of(account.id, now)[queries.MOST_SESSIONS - 1 :]:
        old.ended = now
    db.session.add(session)
    if before is not None:
        end(session_id=before, account_id=account.id, now=now)
    db.session.flush()
    return session, token


def renew(*, session_id: int, help_id: int | None, now: datetime) -> tuple[Session, str]:
    """The same session under a new id and token, acting under ``help_id`` from now on: for each
    change of what it may do."""
    old = db.session.get_one(Session, session_id)
    token = new_token()
    session = Session(
        digest=digest_of(token),
        account_id=old.account_id,
        help_id=help_id,
        methods=old.methods,
        device=old.device,
        is_shared=old.is_shared,
        created=old.created,
        proved=old.proved,
        strong=old.strong,
        seen=now,
        until=old.until,
        ended=None,
    )
    old.ended = now
    db.session.add(session)
    db.session.flush()
    return session, token


def end(*, session_id: int, account_id: int, now: datetime) -> None:
    """End a session of ``account_id``; another's stays as it is."""
    db.session.execute(
        update(Session)
        .where(Session.id == session_id, Session.account_id == account_id)
        .where(Session.ended.is_(None))
        .values(ended=now)
    )


def end_others(*, account_id: int, but: int | None, now: datetime) -> None:
    """End every session of ``account_id`` but one."""
    db.session.execute(
        update(Session)
        .where(Session.account_id == account_id, Session.ended.is_(None), Session.id != (but or 0))
        .values(ended=now)
    )
