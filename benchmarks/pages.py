"""Pages a second, beside a trivial Flask page and bytes that lie ready.

Each is served by granian as ``make run`` does, one worker, and asked by ``wrk`` over 20
connections. All are measured in turn, several times over, and what is compared is the median: so
that a machine with more to do slows all of them alike. Times are milliseconds.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from flask import Flask

from backend.app import create_app
from backend.config import ROOT, Settings
from backend.demo.reports import invent
from backend.kernel import clock
from backend.kernel.db import db
from backend.reports.queries import newest
from backend.transit.load import load_sample
from benchmarks.served import memory_of_worker, ours, served
from tests.identity.people import a_llave, a_session
from tests.places.made import a_full_city

CONNECTIONS, SECONDS = 20, 2
TRIVIAL, BYTES = "a trivial page", "bytes alone"
SAID = re.compile(r"50%\s+([\d.]+)(us|ms|s)\b.*99%\s+([\d.]+)(us|ms|s)\b", re.S)
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}
LEAST_READY, LEAST_SIGNED_IN = 1.0, 0.35
"""What is asked of pages that lie ready, and of those that are made for one person, beside the
trivial page."""


@dataclass
class Asked:
    """One address, and what each round found: answers a second, median, 99th percentile. ``least``
    is what is asked of it."""

    name: str
    url: str
    least: float = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)

    def ask(self, seconds: int) -> None:
        """One round. RuntimeError where anything else than the page is answered."""
        told = {"Accept-Encoding": "gzip, br", **self.headers}
        lines = [part for name, value in told.items() for part in ("-H", f"{name}: {value}")]
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *lines, self.url],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found, rate = SAID.search(said), re.search(r"Requests/sec:\s+([\d.]+)", said)
        if not found or not rate or "Non-2xx" in said:
            raise RuntimeError(f"{self.name}: {said}")
        self.rates.append(float(rate[1]))
        self.medians.append(float(found[1]) * MILLISECONDS[found[2]])
        self.slowest.append(float(found[3]) * MILLISECONDS[found[4]])

    def forget(self) -> None:
        """Start anew, for what was found first was making what is made once."""
        for found in (self.rates, self.medians, self.slowest):
            found.clear()


@dataclass(frozen=True)
class Site:
    """What there is to ask for: a report, a service, and the cookies of somebody signed in."""

    folio: str
    service: str
    cookies: str


def filled(app: Flask) -> Site:
    """The demo's reports, transport, places, and somebody with a Llave."""
    with app.app_context():
        invent(36, now=clock.now())
        db.session.commit()
        load_sample(ROOT / "backend" / "city" / "cdmx" / "gtfs", now=clock.now())
        a_full_city(app)
        db.session.commit()
        folio = str(newest().reports[0].folio)
    session = a_session(app, a_llave(app))
    service = app.extensions["city"].services[0].slug
    return Site(folio, service, "; ".join(f"{name}={value}" for name, value in session.items()))


def addresses(origin: str, site: Site) -> list[Asked]:
    """Our pages: those that lie ready, those that are drawn for each who comes, and those that are
    made for one person."""
    ready = {
        "home": "/",
        "status of a report": f"/reports/{site.folio}",
        "reports": "/reports",
        "transport": "/transit",
        "a line's agency": "/transit/agencies/METRO",
        "places": "/places/wifi",
        "services": "/services",
        "a service": f"/services/{site.service}",
        "saved packs": "/packs",
        "privacy": "/privacy",
        "without signal": "/offline",
        "the form": "/reports/new",
        "a service's form": f"/services/{site.service}/form",
    }
    drawn = {"a line": "/transit/lines/1"}
    hers = {"/me": "/me", "/llave": "/llave"}
    cookie = {"Cookie": site.cookies}
    return [
        *(Asked(name, origin + path, LEAST_READY) for name, path in ready.items()),
        *(Asked(name, origin + path) for name, path in drawn.items()),
        *(Asked(name, origin + path, LEAST_SIGNED_IN, cookie) for name, path in hers.items()),
    ]


def measure(folder: Path, rounds: int, database: str = "") -> bool:
    """Measure all of them and print; whether each reached what is asked of it."""
    app = create_app(Settings(var=folder, database_url=database, log_level="error"))
    site = filled(app)
    with ExitStack() as running:
        origin, server = running.enter_context(served("backend.wsgi:app", **ours(folder, database)))
        trivial, _ = running.enter_context(served("benchmarks.trivial:page"))
        alone, _ = running.enter_context(served("benchmarks.trivial:ready"))
        asked = [
            Asked(TRIVIAL, f"{trivial}/"),
            Asked(BYTES, f"{alone}/"),
            *addresses(origin, site),
        ]
        for one in asked:
            one.ask(1)
            one.forget()
        for _ in range(rounds):
            for one in asked:
                one.ask(SECONDS)
        memory = memory_of_worker(server)
    reached = _say(asked)
    on = urlsplit(database).scheme or "sqlite"
    print(f"\nmemory of a worker: {memory / 1024**2:.0f} MB, on {on}")
    return reached


def _say(asked: Iterable[Asked]) -> bool:
    rates = {one.name: median(one.rates) for one in asked}
    print(f"{'':<20}{'a second':>10}{'x trivial':>11}{'x bytes':>9}{'median ms':>11}{'p99 ms':>9}")
    reached = True
    for one in asked:
        times = rates[one.name] / rates[TRIVIAL]
        is_short = times < one.least
        reached = reached and not is_short
        print(
            f"{one.name:<20}{rates[one.name]:>10,.0f}{times:>11.2f}"
            f"{rates[one.name] / rates[BYTES]:>9.2f}{median(one.medians):>11.1f}"
            f"{median(one.slowest):>9.1f}" + (f"  below {one.least:g}" if is_short else "")
        )
    return reached
