"""Answers, step by step: hers as they were read, the record's as the server takes them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import event

from backend.cases import filled, held
from backend.cases.models import Case, CaseDocument
from backend.cases.status import State
from backend.files.actions import drop_files, keep_photo
from backend.files.encode import Photo
from backend.files.queries import photo as stored_photo
from backend.forms import journey
from backend.kernel import audit, receipts
from backend.kernel.city.services.model import Fee, Field, Service
from backend.kernel.db import db
from backend.record import queries as record
from backend.record.actions import consenting, uses
from backend.record.actions.uses import Reader

CITY = "city"
ANSWER = ""
"""The question of a photo that answers what the office asked later."""
MOST_ANSWERS = 6
TAMPERED = "cases.tampered"
OPEN = frozenset({State.DRAFT, State.ASKED})
"""While it stands so she may change what she answered."""


class NotOpen(Exception):
    """It was sent, and nothing in it can be changed by her."""


class CostsOther(Exception):
    """It was sent, and asks for another price than it would then."""


class TooMany(Exception):
    """There are as many photos as may be."""


def save(
    *, case: Case, service: Service, fields: Iterable[Field], answers: dict[str, Any], today: date
) -> None:
    """Keep the ``answers`` to ``fields``, in place of what was answered there before. Raises
    CostsOther: what was sent, and paid, may not become something that costs more or less."""
    if case.standing not in OPEN:
        raise NotOpen
    before = _fees(case, service, today)
    ids = {field.id for field in fields}
    others = {name: value for name, value in case.answers.items() if name not in ids}
    case.answers = {**others, **answers}
    if case.standing is not State.DRAFT and _fees(case, service, today) != before:
        raise CostsOther


def _fees(case: Case, service: Service, today: date) -> tuple[Fee, ...]:
    return journey.fees(service, filled.so_far(case, service, today))


def take(
    *, case: Case, service: Service, fields: Collection[Field], by: int, now: datetime, agrees: bool
) -> None:
    """Take from her record what ``fields`` need. ``agrees``: she has just said that the office may.

    Raises NotAgreed where she has not, Opposed where she opposes such uses.
    """
    if case.standing not in OPEN:
        raise NotOpen
    names = held.attributes_of(fields)
    if not names:
        return
    if agrees:
        consenting.agree(
            account_id=case.account_id, office=service.office, attributes=names, now=now, by=by
        )
        db.session.flush()
    data = uses.use(
        account_id=case.account_id,
        reader=Reader(CITY, service.office),
        attributes=names,
        procedure=case.folio,
        now=now,
        agreed=record.agreed_now(case.account_id, service.office),
        at_once=False,
    )
    ids = {field.id for field in fields}
    others = {name: value for name, value in case.held.items() if name not in ids}
    case.held = {**others, **held.taken(fields, data)}


def add_photo(
    *, case: Case, field: str, most: int, photo: Photo, now: datetime, receipt: str | None = None
) -> CaseDocument | None:
    """Add a photo to a question, ANSWER for what was asked later, which takes ``most``; unless this
    receipt did before (None). Raises NotOpen where none is awaited, TooMany."""
    digest = receipts.digest(receipt) if receipt else None
    if receipt and has_photo(case, receipt):
        return None
    if case.standing not in OPEN and not case.photos_expected:
        raise NotOpen
    if sum(each.field == field for each in case.documents) >= most:
        raise TooMany
    stored = keep_photo(photo)
    added = CaseDocument(
        field=field, receipt=digest, photo_id=stored.id, weight=stored.bytes, at=now
    )
    case.documents.append(added)
    case.photos_expected = max(0, case.photos_expected - 1)
    db.session.flush()
    return added


def has_photo(case: Case, receipt: str) -> bool:
    """Did this receipt bring a photo before?"""
    digest = receipts.digest(receipt)
    return any(each.receipt == digest for each in case.documents)


def most_of(field: Field) -> int:
    """How many photos a question takes."""
    return int(field.most or 1)


def place_for(case: Case, service: Service | None, named: str, today: date) -> tuple[str, int]:
    """For which question a photo is, and how many that takes: the one that is ``named``, else the
    first that still has room; what was asked later, where it was sent. Raises TooMany."""
    if case.standing is State.DRAFT and service:
        here = filled.files_of(case)
        asked = filled.photos_of(filled.asked_of(service, filled.so_far(case, service, today)))
        for field in sorted(asked, key=lambda each: each.id != named):
            if len(here.get(field.id, ())) < most_of(field):
                return field.id, most_of(field)
        raise TooMany
    return ANSWER, MOST_ANSWERS


def keep_photos(*, case: Case, field: str, ids: Collection[int]) -> None:
    """Take out the photos of a question that are not among ``ids``, their files with them."""
    if case.standing not in OPEN:
        raise NotOpen
    gone = [each for each in case.documents if each.field == field and each.id not in ids]
    for each in gone:
        stored = stored_photo(each.photo_id)
        case.documents.remove(each)
        db.session.delete(each)
        db.session.flush()
        if stored:
            _drop_once_settled([stored.name, stored.thumb_name])
            db.session.delete(stored)


def _drop_once_settled(names: list[str]) -> None:
    """Take files out of the store when what was written is settled, and not where it is undone."""
    event.listen(db.session(), "after_commit", lambda _session: drop_files(names), once=True)


def note_strange(
    *,
    folio: str,
    account_id: int,
    names: Collection[str],
    by: int,
    now: datetime,
    at_once: bool = False,
) -> None:
    """A phone answered under names that are not hers to answer: nothing came of it, and it is
    noted. What it sent there is not. ``at_once`` where nothing else of the form is kept."""
    audit.note(
        actor=audit.person(by),
        subject=audit.person(account_id),
        act=TAMPERED,
        what=" ".join(name[:24] for name in names),
        purpose=folio,
        now=now,
        at_once=at_once,
    )
