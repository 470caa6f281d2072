"""Reads of reports: they change nothing and are always ordered."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from backend.kernel.db import db
from backend.kernel.geo import Box, Point, box_around, distance_m
from backend.reports import folio as folios
from backend.reports.models import Follower, Report, ReportPhoto
from backend.reports.status import OPEN, State

PAGE = 12
NEAR_METRES = 1000


@dataclass(frozen=True)
class Page:
    """Some reports, newest first, and the folio to ask on from (None at the end)."""

    reports: list[Report]
    after: str | None


def by_folio(folio: str) -> Report | None:
    """The report with this folio."""
    return db.session.scalar(select(Report).where(Report.folio == folio))


def by_receipt(receipt_digest: str) -> Report | None:
    """The report that this receipt filed, or made its sender follow."""
    own = db.session.scalar(select(Report).where(Report.receipt == receipt_digest))
    return own or db.session.scalar(
        select(Report).join(Follower).where(Follower.receipt == receipt_digest)
    )


def by_key(key: str) -> Report | None:
    """The report that this private key belongs to, as its author's or a follower's."""
    digest = folios.digest_of(key)
    own = db.session.scalar(select(Report).where(Report.key == digest))
    return own or db.session.scalar(select(Report).join(Follower).where(Follower.key == digest))


def of(keys: Iterable[str], account_id: int | None = None) -> list[Report]:
    """The reports these keys or this account filed or follow, newest first."""
    if not keys and account_id is None:
        return []
    # One list of ids: with "or" PostgreSQL would read every report there is.
    hers = union_all(
        *_held(Report.id, Report, keys, account_id),
        *_held(Follower.report_id, Follower, keys, account_id),
    )
    return list(db.session.scalars(_newest(select(Report).where(Report.id.in_(hers)))))


def pending_of(keys: Iterable[str], account_id: int | None = None) -> list[Report]:
    """Those of ``of`` that wait for the city, or for the resident to say it is fixed."""
    pending = {*OPEN, State.FIXED}
    return [report for report in of(keys, account_id) if report.standing in pending]


def follows(report: Report, keys: Iterable[str], account_id: int | None = None) -> bool:
    """Does one of these keys, or this account, follow ``report``?"""
    found = union_all(*_held(Follower.report_id, Follower, keys, account_id)).subquery()
    return bool(db.session.scalar(select(exists().where(found.c.report_id == report.id))))


def of_nobody(keys: Iterable[str]) -> list[Report | Follower]:
    """What these keys filed or follow and no account has yet, oldest first."""
    digests = [folios.digest_of(key) for key in keys]
    found: list[Report | Follower] = []
    for table in (Report, Follower):
        unowned = select(table).where(table.key.in_(digests), table.account_id.is_(None))
        found += db.session.scalars(unowned.order_by(table.id))
    return found


def newest(
    *,
    borough: str | None = None,
    near: Point | None = None,
    state: str | None = None,
    after: str | None = None,
    size: int = PAGE,
) -> Page:
    """A page of everybody's reports, newest first, beginning behind the folio ``after``."""
    query = select(Report)
    if borough:
        query = query.where(Report.borough == borough)
    if state:
        query = query.where(Report.state == state)
    if near:
        query = query.where(_inside(box_around(near, NEAR_METRES)))
    last = by_folio(after) if after else None
    if last:
        # Compared as a pair an index can begin there, however far back that is.
        query = query.where(tuple_(Report.created, Report.id) < (last.created, last.id))
    found = list(db.session.scalars(_newest(query).limit(size + 1)))
    return Page(found[:size], found[size - 1].folio if len(found) > size else None)


def same_nearby(
    category: str, point: Point, within_m: int, *, but: str
) -> list[tuple[Report, int]]:
    """Open reports of ``category`` within some metres of a place, nearest first, with metres.

    ``but`` is the digest of the receipt that asks: a copy of the same form, sent at the same
    moment, may have filed its report just now.
    """
    found = db.session.scalars(
        _newest(
            select(Report)
            .where(Report.category == category, Report.state.in_(sorted(OPEN)))
            .where(Report.receipt != but)
            .where(_inside(box_around(point, within_m)))
        ).limit(50)
    )
    measured = [
        (report, round(distance_m(point, Point(report.lat, report.lon))))
        for report in found
        if report.lat is not None and report.lon is not None
    ]
    return sorted(
        ((report, away) for report, away in measured if away <= within_m),
        key=lambda pair: pair[1],
    )[:3]


def after(folio: str) -> Report | None:
    """The last report that follows ``folio``, which could not be reopened any more."""
    query = select(Report).where(Report.after == folio).order_by(Report.id.desc())
    return db.session.scalar(query.limit(1))


def photo_of(report: Report, position: int) -> ReportPhoto | None:
    """The photo at ``position`` (1, 2, ...) of ``report``."""
    return db.session.get(ReportPhoto, (report.id, position))


def _held(
    column: InstrumentedAttribute[int],
    table: type[Report | Follower],
    keys: Iterable[str],
    account_id: int | None,
) -> list[Select[int]]:
    """``column`` of what one of these keys opens, and of what this account has."""
    held = [select(column).where(table.key.in_([folios.digest_of(key) for key in keys]))]
    if account_id is not None:
        held.append(select(column).where(table.account_id == account_id))
    return held


def _newest(query: Select[Report]) -> Select[Report]:
    return query.order_by(Report.created.desc(), Report.id.desc())


def _inside(box: Box) -> ColumnElement[bool]:
    return and_(Report.lat.between(box.south, box.north), Report.lon.between(box.west, box.east))
