"""Counting wrong answers, so that nobody guesses for ever.

A try is counted before it is compared, in a transaction of its own: a hundred at once are a
hundred, and no rollback forgets them. NIST SP 800-63B-4, 3.2.2, allows 100 in a row.
"""

from collections.abc import Iterable
from datetime import datetime
from zlib import crc32

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.identity.models import Guess
from backend.kernel.db import apart, db

MOST = 100
NAMELESS = 4096


def place(account_id: int, what: str) -> str:
    """What is guessed at: the ``passphrase``, ``code`` or ``totp`` of an account."""
    return f"{account_id}:{what}"


def nowhere(text: str, what: str) -> str:
    """The same for somebody who is not known, so that it takes the same time."""
    return f"unknown-{crc32(text.encode()) % NAMELESS}:{what}"


def reserve(places: Iterable[str], now: datetime) -> dict[str, int]:
    """Count one more try at each; which try in a row it is. Beyond MOST none is right."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    tries: dict[str, int] = {}
    with apart() as writing:
        for at in sorted(set(places)):
            row = insert(Guess).values(at=at, failures=1, last=now)
            row = row.on_conflict_do_update(
                index_elements=["at"], set_={"failures": Guess.failures + 1, "last": now}
            )
            tries[at] = writing.execute(row.returning(Guess.failures)).scalar_one()
    return tries


def forgive(at: str) -> None:
    """It was right, or was replaced: count from nothing again."""
    db.session.execute(update(Guess).where(Guess.at == at).values(failures=0))


def most_tried(places: Iterable[str]) -> int:
    """The most tries in a row at one of ``places``."""
    with apart(reading=True) as reading:
        query = select(func.max(Guess.failures)).where(Guess.at.in_(list(places)))
        return reading.scalar(query) or 0
