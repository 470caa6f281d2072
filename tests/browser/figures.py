"""What a page costs a cheap phone on a poor line: ``python -m tests.browser.figures [RUNS]``.

Measured in Debian's Chromium through a proxy that counts: a processor six times slower than this
machine's, 400 ms there and back, 400 kbit/s. *Cold* is somebody's first visit ever; *warm* is the
next one, the browser started anew, with what the first left on the phone. Times are medians.
"""

import gzip
import http.client
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import Page, Playwright, Request, sync_playwright

from backend.kernel.scripts import scripts
from tests.browser.chromium import Phone, first_paint, worker_is_active
from tests.browser.city import REPOSITORY, City
from tests.browser.proxy import Proxy
from tests.browser.stage import Own, Stage

ROUND_TRIP_S = 0.4
RATE_BITS = 400_000
SLOWNESS = 6
RUNS = 5
QUIET_MS = 2500
"""Longer than a round trip and the server's longest answer: nothing more will come."""


@dataclass
class Load:
    """One visit: bytes of answers and of questions, requests that left the phone, ms to paint."""

    down: int = 0
    up: int = 0
    requests: int = 0
    paint: float = 0


@dataclass
class Figures:
    """What one page costs; ``alone`` is the first visit without the worker."""

    alone: list[Load] = field(default_factory=list)
    cold: list[Load] = field(default_factory=list)
    warm: list[Load] = field(default_factory=list)


def on_the_wire(asked: list[Request]) -> set[tuple[str, bool]]:
    """What left the phone: address, and whether the worker asked. Not what the worker answered;
    and what is asked for again (the icon) comes from the browser's own cache."""
    return {
        (each.url, each.service_worker is not None)
        for each in asked
        if each.existing_response is None or not each.existing_response.from_service_worker
    }


def load(phone: Phone, network: Proxy, path: str, *, worker: bool) -> Load:
    """Open the page in a new tab and wait until nothing more is fetched."""
    asked: list[Request] = []

    def hear(request: Request) -> None:
        asked.append(request)

    phone.context.on("request", hear)
    down, up = network.down, network.up
    page = phone.open(network.url + path, wait_until="load", timeout=60_000)
    paint = first_paint(page)
    if worker:
        worker_is_active(page)
    wait_for_quiet(page, lambda: network.down)
    return Load(network.down - down, network.up - up, len(on_the_wire(asked)), paint)


def wait_for_quiet(page: Page, count: Callable[[], int]) -> None:
    before = -1
    while before != count():
        before = count()
        page.wait_for_timeout(QUIET_MS)


@contextmanager
def a_phone(playwright: Playwright, own: Own, network: Proxy, **options: str) -> Iterator[Phone]:
    """A new one that holds the key of a report."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-phone-") as profile:
        phone = Phone(playwright, Path(profile), slowness=SLOWNESS, **options)
        phone.start()
        phone.context.add_cookies([{"name": "phone", "value": own.key, "url": network.url}])
        yield phone
        phone.stop()


def measure(playwright: Playwright, network: Proxy, own: Own, path: str, runs: int) -> Figures:
    found = Figures()
    with a_phone(playwright, own, network, service_workers="block") as phone:
        found.alone.append(load(phone, network, path, worker=False))
    for _ in range(runs):
        with a_phone(playwright, own, network) as phone:
            found.cold.append(load(phone, network, path, worker=True))
            phone.stop()
            phone.start()
            found.warm.append(load(phone, network, path, worker=True))
    return found


def row(name: str, found: Figures) -> str:
    def middle(loads: list[Load], figure: str) -> str:
        return f"{round(median(getattr(each, figure) for each in loads)):,}"

    cells = [middle(found.alone, "down"), middle(found.alone, "requests")]
    for loads in (found.cold, found.warm):
        cells += [middle(loads, figure) for figure in ("down", "up", "requests", "paint")]
    return f"{name:<8}" + "".join(f"{cell:>10}" for cell in cells)


HEADING = (
    f"{'':<8}{'page alone':>20}{'cold, with the worker':>40}{'warm':>40}\n"
    f"{'':<8}"
    + "".join(f"{word:>10}" for word in ("bytes", "requests"))
    + "".join(f"{word:>10}" for word in ("bytes", "sent", "requests", "paint ms")) * 2
)


def weights(city: City) -> Iterator[str]:
    """Each script and the worker, as they stand and as they travel."""
    for name, source in scripts(REPOSITORY / "pwa" / "static" / "js").items():
        yield weight(f"script {name}", source.encode())
    door = http.client.HTTPConnection("localhost", city.port)
    door.request("GET", "/sw.js")
    yield weight("worker", door.getresponse().read())


def weight(name: str, source: bytes) -> str:
    packed = len(brotli.compress(source)), len(gzip.compress(source, mtime=0))
    return f"{name:<16}{len(source):>8,} B minified, Brotli {packed[0]:,} B, gzip {packed[1]:,} B"


def main(argv: list[str]) -> int:
    """Measure and print; the exit code."""
    runs = int(argv[0]) if argv else RUNS
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-figures-") as var,
        sync_playwright() as playwright,
        Stage(Path(var)) as stage,
        Proxy(stage.full.port) as network,
    ):
        network.slow(round_trip=ROUND_TRIP_S, rate=RATE_BITS)
        own = stage.lives.published
        print(f"Medians of {runs}.\n{HEADING}")
        pages = {"home": "/", "form": "/reports/new", "status": own.path}
        for name, path in pages.items():
            print(row(name, measure(playwright, network, own, path, runs)), flush=True)
        print(*weights(stage.full), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
