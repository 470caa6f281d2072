"""Putting a message into the outbox."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, event, func, or_
from sqlalchemy.orm import Session

from backend.kernel import keeping
from backend.kernel.db import db
from backend.notify import worker
from backend.notify.channels import PUSH
from backend.notify.models import Message, Subscription
from backend.notify.retry import State

KEPT = timedelta(days=30)
SILENT = timedelta(days=keeping.YEAR)
_PATH = re.compile(r"/(?![/\\])[!-~]{0,119}")


@dataclass(frozen=True)
class Letter:
    """What is to be told. ``channel`` is ``mail``, ``sms`` or ``push``, ``recipient`` an address, a
    number in E.164 or the id of a subscription. ``owner`` names whose inbox shows it (see
    ``kernel.audit.person`` and ``queries.holder``), "" for none.

    ``topic`` is a code such as ``identity.code``. A secret one is emptied once settled; after
    ``expires`` it is not sent any more, and before ``after`` not yet.

    Of a push, ``subject`` and ``body`` stand on a lock screen, so they say nothing personal, and
    ``address`` is the path of the page to open. ``unless`` is the id of a push: if that was
    delivered (see ``queries.was_delivered``), this message is unneeded and never sent.
    """

    channel: str
    recipient: str
    topic: str
    language: str
    subject: str
    body: str
    owner: str = ""
    is_secret: bool = False
    expires: datetime | None = None
    address: str = ""
    unless: int | None = None
    after: datetime | None = None


def send(letter: Letter, *, now: datetime, into: Session | None = None) -> Message:
    """Send ``letter`` when the transaction is settled of which it is a row: the request's, or the
    one ``into`` which it is put (see ``kernel.db.apart``). Raises ValueError for an ``address``
    that is no path of ours."""
    if letter.address and not _PATH.fullmatch(letter.address):
        raise ValueError(f"{letter.address} is no path of ours")
    session = into or db.session()
    message = Message(
        channel=letter.channel,
        recipient=letter.recipient,
        owner=letter.owner,
        topic=letter.topic,
        language=letter.language,
        subject=letter.subject[:200],
        body=letter.body,
        is_secret=letter.is_secret,
        created=now,
        expires=letter.expires,
        state=State.WAITING,
        next=max(now, letter.after or now),
        claims=0,
        tries=0,
        settled=None,
        said="",
        address=letter.address,
        token=secrets.token_urlsafe(16) if letter.channel == PUSH else None,
        unless=letter.unless,
        delivered=None,
    )
    session.add(message)
    session.flush()
    event.listen(session, "after_commit", lambda _session: worker.wake.set(), once=True)
    return message


def forget_old(now: datetime) -> int:
    """Drop messages to nobody's inbox (codes) that were settled KEPT ago, phones that ended then,
    and those that got nothing while SILENT; how many messages."""
    result = db.session.execute(
        delete(Message).where(Message.owner == "", Message.settled < now - KEPT)
    )
    heard = func.coalesce(Subscription.delivered, Subscription.created)
    is_over = or_(Subscription.dead < now - KEPT, heard < now - SILENT)
    db.session.execute(delete(Subscription).where(is_over))
    return int(result.rowcount)  # type: ignore[attr-defined]
