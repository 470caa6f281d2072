"""A feed folded into what is served: lines, their patterns of stations, and when they run.

Trips of a line that call at the same stations are one **pattern**; those of a pattern that take
the same time from stop to stop are one **timing**, with a **run** for each departure or headway.
A city's thousands of stop times become some hundreds of patterns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import NamedTuple

from backend.transit.gtfs import FeedError
from backend.transit.gtfs.feed import Feed, Headway, Route, Trip
from backend.transit.names import line_order
from backend.transit.stations import RAILS, Station, stations_of

METRO, BUS = 1, 3
LIKE_ROADS = {BUS, 11}


class Run(NamedTuple):
    """Departures from the first station: one at ``start`` if ``every`` is 0, else one each
    ``every`` seconds from ``start`` to before ``end``; by the minute if ``exact``."""

    service: int
    start: int
    end: int
    every: int
    exact: int


@dataclass
class Timing:
    """Seconds from the first departure to each station's; ``arrive`` only where it differs."""

    leave: tuple[int, ...]
    arrive: tuple[int, ...]
    runs: list[Run] = field(default_factory=list)


@dataclass
class Pattern:
    """Stations in order, by number. ``no_boarding`` and ``no_alighting`` are places in it."""

    headsign: str
    direction: int
    stations: tuple[int, ...]
    no_boarding: tuple[int, ...]
    no_alighting: tuple[int, ...]
    timings: dict[tuple[tuple[int, ...], tuple[int, ...]], Timing] = field(default_factory=dict)

    @property
    def departures(self) -> int:
        """How busy it is: departures in a week, nearly."""
        return sum(_departures(run) for timing in self.timings.values() for run in timing.runs)


@dataclass
class Line:
    """A route of the feed with its patterns, the main ones of both directions first."""

    route: Route
    patterns: list[Pattern]


@dataclass
class Network:
    """All of it, in the order in which it is shown. ``services`` are the feed's, by number."""

    agencies: list[str]
    services: list[str]
    stations: list[Station]
    lines: list[Line]
    left_out: int
    """Stops of the feed at which nothing calls."""


def fold(feed: Feed) -> Network:
    """``feed`` as it is served. FeedError if nothing in it leads anywhere."""
    stations = stations_of(feed)
    numbers = {stop: number for number, each in enumerate(stations) for stop in each.stops}
    services = {id: number for number, id in enumerate(feed.services)}
    patterns: dict[str, dict[object, Pattern]] = {}
    for trip in feed.trips.values():
        _add(patterns.setdefault(trip.route, {}), trip, feed, numbers, services[trip.service])
    lines = [
        Line(feed.routes[route], _in_order(found.values()))
        for route, found in patterns.items()
        if found
    ]
    if not lines:
        raise FeedError(["stop_times.txt: no trip leads from one station to another."])
    agencies = _agencies_in_order(lines)
    lines.sort(key=lambda line: (agencies.index(line.route.agency), *_order(line.route)))
    calling = sum(stop.kind == 0 for stop in feed.stops.values())
    return Network(agencies, list(services), stations, lines, calling - len(numbers))


def _add(
    patterns: dict[object, Pattern],
    trip: Trip,
    feed: Feed,
    numbers: dict[str, int],
    service: int,
) -> None:
    calls = list(feed.calls_of(trip.id))
    # Two stops of one station in a row are one call.
    kept = [
        place
        for place, call in enumerate(calls)
        if not place or numbers[call.stop] != numbers[calls[place - 1].stop]
    ]
    if len(kept) < 2:
        return
    calls = [calls[place] for place in kept]
    start = calls[0].leave
    found = Pattern(
        headsign=trip.headsign,
        direction=trip.direction,
        stations=tuple(numbers[call.stop] for call in calls),
        no_boarding=tuple(place for place, call in enumerate(calls) if not call.boards),
        no_alighting=tuple(place for place, call in enumerate(calls) if not call.alights),
    )
    key = (found.direction, found.stations, found.no_boarding, found.no_alighting)
    pattern = patterns.setdefault(key, found)
    leave = tuple(call.leave - start for call in calls)
    arrive = tuple(max(0, call.arrive - start) for call in calls)
    times = (leave, () if arrive == leave else arrive)
    timing = pattern.timings.setdefault(times, Timing(*times))
    headways = feed.headways.get(trip.id) or [Headway(start, start, 0, True)]
    timing.runs += [Run(service, each.start, each.end, each.every, each.exact) for each in headways]


def _in_order(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The longest of each direction first, then the next longest."""
    ways: dict[int, list[Pattern]] = {}
    for pattern in patterns:
        ways.setdefault(pattern.direction, []).append(pattern)
    for found in ways.values():
        found.sort(key=lambda each: (-len(each.stations), -each.departures, each.headsign))
    turns = chain.from_iterable(zip_longest(*(ways[way] for way in sorted(ways))))
    return [pattern for pattern in turns if pattern]


def _agencies_in_order(lines: Sequence[Line]) -> list[str]:
    """Metro first, buses last, and among alike the one whose lines are busiest."""
    by_agency: dict[str, list[Line]] = {}
    for line in lines:
        by_agency.setdefault(line.route.agency, []).append(line)

    def order(agency: str) -> tuple[int, float, str]:
        own = by_agency[agency]
        busy = sum(pattern.departures for line in own for pattern in line.patterns)
        return min(map(_rank, own)), -busy / len(own), agency

    return sorted(by_agency, key=order)


def _rank(line: Line) -> int:
    kind = line.route.kind
    if kind == METRO:
        return 0
    if kind in RAILS:
        return 1
    return 3 if kind in LIKE_ROADS else 2


def _order(route: Route) -> tuple[object, ...]:
    # A feed that numbers its lines says in which order; the others follow their names.
    return (
        route.order is None,
        route.order or 0,
        *line_order(route.short),
        route.long,
        route.id,
    )


def _departures(run: Run) -> int:
    return max(1, (run.end - run.start) // run.every) if run.every else 1
