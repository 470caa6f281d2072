"""Stations by key, by name, and near a place."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, case, select

from backend.kernel.db import db
from backend.kernel.geo import Point, box_around, distance_m
from backend.transit.models import StationRow, StopRow
from backend.transit.names import folded
from backend.transit.queries.feeds import Served

PAGE = 20
REACHES_M = (500, 1000, 2000, 5000)
"""How far to look around a place: farther only where there is nothing nearer."""
ENOUGH = 8
MOST_WORDS = 8


@dataclass(frozen=True)
class Found:
    """Some stations, and whether there are more; ``metres`` tells how far each is, if asked."""

    stations: list[StationRow]
    more: bool = False
    metres: tuple[int, ...] = ()


def station(served: Served, key: str) -> StationRow | None:
    """The station with this key, or to which the stop with this key belongs."""
    found = db.session.scalar(
        select(StationRow)
        .where(StationRow.feed_id == served.id, StationRow.key == key)
        .order_by(StationRow.id)
        .limit(1)
    )
    return found or db.session.scalar(
        select(StationRow)
        .join(
            StopRow,
            (StopRow.feed_id == StationRow.feed_id) & (StopRow.station_id == StationRow.id),
        )
        .where(StopRow.feed_id == served.id, StopRow.key == key)
        .order_by(StationRow.id)
        .limit(1)
    )


def stations_by_number(served: Served, numbers: Iterable[int]) -> dict[int, StationRow]:
    """Some stations, by their numbers."""
    found = db.session.scalars(
        select(StationRow)
        .where(StationRow.feed_id == served.id, StationRow.id.in_(set(numbers)))
        .order_by(StationRow.id)
    )
    return {each.id: each for each in found}


def search(served: Served, name: str, *, start: int = 0, size: int = PAGE) -> Found:
    """Stations whose name holds every word of ``name``, the likeliest first.

    Likeliest is the very name, then what begins with it, then where the first lines call.
    """
    wanted = folded(name)
    if not wanted:
        return Found([])
    likeliest = case(
        (StationRow.folded == wanted, 0),
        (StationRow.folded.startswith(wanted, autoescape=True), 1),
        else_=2,
    )
    query = select(StationRow).where(StationRow.feed_id == served.id)
    for word in wanted.split()[:MOST_WORDS]:
        query = query.where(StationRow.folded.contains(word, autoescape=True))
    found = list(
        db.session.scalars(
            query.order_by(likeliest, StationRow.first_line, StationRow.id)
            .limit(size + 1)
            .offset(start)
        )
    )
    return Found(found[:size], len(found) > size)


def near(served: Served, point: Point, *, size: int = PAGE) -> Found:
    """The stations nearest to ``point``, nearest first, with metres; none beyond five kilometres.

    Looks around in a small box first, for the index to find few.
    """
    measured: list[tuple[int, StationRow]] = []
    for reach in REACHES_M:
        around = db.session.scalars(_around(served, point, reach))
        measured = [(round(distance_m(point, Point(each.lat, each.lon))), each) for each in around]
        measured = [pair for pair in measured if pair[0] <= reach]
        if len(measured) >= ENOUGH:
            break
    measured.sort(key=lambda pair: (pair[0], pair[1].id))
    kept = measured[:size]
    return Found(
        [each for _, each in kept],
        len(measured) > size,
        tuple(metres for metres, _ in kept),
    )


def nearest_of(
    served: Served, point: Point, lines: Iterable[int], *, within_m: int
) -> StationRow | None:
    """The station nearest to ``point`` whose first line is one of ``lines``, if one is so near."""
    query = _around(served, point, within_m).where(StationRow.first_line.in_(tuple(lines)))
    around = db.session.scalars(query)
    measured = [(distance_m(point, Point(each.lat, each.lon)), each.id, each) for each in around]
    metres, _, found = min(measured, default=(within_m + 1.0, 0, None))
    return found if metres <= within_m else None


def _around(served: Served, point: Point, metres: int) -> Select[StationRow]:
    """The stations in a box around ``point``: all that are so near, and some that are not."""
    box = box_around(point, metres)
    return (
        select(StationRow)
        .where(
            StationRow.feed_id == served.id,
            StationRow.lat.between(box.south, box.north),
            StationRow.lon.between(box.west, box.east),
        )
        .order_by(StationRow.id)
    )
