"""Reads of messages: they change nothing and are always ordered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, and_, func, or_, select

from backend.kernel.db import db
from backend.notify.models import Message, Preference
from backend.notify.retry import State

PAGE = 20


@dataclass(frozen=True)
class Inbox:
    """Some messages, newest first, and the id to ask on from (None at the end)."""

    messages: list[Message]
    before: int | None


class Subscription(Protocol):
    """Where a phone takes what is pushed to it."""

    id: int


def subscriptions_of(owner: str) -> list[Subscription]:
    """Every phone of ``owner`` that takes what is pushed to it, oldest first."""
    return []


def inbox(
    owners: Collection[str], *, but: str = "", before: int | None = None, size: int = PAGE
) -> Inbox:
    """What was told to ``owners``, newest first, sent or not; nothing secret, and nothing whose
    topic begins with ``but``. It goes on behind the message with the id ``before``."""
    query = select(Message).where(in_inbox(owners, but=but))
    if before:
        query = query.where(Message.id < before)
    found = list(db.session.scalars(query.order_by(Message.id.desc()).limit(size + 1)))
    return Inbox(found[:size], found[size - 1].id if len(found) > size else None)


def count_unread(owners: Collection[str], *, but: str = "") -> int:
    """How many messages in the inboxes of ``owners`` they have not said to have read."""
    if not owners:
        return 0
    query = select(func.count()).select_from(Message).where(in_inbox(owners, but=but))
    return db.session.scalar(query.where(Message.read.is_(None))) or 0


def in_inbox(owners: Collection[str], *, but: str = "") -> ColumnElement[bool]:
    """Is it for the inbox of one of ``owners``, and not of the topics that begin with ``but``?"""
    here = and_(
        Message.owner.in_(sorted(owners)),
        Message.channel == "inbox",
        Message.is_secret.is_(False),
    )
    return and_(here, Message.topic.not_like(f"{but}%")) if but else here


def preferences_of(owners: Collection[str]) -> dict[str, Preference]:
    """How those of ``owners`` want to be told who ever said so."""
    query = select(Preference).where(Preference.owner.in_(sorted(owners)))
    return {each.owner: each for each in db.session.scalars(query.order_by(Preference.owner))}


def last_told(recipient: str, *, topic: str) -> Message | None:
    """The last message of ``topic`` that went out to ``recipient`` by SMS, as far as is known."""
    query = select(Message).where(
        Message.recipient == recipient,
        Message.channel == "sms",
        Message.topic == topic,
        Message.claims > 0,
        Message.state.in_([State.WAITING, State.SENT]),
    )
    return db.session.scalar(query.order_by(Message.id.desc()).limit(1))


def count_told(
    recipients: Collection[str], *, topics: tuple[str, ...], since: datetime, owners: str = ""
) -> dict[str, int]:
    """How many messages with a topic that begins with one of ``topics`` were to go to each of
    ``recipients`` since then, to inboxes of owners whose name begins with ``owners``. Who got none
    is left out."""
    if not recipients:
        return {}
    query = (
        select(Message.recipient, func.count())
        .where(Message.recipient.in_(sorted(recipients)), Message.created > since)
        .where(or_(*(Message.topic.startswith(topic) for topic in topics)))
        .where(Message.owner.startswith(owners))
        .group_by(Message.recipient)
        .order_by(Message.recipient)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def count_by_state() -> dict[str, int]:
    """How many messages stand in each state."""
    query = select(Message.state, func.count()).group_by(Message.state).order_by(Message.state)
    return dict(db.session.execute(query).tuples().all())
