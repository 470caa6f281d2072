"""The tables of papers: certificates and permits, and the keys that sign them.

Personal are: subject, holder, lines, reason and ``signed``, which holds the first of them once
more. Private keys are sealed.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.papers import kept

ACCOUNT = "identity_accounts.id"


class Key(db.Model):  # type: ignore[name-defined,misc]
    """A key that signs papers (ES256). ``public`` is its point, 65 bytes in base64url; it is told
    to everybody for ever, for what it signed has to be verifiable as long as somebody holds it."""

    __tablename__ = "papers_keys"

    kid: Mapped[str] = mapped_column(String(8), primary_key=True)
    sealed: Mapped[str] = mapped_column(String(200))
    public: Mapped[str] = mapped_column(String(90))
    created: Mapped[datetime] = mapped_column(Moment)


class Paper(db.Model):  # type: ignore[name-defined,misc]
    """Something the city certifies or permits: ``lines`` are (what, how it is), in ``language``.

    ``kind`` is ``paper`` or ``permit``, ``office`` the id of a department. ``valid_until`` is the
    last day on which it holds, None for good. ``signed`` is what stands in its QR.
    """

    __tablename__ = "papers_papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    subject: Mapped[str] = mapped_column(String(40), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(80))
    holder: Mapped[str] = mapped_column(String(120))
    lines: Mapped[list[list[str]]] = mapped_column(JSON)
    office: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    issued: Mapped[datetime] = mapped_column(Moment)
    valid_until: Mapped[date | None]
    kid: Mapped[str] = mapped_column(String(8))
    signed: Mapped[str] = mapped_column(Text)
    revoked: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    reason: Mapped[str] = mapped_column(String(300))

    __table_args__ = (Index("ix_papers_papers_revoked", "revoked", "number"),)


keeping.classify(*kept.TABLES)
