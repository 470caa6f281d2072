"""Putting messages into the outbox, and what people say of theirs."""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, event, func, or_, update
from sqlalchemy.orm import Session

from backend.kernel.db import db
from backend.kernel.keeping import YEAR
from backend.notify import worker
from backend.notify.channels import PUSH
from backend.notify.models import Message, Preference, Subscription
from backend.notify.queries import KEY, in_inbox
from backend.notify.retry import State

KEPT = timedelta(days=30)
KEPT_FOR_PHONES = SILENT = timedelta(days=YEAR)
INBOX = "inbox"
_PATH = re.compile(r"/(?![/\\])[!-~]{0,119}")


@dataclass(frozen=True)
class Letter:
    """What is to be told. ``channel`` is ``mail``, ``sms`` or ``push``, ``recipient`` an address, a
    number in E.164 or the id of a subscription; or ``inbox``, which is nobody's to send. ``owner``
    names whose inbox it belongs to (see ``kernel.audit.person`` and ``queries.holder``), "" for
    none. ``address`` is the path of the page it speaks of.

    ``topic`` is a code such as ``identity.code``. A secret one is emptied once settled; it is sent
    ``after`` and not any more after ``expires``, and not at all if the push with the id ``unless``
    was delivered (see ``queries.was_delivered``). Of a push, ``subject`` and ``body`` stand on a
    lock screen, so they say nothing personal.
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
    one ``into`` which it is put (see ``kernel.db.apart``)."""
    return send_all([letter], now=now, into=into)[0]


def send_all(
    letters: Sequence[Letter], *, now: datetime, into: Session | None = None
) -> list[Message]:
    """Send each of ``letters`` as ``send`` does, put down together. Raises ValueError for an
    ``address`` that is no path of ours."""
    session = into or db.session()
    messages = [_message(letter, now) for letter in letters]
    session.add_all(messages)
    session.flush()
    event.listen(session, "after_commit", lambda _session: worker.wake.set(), once=True)
    return messages


def _message(letter: Letter, now: datetime) -> Message:
    if letter.address and not _PATH.fullmatch(letter.address):
        raise ValueError(f"{letter.address} is no path of ours")
    is_here = letter.channel == INBOX
    return Message(
        channel=letter.channel,
        recipient=letter.recipient,
        owner=letter.owner,
        topic=letter.topic,
        language=letter.language,
        # One line, whatever breaks it: a letter's head has one line for it.
        subject=" ".join(letter.subject.split())[:200],
        body=letter.body,
        is_secret=letter.is_secret,
        created=now,
        expires=letter.expires,
        state=State.SENT if is_here else State.WAITING,
        next=max(now, letter.after or now),
        claims=0,
        tries=0,
        settled=now if is_here else None,
        said="",
        address=letter.address,
        token=secrets.token_urlsafe(16) if letter.channel == PUSH else None,
        unless=letter.unless,
        delivered=None,
        read=None,
    )


def mark_read(owners: Collection[str], *, upto: int, now: datetime, but: str = "") -> None:
    """Everything in the inboxes of ``owners`` was read, up to the message with the id ``upto``, but
    for the topics that begin with ``but``."""
    db.session.execute(
        update(Message)
        .where(in_inbox(owners, but=but), Message.read.is_(None), Message.id <= upto)
        .values(read=now)
    )


def prefer(
    owner: str, *, off: Collection[str], is_quiet: bool, is_sms_last: bool, now: datetime
) -> None:
    """From now on ``owner`` is told so; see ``models.Preference``."""
    chosen = db.session.get(Preference, owner) or Preference(owner=owner)
    chosen.off, chosen.is_quiet, chosen.is_sms_last = sorted(off), is_quiet, is_sms_last
    chosen.changed = now
    db.session.add(chosen)


def hand_over(owners: Collection[str], *, to: str) -> None:
    """What was told to ``owners`` belongs to the inbox of ``to`` from now on."""
    db.session.execute(update(Message).where(Message.owner.in_(sorted(owners))).values(owner=to))


def forget_old(now: datetime) -> int:
    """Drop messages to nobody's inbox (codes) that were settled KEPT ago, those to the inbox of a
    phone without a Llave after KEPT_FOR_PHONES, phones that ended KEPT ago and those that got
    nothing while SILENT; how many messages."""
    of_nobody = (Message.owner == "") & (Message.settled < now - KEPT)
    of_phones = Message.owner.startswith(KEY) & (Message.created < now - KEPT_FOR_PHONES)
    result = db.session.execute(delete(Message).where(or_(of_nobody, of_phones)))
    heard = func.coalesce(Subscription.delivered, Subscription.created)
    is_over = or_(Subscription.dead < now - KEPT, heard < now - SILENT)
    db.session.execute(delete(Subscription).where(is_over))
    return int(result.rowcount)  # type: ignore[attr-defined]
