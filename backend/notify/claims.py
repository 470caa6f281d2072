"""Taking messages of the outbox and settling them: what all that serve it have in common.

A claim is one statement, so that no two workers take the same message. It moves the moment when
the message is due behind the lease: a worker that dies needs no help, its messages come up again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask_babel import gettext
from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session

from backend.kernel import clock
from backend.kernel.db import apart
from backend.kernel.i18n import speaking
from backend.notify import queries, retry
from backend.notify.channels import PUSH, Answer
from backend.notify.models import Message
from backend.notify.retry import Outcome, State

LEASE = timedelta(seconds=90)
BATCH = 20
log = structlog.get_logger()


def is_anything_due(now: datetime, *, pushes: bool | None = None) -> bool:
    """Is there a message to send? A read, which no writer waits for."""
    query = select(Message.id).where(*_due(now, pushes))
    with apart(reading=True) as reading:
        return reading.scalar(query.limit(1)) is not None


def claim(now: datetime, most: int = BATCH, *, pushes: bool | None = None) -> list[Message]:
    """Take up to ``most`` messages that are due, oldest first; nobody else gets them for LEASE.

    ``pushes``: only those that go by push, or only the others."""
    due = (
        select(Message.id)
        .where(*_due(now, pushes))
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


def give_back(messages: Sequence[Message], now: datetime) -> None:
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


def without_trying(message: Message) -> Answer | None:
    """What settles ``message`` before any channel is asked: it came too late, or the push that
    says the same was delivered."""
    if message.expires and message.expires <= clock.now():
        return Answer(Outcome.FAILED, "expired")
    if message.unless is not None:
        with apart(reading=True) as reading:
            if queries.was_delivered(message.unless, reading):
                return Answer(Outcome.UNNEEDED, f"message {message.unless} was delivered")
    return None


def is_repeat(message: Message) -> bool:
    """Was it taken more often than it was settled? Who had it died, perhaps after it went out."""
    return message.claims > message.tries + 1


def words_of(message: Message) -> str:
    """The body as it is sent."""
    return "\n".join([*_repeat_words(message), message.body])


def _repeat_words(message: Message) -> Iterator[str]:
    if is_repeat(message):
        with speaking(message.language):
            yield gettext("(Quizá ya te llegó este mensaje.)")


def settle(answered: Iterable[tuple[Message, Answer]], now: datetime, writing: Session) -> None:
    """Settle each message by its answer, in the transaction ``writing``."""
    changes = [_change(message, answer, now) for message, answer in answered]
    writing.connection().execute(_SETTLE, changes)
    secret = [change for change in changes if change["settled"] and change["is_secret"]]
    if secret:
        writing.connection().execute(_EMPTY, secret)
    for change in changes:
        log.info(
            "message",
            channel=change["channel"],
            message=change["its_id"],
            state=change["state"].value,
        )


_MINE = (Message.id == bindparam("its_id"), Message.claims == bindparam("its_claims"))
_SETTLE = (
    update(Message.__table__)
    .where(*_MINE)
    .values({name: bindparam(name) for name in ("state", "tries", "said", "next", "settled")})
)
_EMPTY = update(Message.__table__).where(*_MINE).values(body="", subject="")


def _change(message: Message, answer: Answer, now: datetime) -> dict[str, Any]:
    verdict = retry.settle(
        answer.outcome,
        tries=message.tries + 1,
        created=message.created,
        expires=message.expires,
        now=now,
        wait=answer.wait,
    )
    return {
        "its_id": message.id,
        "its_claims": message.claims,
        "channel": message.channel,
        "is_secret": message.is_secret,
        "state": verdict.state,
        "tries": message.claims,
        "said": answer.said[:200],
        "next": verdict.next or message.next,
        "settled": None if verdict.next else now,
    }


def _due(now: datetime, pushes: bool | None) -> list[ColumnElement[bool]]:
    due = [Message.state == State.WAITING, Message.next <= now]
    if pushes is not None:
        due.append(Message.channel == PUSH if pushes else Message.channel != PUSH)
    return due
