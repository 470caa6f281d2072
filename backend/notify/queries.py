"""Reads of messages and of who is to be told: they change nothing and are always ordered."""

import hashlib
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.kernel.db import db
from backend.notify.models import Message, Subscription

IN_TIME = timedelta(minutes=10)
KEY = "key:"


def holder(digest: str) -> str:
    """The owner of what a phone without an account is told: who holds the private key of which
    SHA-256 is ``digest``, as ``reports`` keeps it."""
    return KEY + digest


def holder_of(key: str) -> str:
    """The same, by the key itself."""
    return holder(hashlib.sha256(key.encode()).hexdigest())


def inbox(owner: str, *, most: int = 50) -> list[Message]:
    """The messages to ``owner``, newest first, sent or not; nothing secret."""
    query = select(Message).where(Message.owner == owner, Message.is_secret.is_(False))
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(most)))


def subscriptions_of(owner: str) -> list[Subscription]:
    """The phones on which ``owner`` wants notices, those that gave their address first in front."""
    query = select(Subscription).where(Subscription.owner == owner, Subscription.dead.is_(None))
    return list(db.session.scalars(query.order_by(Subscription.id)))


def on_phone(phone: str) -> list[Subscription]:
    """Who wants notices on this phone, first to last."""
    query = select(Subscription).where(Subscription.phone == phone, Subscription.dead.is_(None))
    return list(db.session.scalars(query.order_by(Subscription.id)))


def by_token(token: str) -> Message | None:
    """The push that a phone calls by this name."""
    return db.session.scalar(select(Message).where(Message.token == token))


def was_delivered(push: int, reading: Session) -> bool:
    """Did the phone ask for this push within IN_TIME after it had left?"""
    found = reading.get(Message, push)
    if found is None or found.delivered is None:
        return False
    return found.delivered - (found.settled or found.created) <= IN_TIME


def count_by_state() -> dict[str, int]:
    """How many messages stand in each state."""
    query = select(Message.state, func.count()).group_by(Message.state).order_by(Message.state)
    return dict(db.session.execute(query).tuples().all())
