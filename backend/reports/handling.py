"""The tables of what the desk adds to a report: crews, notes inside, the log, and words to find by.

The log is only ever added to: the database itself refuses to change or delete a row of it, but for
the name of who acted, which is emptied when what is kept of her goes (migration 0007).
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.reports import kept_handling

LONGEST_WORD = 24


class Crew(db.Model):  # type: ignore[name-defined,misc]
    """People of an office who go out and repair."""

    __tablename__ = "reports_crews"

    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    members: Mapped[list["CrewMember"]] = relationship(order_by="CrewMember.id")


class CrewMember(db.Model):  # type: ignore[name-defined,misc]
    """Somebody who goes out with a crew, until ``ended``."""

    __tablename__ = "reports_crew_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    crew_id: Mapped[int] = mapped_column(ForeignKey("reports_crews.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("identity_accounts.id"), index=True)
    since: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class InsideNote(db.Model):  # type: ignore[name-defined,misc]
    """What staff write for one another about a report; no page shows it to anybody else."""

    __tablename__ = "reports_inside_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("identity_accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)


class Activity(db.Model):  # type: ignore[name-defined,misc]
    """One thing that staff, or the clock, did to a report. ``actor`` is a name of
    ``kernel.audit``; ``told`` are facts (a state, a folio, a crew), never what people wrote."""

    __tablename__ = "reports_activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(64), index=True)
    office: Mapped[str] = mapped_column(String(40))
    act: Mapped[str] = mapped_column(String(30))
    told: Mapped[str] = mapped_column(String(200))


class Word(db.Model):  # type: ignore[name-defined,misc]
    """A word that stands in a report, folded, so that the desk finds the report by it."""

    __tablename__ = "reports_words"

    # In PostgreSQL only the plain order of bytes lets an index answer "begins with".
    word: Mapped[str] = mapped_column(
        String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql"),
        primary_key=True,
    )
    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), primary_key=True)

    __table_args__ = (Index("ix_reports_words_report", "report_id", "word"),)


keeping.classify(*kept_handling.TABLES)
