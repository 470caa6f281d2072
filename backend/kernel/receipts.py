"""The same form sent twice is answered once, with the same answer.

A form that can wait carries a ``receipt``, a random UUID. Its hash is inserted first, in the
transaction of the write itself; the unique key makes two copies sent at the same moment one
write. See docs/offline.md.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from flask import Response, abort, g, make_response, redirect, request
from flask_babel import lazy_gettext
from sqlalchemy import String, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import access, clock, keeping
from backend.kernel.db import Moment, db
from backend.kernel.keeping import By, Why, secret, told

KEPT = timedelta(days=90)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# How a form was sent, and not what it says.
NOT_THE_FORM = frozenset({"receipt", "near", "photos_follow", "key"})


class Receipt(db.Model):  # type: ignore[name-defined,misc]
    """One form that was answered: what it was and where the answer sent the person."""

    __tablename__ = "kernel_receipts"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(80))
    person: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    location: Mapped[str] = mapped_column(String(200))
    created: Mapped[datetime] = mapped_column(Moment, index=True)


keeping.classify(
    keeping.Table(
        "kernel_receipts",
        lazy_gettext("Envíos ya contestados"),
        {
            "id": secret(Why.WORKING),
            "endpoint": told(lazy_gettext("Formulario"), Why.WORKING),
            "person": secret(Why.WORKING),
            "fingerprint": secret(Why.WORKING),
            "status": told(lazy_gettext("Respuesta"), Why.WORKING),
            "location": told(lazy_gettext("Página"), Why.WORKING),
            "created": told(lazy_gettext("Cuándo"), Why.WORKING),
        },
        (By("person", "{tag}"),),
        alone=KEPT.days,
    )
)


def read(text: str | None) -> str | None:
    """``text`` as a receipt in its one spelling, or None if it is none."""
    text = (text or "").strip().lower()
    return text if _UUID.fullmatch(text) else None


def digest(receipt: str) -> str:
    """What the server keeps of a receipt: SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(f"receipt{receipt}".encode()).hexdigest()


def fingerprint(fields: Iterable[tuple[str, str]], files: Iterable[bytes] = ()) -> str:
    """A digest of what a form says, whatever the order of its fields."""
    told = sorted((name, value) for name, value in fields if name not in NOT_THE_FORM)
    mix = hashlib.sha256(repr(told).encode())
    for content in files:
        mix.update(hashlib.sha256(content).digest())
    return mix.hexdigest()


def is_replay() -> bool:
    """Did the phone's outbox send this, rather than a plain form?"""
    return request.headers.get("Ventanilla-Replay") == "1"


def was_answered(receipt: str) -> bool:
    """Was a form with this receipt answered before?"""
    return db.session.get(Receipt, digest(receipt)) is not None


def answer_once(
    receipt: str, *, mark: str, write: Callable[[], str], person: str | None = None
) -> Response:
    """Do ``write`` unless this form was answered before, and send the person to its location,
    which is left at ``g.written`` as well (and ``g.is_repeat`` where it was answered before).

    ``person`` is whose form it is, by default of who is signed in. ``mark`` is the form's
    fingerprint. Answers 201 to the outbox, 303 to a plain form; 404 when the receipt is another
    person's or another form's address, 409 when the form says other things.
    """
    if person is None:
        person = access.tag()
    row = Receipt(
        id=digest(receipt),
        endpoint=request.endpoint,
        person=person,
        fingerprint=mark,
        status=201,
        location="",
        created=clock.now(),
    )
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return _answer_again(receipt, mark, person)
    row.location = g.written = write()
    return reply(row.location)


def _answer_again(receipt: str, mark: str, person: str) -> Response:
    g.is_repeat = True
    first = db.session.get_one(Receipt, digest(receipt))
    if first.person != person or first.endpoint != request.endpoint:
        abort(404)
    if first.fingerprint != mark:
        abort(409)
    return reply(first.location)


def reply(location: str) -> Response:
    """It is done, and is seen at ``location``: 201 to the outbox, 303 to a plain form."""
    if not is_replay():
        return redirect(location, 303)  # type: ignore[return-value]
    response = make_response("", 201)
    response.headers["Location"] = location
    return response


def forget_old(now: datetime) -> int:
    """Drop the answers older than KEPT and say how many. The record keeps the receipt's hash."""
    result = db.session.execute(delete(Receipt).where(Receipt.created < now - KEPT))
    return int(result.rowcount)  # type: ignore[attr-defined]
