"""Reports written a second: forms sent by several phones at once, each acknowledged."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode, urlsplit

from backend.app import create_app
from backend.config import Settings
from backend.migrations.upgrade import upgrade
from backend.reports.queries import newest
from benchmarks.served import ours, served
from tests.people import a_fault

PHONES = 16
FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Ventanilla-Replay": "1",
}
BY_THE_MINUTE = "1000000 per minute"


def measure(folder: Path, count: int, database: str = "") -> None:
    """File ``count`` reports and print how long that took. RuntimeError where one is refused."""
    settings = Settings(var=folder, database_url=database, log_level="error")
    if database:
        upgrade(database, folder)
    app = create_app(settings)
    told = ours(folder, database, VENTANILLA_WRITE_RATE=BY_THE_MINUTE)
    with served("backend.wsgi:app", **told) as (origin, _), ThreadPoolExecutor(PHONES) as phones:
        share = count // PHONES
        began = time.perf_counter()
        took = [each for some in phones.map(_send, [(origin, share)] * PHONES) for each in some]
        seconds = time.perf_counter() - began
    with app.app_context():
        assert newest(size=1).reports, "what was acknowledged is there"
    slowest = quantiles(took, n=100)[98]
    print(
        f"{urlsplit(database).scheme or 'sqlite':<12}{len(took) / seconds:>8.0f} reports a second, "
        f"median {median(took) * 1000:.0f} ms, p99 {slowest * 1000:.0f} ms, "
        f"{len(took):,} by {PHONES} phones"
    )


def _send(task: tuple[str, int]) -> list[float]:
    """One phone's reports, one after the other; how many seconds each took."""
    origin, count = task
    line = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)
    took = []
    for _ in range(count):
        body = urlencode(a_fault(near="new"))
        began = time.perf_counter()
        line.request("POST", "/reports/new", body, FORM)
        answer = line.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 201:
            raise RuntimeError(f"a report was answered {answer.status}")
    line.close()
    return took
