"""Agencies, lines and their patterns, in the order in which they are shown."""

from collections.abc import Iterable

from sqlalchemy import func, select

from backend.kernel.db import db
from backend.transit.models import AgencyRow, LineRow, PatternRow
from backend.transit.names import brand_of
from backend.transit.network import METRO, Run, Timing
from backend.transit.queries.feeds import Served, once
from backend.transit.stations import RAILS


def agencies(served: Served) -> list[tuple[AgencyRow, int]]:
    """All agencies, each with how many lines it has."""
    counted = (
        select(LineRow.agency_id, func.count().label("lines"))
        .where(LineRow.feed_id == served.id)
        .group_by(LineRow.agency_id)
        .subquery()
    )
    found = db.session.execute(
        select(AgencyRow, counted.c.lines)
        .join(counted, counted.c.agency_id == AgencyRow.id)
        .where(AgencyRow.feed_id == served.id)
        .order_by(AgencyRow.id)
    )
    return [(agency, lines) for agency, lines in found]


def agency(served: Served, key: str) -> AgencyRow | None:
    """The agency with this key."""
    return db.session.scalar(
        select(AgencyRow)
        .where(AgencyRow.feed_id == served.id, AgencyRow.key == key)
        .order_by(AgencyRow.id)
        .limit(1)
    )


def kinds(served: Served) -> list[int]:
    """The kinds of vehicle there are, the commonest first."""
    found = db.session.execute(
        select(LineRow.kind)
        .where(LineRow.feed_id == served.id)
        .group_by(LineRow.kind)
        .order_by(func.count().desc(), LineRow.kind)
    )
    return [kind for (kind,) in found]


def agencies_by_number(served: Served, numbers: Iterable[int]) -> dict[int, AgencyRow]:
    """Some agencies, by their numbers."""
    found = db.session.scalars(
        select(AgencyRow)
        .where(AgencyRow.feed_id == served.id, AgencyRow.id.in_(set(numbers)))
        .order_by(AgencyRow.id)
    )
    return {each.id: each for each in found}


def brands(served: Served) -> dict[int, str]:
    """What people call each agency, by its number."""
    return once(
        served,
        "brands",
        lambda: {each.id: brand_of(each.name, each.key) for each, _ in agencies(served)},
    )


def on_rails(served: Served) -> dict[int, str]:
    """The numbers of the lines of the metro, of all others on rails where there is none; each with
    what people call its agency."""
    return once(served, "rails", lambda: _on_rails(served))


def _on_rails(served: Served) -> dict[int, str]:
    wanted = (METRO,) if METRO in kinds(served) else tuple(RAILS)
    found = db.session.execute(
        select(LineRow.id, LineRow.agency_id)
        .where(LineRow.feed_id == served.id, LineRow.kind.in_(wanted))
        .order_by(LineRow.id)
    )
    return {id: brands(served)[agency] for id, agency in found}


def lines_of(
    served: Served, agency: AgencyRow, *, size: int | None = None, start: int = 0
) -> list[LineRow]:
    """The lines of an agency, or some of them beginning at ``start``."""
    return list(
        db.session.scalars(
            select(LineRow)
            .where(LineRow.feed_id == served.id, LineRow.agency_id == agency.id)
            .order_by(LineRow.id)
            .limit(size)
            .offset(start)
        )
    )


def how_many(served: Served, agency: AgencyRow) -> int:
    """How many lines an agency has."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(LineRow)
            .where(LineRow.feed_id == served.id, LineRow.agency_id == agency.id)
        )
        or 0
    )


def line(served: Served, key: str) -> LineRow | None:
    """The line with this key."""
    return db.session.scalar(
        select(LineRow)
        .where(LineRow.feed_id == served.id, LineRow.key == key)
        .order_by(LineRow.id)
        .limit(1)
    )


def lines_by_number(served: Served, numbers: Iterable[int]) -> dict[int, LineRow]:
    """Some lines, by their numbers, in the order in which lines are shown."""
    found = db.session.scalars(
        select(LineRow)
        .where(LineRow.feed_id == served.id, LineRow.id.in_(set(numbers)))
        .order_by(LineRow.id)
    )
    return {each.id: each for each in found}


def patterns_of(served: Served, line: LineRow) -> list[PatternRow]:
    """The patterns of a line, the main ones first."""
    return list(
        db.session.scalars(
            select(PatternRow)
            .where(PatternRow.feed_id == served.id, PatternRow.line_id == line.id)
            .order_by(PatternRow.place)
        )
    )


def patterns_by_number(served: Served, numbers: Iterable[int]) -> dict[int, PatternRow]:
    """Some patterns, by their numbers."""
    found = db.session.scalars(
        select(PatternRow)
        .where(PatternRow.feed_id == served.id, PatternRow.id.in_(set(numbers)))
        .order_by(PatternRow.id)
    )
    return {each.id: each for each in found}


def timings_of(pattern: PatternRow) -> list[Timing]:
    """The timings of a pattern."""
    return [
        Timing(tuple(leave), tuple(arrive), [Run(*run) for run in runs])
        for leave, arrive, runs in pattern.timings
    ]
