"""A pack read as its description says, and nothing else known: what a phone's script does."""

from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from backend.transit.gtfs.feed import Service
from backend.transit.journey import UNKNOWN_WAIT, Lane, Search
from backend.transit.network import Run, Timing


class Station(NamedTuple):
    """As it is in the pack."""

    key: str
    name: str
    lat: float
    lon: float


class Pattern(NamedTuple):
    """A line's pattern."""

    line: str
    headsign: str
    stations: tuple[int, ...]
    timings: tuple[Timing, ...]
    no_boarding: tuple[int, ...]
    no_alighting: tuple[int, ...]


class Unpacked:
    """A pack, unpacked."""

    def __init__(self, pack: dict[str, Any]) -> None:
        assert pack["v"] == 1
        about = pack["stations"]
        lats, lons = accumulate(about["lat"]), accumulate(about["lon"])
        self.stations = [
            Station(key, name, lat / 1e5, lon / 1e5)
            for key, name, lat, lon in zip(about["key"], about["name"], lats, lons, strict=True)
        ]
        self.patterns = [
            _pattern(line["key"], *each) for line in pack["lines"] for each in line["patterns"]
        ]
        self.services = [_service(*each) for each in pack["services"]]
        self.near: list[list[tuple[int, int]]] = [[] for _ in self.stations]
        for one, other, metres in pack["near"]:
            self.near[one].append((other, metres))
            self.near[other].append((one, metres))

    def number(self, key: str) -> int:
        """The station with this key."""
        return [station.key for station in self.stations].index(key)

    def search(self) -> Search:
        """The network of the pack, to be searched as the server searches its own."""
        lanes = [
            Lane(
                number,
                each.stations,
                each.timings[0].leave,
                min((run.every for t in each.timings for run in t.runs if run.every), default=0)
                // 2
                or UNKNOWN_WAIT,
                frozenset(each.no_boarding),
                frozenset(each.no_alighting),
            )
            for number, each in enumerate(self.patterns)
        ]
        return Search(lanes, self.near)


def _service(
    days: int, first: str | None, last: str | None, added: list[str], removed: list[str]
) -> Service:
    return Service(
        "",
        days,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        set(map(date.fromisoformat, added)),
        set(map(date.fromisoformat, removed)),
    )


def _pattern(
    line: str, headsign: str, stations: list[int], timings: list[Any], *limits: list[int]
) -> Pattern:
    no_boarding, no_alighting = limits or ([], [])
    read = [
        Timing(tuple(accumulate(leave)), (), [Run(*run) for run in runs]) for leave, runs in timings
    ]
    return Pattern(
        line, headsign, tuple(stations), tuple(read), tuple(no_boarding), tuple(no_alighting)
    )
