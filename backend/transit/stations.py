"""Which stops are one station to whoever changes there.

A feed says so with ``parent_station``; many do not, and give each line, even each side of the
street, a stop of its own. Stops of one name that are close together are one station then: on the
street within SAME_M, on the rails of one agency, where passages are long, within SAME_RAIL_M.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backend.kernel.geo import Point, distance_m
from backend.transit.gtfs.feed import Feed, Stop
from backend.transit.names import folded

SAME_M = 150
SAME_RAIL_M = 700
RAILS = frozenset({0, 1, 2, 5, 7, 12})
"""Basic route types that run on rails."""


@dataclass
class Station:
    """A place to get on: ``stops`` are the feed's, ``rails`` the agencies whose trains stop."""

    id: str
    name: str
    lat: float
    lon: float
    step_free: int
    rails: set[str] = field(default_factory=set)
    stops: list[str] = field(default_factory=list)


def stations_of(feed: Feed) -> list[Station]:
    """The stations at which trips call, in the order of the feed's stops."""
    agencies = _agencies_of(feed)
    used = [stop for stop in feed.stops.values() if stop.id in agencies]
    own = _by_parent(feed, used, agencies)
    heads: dict[str, list[Station]] = {}
    joined: list[Station] = []
    # Those on rails first, so that a station goes by the train's stop.
    for station in sorted(own, key=lambda each: (not each.rails, each.id)):
        namesakes = heads.setdefault(folded(station.name), [])
        head = next((each for each in namesakes if _is_same(each, station)), None)
        if head:
            head.stops += station.stops
            head.rails |= station.rails
            head.step_free = _together(head.step_free, station.step_free)
        else:
            namesakes.append(station)
            joined.append(station)
    places = {id: place for place, id in enumerate(feed.stops)}
    return sorted(joined, key=lambda each: places[each.id])


def _agencies_of(feed: Feed) -> dict[str, set[str]]:
    """The agencies whose trains call, for each stop at which anything calls."""
    found: dict[str, set[str]] = {}
    for trip in feed.trips.values():
        route = feed.routes[trip.route]
        rails = {route.agency} if route.kind in RAILS else set()
        for call in feed.calls_of(trip.id):
            found.setdefault(call.stop, set()).update(rails)
    return found


def _by_parent(feed: Feed, used: Iterable[Stop], agencies: Mapping[str, set[str]]) -> list[Station]:
    found: dict[str, Station] = {}
    for stop in used:
        head = feed.stops.get(stop.parent, stop)
        # A stop that does not say inherits what its station says.
        step_free = stop.step_free or head.step_free
        station = found.get(head.id)
        if station is None:
            station = Station(head.id, head.name, head.lat, head.lon, step_free)
            found[head.id] = station
        station.step_free = _together(station.step_free, step_free)
        station.rails |= agencies[stop.id]
        station.stops.append(stop.id)
    return list(found.values())


def _is_same(one: Station, other: Station) -> bool:
    within = SAME_RAIL_M if one.rails & other.rails else SAME_M
    return distance_m(Point(one.lat, one.lon), Point(other.lat, other.lon)) <= within


def _together(one: int, other: int) -> int:
    """Step-free only if all of it is (1); not (2) if any part is known not to be."""
    if 2 in {one, other}:
        return 2
    return 1 if one == other == 1 else 0
