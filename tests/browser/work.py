"""What one page asks of a cheap phone on a poor line, measured in Debian's Chromium.

The processor is as good as six times slower than this machine's. *Cold* is a phone that has
nothing; what travels is counted by the proxy in between, headers included.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

from tests.browser.chromium import (
    FLAGS,
    PROGRAM,
    SCREEN,
    Phone,
    first_paint,
    visit,
    worker_controls,
)
from tests.browser.proxy import Proxy

ROUND_TRIP_S = 0.4
RATE_BITS = 400_000
SLOWNESS = 6
QUIET_MS = 700
EMPTY = b"<!doctype html><html lang=es><title>.</title><p>."
LISTEN = """() => {
  window.shifted = 0;
  window.moved = [];
  new PerformanceObserver((list) => list.getEntries().forEach((each) => {
    window.shifted += each.value;
    window.moved.push(...each.sources.map(({node}) => node && node.outerHTML.slice(0, 60)));
  })).observe({type: "layout-shift", buffered: true});
}"""
TRACED = ["toplevel", "loading", "devtools.timeline"]
PAINTED, TASK = "firstContentfulPaint", "ThreadControllerImpl::RunTask"
SIZE_OF_CACHES = """async () => {
  let bytes = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      bytes += (await (await cache.match(request)).blob()).size;
    }
  }
  return bytes;
}"""


@dataclass(frozen=True)
class Cold:
    """A first look without a worker: bytes, ms to paint, layout shift, ms that the page's longest
    task kept the processor, bytes of heap, elements; and what moved."""

    bytes: int
    paint: float
    shift: float
    longest: float
    heap: int
    nodes: int
    moved: Sequence[str] = ()


@dataclass(frozen=True)
class Repeat:
    """A page on a phone that has the worker: bytes of its body, and of all that travels for it;
    and once more, when the phone has it."""

    encoding: str
    body: int
    wire: int
    again: int


class _Empty(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY)

    def handle(self) -> None:
        with suppress(ConnectionError):  # a browser that is closed lets go of its lines
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def an_empty_site() -> Iterator[int]:
    """The port of a server whose every page is next to nothing."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def a_new_phone(
    browser: Browser, cookies: Sequence[Any] = (), *, slowness: float = 1
) -> Iterator[Page]:
    """One with nothing on it, and a tab; ``slowness`` divides the processor's speed."""
    context = browser.new_context(
        viewport=SCREEN, device_scale_factor=2, is_mobile=True, has_touch=True,
        locale="es-MX", service_workers="block",
    )  # fmt: skip
    context.add_cookies(list(cookies))
    page = context.new_page()
    if slowness > 1:
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowness})
    yield page
    context.close()


def browser_of(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))


def paint_of(browser: Browser, url: str, cookies: Sequence[Any] = ()) -> float:
    """Milliseconds to the first paint of a page, cold."""
    with a_new_phone(browser, cookies, slowness=SLOWNESS) as page:
        page.goto(url, wait_until="load", timeout=60_000)
        return first_paint(page)


def cold(browser: Browser, network: Proxy, path: str, cookies: Sequence[Any], runs: int) -> Cold:
    """A first look at a page: the median of ``runs`` to paint, and the shortest of the longest
    tasks."""
    looks = [look(browser, network, path, cookies) for _ in range(runs)]
    paint = median(paint_of(browser, network.url + path, cookies) for _ in range(runs))
    return replace(looks[-1], paint=paint, longest=min(each.longest for each in looks))


def look(browser: Browser, network: Proxy, path: str, cookies: Sequence[Any]) -> Cold:
    """One look at a page, to whose paint being traced adds. A task is what it takes of the
    processor at full speed, times SLOWNESS: slowed down by the browser it would wait by the clock,
    and what else this machine does would be in it."""
    with a_new_phone(browser, cookies) as page:
        page.add_init_script(f"({LISTEN})()")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable")
        before = network.down
        browser.start_tracing(page=page, categories=TRACED)
        page.goto(network.url + path, wait_until="load", timeout=60_000)
        paint = first_paint(page)
        quiet(page, network)
        longest = _longest_task(browser.stop_tracing())
        told = devtools.send("Performance.getMetrics")["metrics"]
        return Cold(
            bytes=network.down - before,
            paint=paint,
            shift=round(page.evaluate("window.shifted"), 4),
            longest=longest * SLOWNESS,
            heap=int(next(each["value"] for each in told if each["name"] == "JSHeapUsedSize")),
            nodes=page.evaluate("document.querySelectorAll('*').length"),
            moved=page.evaluate("window.moved"),
        )


def _longest_task(trace: bytes) -> float:
    """Milliseconds of processor of the longest task on the main thread of who painted the page:
    the browser has processes of its own that are traced as well."""
    events = json.loads(trace)["traceEvents"]
    painted = {(each["pid"], each["tid"]) for each in events if each["name"] == PAINTED}
    tasks = [
        each["tdur"]
        for each in events
        if (each["pid"], each["tid"]) in painted and each["name"] == TASK and "tdur" in each
    ]
    return float(max(tasks)) / 1000


@contextmanager
def with_the_worker(playwright: Playwright, network: Proxy) -> Iterator[tuple[Phone, Page, int]]:
    """A phone on which the app was opened, and what that first visit brought."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-phone-") as profile:
        phone = Phone(playwright, Path(profile), slowness=1)
        phone.start()
        before = network.down
        page = phone.open(network.url)
        worker_controls(page)
        page.wait_for_function("() => caches.match('/offline')")
        quiet(page, network)
        yield phone, page, network.down - before
        phone.stop()


def repeat(context: BrowserContext, page: Page, network: Proxy, path: str) -> Repeat:
    """Open a page that the phone does not have, and then once more."""
    asked: list[Request] = []

    def hear(request: Request) -> None:
        if request.url == network.url + path:
            asked.append(request)

    context.on("requestfinished", hear)
    before = network.down
    visit(page, network.url + path)
    quiet(page, network)
    wire = network.down - before
    context.remove_listener("requestfinished", hear)
    answers = [each.response() for each in asked if each.service_worker]
    answer = next((each for each in answers if each), None)
    headers = answer.headers if answer else {}
    body = int(headers.get("content-length", 0))
    # The browser shows what it kept where the server said that it has the page: nothing came.
    how, came = headers.get("content-encoding", "copy"), body
    if wire < body:
        how, came = "304", 0
    visit(page, network.url + path)
    quiet(page, network)
    return Repeat(
        encoding=how,
        body=came,
        wire=wire,
        again=network.down - before - wire,
    )


def quiet(page: Page, network: Proxy) -> None:
    """Wait until nothing more comes down the line."""
    before = -1
    while before != network.down:
        before = network.down
        page.wait_for_timeout(QUIET_MS)
