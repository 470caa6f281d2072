"""The network to search for a way from here to there: read once a process."""

from datetime import date

from sqlalchemy import select

from backend.kernel.db import db
from backend.transit.journey import UNKNOWN_WAIT, Lane, Search
from backend.transit.models import PatternRow, StationRow
from backend.transit.queries.feeds import Served, once


def search_of(served: Served) -> Search:
    """The served network, ready to be searched; lanes are numbered like the patterns."""
    return once(served, "search", lambda: _search(served))


def running_on(served: Served, day: date) -> frozenset[int]:
    """The patterns that run at some time of the service day ``day``."""
    services = {number for number, each in enumerate(served.services) if each.runs_on(day)}
    used = once(served, "used", lambda: _services_used(served))
    return frozenset(pattern for pattern, own in used.items() if own & services)


def _search(served: Served) -> Search:
    lanes = []
    for row in db.session.execute(
        select(
            PatternRow.id,
            PatternRow.stations,
            PatternRow.no_boarding,
            PatternRow.no_alighting,
            PatternRow.timings,
        )
        .where(PatternRow.feed_id == served.id)
        .order_by(PatternRow.id)
    ):
        id, stations, no_boarding, no_alighting, timings = row
        every = [run[3] for _, _, runs in timings for run in runs if run[3]]
        lanes.append(
            Lane(
                pattern=id,
                stations=tuple(stations),
                leave=tuple(timings[0][0]),
                wait=min(every) // 2 if every else UNKNOWN_WAIT,
                no_boarding=frozenset(no_boarding),
                no_alighting=frozenset(no_alighting),
            )
        )
    near = db.session.scalars(
        select(StationRow.near).where(StationRow.feed_id == served.id).order_by(StationRow.id)
    )
    return Search(lanes, [[(other, metres) for other, metres in each] for each in near])


def _services_used(served: Served) -> dict[int, set[int]]:
    found = db.session.execute(
        select(PatternRow.id, PatternRow.timings)
        .where(PatternRow.feed_id == served.id)
        .order_by(PatternRow.id)
    )
    return {id: {run[0] for _, _, runs in timings for run in runs} for id, timings in found}
