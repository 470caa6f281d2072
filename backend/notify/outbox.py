"""Serving the outbox: claim what is due, send it, settle it.

A claim is one statement, so that no two workers take the same message. It moves the moment when
the message is due behind the lease: a worker that dies needs no help, its messages come up again.
Each message is settled in a transaction of its own, so at most the one that was being sent when a
worker died goes out again, and says so.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from flask_babel import gettext
from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from backend.kernel import clock
from backend.kernel.db import apart
from backend.kernel.i18n import speaking
from backend.notify import retry
from backend.notify.channels import TIMEOUT_SECONDS, Answer, Channel, Parcel
from backend.notify.models import Message
from backend.notify.retry import Outcome, State

LEASE = timedelta(seconds=90)
BATCH = 20
LEAST_LEFT = timedelta(seconds=4 * TIMEOUT_SECONDS)
"""A message is begun only while this much of the lease is left: what one may take at most."""
log = structlog.get_logger()


def serve(channels: dict[str, Channel]) -> int:
    """Send what is due now, one batch; how many were settled."""
    if not is_anything_due(clock.now()):
        return 0
    began = time.monotonic()
    claimed = claim(clock.now())
    done = 0
    for message in claimed:
        left = LEASE - timedelta(seconds=time.monotonic() - began)
        if left < LEAST_LEFT:
            break
        answer = _send(message, channels)
        _settle(message, answer, clock.now())
        done += 1
    _give_back(claimed[done:], clock.now())
    return done


def is_anything_due(now: datetime) -> bool:
    """Is there a message to send? A read, which no writer waits for."""
    query = select(Message.id).where(Message.state == State.WAITING, Message.next <= now)
    with apart(reading=True) as reading:
        return reading.scalar(query.limit(1)) is not None


def claim(now: datetime, most: int = BATCH) -> list[Message]:
    """Take up to ``most`` messages that are due, oldest first; nobody else gets them for LEASE."""
    due = (
        select(Message.id)
        .where(Message.state == State.WAITING, Message.next <= now)
        .order_by(Message.next, Message.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    with apart() as writing:
        taken = writing.scalars(
            update(Message)
            .where(Message.id.in_(due.scalar_subquery()))
            .values(next=now + LEASE, claims=Message.claims + 1)
            .returning(Message)
            .execution_options(synchronize_session=False)
        )
        return sorted(taken, key=lambda message: message.id)


def _send(message: Message, channels: dict[str, Channel]) -> Answer:
    if message.expires and message.expires <= clock.now():
        return Answer(Outcome.FAILED, "expired")
    if message.unless and _has_arrived(message.unless):
        return Answer(Outcome.UNNEEDED)
    channel = channels.get(message.channel)
    if channel is None:
        return Answer(Outcome.REFUSED, f"there is no channel {message.channel}")
    # It was taken more often than it was settled: who had it died, perhaps after it went out.
    is_repeat = message.claims > message.tries + 1
    parcel = Parcel(
        id=f"ventanilla-{message.id}-{int(message.created.timestamp())}",
        recipient=message.recipient,
        subject=message.subject,
        body="\n".join([*_repeat_words(message, is_repeat), message.body]),
        is_repeat=is_repeat,
    )
    try:
        return channel.send(parcel)
    except Exception as error:
        log.error("channel", channel=message.channel, message=message.id, exc_info=error)
        return Answer(Outcome.FAILED, type(error).__name__)


def _has_arrived(id: int) -> bool:
    """Was the message with this id delivered, or the same told to another phone of its owner's?"""
    first = aliased(Message)
    same = (Message.owner == first.owner) & (Message.channel == first.channel)
    same &= (Message.topic == first.topic) & (Message.created == first.created)
    query = select(Message.id).join(first, same).where(first.id == id)
    with apart(reading=True) as reading:
        return reading.scalar(query.where(Message.delivered.is_not(None)).limit(1)) is not None


def _repeat_words(message: Message, is_repeat: bool) -> Iterator[str]:
    if is_repeat:
        with speaking(message.language):
            yield gettext("(Quizá ya te llegó este mensaje.)")


def _settle(message: Message, answer: Answer, now: datetime) -> None:
    verdict = retry.settle(
        answer.outcome,
        tries=message.tries + 1,
        created=message.created,
        expires=message.expires,
        now=now,
        wait=answer.wait,
    )
    changes: dict[str, object] = {
        "state": verdict.state,
        "tries": message.claims,
        "said": answer.said[:200],
    }
    if verdict.next:
        changes["next"] = verdict.next
    else:
        changes["settled"] = now
        if message.is_secret:
            changes |= {"body": "", "subject": ""}
    with apart() as writing:
        writing.execute(
            update(Message)
            .where(Message.id == message.id, Message.claims == message.claims)
            .values(**changes)
        )
    log.info("message", channel=message.channel, message=message.id, state=verdict.state.value)


def _give_back(messages: list[Message], now: datetime) -> None:
    """Those that were not begun are due again at once, as if they had never been taken."""
    if not messages:
        return
    with apart() as writing:
        for message in messages:
            writing.execute(
                update(Message)
                .where(Message.id == message.id, Message.claims == message.claims)
                .values(next=now, claims=message.claims - 1)
            )
