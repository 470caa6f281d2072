"""The tables of a case: itself, its moves, its photos.

Personal are: answers, what was held of her record, the words of moves and the photos. Nobody sees
them but she, who helps her, and the office whose matter it is.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.cases import kept
from backend.cases.status import State
from backend.kernel import keeping
from backend.kernel.db import Moment, db

ACCOUNT = "identity_accounts.id"


class Case(db.Model):  # type: ignore[name-defined,misc]
    """A service that somebody asked for, from the first answer to what came of it.

    ``answers`` are hers, by question; ``held`` is what the server took from her record, by
    question: value and where it is from. ``owner_key`` names whose draft of which service it is,
    and is None for all that is no draft: so there is one. ``waits`` says whether the office has
    something to do, so that its queue is an index. ``is_to_send``: she sent it, and what is missing
    is asked for; it goes by itself with the last of it. ``begun_by`` is who began it for her,
    ``taken_by`` who has it at the office, ``refused_by`` who refused it.
    """

    __tablename__ = "cases_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    folio: Mapped[str] = mapped_column(String(9), unique=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    service: Mapped[str] = mapped_column(String(40))
    office: Mapped[str] = mapped_column(String(40))
    owner_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    since: Mapped[datetime] = mapped_column(Moment)
    created: Mapped[datetime] = mapped_column(Moment)
    sent: Mapped[datetime | None] = mapped_column(Moment)
    due: Mapped[date | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    held: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(10))
    photos_expected: Mapped[int] = mapped_column(default=0, server_default="0")
    is_to_send: Mapped[bool] = mapped_column(default=False, server_default=false())
    begun_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    taken_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    refused_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    score: Mapped[int | None]

    moves: Mapped[list["CaseMove"]] = relationship(order_by="CaseMove.id")
    documents: Mapped[list["CaseDocument"]] = relationship(order_by="CaseDocument.id")

    __table_args__ = (
        Index("ix_cases_of", "account_id", "created", "id"),
        Index("ix_cases_queue", "waits", "due", "id"),
        Index("ix_cases_office_queue", "office", "waits", "due", "id"),
        Index("ix_cases_newest", "created", "id"),
        Index("ix_cases_office_newest", "office", "created", "id"),
        Index("ix_cases_office_state_newest", "office", "state", "created", "id"),
        Index("ix_cases_state_newest", "state", "created", "id"),
        Index("ix_cases_taken", "taken_by", "waits", "due", "id"),
    )

    @property
    def standing(self) -> State:
        """The state as one of the table's."""
        return State(self.state)

    @property
    def subject(self) -> str:
        """What rooms of outcomes call it."""
        return f"case:{self.folio}"


class CaseMove(db.Model):  # type: ignore[name-defined,misc]
    """One move of a case: who, when, where to, and words: hers, or the office's to her. ``by`` is a
    name of ``kernel.audit``, "" where it followed by itself."""

    __tablename__ = "cases_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases_cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    actor: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)


class CaseDocument(db.Model):  # type: ignore[name-defined,misc]
    """A photo for one question of a case; the picture itself is the files room's. No number is
    given twice, for phones keep pictures by their address."""

    __tablename__ = "cases_documents"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy reads it

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases_cases.id"), index=True)
    field: Mapped[str] = mapped_column(String(24))
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("files_photos.id"), unique=True)
    weight: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
