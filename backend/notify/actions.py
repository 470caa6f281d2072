"""Putting a message into the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, event
from sqlalchemy.orm import Session

from backend.kernel.db import db
from backend.notify import worker
from backend.notify.models import Message
from backend.notify.retry import State

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Letter:
    """What is to be told. ``channel`` is ``mail`` or ``sms``, ``recipient`` an address or a number
    in E.164. ``owner`` names whose inbox shows it (see ``kernel.audit.person``), "" for none.

    ``topic`` is a code such as ``identity.code``. A secret one is emptied once settled; after
    ``expires`` it is not sent any more.
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


def send(letter: Letter, *, now: datetime, into: Session | None = None) -> Message:
    """Send ``letter`` when the transaction is settled of which it is a row: the request's, or the
    one ``into`` which it is put (see ``kernel.db.apart``)."""
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
        next=now,
        claims=0,
        tries=0,
        settled=None,
        said="",
    )
    session.add(message)
    session.flush()
    event.listen(session, "after_commit", lambda _session: worker.wake.set(), once=True)
    return message


def forget_old(now: datetime) -> int:
    """Drop messages to nobody's inbox (codes) that were settled KEPT ago; how many."""
    result = db.session.execute(
        delete(Message).where(Message.owner == "", Message.settled < now - KEPT)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
