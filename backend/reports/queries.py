"""Reads of reports: they change nothing and are always ordered."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, select, tuple_, union_all

from backend.kernel.db import db
from backend.kernel.geo import Box, Point, box_around, distance_m
from backend.reports import folio as folios
from backend.reports.models import Follower, Report, ReportPhoto
from backend.reports.status import OPEN, State

PAGE = 20
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


def of_keys(keys: Iterable[str]) -> list[Report]:
    """The reports these keys filed or follow, newest first."""
    digests = [folios.digest_of(key) for key in keys]
    if not digests:
        return []
    # One list of ids: with "or" PostgreSQL would read every report there is.
    hers = union_all(
        select(Report.id).where(Report.key.in_(digests)),
        select(Follower.report_id).where(Follower.key.in_(digests)),
    )
    return list(db.session.scalars(_newest(select(Report).where(Report.id.in_(hers)))))


def pending_of_keys(keys: Iterable[str]) -> list[Report]:
    """Those of ``of_keys`` that wait for the city, or for the resident to say it is fixed."""
    pending = {*OPEN, State.FIXED}
    return [report for report in of_keys(keys) if report.standing in pending]


def follows(report: Report, keys: Iterable[str]) -> bool:
    """Does one of these keys follow ``report``?"""
    digests = [folios.digest_of(key) for key in keys]
    return bool(digests) and (
        db.session.scalar(
            select(Follower.id)
            .where(Follower.report_id == report.id, Follower.key.in_(digests))
            .limit(1)
        )
        is not None
    )


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


def photo_of(report: Report, position: int) -> ReportPhoto | None:
    """The photo at ``position`` (1, 2, ...) of ``report``."""
    return db.session.get(ReportPhoto, (report.id, position))


def _newest(query: Select[Report]) -> Select[Report]:
    return query.order_by(Report.created.desc(), Report.id.desc())


def _inside(box: Box) -> ColumnElement[bool]:
    return and_(Report.lat.between(box.south, box.north), Report.lon.between(box.west, box.east))
