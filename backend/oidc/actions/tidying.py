"""Forgetting what opens nothing any more, and changing keys in time."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from backend.kernel.db import db
from backend.oidc import keyring, queries, rotation
from backend.oidc.actions.granting import GRANT_LASTS
from backend.oidc.models import Grant, Key, Token

KEPT = timedelta(days=30)
"""A code or a token that was used is known this long, so that a second use is noticed."""


def forget_old(now: datetime) -> int:
    """Drop tokens that are over, and grants that nothing can come of; how many rows."""
    held = select(Token.grant_id)
    over = (Grant.ended < now - KEPT, Grant.until < now - KEPT, Grant.created < now - GRANT_LASTS)
    gone = 0
    for query in (
        delete(Token).where(Token.until < now - KEPT),
        delete(Grant).where(or_(*over), Grant.id.not_in(held)),
    ):
        gone += int(db.session.execute(query).rowcount)  # type: ignore[attr-defined]
    return gone


def turn_keys(now: datetime) -> int:
    """Make the next keys where they are due and drop those nobody needs; how many changed."""
    changed = 0
    for alg in keyring.ALGS:
        made = [rotation.Made(key.kid, key.created) for key in queries.published_keys(alg)]
        for old in rotation.over(made, now):
            _end(old.kid, now)
            changed += 1
        if made and rotation.is_due(made, now):
            db.session.add(keyring.make(alg, now))
            changed += 1
    return changed


def replace_keys(now: datetime, *, at_once: bool) -> list[str]:
    """Make new keys now; their ids. ``at_once``: the old ones were stolen, so they are published
    no more and the new ones sign from now on."""
    made = []
    for alg in keyring.ALGS:
        if at_once:
            for old in queries.published_keys(alg):
                _end(old.kid, now)
        key = keyring.make(alg, now)
        made.append(key.kid)
        db.session.add(key)
    return made


def _end(kid: str, now: datetime) -> None:
    db.session.execute(update(Key).where(Key.kid == kid).values(ended=now))
