"""An agency or a line as a phone keeps it: all of its stations, times and changes, compact.

Version 1 is JSON with these members; lists that go together have the same length:

============  =================================================================================
``v``         1; a reader that knows another number asks for the page instead
``id``        what was asked for: ``agency.<key>`` or ``line.<key>``
``name``      how it is called
``version``   changes exactly when anything else in the pack does
``feed``      ``publisher``, ``zone`` (IANA), ``first`` and ``last`` day (ISO 8601) it speaks of,
              ``shifted`` days its calendar was moved by, ``sample`` if it is invented
``services``  each ``[days, first, last, [added], [removed]]``: bits from Monday (1) to Sunday
              (64), days as in ISO 8601 or null
``stations``  ``key``, ``name``, ``lat``, ``lon``; degrees times 100,000, from the second on as the
              difference to the one before
``near``      changes on foot: ``[station, station, metres]``, each pair once
``lines``     each with ``key``, ``brand`` (what people call its agency), ``short``, ``long``,
              ``mark`` (what stands on its badge), ``kind`` (GTFS route_type), ``colour``, ``ink``,
              ``prices`` (``[amount, currency]``) and ``patterns``
``patterns``  each ``[to, stations, timings]``, and where some calls only let on or off
              ``[..., no_boarding, no_alighting]`` with places in the pattern
``timings``   each ``[leave, runs]``: seconds from the first station to each, from the second on as
              the difference to the one before
``runs``      each ``[service, start, end, every, exact]`` as in ``network.Run``
============  =================================================================================
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from backend.transit.network import Timing

VERSION = 1


@dataclass(frozen=True)
class PackedPattern:
    """A pattern to pack; stations are numbers of the feed."""

    headsign: str
    stations: Sequence[int]
    timings: Sequence[Timing]
    no_boarding: Sequence[int]
    no_alighting: Sequence[int]


@dataclass(frozen=True)
class PackedStation:
    """A station to pack; ``near`` has numbers of the feed, with metres."""

    key: str
    name: str
    lat: float
    lon: float
    near: Sequence[tuple[int, int]]


def pack_of(
    *,
    id: str,
    name: str,
    feed: Mapping[str, Any],
    services: Sequence[Any],
    stations: Mapping[int, PackedStation],
    lines: Sequence[tuple[Mapping[str, Any], Sequence[PackedPattern]]],
) -> dict[str, Any]:
    """The pack of ``lines``. ``services`` are the feed's by number, as ``load`` keeps them."""
    # In the order of the lines, so that neighbours are neighbours and differences small.
    order = dict.fromkeys(
        station for _, patterns in lines for each in patterns for station in each.stations
    )
    numbers = {station: number for number, station in enumerate(order)}
    used = sorted(
        {run.service for _, patterns in lines for each in patterns for run in _runs(each)}
    )
    renumbered = {service: number for number, service in enumerate(used)}
    placed = [stations[station] for station in order]
    packed: dict[str, Any] = {
        "v": VERSION,
        "id": id,
        "name": name,
        "feed": dict(feed),
        "services": [services[number] for number in used],
        "stations": {
            "key": [each.key for each in placed],
            "name": [each.name for each in placed],
            "lat": _differences([round(each.lat * 1e5) for each in placed]),
            "lon": _differences([round(each.lon * 1e5) for each in placed]),
        },
        "near": [
            [numbers[station], numbers[other], metres]
            for station in order
            for other, metres in stations[station].near
            if other in numbers and numbers[station] < numbers[other]
        ],
        "lines": [
            {**about, "patterns": [_pattern(each, numbers, renumbered) for each in patterns]}
            for about, patterns in lines
        ],
    }
    content = json.dumps(packed, sort_keys=True, separators=(",", ":"))
    packed["version"] = hashlib.sha256(content.encode()).hexdigest()[:12]
    return packed


def _pattern(
    pattern: PackedPattern, numbers: Mapping[int, int], services: Mapping[int, int]
) -> list[Any]:
    packed: list[Any] = [
        pattern.headsign,
        [numbers[station] for station in pattern.stations],
        [
            [
                _differences(timing.leave),
                [[services[run.service], *run[1:]] for run in timing.runs],
            ]
            for timing in pattern.timings
        ],
    ]
    if pattern.no_boarding or pattern.no_alighting:
        packed += [list(pattern.no_boarding), list(pattern.no_alighting)]
    return packed


def _runs(pattern: PackedPattern) -> list[Any]:
    return [run for timing in pattern.timings for run in timing.runs]


def _differences(numbers: Sequence[int]) -> list[int]:
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]
