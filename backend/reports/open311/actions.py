"""What apps write, and what the city says about their keys."""

import hashlib
import secrets
from datetime import datetime

from backend.kernel import audit, receipts
from backend.kernel.db import db
from backend.reports import actions
from backend.reports.actions import Filing, NotAllowed
from backend.reports.models import Note, Report
from backend.reports.open311.models import Key, Sent
from backend.reports.status import OPEN

FILED, UPDATED = "open311.file", "open311.update"
CLOSING = frozenset({"closed", "fixed"})
OPENING = frozenset({"open", "reopen"})


def digest_of(key: str) -> str:
    """What the server keeps of a key: SHA-256 of what is too long to be guessed."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def add_key(*, name: str, contact: str, rate: str, now: datetime) -> tuple[Key, str]:
    """Add a key for an app; also the key itself, which exists nowhere else."""
    secret = secrets.token_urlsafe(32)
    key = Key(
        id=secrets.token_hex(6),
        digest=digest_of(secret),
        name=name,
        contact=contact,
        rate=rate,
        created=now,
        used=None,
        ended=None,
    )
    db.session.add(key)
    return key, secret


def revoke_key(*, key: Key, now: datetime) -> None:
    """Let ``key`` open nothing any more. What came with it stays."""
    key.ended = key.ended or now


def file(*, key: Key, receipt: str, filing: Filing, media: str, now: datetime) -> Report:
    """File a report that an app sends. ``media`` is kept as words for the office, as it came:
    what stands behind an address is fetched by nobody."""
    report = actions.file_report(receipt=receipt, filing=filing, now=now, channel="open311")
    if db.session.get(Sent, report.id):  # of a form whose answer is forgotten, but not the report
        return report
    if media:
        report.notes.append(Note(receipt=receipts.digest(f"{receipt} media"), text=media, at=now))
    db.session.add(Sent(report_id=report.id, key_id=key.id, at=now))
    _note(key, report, FILED, now)
    return report


def update(
    *, key: Key, report: Report, status: str, words: str, receipt: str, days: int, now: datetime
) -> str:
    """What whoever reported says later, through the app that sent it; the name of the update.

    ``status`` is of CLOSING or OPENING: it is fixed, or it is not, within ``days`` of the repair.
    Raises NotAllowed where the state table, or the days, have no such move.
    """
    is_reopening = status == "reopen" or (status == "open" and report.standing not in OPEN)
    if is_reopening:
        actions.reopen(report=report, reason=words, days=days, now=now)
    else:
        if status in CLOSING:
            actions.confirm(report=report, now=now)
        if words:
            actions.add_note(report=report, receipt=receipt, text=words, now=now)
    _note(key, report, UPDATED, now)
    db.session.flush()
    last = report.moves[-1]
    is_only_a_note = last.at != now and words
    return f"note-{report.notes[-1].id}" if is_only_a_note else str(last.id)


def _note(key: Key, report: Report, act: str, now: datetime) -> None:
    key.used = now
    audit.note(
        actor=f"app:{key.id}", subject=f"report:{report.id}", act=act, now=now, what=report.folio
    )


__all__ = [
    "CLOSING",
    "FILED",
    "OPENING",
    "UPDATED",
    "NotAllowed",
    "add_key",
    "digest_of",
    "file",
    "revoke_key",
    "update",
]
