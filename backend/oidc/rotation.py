"""When a key signs, when the next is due, and when the last ones go: pure decisions.

A key is published a day before it signs, so that sites which keep our keys for a while know it;
and long after, for an ID token comes back as the hint of who signs out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

SIGNS_AFTER = timedelta(days=1)
NEXT_AFTER = timedelta(days=90)
PUBLISHED_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Made:
    """A key of one algorithm, and since when there is it."""

    kid: str
    created: datetime


def signing(keys: Sequence[Made], now: datetime) -> Made | None:
    """The key to sign with: the newest that was published long enough, else the oldest."""
    known = sorted(keys, key=lambda each: each.created)
    ripe = [each for each in known if each.created <= now - SIGNS_AFTER]
    return (ripe or known[:1] or [None])[-1]  # type: ignore[list-item]


def is_due(keys: Sequence[Made], now: datetime) -> bool:
    """Is it time to make another?"""
    return all(each.created <= now - NEXT_AFTER for each in keys)


def over(keys: Sequence[Made], now: datetime) -> list[Made]:
    """Those that have not signed for PUBLISHED_AFTER: nobody needs them any more."""
    known = sorted(keys, key=lambda each: each.created)
    return [
        key
        for key, after in pairwise(known)
        if after.created + SIGNS_AFTER <= now - PUBLISHED_AFTER
    ]
