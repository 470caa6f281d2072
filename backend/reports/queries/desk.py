"""What the desk asks: its inbox, one report with all that belongs to it, its crews.

The inbox is asked in the order of an index and filtered on the way, so that the first page costs
the same however many reports there are. Words are looked for in a table of words (decision 0021).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_
from sqlalchemy.orm import Session, aliased, selectinload

from backend.kernel.db import db
from backend.reports.handling import Activity, Crew, CrewMember, InsideNote, Word
from backend.reports.models import Follower, Report
from backend.reports.status import State
from backend.reports.words import behind

PAGE = 20
RARE = 500
"""Where no more reports than this have all the words, they are all there is to look through."""
OPEN, ALL = "open", "all"
Case = Report
"""A report, as rooms above name it."""
Team = Crew


@dataclass(frozen=True)
class Asked:
    """Which reports: of ``offices`` (None is the whole city), in a state, ``open`` or ``all``."""

    offices: Collection[str] | None
    state: str = OPEN
    borough: str = ""
    category: str = ""
    is_late: bool = False
    crew: int | None = None
    words: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Inbox:
    """Some reports, and the folio behind which to ask on (None at the end)."""

    reports: list[Report]
    after: str | None


def inbox(
    asked: Asked,
    *,
    now: datetime,
    after: str | None = None,
    size: int = PAGE,
    session: Session | None = None,
) -> Inbox:
    """A page of the inbox: what is open by its due day, late first; anything else newest first."""
    reading = session or db.session()
    by_due = asked.state == OPEN or asked.is_late
    order = (Report.due, Report.id) if by_due else (Report.created, Report.id)
    query = select(Report).options(selectinload(Report.crew)).where(*_filters(asked, now, reading))
    last = reading.scalar(select(Report).where(Report.folio == after)) if after else None
    if last:
        at = (last.due if by_due else last.created, last.id)
        query = query.where(tuple_(*order) > at if by_due else tuple_(*order) < at)
    ordered = query.order_by(*(each if by_due else each.desc() for each in order))
    found = list(reading.scalars(ordered.limit(size + 1)))
    return Inbox(found[:size], found[size - 1].folio if len(found) > size else None)


def late_in(offices: Collection[str] | None, now: datetime, *, most: int = 1000) -> int:
    """How many open reports of ``offices`` are late; counts no further than ``most``."""
    asked = Asked(offices, is_late=True)
    some = select(Report.id).where(*_filters(asked, now, db.session())).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def one_of(folio: str, offices: Collection[str] | None) -> Report | None:
    """The report with this folio, if one of ``offices`` has it; None is the whole city."""
    report = db.session.scalar(select(Report).where(Report.folio == folio))
    return report if report and (offices is None or report.department in offices) else None


def many_of(folios: Collection[str], offices: Collection[str] | None) -> list[Report]:
    """Those of ``folios`` that ``offices`` have, oldest first."""
    query = select(Report).where(Report.folio.in_(folios)).order_by(Report.id)
    found = db.session.scalars(query)
    return [each for each in found if offices is None or each.department in offices]


def inside_notes(report: Report, *, most: int = 20) -> list[InsideNote]:
    """What staff wrote for one another about ``report``, newest first."""
    query = select(InsideNote).where(InsideNote.report_id == report.id)
    return list(db.session.scalars(query.order_by(InsideNote.id.desc()).limit(most)))


def activity_of(report: Report, *, most: int = 30) -> list[Activity]:
    """What was done to ``report``, newest first."""
    query = select(Activity).where(Activity.report_id == report.id)
    return list(db.session.scalars(query.order_by(Activity.id.desc()).limit(most)))


def followers_of(report: Report) -> int:
    """How many follow ``report``."""
    query = select(func.count()).select_from(Follower).where(Follower.report_id == report.id)
    return db.session.scalar(query) or 0


def follows_by(receipt_digest: str) -> bool:
    """Does somebody follow a report by this receipt?"""
    return bool(db.session.scalar(select(exists().where(Follower.receipt == receipt_digest))))


def crews_of(offices: Collection[str] | None) -> list[Crew]:
    """The crews of ``offices`` that there are, by office and name."""
    query = select(Crew).where(Crew.ended.is_(None))
    if offices is not None:
        query = query.where(Crew.office.in_(sorted(offices)))
    return list(db.session.scalars(query.order_by(Crew.office, Crew.name, Crew.id)))


def crew(id: int, offices: Collection[str] | None) -> Crew | None:
    """The crew with this id, if it is one of ``offices`` and there still is one."""
    found = db.session.get(Crew, id)
    is_there = found is not None and found.ended is None
    return found if is_there and found and (offices is None or found.office in offices) else None


def members_of(crews: Collection[Crew]) -> dict[int, list[int]]:
    """The accounts of who goes out with each crew, by the crew's id."""
    members: dict[int, list[int]] = {each.id: [] for each in crews}
    query = select(CrewMember).where(CrewMember.crew_id.in_(members), CrewMember.ended.is_(None))
    for member in db.session.scalars(query.order_by(CrewMember.id)):
        members[member.crew_id].append(member.account_id)
    return members


def crews_with(account_id: int) -> set[int]:
    """The crews that somebody goes out with."""
    query = (
        select(Crew.id)
        .join(CrewMember)
        .where(CrewMember.account_id == account_id, CrewMember.ended.is_(None))
    )
    return set(db.session.scalars(query.where(Crew.ended.is_(None)).order_by(Crew.id)))


def round_of(crews: Collection[int], today: date, *, most: int = 40) -> list[Report]:
    """What these crews have to do: what is planned for ``today`` or was before, and what has no
    day, in the order of the days."""
    query = select(Report).where(
        Report.crew_id.in_(sorted(crews)),
        Report.is_open == True,  # noqa: E712 - an index is asked with "="
        (Report.planned <= today) | Report.planned.is_(None),
    )
    order = (Report.planned.is_(None), Report.planned, Report.id)
    return list(db.session.scalars(query.order_by(*order).limit(most)))


def _filters(asked: Asked, now: datetime, reading: Session) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if asked.offices is not None:
        offices = sorted(asked.offices)
        one = Report.department == offices[0] if len(offices) == 1 else None
        filters.append(Report.department.in_(offices) if one is None else one)
    if asked.state == OPEN or asked.is_late:
        filters.append(Report.is_open == True)  # noqa: E712 - an index is asked with "="
    if asked.state in set(State):
        filters.append(Report.state == asked.state)
    if asked.is_late:
        filters.append(Report.due < now)
    if asked.borough:
        filters.append(Report.borough == asked.borough)
    if asked.category:
        filters.append(Report.category == asked.category)
    if asked.crew is not None:
        filters.append(Report.crew_id == asked.crew)
    return filters + _with_words(asked.words, reading)


def _with_words(words: Collection[str], reading: Session) -> list[ColumnElement[bool]]:
    """Reports that have, for each of ``words``, a word that begins so."""
    if not words:
        return []
    counted = {word: reading.scalar(_count(word)) or 0 for word in words}
    rarest, *others = sorted(counted, key=lambda word: (counted[word], word))
    few = select(Word.report_id).where(*_begins(Word, rarest))
    for word in others:
        also = aliased(Word)
        few = few.where(exists().where(also.report_id == Word.report_id, *_begins(also, word)))
    # In no order: any order but the index's would read all of them first.
    found = list(reading.scalars(few.limit(RARE + 1)))
    if len(found) <= RARE:
        return [Report.id.in_(sorted(set(found)))]
    return [exists().where(Word.report_id == Report.id, *_begins(Word, word)) for word in words]


def _begins(table: type[Word], word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.word >= word, table.word < behind(word)


def _count(word: str) -> Select[int]:
    begins = select(Word.report_id).where(*_begins(Word, word))
    return select(func.count()).select_from(begins.limit(RARE + 1).subquery())
