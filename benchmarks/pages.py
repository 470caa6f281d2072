"""Pages a second, beside a trivial Flask page and bytes that lie ready: ``make bench``.

Each is served by granian as ``make run`` does, one worker, and asked by ``wrk`` over 20
connections. All are measured in turn, several times over, and what is compared is the median: so
that a machine with more to do slows all of them alike. Times are milliseconds.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from os import killpg
from pathlib import Path
from statistics import median

from backend.app import create_app
from backend.config import ROOT, Settings
from backend.demo import invent
from backend.kernel import clock
from backend.kernel.db import db
from backend.reports.queries import newest
from backend.transit.load import load_sample
from tests.postgres import free_port
from tests.waiting import until

CONNECTIONS, SECONDS, ROUNDS = 20, 2, 5
TRIVIAL = "a trivial page"
SERVE = ("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1",
         "--blocking-threads", "64", "--backpressure", "256", "--log-level", "error")  # fmt: skip
SAID = re.compile(r"50%\s+([\d.]+)(us|ms|s)\b.*99%\s+([\d.]+)(us|ms|s)\b", re.S)
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass
class Asked:
    """One address, and what each round found: answers a second, median, 99th percentile."""

    name: str
    url: str
    rates: list[float] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)

    def ask(self, seconds: int) -> None:
        """One round. RuntimeError where anything else than the page is answered."""
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency",
             "-H", "Accept-Encoding: gzip, br", self.url],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        found, rate = SAID.search(said), re.search(r"Requests/sec:\s+([\d.]+)", said)
        if not found or not rate or "Non-2xx" in said:
            raise RuntimeError(f"{self.name}: {said}")
        self.rates.append(float(rate[1]))
        self.medians.append(float(found[1]) * MILLISECONDS[found[2]])
        self.slowest.append(float(found[3]) * MILLISECONDS[found[4]])


@contextmanager
def served(name: str, **environment: str) -> Iterator[tuple[str, int]]:
    """The origin where an application is served, and the process that serves it."""
    port = free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("granian")), *SERVE, "--port", str(port), name],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        start_new_session=True,
    )
    origin = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _answers(origin), within=60, what=f"{name} to answer")
        yield origin, server.pid
    finally:
        killpg(server.pid, signal.SIGKILL)
        server.wait()


def _answers(origin: str) -> bool:
    asked = ["curl", "-sf", "-o", "/dev/null", f"{origin}/"]
    return subprocess.run(asked, check=False).returncode == 0


def memory_of_worker(server: int) -> int:
    """Bytes of memory that belong to the server's one worker, its share of what is shared too."""
    (worker,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    shares = Path(f"/proc/{worker}/smaps_rollup").read_text()
    return sum(int(each) for each in re.findall(r"^Pss:\s+(\d+)", shares, re.M)) * 1024


def filled(var: Path) -> str:
    """A site with the demo's reports and transport; the folio of a report to follow."""
    app = create_app(Settings(var=var, log_level="error"))
    with app.app_context():
        invent(36, now=clock.now())
        db.session.commit()
        load_sample(ROOT / "backend" / "city" / "cdmx" / "gtfs", now=clock.now())
        return str(newest().reports[0].folio)


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where there is no ``wrk``."""
    if shutil.which("wrk") is None:
        print("wrk asks the server; it is not here: apt-get install wrk")
        return 2
    rounds = int(argv[0]) if argv else ROUNDS
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as folder, ExitStack() as running:
        folio = filled(Path(folder))
        ours, server = running.enter_context(
            served("backend.wsgi:app", VENTANILLA_VAR=folder, VENTANILLA_LOG_LEVEL="error")
        )
        trivial, _ = running.enter_context(served("benchmarks.trivial:page"))
        ready, _ = running.enter_context(served("benchmarks.trivial:ready"))
        paths = {
            "home": "/",
            "the form": "/reports/new",
            "a report": f"/reports/{folio}",
            "reports": "/reports",
            "transport": "/transit",
            "without signal": "/offline",
        }
        asked = [
            Asked(TRIVIAL, f"{trivial}/"),
            Asked("bytes alone", f"{ready}/"),
            *(Asked(name, ours + path) for name, path in paths.items()),
        ]
        for one in asked:
            one.ask(1)  # what is made when it is first asked for
            for found in (one.rates, one.medians, one.slowest):
                found.clear()
        for _ in range(rounds):
            for one in asked:
                one.ask(SECONDS)
        memory = memory_of_worker(server)
    by_name = {one.name: median(one.rates) for one in asked}
    print(f"{'':<16}{'a second':>10}{'x trivial':>11}{'x bytes':>9}{'median ms':>11}{'p99 ms':>9}")
    for one in asked:
        rate = by_name[one.name]
        print(f"{one.name:<16}{rate:>10,.0f}{rate / by_name[TRIVIAL]:>11.2f}"
              f"{rate / by_name['bytes alone']:>9.2f}{median(one.medians):>11.1f}"
              f"{median(one.slowest):>9.1f}")  # fmt: skip
    print(f"\nmemory of a worker: {memory / 1024**2:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
