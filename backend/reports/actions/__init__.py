"""The verbs of a report. Each writes in the request's transaction and settles nothing itself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import update

from backend.files.actions import keep_photo
from backend.files.encode import Photo
from backend.kernel import audit, receipts
from backend.kernel.city import Category, City
from backend.kernel.db import db
from backend.kernel.i18n import current
from backend.notify.actions import hand_over
from backend.reports import folio as folios
from backend.reports import notices, queries, status
from backend.reports.models import Follower, Move, Note, Rating, Report, ReportPhoto
from backend.reports.status import Actor, State

MOST_PHOTOS = 6
MOST_REOPENED = 3
"""So many times a report that was reopened makes room for one more photo."""


class NotAllowed(Exception):
    """The state table, or the days, do not allow this move."""


@dataclass(frozen=True)
class Filing:
    """What a resident tells of a fault. Degrees are WGS 84, the accuracy is in metres."""

    category: Category
    borough: str
    answers: dict[str, Any] = field(default_factory=dict)
    lat: float | None = None
    lon: float | None = None
    accuracy: int | None = None
    street: str = ""
    number: str = ""
    reference: str = ""
    description: str = ""
    contact: str = ""
    photos_expected: int = 0


def file_report(
    *,
    receipt: str,
    filing: Filing,
    now: datetime,
    account_id: int | None = None,
    after: str = "",
) -> Report:
    """File a report, of ``account_id`` if given; or give back what this receipt filed already.
    ``after`` is the folio of one that could not be reopened any more."""
    digest = receipts.digest(receipt)
    if earlier := queries.by_receipt(digest):
        return earlier
    turn = 0
    while queries.by_folio(folio := folios.folio_of(receipt, turn)):
        turn += 1
    report = Report(
        folio=folio,
        receipt=digest,
        key=folios.digest_of(folios.key_of(receipt)),
        category=filing.category.id,
        department=filing.category.department.id,
        answers=filing.answers,
        lat=filing.lat,
        lon=filing.lon,
        accuracy=filing.accuracy,
        street=filing.street,
        number=filing.number,
        reference=filing.reference,
        borough=filing.borough,
        description=filing.description,
        contact=filing.contact,
        photos_expected=filing.photos_expected,
        state=State.RECEIVED,
        since=now,
        created=now,
        due=status.due(now, filing.category.target_days),
        is_published=False,
        refers_to="",
        after=after,
        language=current(),
        account_id=account_id,
    )
    first = Move(
        state=State.RECEIVED, actor=Actor.RESIDENT, at=now, office=report.department, words=""
    )
    report.moves.append(first)
    db.session.add(report)
    db.session.flush()
    notices.tell(report, first)
    return report


def follow(*, receipt: str, report: Report, now: datetime, account_id: int | None = None) -> Report:
    """Let the holder of ``receipt`` follow ``report``: she has the same fault."""
    digest = receipts.digest(receipt)
    if earlier := queries.by_receipt(digest):
        return earlier
    db.session.add(
        Follower(
            report_id=report.id,
            receipt=digest,
            key=folios.digest_of(folios.key_of(receipt)),
            created=now,
            language=current(),
            account_id=account_id,
        )
    )
    return report


def adopt(*, keys: list[str], account_id: int) -> int:
    """Move what ``keys`` filed or follow into an account, but for what has one already; how many
    were moved."""
    found = queries.of_nobody(keys)
    for row in found:
        row.account_id = account_id
    phones, person = [notices.inbox_of(row.key) for row in found], audit.person(account_id)
    hand_over(phones, to=person)
    db.session.execute(update(Rating).where(Rating.owner.in_(phones)).values(owner=person))
    return len(found)


def add_photo(*, report: Report, photo: Photo, now: datetime, receipt: str | None = None) -> None:
    """Add a photo behind the others, unless this receipt did before.

    Raises NotAllowed beyond ``most_photos``.
    """
    _hold(report)
    digest = receipts.digest(receipt) if receipt else None
    if digest and any(other.receipt == digest for other in report.photos):
        return
    if len(report.photos) >= most_photos(report):
        raise NotAllowed
    stored = keep_photo(photo)
    added = ReportPhoto(
        position=max((other.position for other in report.photos), default=0) + 1,
        receipt=digest,
        photo_id=stored.id,
        weight=stored.bytes,
        at=now,
    )
    report.photos.append(added)
    db.session.flush()


def most_photos(report: Report) -> int:
    """How many photos ``report`` may have: each time that it was reopened, one more."""
    reopened = sum(move.state == State.REOPENED for move in report.moves)
    return MOST_PHOTOS + min(reopened, MOST_REOPENED)


def add_note(*, report: Report, receipt: str, text: str, now: datetime) -> None:
    """Add what the resident wants to say later, unless this receipt did before."""
    _hold(report)
    digest = receipts.digest(receipt)
    if all(other.receipt != digest for other in report.notes):
        report.notes.append(Note(receipt=digest, text=text, at=now))


def confirm(*, report: Report, now: datetime) -> None:
    """The resident says: it is fixed. Said twice, it is said once."""
    _hold(report)
    if report.standing is not State.CONFIRMED:
        move(report=report, to=State.CONFIRMED, actor=Actor.RESIDENT, words="", now=now)


def reopen_days(report: Report) -> int:
    """How many days after the repair ``report`` may be reopened."""
    city: City = current_app.extensions["city"]
    category = city.category(report.category)
    return category.reopen_days if category else 0


def reopen(*, report: Report, reason: str, days: int, now: datetime) -> None:
    """The resident says: it is not fixed. Raises NotAllowed once ``days`` are over."""
    _hold(report)
    if not status.may_reopen(report.standing, report.since, days, now):
        raise NotAllowed
    move(report=report, to=State.REOPENED, actor=Actor.RESIDENT, words=reason, now=now)


def move(
    *, report: Report, to: State, actor: Actor, words: str, now: datetime, refers_to: str = ""
) -> None:
    """Move ``report`` along the state table and keep who, when and the words for the resident.

    ``refers_to`` names the folio of which it is a duplicate, or whose matter it is. Raises
    NotAllowed where the table has no such move.
    """
    _hold(report)
    if not status.may_move(report.standing, to, actor):
        raise NotAllowed
    report.state = to
    report.since = now
    report.refers_to = refers_to
    moved = Move(state=to, actor=actor, at=now, office=report.department, words=words)
    report.moves.append(moved)
    notices.tell(report, moved)


def publish(*, report: Report) -> None:
    """Let everybody read the text and see the photos: the city has looked at them."""
    report.is_published = True


def _hold(report: Report) -> None:
    """Wait for whoever else is changing ``report``, and see it as it then is."""
    db.session.flush()  # refreshing forgets what was not written yet
    db.session.refresh(report, with_for_update=True)


def hide_of(*, account_id: int, now: datetime) -> None:
    """Nothing that somebody wrote or photographed is shown to others any more: she cancelled."""
    hers = update(Report).where(Report.account_id == account_id)
    db.session.execute(hers.values(is_published=False))
