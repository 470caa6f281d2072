"""Reads of messages: they change nothing and are always ordered."""

from sqlalchemy import func, select

from backend.kernel.db import db
from backend.notify.models import Message


def inbox(owner: str, *, most: int = 50) -> list[Message]:
    """The messages to ``owner``, newest first, sent or not; nothing secret."""
    query = select(Message).where(Message.owner == owner, Message.is_secret.is_(False))
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(most)))


def count_by_state() -> dict[str, int]:
    """How many messages stand in each state."""
    query = select(Message.state, func.count()).group_by(Message.state).order_by(Message.state)
    return dict(db.session.execute(query).tuples().all())
