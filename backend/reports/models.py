"""The tables of a report: itself, its moves, notes, photos, followers, ratings and SMS replies.

Personal are: contact, description, street, number, reference, answers, notes and photos. None
is shown to others before the city has looked: at the text (``is_published`` of the report), at
each photo and at what the resident says with a move (``is_published`` of its own row). The contact
is never shown. What the desk adds stands in ``handling``.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.kernel import generations, keeping
from backend.kernel.db import Moment, db
from backend.reports import kept
from backend.reports.handling import Crew
from backend.reports.status import State


def _untold(name: str, column: str) -> Index:
    """Of the reports that the city was not told of yet, those that are due."""
    untold = text(f"{column} IS NULL")
    return Index(name, "is_open", "due", "id", sqlite_where=untold, postgresql_where=untold)


class Report(db.Model):  # type: ignore[name-defined,misc]
    """What a resident reported, and where it stands.

    ``is_open`` says whether the state is one in which the city has something to do; it is kept
    beside the state so that an index can begin there. ``channel`` is ``app``, ``phone``,
    ``counter`` or ``open311``; ``taken_by`` is who took it down for the resident. ``warned`` and
    ``escalated`` are when the city was told that it is late.
    """

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
    # The folio of the one that could not be reopened any more, and in which language to tell of it.
    after: Mapped[str] = mapped_column(String(9), default="", index=True)
    language: Mapped[str] = mapped_column(String(8), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("identity_accounts.id"), index=True)
    is_open: Mapped[bool] = mapped_column(default=True, server_default=true())
    channel: Mapped[str] = mapped_column(String(10), default="app", server_default="app")
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("identity_accounts.id"))
    crew_id: Mapped[int | None] = mapped_column(ForeignKey("reports_crews.id"))
    planned: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    warned: Mapped[datetime | None] = mapped_column(Moment)
    escalated: Mapped[datetime | None] = mapped_column(Moment)

    crew: Mapped[Crew | None] = relationship()
    moves: Mapped[list["Move"]] = relationship(order_by="Move.id")
    notes: Mapped[list["Note"]] = relationship(order_by="Note.id")
    photos: Mapped[list["ReportPhoto"]] = relationship(order_by="ReportPhoto.position")

    __table_args__ = (
        Index("ix_reports_newest", "created", "id"),
        Index("ix_reports_borough_newest", "borough", "created", "id"),
        Index("ix_reports_nearby", "category", "lat", "lon"),
        Index("ix_reports_lat_lon", "lat", "lon"),
        Index("ix_reports_state_newest", "state", "created", "id"),
        Index("ix_reports_refers_to", "refers_to"),
        Index("ix_reports_category_newest", "category", "created", "id"),
        Index("ix_reports_published_newest", "borough", "is_published", "created", "id"),
        Index("ix_reports_due", "is_open", "due", "id"),
        Index("ix_reports_office_due", "department", "is_open", "due", "id"),
        Index("ix_reports_office_newest", "department", "created", "id"),
        _untold("ix_reports_to_warn", "warned"),
        _untold("ix_reports_to_escalate", "escalated"),
        Index("ix_reports_crew_planned", "crew_id", "is_open", "planned", "id"),
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
    # Whose matter the report was at that moment: a repair counts where it was said to be done.
    office: Mapped[str] = mapped_column(String(40), default="")
    # A resident's words may name people: they stay between her and the city until published.
    words: Mapped[str] = mapped_column(Text)
    is_published: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (Index("ix_reports_moves_at", "at", "id"),)


class Note(db.Model):  # type: ignore[name-defined,misc]
    """Something the resident added later."""

    __tablename__ = "reports_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)


class ReportPhoto(db.Model):  # type: ignore[name-defined,misc]
    """A photo of a report; the picture itself is the files room's. ``is_proof``: the city took it,
    to show that the fault is repaired."""

    __tablename__ = "reports_photos"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("files_photos.id"))
    weight: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    is_published: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_proof: Mapped[bool] = mapped_column(default=False, server_default=false())


class Follower(db.Model):  # type: ignore[name-defined,misc]
    """Somebody who has the same fault, and follows the report that was first. ``contact`` is how
    she asked to be told, "" if she did not."""

    __tablename__ = "reports_followers"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    receipt: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    created: Mapped[datetime] = mapped_column(Moment)
    language: Mapped[str] = mapped_column(String(8), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("identity_accounts.id"), index=True)
    contact: Mapped[str] = mapped_column(String(120), default="", server_default="")


class Rating(db.Model):  # type: ignore[name-defined,misc]
    """What somebody thought of how her report ended: 1 bad, 2 middling, 3 good. ``owner`` is whose
    it is: ``person:<id>``, or ``key:`` and the digest of a key."""

    __tablename__ = "reports_ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"))
    owner: Mapped[str] = mapped_column(String(80), index=True)
    score: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("report_id", "owner"),)


class Reply(db.Model):  # type: ignore[name-defined,misc]
    """An SMS that came back: digests of the gateway's id for it and of the number, so that each is
    heard once, and no number too often."""

    __tablename__ = "reports_replies"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, index=True)

    __table_args__ = (Index("ix_reports_replies_number", "number", "at"),)


keeping.classify(*kept.TABLES)
generations.shown("reports", Report, Move, ReportPhoto, Follower)
