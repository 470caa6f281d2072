"""Transport, measured: ``python -m benchmarks.transit FEED [DATABASE_URL]``.

Loads FEED into a database of its own (SQLite, or an empty one at DATABASE_URL) and prints how long
that takes and how much memory, what nearest stations and ways from here to there take, and what
the pack of each agency weighs.
"""

import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.compression import pack as packed
from backend.kernel.geo import Point
from backend.migrations.upgrade import upgrade
from backend.transit import queries
from backend.transit.load import load
from backend.transit.queries import plans, stations

ROUNDS = 300


def main(argv: list[str]) -> int:
    """Measure and print; 2 if there is no feed to load."""
    if not argv:
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(prefix="ventanilla-benchmark-") as folder:
        var, url = Path(folder), argv[1] if len(argv) > 1 else ""
        if url:
            upgrade(url, var)
        app = create_app(Settings(var=var, database_url=url, log_level="error"))
        with app.app_context():
            _loading(Path(argv[0]))
            _nearest()
            _ways()
            _packs()
            _pages(app)
    return 0


def _loading(feed: Path) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    loaded = load(feed, now=clock.now(), shift=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"load: {time.perf_counter() - wall:.2f} s, {time.process_time() - cpu:.2f} s of CPU, "
        f"{peak:.0f} MB at most, {loaded.lines} lines, {loaded.stations} stations"
    )


def _nearest() -> None:
    served = queries.current()
    assert served
    dice = random.Random(5)
    known = list(stations.stations_by_number(served, range(500)).values())
    places = [
        Point(
            dice.choice(known).lat + dice.uniform(-0.01, 0.01),
            dice.choice(known).lon + dice.uniform(-0.01, 0.01),
        )
        for _ in range(ROUNDS)
    ]
    _say("nearest stations", [lambda p=place: stations.near(served, p) for place in places])


def _ways() -> None:
    served = queries.current()
    assert served
    _say("read the network, once a process", [lambda: plans.search_of(served)])
    search = plans.search_of(served)
    dice = random.Random(5)
    pairs = [
        (dice.randrange(len(search.near)), dice.randrange(len(search.near))) for _ in range(ROUNDS)
    ]
    _say("from here to there", [lambda p=pair: search.journeys(*p) for pair in pairs])


def _packs() -> None:
    for offer in queries.offers():
        body = json.dumps(
            queries.pack(offer.id), ensure_ascii=False, separators=(",", ":")
        ).encode()
        best, quick = packed(body, "br", best=True), packed(body, "br")
        print(f"pack {offer.id:<20} {len(best):>8,} B ({len(quick):,} B packed quickly)")


def _pages(app: Flask) -> None:
    client = app.test_client()
    for path in (
        "/transit",
        "/transit/stops?q=hidalgo",
        "/transit/from-to?from=Hidalgo&to=Tacubaya",
    ):
        _say(path, [lambda p=path: client.get(p) for _ in range(20)])


def _say(name: str, tries: list[Callable[[], object]]) -> None:
    """Print the median and the slowest of twenty of what ``tries`` take, wall and CPU."""
    walls, cpus = [], []
    for each in tries:
        wall, cpu = time.perf_counter(), time.process_time()
        each()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    slow = sorted(cpus)[int(len(cpus) * 0.95)]
    print(
        f"{name}: median {statistics.median(walls):.1f} ms ({statistics.median(cpus):.1f} ms of "
        f"CPU), 95 % within {slow:.1f} ms of CPU, {len(tries)} times"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
