"""What a phone keeps of the metro is all of it, and weighs little."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.compression import pack as packed
from backend.transit import pack as description
from backend.transit import queries
from backend.transit.gtfs import read_feed
from backend.transit.journey import Ride, Search
from backend.transit.load import load
from backend.transit.network import Network, fold
from backend.transit.queries import plans, stations
from tests.transit.feeds import FILES, a_feed, changed, in_folder
from tests.transit.unpacked import Unpacked

METRO_MOST_BYTES = 6 * 1024
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)


@pytest.fixture
def sample(app: Flask, repository: Path) -> Iterator[Flask]:
    """The sample of the metro, loaded."""
    with app.app_context():
        load(repository / "backend" / "city" / "cdmx" / "gtfs", now=NOW, is_sample=True)
        yield app


def _pack(id: str) -> dict[str, Any]:
    found = queries.pack(id)
    assert found
    # As it arrives on the phone.
    read: dict[str, Any] = json.loads(json.dumps(found))
    return read


def _along(network: Network) -> list[tuple[list[str], list[tuple[tuple[int, ...], int]]]]:
    return [
        (
            [network.stations[number].name for number in pattern.stations],
            [(timing.leave, len(timing.runs)) for timing in pattern.timings.values()],
        )
        for line in network.lines
        for pattern in line.patterns
    ]


def test_a_pack_has_every_station_and_time_of_the_feed(site: Flask, small_city: Flask) -> None:
    with site.app_context():
        metro, bus = Unpacked(_pack("agency.M")), Unpacked(_pack("agency.B"))
    network = fold(_small(site))
    told = [
        (
            [each.stations[number].name for number in pattern.stations],
            [(timing.leave, len(timing.runs)) for timing in pattern.timings],
        )
        for each in (metro, bus)
        for pattern in each.patterns
    ]
    assert told == _along(network)
    places = {each.name: (each.lat, each.lon) for each in (*metro.stations, *bus.stations)}
    for station in network.stations:
        assert places[station.name] == pytest.approx((station.lat, station.lon), abs=1e-5)


def _small(site: Flask) -> Any:
    folder = Path(site.extensions["settings"].var) / "again"
    return read_feed(in_folder(folder, FILES))


def test_a_pack_has_the_days_of_the_feed(site: Flask, small_city: Flask) -> None:
    feed = _small(site)
    with site.app_context():
        unpacked = Unpacked(_pack("agency.M"))
        alone = Unpacked(_pack("line.RB"))
    for own, theirs in zip(unpacked.services, feed.services.values(), strict=True):
        assert (own.days, own.first, own.added) == (theirs.days, theirs.first, theirs.added)
        assert own.removed == theirs.removed
    # Only the services it uses, numbered anew.
    assert [own.days for own in alone.services] == [0b0011111]
    assert {run.service for p in alone.patterns for t in p.timings for run in t.runs} == {0}


def test_where_nobody_may_get_on_is_in_the_pack(app: Flask, at: object, tmp_path: Path) -> None:
    times = "\n".join(f"{line}," for line in FILES["stop_times.txt"].splitlines())
    times = times.replace("stop_sequence,", "stop_sequence,pickup_type").replace(
        "campo,2,", "campo,2,1"
    )
    with app.app_context():
        load(in_folder(tmp_path, a_feed(stop_times=times)), now=clock.now())
        (pattern,) = Unpacked(_pack("line.RB")).patterns
    assert (pattern.no_boarding, pattern.no_alighting) == ((1,), ())


def test_changes_on_foot_are_in_the_pack(app: Flask, at: object, tmp_path: Path) -> None:
    files = changed("stops.txt", "Oeste,19.45,-99.20", "Oeste,19.452,-99.15")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
        unpacked = Unpacked(_pack("agency.M"))
    centro, oeste = unpacked.number("centro"), unpacked.number("oeste")
    assert [other for other, _ in unpacked.near[centro]] == [oeste]
    assert unpacked.near[centro][0][1] == unpacked.near[oeste][0][1] == 222


def test_every_member_is_described(sample: Flask) -> None:
    described = set(re.findall(r"``(\w+)``", description.__doc__ or ""))
    pack = _pack("agency.METRO")
    members = {*pack, *pack["feed"], *pack["stations"], *pack["lines"][0]}
    assert members <= described


def test_the_whole_metro_weighs_little_on_the_wire(sample: Flask) -> None:
    body = json.dumps(_pack("agency.METRO"), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(packed(body, "br", best=True)) <= METRO_MOST_BYTES
    assert len(Unpacked(_pack("agency.METRO")).stations) == 163


def test_the_way_on_the_phone_is_the_way_of_the_server(sample: Flask) -> None:
    """From each end of each line to each other, with the pack alone."""
    unpacked = Unpacked(_pack("agency.METRO"))
    own = unpacked.search()
    served = queries.current()
    assert served
    theirs = plans.search_of(served)
    ends = sorted({pattern.stations[0] for pattern in unpacked.patterns})
    for start in ends:
        for goal in ends:
            numbers = []
            for end in (start, goal):
                found = stations.station(served, unpacked.stations[end].key)
                assert found
                numbers.append(found.id)
            mine, server = own.journeys(start, goal)[0], theirs.journeys(*numbers)[0]
            assert (mine.rides, mine.seconds) == (server.rides, server.seconds)
            assert _lengths(own, mine.steps) == _lengths(theirs, server.steps)


def _lengths(search: Search, steps: Any) -> list[int]:
    return [step.end - step.start for step in steps if isinstance(step, Ride)]
