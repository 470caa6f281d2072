"""Serving the outbox: claim what is due, send it, settle it.

Mail and SMS leave one by one, pushes many at a time (``together``). Each message is settled by its
own answer, so at most those that were being sent when a worker died go out again, and say so.
"""

import time
from datetime import timedelta

import structlog

from backend.kernel import clock
from backend.kernel.db import apart
from backend.notify.channels import TIMEOUT_SECONDS, Answer, Channel, Parcel
from backend.notify.claims import (
    LEASE,
    claim,
    give_back,
    is_anything_due,
    is_repeat,
    settle,
    without_trying,
    words_of,
)
from backend.notify.models import Message
from backend.notify.retry import Outcome
from backend.notify.together import serve_together

__all__ = ["LEASE", "claim", "is_anything_due", "serve", "serve_singly", "serve_together"]

LEAST_LEFT = timedelta(seconds=4 * TIMEOUT_SECONDS)
"""A message is begun only while this much of the lease is left: what one may take at most."""
log = structlog.get_logger()


def serve(channels: dict[str, Channel]) -> int:
    """Send what is due now, by whatever channel; how many were settled."""
    return serve_singly(channels) + serve_together(channels)


def serve_singly(channels: dict[str, Channel]) -> int:
    """Send what is due now and is no push, one batch; how many were settled."""
    if not is_anything_due(clock.now(), pushes=False):
        return 0
    began = time.monotonic()
    claimed = claim(clock.now(), pushes=False)
    done = 0
    for message in claimed:
        left = LEASE - timedelta(seconds=time.monotonic() - began)
        if left < LEAST_LEFT:
            break
        answer = without_trying(message) or _send(message, channels)
        with apart() as writing:
            settle([(message, answer)], clock.now(), writing)
        done += 1
    give_back(claimed[done:], clock.now())
    return done


def _send(message: Message, channels: dict[str, Channel]) -> Answer:
    channel = channels.get(message.channel)
    if channel is None:
        return Answer(Outcome.REFUSED, f"there is no channel {message.channel}")
    parcel = Parcel(
        id=f"ventanilla-{message.id}-{int(message.created.timestamp())}",
        recipient=message.recipient,
        subject=message.subject,
        body=words_of(message),
        is_repeat=is_repeat(message),
    )
    try:
        return channel.send(parcel)
    except Exception as error:
        log.error("channel", channel=message.channel, message=message.id, exc_info=error)
        return Answer(Outcome.FAILED, type(error).__name__)
