"""A feed into the database: read and checked first, then written whole or not at all.

Reading takes seconds and needs no transaction. Writing is one transaction, so that whoever reads
meanwhile has the old feed, and a load that is killed leaves it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select

from backend.kernel.db import db
from backend.kernel.geo import Point
from backend.transit import days, queries
from backend.transit.colours import paint
from backend.transit.gtfs import Feed, read_feed
from backend.transit.gtfs.feed import Service
from backend.transit.journey import WALK_M
from backend.transit.models import (
    OF_FEED,
    AgencyRow,
    FeedRow,
    LineRow,
    PatternRow,
    StationRow,
    StopRow,
)
from backend.transit.names import folded, key_of
from backend.transit.nearby import nearby
from backend.transit.network import Line, Network, Pattern, fold

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Loaded:
    """What a load brought."""

    counts: dict[str, int]
    notes: list[str]
    lines: int
    stations: int
    first: date
    last: date
    shifted_days: int


def load(path: Path, *, now: datetime, shift: bool = False, is_sample: bool = False) -> Loaded:
    """Load the feed at ``path`` in the place of the one that is served. With ``shift`` the
    calendar of a feed that is over is moved to the present.

    Raises FeedError, and changes nothing, if the feed has faults.
    """
    feed = read_feed(path)
    network = fold(feed)
    today = days.today(now, feed.zone)
    by = days.shift_to(feed.first, feed.last, today) if shift else timedelta()
    services = [feed.services[id].shifted(by) for id in network.services]
    row = FeedRow(
        digest=feed.digest,
        publisher=feed.info.publisher,
        version=feed.info.version,
        zone=feed.zone,
        first=feed.first + by,
        last=feed.last + by,
        shifted_days=by.days,
        is_sample=is_sample,
        longest=_longest(network),
        counts=feed.counts,
        services=[_packed(service) for service in services],
        loaded=now,
    )
    _write(row, feed, network)
    if network.left_out:
        feed.notes.append(f"stops.txt: {network.left_out} stops are not called at; left out.")
    return Loaded(
        counts=feed.counts,
        notes=feed.notes,
        lines=len(network.lines),
        stations=len(network.stations),
        first=row.first,
        last=row.last,
        shifted_days=by.days,
    )


def load_sample(folder: Path, *, now: datetime) -> Loaded | None:
    """Load the city's own sample, if it has one and no feed was loaded yet."""
    if queries.current() or not folder.is_dir():
        return None
    return load(folder, now=now, is_sample=True)


def _write(row: FeedRow, feed: Feed, network: Network) -> None:
    db.session.add(row)
    db.session.flush()
    for model, rows in _rows(feed, network):
        whole = [{"feed_id": row.id, "id": id, **each} for id, each in enumerate(rows)]
        for at in range(0, len(whole), ROWS_AT_ONCE):
            db.session.execute(insert(model), whole[at : at + ROWS_AT_ONCE])
    before = db.session.scalar(
        select(FeedRow.id).where(FeedRow.id < row.id).order_by(FeedRow.id.desc()).limit(1)
    )
    for model in OF_FEED:
        db.session.execute(delete(model).where(model.feed_id < (before or row.id)))
    db.session.execute(delete(FeedRow).where(FeedRow.id < (before or row.id)))
    db.session.commit()


def _rows(feed: Feed, network: Network) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """The rows of each table, numbered by their order."""
    numbers = {id: number for number, id in enumerate(network.agencies)}
    yield AgencyRow, [_agency(feed, id) for id in network.agencies]
    yield LineRow, [_line(feed, line, numbers) for line in network.lines]
    patterns = [
        (number, place, pattern)
        for number, line in enumerate(network.lines)
        for place, pattern in enumerate(line.patterns)
    ]
    yield PatternRow, [_pattern(*each) for each in patterns]
    calls: list[list[list[int]]] = [[] for _ in network.stations]
    lines: list[set[int]] = [set() for _ in network.stations]
    for id, (number, _, pattern) in enumerate(patterns):
        for place, station in enumerate(pattern.stations):
            calls[station].append([id, place])
            lines[station].add(number)
    near = nearby([Point(each.lat, each.lon) for each in network.stations], WALK_M)
    yield (
        StationRow,
        [
            {
                "key": key_of(station.id),
                "name": station.name,
                "folded": folded(station.name)[:400],
                "lat": station.lat,
                "lon": station.lon,
                "step_free": station.step_free,
                "first_line": min(lines[id]),
                "lines": sorted(lines[id]),
                "patterns": calls[id],
                "near": near[id],
            }
            for id, station in enumerate(network.stations)
        ],
    )
    yield (
        StopRow,
        [
            {"key": key_of(stop), "station_id": id}
            for id, station in enumerate(network.stations)
            for stop in station.stops
            if stop != station.id
        ],
    )


def _agency(feed: Feed, id: str) -> dict[str, Any]:
    agency = feed.agencies[id]
    key = key_of(id or agency.name)
    return {"key": key, "name": agency.name, "url": agency.url, "phone": agency.phone}


def _line(feed: Feed, line: Line, agencies: dict[str, int]) -> dict[str, Any]:
    route = line.route
    colour, ink = paint(route.colour, route.ink)
    return {
        "agency_id": agencies[route.agency],
        "key": key_of(route.id),
        "short": route.short,
        "long": route.long,
        "kind": route.kind,
        "colour": colour,
        "ink": ink,
        "prices": [[str(each.amount), each.currency] for each in feed.prices.get(route.id, [])],
    }


def _pattern(line: int, place: int, pattern: Pattern) -> dict[str, Any]:
    return {
        "line_id": line,
        "place": place,
        "headsign": pattern.headsign,
        "direction": pattern.direction,
        "stations": list(pattern.stations),
        "no_boarding": list(pattern.no_boarding),
        "no_alighting": list(pattern.no_alighting),
        "timings": [
            [list(timing.leave), list(timing.arrive), sorted(map(list, timing.runs))]
            for timing in pattern.timings.values()
        ],
    }


def _packed(service: Service) -> list[Any]:
    """A service as JSON; ``queries`` reads it."""
    return [
        service.days,
        service.first and service.first.isoformat(),
        service.last and service.last.isoformat(),
        sorted(day.isoformat() for day in service.added),
        sorted(day.isoformat() for day in service.removed),
    ]


def _longest(network: Network) -> int:
    return max(
        (
            max(run.start, run.end) + timing.leave[-1]
            for line in network.lines
            for pattern in line.patterns
            for timing in pattern.timings.values()
            for run in timing.runs
        ),
        default=0,
    )
