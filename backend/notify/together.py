"""Pushes leave many at a time: one that hangs holds up no other.

What is on its way is never more than a WINDOW; as places come free, more is claimed. What was
answered meanwhile is settled in one transaction, each message by its own answer.
"""

import time
from contextlib import suppress
from queue import Empty, SimpleQueue

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from backend.kernel import clock
from backend.kernel.db import apart
from backend.notify.channels import PUSH, Answer, Channel, Crowd, Parcel
from backend.notify.claims import (
    LEASE,
    claim,
    is_anything_due,
    is_repeat,
    settle,
    without_trying,
    words_of,
)
from backend.notify.endpoint import Reached
from backend.notify.models import Message, Subscription
from backend.notify.retry import Outcome

WINDOW = 200
STINT_SECONDS = 10.0
"""Claims end after this, so that who serves can say that it lives (``worker.LEASE``)."""
PATIENCE_SECONDS = 60.0
"""How much longer answers are kept in hand while the database takes none."""
AGAIN_SECONDS = 0.2
GONE = Answer(Outcome.GONE, "this phone wants no notices any more")
log = structlog.get_logger()
Answered = tuple[Message, Answer]


def serve_together(channels: dict[str, Channel]) -> int:
    """Send the pushes that are due now; how many were settled."""
    if not is_anything_due(clock.now(), pushes=True):
        return 0
    ends = time.monotonic() + STINT_SECONDS
    answers: SimpleQueue[Answered] = SimpleQueue()
    flying: dict[int, str] = {}
    answered: list[Answered] = []
    done = 0
    is_more = True
    while True:
        if is_more and len(flying) <= WINDOW // 2 and time.monotonic() < ends:
            free = WINDOW - len(flying)
            claimed = claim(clock.now(), free, pushes=True)
            is_more = len(claimed) == free
            _begin(claimed, flying, channels.get(PUSH), answers)
        if len(flying) == len(answered) == 0:
            return done
        answered += _answered(answers, AGAIN_SECONDS if answered else LEASE.total_seconds())
        if not answered:
            return done  # nothing was heard as long as the lease: they come up again by themselves
        try:
            _settle(answered, flying)
        except OperationalError:
            # They are out, so what came of them is kept in hand while the database is busy.
            if time.monotonic() > ends + PATIENCE_SECONDS:
                raise
            continue
        done += len(answered)
        for message, _ in answered:
            del flying[message.id]
        answered = []


def _begin(
    messages: list[Message],
    flying: dict[int, str],
    channel: Channel | None,
    answers: SimpleQueue[Answered],
) -> None:
    """Let ``messages`` set off; each goes to ``flying`` with the address it is sent to, and comes
    back by ``answers``."""
    phones = _phones([message.recipient for message in messages])
    for message in messages:
        reached = phones.get(message.recipient)
        flying[message.id] = reached.endpoint if reached else ""
        answer = without_trying(message) or (None if reached else GONE)
        if channel is None:
            answer = Answer(Outcome.REFUSED, "there is no channel push")
        if answer is None and channel is not None:
            answer = _start(_parcel(message, reached), message, channel, answers)
        if answer is not None:
            answers.put((message, answer))


def _start(
    parcel: Parcel, message: Message, channel: Channel, answers: SimpleQueue[Answered]
) -> Answer | None:
    try:
        if not isinstance(channel, Crowd):
            return channel.send(parcel)
        channel.begin(parcel, lambda answer: answers.put((message, answer)))
    except Exception as error:
        log.error("channel", channel=PUSH, message=message.id, exc_info=error)
        return Answer(Outcome.FAILED, type(error).__name__)
    return None


def _parcel(message: Message, reached: Reached | None) -> Parcel:
    return Parcel(
        id=f"ventanilla-{message.id}-{int(message.created.timestamp())}",
        recipient=message.recipient,
        subject=message.subject,
        body=words_of(message),
        is_repeat=is_repeat(message),
        reached=reached,
        token=message.token or "",
        address=message.address,
        expires=message.expires,
    )


def _phones(recipients: list[str]) -> dict[str, Reached]:
    """Where the subscriptions of these ids are reached, those that are not over."""
    ids = [int(each) for each in recipients if each.isascii() and each.isdigit()]
    query = select(Subscription).where(Subscription.id.in_(ids), Subscription.dead.is_(None))
    with apart(reading=True) as reading:
        return {
            str(each.id): Reached(each.endpoint, each.p256dh, each.auth)
            for each in reading.scalars(query)
        }


def _answered(answers: SimpleQueue[Answered], patience: float) -> list[Answered]:
    """What has come back meanwhile; for the first of it so many seconds are waited."""
    found: list[Answered] = []
    with suppress(Empty):
        found.append(answers.get(timeout=patience))
        while True:
            found.append(answers.get_nowait())
    return found


def _settle(answered: list[Answered], sent_to: dict[int, str]) -> None:
    now = clock.now()
    with apart() as writing:
        settle(answered, now, writing)
        for message, answer in answered:
            # She may have given this phone's new address meanwhile: that one is not over.
            if answer.outcome is Outcome.GONE and sent_to[message.id]:
                writing.execute(
                    update(Subscription)
                    .where(Subscription.id == int(message.recipient))
                    .where(Subscription.endpoint == sent_to[message.id])
                    .values(dead=now)
                )
