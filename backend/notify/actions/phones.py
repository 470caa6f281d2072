"""Phones on which somebody wants notices: given, renewed, ended."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, or_, select, update

from backend.kernel.db import apart, db
from backend.notify import queries
from backend.notify.endpoint import Reached
from backend.notify.models import Message, Subscription

COOKIE = "bell"
"""By this cookie a phone is known that wants notices (see ``kernel.access.cookie``)."""
PERSON = "person:"
MOST_PHONES = 10
"""So many phones tell one owner; a further one ends the first."""


@dataclass(frozen=True)
class Phone:
    """A browser as it presents itself: what it says its name is ("" if it has none yet), where it
    is reached, whom it may be told for, and the language it speaks."""

    name: str
    reached: Reached
    owners: Collection[str]
    language: str


def give(phone: Phone, *, now: datetime) -> str:
    """Tell its owners on this phone from now on, and no other person; the phone's name. One that
    nobody knows is named anew."""
    known = _known(phone)
    name = known[0].phone if known else secrets.token_urlsafe(16)
    rows = {row.owner: row for row in known}
    for owner in phone.owners:
        if owner not in rows:
            rows[owner] = _new(name, owner, now)
            _make_room(owner, now)
    for owner, row in rows.items():
        if owner in phone.owners:
            row.dead, row.language = None, phone.language
        elif owner.startswith(PERSON):
            row.dead = row.dead or now
        _reach(row, phone.reached)
    db.session.flush()
    return name


def renew(phone: Phone, *, now: datetime) -> bool:
    """The browser changed its address, or holds another private key; False where this phone was
    never asked. A person is told on only where she has asked for it on this very phone."""
    known = [row for row in _known(phone) if row.dead is None]
    if not known:
        return False
    asked = {row.owner for row in known}
    mine = [each for each in phone.owners if each in asked or not each.startswith(PERSON)]
    give(replace(phone, owners=mine, language=known[0].language), now=now)
    return True


def leave(*, phone: str, now: datetime) -> None:
    """No notices on this phone any more, for nobody."""
    _end(now, Subscription.phone == phone)


def end_people(*, phone: str, now: datetime) -> None:
    """Who was signed in on this phone is told there no more; its private keys stay."""
    _end(now, Subscription.phone == phone, Subscription.owner.startswith(PERSON))


def arrived(*, message: Message, now: datetime) -> None:
    """The phone asked for ``message``: note it at once, the first time."""
    with apart() as writing:
        first = writing.execute(
            update(Message)
            .where(Message.id == message.id, Message.delivered.is_(None))
            .values(delivered=now)
        )
        if first.rowcount:  # type: ignore[attr-defined]
            writing.execute(
                update(Subscription)
                .where(Subscription.id == int(message.recipient))
                .values(delivered=now)
            )


def met_another(*, message: Message, now: datetime) -> None:
    """Somebody else is on that phone now: its owner is told there no more."""
    with apart() as writing:
        writing.execute(
            update(Subscription)
            .where(Subscription.id == int(message.recipient), Subscription.dead.is_(None))
            .values(dead=now)
        )


def _known(phone: Phone) -> list[Subscription]:
    """The rows of a phone, by the name it says or by the address it gives."""
    is_so = Subscription.phone == phone.name
    digest = _digest(phone.reached.endpoint)
    name = db.session.scalar(
        select(Subscription.phone)
        .where(or_(is_so, Subscription.digest == digest))
        .order_by(case((is_so, 0), else_=1), Subscription.id)
        .limit(1)
    )
    query = select(Subscription).where(Subscription.phone == name)
    return list(db.session.scalars(query.order_by(Subscription.id))) if name else []


def _new(phone: str, owner: str, now: datetime) -> Subscription:
    row = Subscription(
        phone=phone,
        owner=owner,
        endpoint="",
        digest="",
        p256dh="",
        auth="",
        language="",
        created=now,
        delivered=None,
        dead=None,
    )
    db.session.add(row)
    return row


def _make_room(owner: str, now: datetime) -> None:
    with db.session.no_autoflush:
        for old in queries.subscriptions_of(owner)[: 1 - MOST_PHONES or None]:
            old.dead = now


def _reach(row: Subscription, reached: Reached) -> None:
    row.endpoint, row.digest = reached.endpoint, _digest(reached.endpoint)
    row.p256dh, row.auth = reached.p256dh, reached.auth


def _end(now: datetime, *which: object) -> None:
    db.session.execute(
        update(Subscription).where(*which, Subscription.dead.is_(None)).values(dead=now)  # type: ignore[arg-type]
    )


def _digest(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
