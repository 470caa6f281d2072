"""The tables of a report: itself, its moves, notes, photos and followers.

Personal are: contact, description, street, number, reference, answers, notes and photos. None
is shown to others before the city has looked (``is_published``), the contact never.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.kernel import generations, keeping
from backend.kernel.db import Moment, db
from backend.reports import kept
from backend.reports.status import State


class Report(db.Model):  # type: ignore[name-defined,misc]
    """What a resident reported, and where it stands."""

    __tablename__ = "reports_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    folio: Mapped[str] = mapped_column(String(9), unique=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    category: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    accuracy: Mapped[int | None]
    street: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(200))
    borough: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(120))
    photos_expected: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Moment)
    created: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime] = mapped_column(Moment)
    is_published: Mapped[bool]
    refers_to: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("identity_accounts.id"), index=True)

    moves: Mapped[list["Move"]] = relationship(order_by="Move.id")
    notes: Mapped[list["Note"]] = relationship(order_by="Note.id")
    photos: Mapped[list["ReportPhoto"]] = relationship(order_by="ReportPhoto.position")

    __table_args__ = (
        Index("ix_reports_newest", "created", "id"),
        Index("ix_reports_borough_newest", "borough", "created", "id"),
        Index("ix_reports_nearby", "category", "lat", "lon"),
        Index("ix_reports_lat_lon", "lat", "lon"),
        Index("ix_reports_state_newest", "state", "created", "id"),
    )

    @property
    def standing(self) -> State:
        """The state as one of the table's."""
        return State(self.state)


class Move(db.Model):  # type: ignore[name-defined,misc]
    """One move of a report: who, when, where to, and words for the resident."""

    __tablename__ = "reports_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    # A resident's words may name people: they stay between her and the city until published.
    words: Mapped[str] = mapped_column(Text)


class Note(db.Model):  # type: ignore[name-defined,misc]
    """Something the resident added later."""

    __tablename__ = "reports_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)


class ReportPhoto(db.Model):  # type: ignore[name-defined,misc]
    """A photo of a report; the picture itself is the files room's."""

    __tablename__ = "reports_photos"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("files_photos.id"))
    weight: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


class Follower(db.Model):  # type: ignore[name-defined,misc]
    """Somebody who has the same fault, and follows the report that was first."""

    __tablename__ = "reports_followers"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    created: Mapped[datetime] = mapped_column(Moment)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("identity_accounts.id"), index=True)


keeping.classify(*kept.TABLES)
generations.shown("reports", Report, Move, ReportPhoto, Follower)
