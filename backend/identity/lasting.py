"""How long a session lasts: pure decisions about moments.

NIST 800-63B-4 asks for a new sign-in after 30 days at its first level, and after 24 hours or one
idle hour at its second, which is where staff work.
"""

from datetime import datetime, timedelta

OWN = timedelta(days=30)
SHARED = timedelta(hours=12)
STAFF = timedelta(hours=12)
SHARED_IDLE = timedelta(minutes=15)
STAFF_IDLE = timedelta(hours=1)
NOTED_EVERY = timedelta(minutes=1)


def ends(now: datetime, *, is_shared: bool, is_staff: bool) -> datetime:
    """When a session that begins ``now`` is over, used or not."""
    if is_staff:
        return now + STAFF
    return now + (SHARED if is_shared else OWN)


def is_over(
    now: datetime, *, until: datetime, seen: datetime, is_shared: bool, is_staff: bool
) -> bool:
    """Is a session over that was last ``seen`` then?"""
    if now >= until:
        return True
    idle = now - seen
    return (is_shared and idle >= SHARED_IDLE) or (is_staff and idle >= STAFF_IDLE)


def is_to_be_noted(now: datetime, seen: datetime) -> bool:
    """Is it time to write down again that the session was used?"""
    return now - seen >= NOTED_EVERY
