"""The notices of the day."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, union_all

from backend.kernel.db import db
from backend.transit.models import Notice

PAGE = 8
EVERYTHING = "all"


def standing(
    now: datetime,
    about: Collection[tuple[str, str]] | None = None,
    *,
    start: int = 0,
    size: int = PAGE,
) -> list[Notice]:
    """Notices that hold now, newest first: all, or those ``about`` some agencies, lines or
    stations (by what they are and their key) and about everything."""
    return list(
        db.session.scalars(
            select(Notice)
            .where(_holds(now), _about(about))
            .order_by(Notice.starts.desc(), Notice.id.desc())
            .limit(size)
            .offset(start)
        )
    )


def how_many(now: datetime) -> int:
    """How many notices hold now."""
    return db.session.scalar(select(func.count()).select_from(Notice).where(_holds(now))) or 0


def not_over(now: datetime) -> list[Notice]:
    """Notices that hold or will, in the order in which they begin."""
    return list(
        db.session.scalars(
            select(Notice)
            .where(or_(Notice.ends.is_(None), Notice.ends > now))
            .order_by(Notice.starts, Notice.id)
        )
    )


def changes(now: datetime) -> list[datetime]:
    """When the next notice begins and when the next one ends, those there are."""
    begins = select(func.min(Notice.starts)).where(Notice.starts > now)
    ends = select(func.min(Notice.ends)).where(Notice.ends > now)
    return [each for each in db.session.scalars(union_all(begins, ends)) if each]


def notice(id: int) -> Notice | None:
    """The notice with this number."""
    return db.session.get(Notice, id)


def _holds(now: datetime) -> ColumnElement[bool]:
    return and_(Notice.starts <= now, or_(Notice.ends.is_(None), Notice.ends > now))


def _about(about: Collection[tuple[str, str]] | None) -> ColumnElement[bool]:
    if about is None:
        return and_(True)
    return or_(
        Notice.about == EVERYTHING,
        *(and_(Notice.about == what, Notice.key == key) for what, key in sorted(set(about))),
    )
