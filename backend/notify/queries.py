"""Reads of messages and of who is to be told: they change nothing and are always ordered."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.kernel.db import db, rows
from backend.notify.models import Message, Preference, Subscription
from backend.notify.retry import State

PAGE = 20
IN_TIME = timedelta(minutes=10)
KEY = "key:"


def holder(digest: str) -> str:
    """The owner of what a phone without an account is told: who holds the private key of which
    SHA-256 is ``digest``, as ``reports`` keeps it."""
    return KEY + digest


def holder_of(key: str) -> str:
    """The same, by the key itself."""
    return holder(hashlib.sha256(key.encode()).hexdigest())


@dataclass(frozen=True)
class Inbox:
    """Some messages, newest first, and the id to ask on from (None at the end)."""

    messages: list[Message]
    before: int | None


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


def in_inbox(owners: Collection[str], *, but: str = "") -> ColumnElement[bool]:
    """Is it for the inbox of one of ``owners``, and not of the topics that begin with ``but``?"""
    here = and_(
        Message.owner.in_(sorted(owners)),
        Message.channel == "inbox",
        Message.is_secret.is_(False),
    )
    return and_(here, Message.topic.not_like(f"{but}%")) if but else here


# Asked for each page that says how many there are: put together once.
_UNREAD = (
    select(func.count())
    .select_from(Message)
    .where(
        Message.owner.in_(bindparam("owners", expanding=True)),
        Message.channel == "inbox",
        Message.is_secret.is_(False),
        Message.read.is_(None),
    )
)


def count_unread(owners: Collection[str], *, but: str = "") -> int:
    """How many messages in the inboxes of ``owners`` they have not said to have read."""
    if not owners:
        return 0
    query = _UNREAD.where(Message.topic.not_like(f"{but}%")) if but else _UNREAD
    return int(rows(query, {"owners": sorted(owners)}).scalar_one())


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


def subscriptions_of(owner: str) -> list[Subscription]:
    """The phones on which ``owner`` wants notices, those that gave their address first in front."""
    query = select(Subscription).where(Subscription.owner == owner, Subscription.dead.is_(None))
    return list(db.session.scalars(query.order_by(Subscription.id)))


def phones_of(owners: Collection[str]) -> dict[str, list[Subscription]]:
    """The same for several owners at once; who has no phone is left out."""
    live = Subscription.dead.is_(None)
    query = select(Subscription).where(Subscription.owner.in_(sorted(owners)), live)
    found: dict[str, list[Subscription]] = {}
    for each in db.session.scalars(query.order_by(Subscription.id)):
        found.setdefault(each.owner, []).append(each)
    return found


def on_phone(phone: str) -> list[Subscription]:
    """Who wants notices on this phone, first to last."""
    query = select(Subscription).where(Subscription.phone == phone, Subscription.dead.is_(None))
    return list(db.session.scalars(query.order_by(Subscription.id)))


def by_token(token: str) -> Message | None:
    """The push that a phone calls by this name."""
    return db.session.scalar(select(Message).where(Message.token == token))


def was_delivered(push: int, reading: Session) -> bool:
    """Did a phone ask within IN_TIME after it had left for this push, or for the same told to
    another phone of its owner's?"""
    first = aliased(Message)
    same = (Message.owner == first.owner) & (Message.channel == first.channel)
    same &= (Message.topic == first.topic) & (Message.created == first.created)
    query = select(Message).join(first, same).where(first.id == push)
    return any(
        each.delivered and each.delivered - (each.settled or each.created) <= IN_TIME
        for each in reading.scalars(query.where(Message.delivered.is_not(None)))
    )


def count_by_state() -> dict[str, int]:
    """How many messages stand in each state."""
    query = select(Message.state, func.count()).group_by(Message.state).order_by(Message.state)
    return dict(db.session.execute(query).tuples().all())
