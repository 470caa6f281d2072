"""Giving, correcting and taking back what the record holds."""

from dataclasses import dataclass
from datetime import date, datetime

from backend.files.actions import drop_files, keep_photo
from backend.files.encode import Photo
from backend.files.queries import photo as stored_photo
from backend.forms import curp
from backend.identity import queries as llave
from backend.identity.actions import accounts
from backend.kernel import audit
from backend.kernel.db import db
from backend.record import attributes, notice, queries
from backend.record.models import Attribute, Document

MOST_DOCUMENTS = 12


class TooMany(Exception):
    """There is no room for one more document; one has to go first."""


@dataclass(frozen=True)
class Answer:
    """What somebody says of herself."""

    name: str
    parts: dict[str, str]
    expires: date | None = None


def give(*, account_id: int, by: int, answer: Answer, now: datetime) -> Attribute:
    """Give or correct an attribute: it is declared from now on, whoever had checked it before.
    Said twice, it is said once."""
    found = queries.attribute(account_id, answer.name, is_held=True)
    if found and found.parts == answer.parts and found.expires == answer.expires:
        return found
    if found is None:
        found = Attribute(account_id=account_id, name=answer.name)
        db.session.add(found)
    found.parts, found.expires = answer.parts, answer.expires
    found.given, found.notice = now, notice.CURRENT
    found.checked, found.checked_by, found.office, found.document = None, None, "", ""
    _note(account_id, by, "record.give", answer.name, now)
    db.session.flush()
    return found


class DoNotAgree(Exception):
    """The CURP tells another date of birth."""


def correct_llave(*, account_id: int, answer: Answer, now: datetime) -> None:
    """She corrects what she declared of herself in her Llave: one of its attributes.

    Raises DoNotAgree; ``accounts.Checked`` where a document said it.
    """
    account = llave.person(account_id)
    if account is None:
        return
    value = answer.parts[answer.name]
    name, born, number = account.name, account.birth_date, account.curp
    if answer.name == attributes.NAME:
        name = value
    elif answer.name == attributes.BIRTH_DATE:
        born = date.fromisoformat(value)
    else:
        number = value
    if number and born and curp.birth_date(number) != born:
        raise DoNotAgree
    accounts.correct(account=account, name=name, birth_date=born, curp=number)
    _note(account_id, account_id, "record.give", answer.name, now)


def take_back(*, account_id: int, by: int, name: str, now: datetime) -> None:
    """She does not want this kept any more."""
    found = queries.attribute(account_id, name)
    if found:
        db.session.delete(found)
        _note(account_id, by, "record.take-back", name, now)


def check(
    *,
    account_id: int,
    clerk_id: int,
    office: str,
    name: str,
    given: str,
    document: str,
    now: datetime,
) -> bool:
    """A clerk saw the document that says it too; False where it is not what she saw any more.

    ``given`` is the moment at which what she saw was given, as ``isoformat`` writes it.
    """
    found = queries.attribute(account_id, name, is_held=True)
    if found is None or found.given.isoformat() != given:
        return False
    found.checked, found.checked_by = now, clerk_id
    found.office, found.document = office, document
    audit.note(
        actor=audit.person(clerk_id),
        subject=audit.person(account_id),
        act="record.check",
        office=office,
        what=name,
        purpose=document,
        now=now,
    )
    return True


def add_document(
    *, account_id: int, by: int, kind: str, photo: Photo, expires: date | None, now: datetime
) -> Document:
    """Keep a document. Raises TooMany beyond MOST_DOCUMENTS."""
    if len(queries.documents_of(account_id)) >= MOST_DOCUMENTS:
        raise TooMany
    stored = keep_photo(photo)
    added = Document(
        account_id=account_id,
        kind=kind,
        photo_id=stored.id,
        weight=stored.bytes,
        given=now,
        expires=expires,
        notice=notice.CURRENT,
    )
    db.session.add(added)
    _note(account_id, by, "record.give", f"document:{kind}", now)
    db.session.flush()
    return added


def remove_document(*, document: Document, by: int, now: datetime) -> None:
    """She does not want it kept any more: it goes, and its file with it."""
    stored = stored_photo(document.photo_id)
    _note(document.account_id, by, "record.take-back", f"document:{document.kind}", now)
    db.session.delete(document)
    db.session.flush()
    if stored:
        drop_files([stored.name, stored.thumb_name])
        db.session.delete(stored)


def _note(account_id: int, by: int, act: str, what: str, now: datetime) -> None:
    audit.note(
        actor=audit.person(by), subject=audit.person(account_id), act=act, what=what, now=now
    )
