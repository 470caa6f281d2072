"""The verbs of a report. Each writes in the request's transaction and settles nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from backend.files.actions import keep_photo
from backend.files.encode import Photo
from backend.kernel import audit, receipts
from backend.kernel.city import Category, City
from backend.kernel.db import db
from backend.kernel.i18n import current
from backend.notify.actions import hand_over
from backend.reports import folio as folios
from backend.reports import notices, queries, status
from backend.reports import words as wording
from backend.reports.handling import Word
from backend.reports.models import Follower, Move, Note, Rating, Report, ReportPhoto
from backend.reports.status import OPEN, Actor, State

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
    channel: str = "app",
    taken_by: int | None = None,
) -> Report:
    """File a report, of ``account_id`` if given; or give back what this receipt filed already.

    ``after`` is the folio of one that could not be reopened any more. ``channel`` is how it came:
    ``app``, ``phone``, ``counter`` or ``open311``; ``taken_by`` is the account of who took it down
    for the resident.
    """
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
        channel=channel,
        taken_by=taken_by,
    )
    first = Move(
        state=State.RECEIVED, actor=Actor.RESIDENT, at=now, office=report.department, words=""
    )
    report.moves.append(first)
    db.session.add(report)
    db.session.flush()
    place = (filing.street, filing.number, filing.reference)
    _index(report, filing.description, *place, *map(str, filing.answers.values()))
    notices.tell(report, first)
    return report


def follow(
    *,
    receipt: str,
    report: Report,
    now: datetime,
    account_id: int | None = None,
    contact: str = "",
) -> Report:
    """Let the holder of ``receipt`` follow ``report``: she has the same fault, and may want to be
    told at ``contact``."""
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
            contact=contact,
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

    def is_full() -> bool:
        return sum(not other.is_proof for other in report.photos) >= most_photos(report)

    put_photo(report=report, photo=photo, is_full=is_full, now=now, receipt=receipt)


def put_photo(
    *,
    report: Report,
    photo: Photo,
    is_full: Callable[[], bool],
    now: datetime,
    receipt: str | None = None,
    is_proof: bool = False,
) -> ReportPhoto | None:
    """Put a photo behind the others, one writer at a time; None if this receipt did before. Raises
    NotAllowed if ``is_full``."""
    _hold(report)
    digest = receipts.digest(receipt) if receipt else None
    if digest and any(other.receipt == digest for other in report.photos):
        return None
    if is_full():
        raise NotAllowed
    stored = keep_photo(photo)
    added = ReportPhoto(
        position=max((other.position for other in report.photos), default=0) + 1,
        receipt=digest,
        photo_id=stored.id,
        weight=stored.bytes,
        at=now,
        is_proof=is_proof,
    )
    report.photos.append(added)
    db.session.flush()
    return added


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
        _index(report, text)


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
    *,
    report: Report,
    to: State,
    actor: Actor,
    words: str,
    now: datetime,
    refers_to: str = "",
    merged_into: Report | None = None,
) -> None:
    """Move ``report`` along the state table and keep who, when and the words for the resident.

    ``refers_to`` names the folio of which it is a duplicate, or whose matter it is;
    ``merged_into`` is that first report, where it is known. What the city closes is closed by the
    office that has it; what is opened again is nobody's duplicate. Raises NotAllowed where the
    table has no such move.
    """
    _hold(report)
    if not status.may_move(report.standing, to, actor):
        raise NotAllowed
    report.state = to
    report.is_open = to in OPEN
    report.since = now
    report.refers_to = refers_to
    report.merged_into_id = merged_into.id if merged_into else None
    moved = Move(state=to, actor=actor, at=now, office=report.department, words=words)
    report.moves.append(moved)
    notices.tell(report, moved)


def publish(*, report: Report) -> None:
    """Let everybody read the text and see the photos: the city has looked at all of them."""
    report.is_published = True
    for photo in report.photos:
        photo.is_published = True
    for each in report.moves:
        each.is_published = True


def _index(report: Report, *texts: str) -> None:
    """Let the desk find ``report`` by the words of ``texts``."""
    words = wording.words_of(texts)
    known = select(Word.word).where(Word.report_id == report.id, Word.word.in_(words))
    new = set(words) - set(db.session.scalars(known.order_by(Word.word)))
    db.session.add_all(Word(word=word, report_id=report.id) for word in sorted(new))


def _hold(report: Report) -> None:
    """Wait for whoever else is changing ``report``, and see it as it then is."""
    db.session.flush()  # refreshing forgets what was not written yet
    db.session.refresh(report, with_for_update=True)


def hide_of(*, account_id: int, now: datetime) -> None:
    """Nothing that somebody wrote or photographed is shown to others any more: she cancelled."""
    hers = select(Report.id).where(Report.account_id == account_id)
    for table, column in (
        (Report, Report.id),
        (ReportPhoto, ReportPhoto.report_id),
        (Move, Move.report_id),
    ):
        hidden = update(table).where(column.in_(hers)).values(is_published=False)
        db.session.execute(hidden.execution_options(synchronize_session=False))
