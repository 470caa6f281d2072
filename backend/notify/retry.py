"""What becomes of a message after its channel answered: a table, and nothing else.

The gaps grow to six hours and the message is given up after two days, as mail servers do
(RFC 5321, 4.5.4.1, which asks for four to five days of what people wait for less).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    """What a channel says of one try."""

    SENT = "sent"
    GONE = "gone"  # nobody is reached there, nor will be
    REFUSED = "refused"  # this message will not be taken
    BUSY = "busy"  # asked to wait
    FAILED = "failed"  # no answer, or a fault on the other side
    UNNEEDED = "unneeded"  # not tried: another message has told it already


class State(StrEnum):
    """Where a message stands. All but WAITING are final."""

    WAITING = "waiting"
    SENT = "sent"
    GONE = "gone"
    REFUSED = "refused"
    UNNEEDED = "unneeded"
    EXPIRED = "expired"
    GIVEN_UP = "given up"


GAPS = tuple(timedelta(seconds=each) for each in (5, 15, 60, 300, 1800, 3600, 3 * 3600, 6 * 3600))
LONGEST = timedelta(days=2)
LONGEST_WAIT = timedelta(hours=6)
FINAL = {
    Outcome.SENT: State.SENT,
    Outcome.GONE: State.GONE,
    Outcome.REFUSED: State.REFUSED,
    Outcome.UNNEEDED: State.UNNEEDED,
}


@dataclass(frozen=True)
class Verdict:
    """The state a message is in now, and when it is due again if it waits."""

    state: State
    next: datetime | None = None


def settle(
    outcome: Outcome,
    *,
    tries: int,
    created: datetime,
    expires: datetime | None,
    now: datetime,
    wait: timedelta | None = None,
) -> Verdict:
    """Decide after the ``tries``-th try (1, 2, ...). ``wait`` is what the other side asked for."""
    if outcome in FINAL:
        return Verdict(FINAL[outcome])
    gap = GAPS[min(tries, len(GAPS)) - 1]
    if wait is not None:
        gap = max(gap, min(wait, LONGEST_WAIT))
    due = now + gap
    if expires is not None and due >= expires:
        return Verdict(State.EXPIRED)
    if due - created >= LONGEST:
        return Verdict(State.GIVEN_UP)
    return Verdict(State.WAITING, due)
