"""Who is to hear of a report besides whoever filed it."""

from collections.abc import Collection

from sqlalchemy import select

from backend.kernel.db import db
from backend.reports.models import Follower, Report
from backend.reports.status import State

DEEPEST = 5
"""How far a duplicate may be one of a duplicate, until nobody looks further."""


def duplicates_of(folio: str) -> list[Report]:
    """Every report that was found to be the same as ``folio``, or the same as one of these."""
    found: dict[str, Report] = {}
    firsts = [folio]
    for _ in range(DEEPEST):
        query = select(Report).where(
            Report.refers_to.in_(firsts), Report.state == State.DUPLICATE, Report.folio != folio
        )
        fresh = [
            each
            for each in db.session.scalars(query.order_by(Report.id))
            if each.folio not in found
        ]
        if not fresh:
            break
        found.update((each.folio, each) for each in fresh)
        firsts = [each.folio for each in fresh]
    return list(found.values())


def followers_of(report_ids: Collection[int]) -> list[Follower]:
    """Everybody who follows one of these reports, in the order of their coming."""
    query = select(Follower).where(Follower.report_id.in_(sorted(report_ids)))
    return list(db.session.scalars(query.order_by(Follower.id)))
