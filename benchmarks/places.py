"""How long places take: loading the city's files, finding what is nearest, packing a borough.

``python -m benchmarks.places FOLDER [DATABASE_URL]`` reads ``colonias_cdmx.csv`` and the WiFi files
in FOLDER, on an empty database: an embedded one, unless a URL is given. Loading runs in a process
of its own, whose peak memory is that of the whole application.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel.geo import Point
from backend.migrations.upgrade import upgrade
from backend.offline.packs import the_packs
from backend.places import queries

FILES = (
    ("colonias_cdmx.csv", "area"),
    ("wifi_gratuito_en_cdmx_2025.xlsx", "wifi"),
    ("wifi_cdmx.csv", "wifi"),
)
ASKED = 2000
LOAD = """
import resource, sys, time
from backend.wsgi import app
began = time.perf_counter()
said = app.test_cli_runner().invoke(args=["places", "load", "--leave-out", "2", *sys.argv[1:]])
took = time.perf_counter() - began
print(said.output.splitlines()[-1], f"{took:.1f} s,",
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
sys.exit(said.exit_code)
"""


def main(argv: Sequence[str]) -> int:
    """Measure, and print what came out."""
    folder = Path(argv[0]).resolve()
    with tempfile.TemporaryDirectory(prefix="ventanilla-places-") as var:
        settings = Settings(
            var=Path(var), database_url=argv[1] if len(argv) > 1 else "", log_level="error"
        )
        if settings.database_url:
            upgrade(settings.database_url, settings.var)
        for file, kind in FILES:
            _load(settings, folder / file, kind)
        app = create_app(settings)
        _nearest(app)
        _packs(app)
    return 0


def _load(settings: Settings, file: Path, kind: str) -> None:
    environment = {"VENTANILLA_VAR": str(settings.var), "DATABASE_URL": settings.database_url}
    subprocess.run(
        [sys.executable, "-c", LOAD, "--kind", kind, str(file)],
        env={**environment, "PATH": "/usr/bin:/bin"},
        check=True,
    )


def _nearest(app: Flask) -> None:
    """Where people are: near a point of the city, up to half a kilometre off."""
    dice = random.Random(5)
    with app.app_context():
        points = [
            point
            for borough in app.extensions["city"].boroughs
            for _, _, point in queries.points("wifi", borough.id)
        ]
        took, worked = [], 0.0
        for _ in range(ASKED):
            point = dice.choice(points)
            here = Point(
                point.lat + dice.uniform(-0.005, 0.005), point.lon + dice.uniform(-0.005, 0.005)
            )
            began, busy = time.perf_counter(), time.process_time()
            queries.nearest("wifi", here)
            took.append((time.perf_counter() - began) * 1000)
            worked += (time.process_time() - busy) * 1000
    parts = statistics.quantiles(took, n=100)
    print(
        f"nearest of {len(points):,} points, asked {ASKED:,} times: "
        f"median {statistics.median(took):.2f} ms, 95 of 100 within {parts[94]:.2f} ms; "
        f"{worked / ASKED:.2f} ms of this processor each"
    )


def _packs(app: Flask) -> None:
    began = time.process_time()
    with app.test_request_context("/"):
        offers = the_packs().offers()
    print(f"{len(offers)} packs made in {time.process_time() - began:.2f} s of processor")
    for offer in offers:
        print(f"{offer.group}, {offer.title:<24} {offer.pack.size:>7,} B  {len(offer.pack.body):,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of all of this {peak} MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
