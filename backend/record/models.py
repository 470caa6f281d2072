"""The tables of the record: what was given once, to whom it is open, and what was asked of us.

Names, birth dates, CURPs and contacts stand in the Llave, and are not copied. Personal here are
the values of attributes, the documents and the words of a request.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.record import kept

ACCOUNT = "identity_accounts.id"


class Attribute(db.Model):  # type: ignore[name-defined,misc]
    """Something of somebody, such as her address; one of each ``name``. ``parts`` are its fields.

    It is declared until a clerk ``checked_by`` an ``office`` saw ``document``. ``notice`` is the
    version of the privacy notice under which it was given.
    """

    __tablename__ = "record_attributes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    name: Mapped[str] = mapped_column(String(20))
    parts: Mapped[dict[str, str]] = mapped_column(JSON)
    given: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[date | None]
    checked: Mapped[datetime | None] = mapped_column(Moment)
    checked_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    office: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(String(40))
    notice: Mapped[int]

    __table_args__ = (UniqueConstraint("account_id", "name"),)


class Document(db.Model):  # type: ignore[name-defined,misc]
    """A document given once: a photo, which is the files room's."""

    __tablename__ = "record_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    photo_id: Mapped[int] = mapped_column(ForeignKey("files_photos.id"), unique=True)
    weight: Mapped[int]
    given: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[date | None]
    notice: Mapped[int]


class Consent(db.Model):  # type: ignore[name-defined,misc]
    """An attribute that somebody lets an office see; kept after it was revoked, as proof."""

    __tablename__ = "record_consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    office: Mapped[str] = mapped_column(String(40))
    attribute: Mapped[str] = mapped_column(String(20))
    given: Mapped[datetime] = mapped_column(Moment)
    revoked: Mapped[datetime | None] = mapped_column(Moment)
    notice: Mapped[int]

    __table_args__ = (Index("ix_record_consents_of", "account_id", "office", "attribute"),)


class Opposition(db.Model):  # type: ignore[name-defined,misc]
    """A purpose for which somebody's data is not to be used, until she takes it back."""

    __tablename__ = "record_oppositions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    purpose: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index("ix_record_oppositions_of", "account_id", "purpose"),)


class Request(db.Model):  # type: ignore[name-defined,misc]
    """A right that somebody exercises; ``kind`` is of ``requests.Kind``, ``about`` the attribute
    or purpose, ``words`` hers, ``answer`` ours. Days are working days (``days``)."""

    __tablename__ = "record_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    folio: Mapped[str] = mapped_column(String(9), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    about: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    received: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[date]
    extended: Mapped[datetime | None] = mapped_column(Moment)
    answered: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    is_granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text)
    carry_out_by: Mapped[date | None]
    carried_out: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index("ix_record_requests_open", "carried_out", "due", "id"),)


class Block(db.Model):  # type: ignore[name-defined,misc]
    """Somebody cancelled: her data is used no more, and goes table by table. ``reached`` is up to
    which day after ``since`` it went; with the last of it this row goes too."""

    __tablename__ = "record_blocks"

    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
    reached: Mapped[int]


keeping.classify(*kept.TABLES)
