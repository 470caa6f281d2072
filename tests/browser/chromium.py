"""A cheap phone with Debian's Chromium, driven by Playwright.

A phone is a browser with a profile in a folder of its own, that can be killed and started again
with everything it had kept; or, for a third of the processor's time, one of many profiles in the
memory of a browser that runs already, which is gone once it is stopped.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Playwright,
    ViewportSize,
)

from tests.browser import processes

PROGRAM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREEN: ViewportSize = {"width": 360, "height": 640}

# A page that opened while its worker was being activated is never controlled by it.
ACTIVE = """() => navigator.serviceWorker.ready.then(({active}) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("the worker is not activated")), 30000);
  const look = () => active.state === "activated" && done(active.scriptURL);
  active.addEventListener("statechange", look);
  look();
}))"""
CONTROLLED = """() => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("no worker controls this page")), 30000);
  const worker = navigator.serviceWorker;
  const look = () => worker.controller && done(worker.controller.scriptURL);
  worker.addEventListener("controllerchange", look);
  look();
})"""
PAINT = """() => new Promise(done => {
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    if (paint) done(paint.startTime);
    return paint;
  };
  look() || new PerformanceObserver(look).observe({type: "paint", buffered: true});
})"""


class Phone:
    """``slowness`` divides the processor's speed; ``pins`` are certificates it trusts
    (``Certificate.pin``); ``within`` is the browser that it is part of, if it is no browser of its
    own; ``options`` go to Playwright's context as they are: ``java_script_enabled``,
    ``color_scheme``, ``locale``, ``geolocation``, ``permissions`` ...
    """

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        *,
        within: Browser | None = None,
        slowness: float = 6,
        pins: tuple[str, ...] = (),
        flags: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        self.profile = profile
        self._chromium = playwright.chromium
        self._within = within
        self._was_started = False
        self._slowness = slowness
        self._flags = [*FLAGS, *flags]
        if pins:
            self._flags.append(f"--ignore-certificate-errors-spki-list={','.join(pins)}")
        self._options = options
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        if self._context is None:
            raise RuntimeError("The browser is not running; start() it.")
        return self._context

    def start(self) -> None:
        """Starts the browser, with what the profile kept from before."""
        if self._within and self._was_started:
            raise RuntimeError("Nothing is kept in memory; ask for a phone of its own.")
        self._was_started = True
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        options = {
            "viewport": SCREEN,
            "device_scale_factor": 2,
            "is_mobile": True,
            "has_touch": True,
            "locale": "es-MX",
            "timezone_id": "America/Mexico_City",
        } | self._options
        if self._within:
            self._context = self._within.new_context(**options)
        else:
            self._context = self._chromium.launch_persistent_context(
                self.profile, executable_path=PROGRAM, args=self._flags, headless=True, **options
            )
        for page in self._context.pages:
            self._slow_down(page)
        self._context.on("page", self._slow_down)

    def open(self, url: str = "about:blank", **how: Any) -> Page:
        """A new tab at the address."""
        page = self.context.new_page()
        if url != "about:blank":
            page.goto(url, **how)
        return page

    def stop(self) -> None:
        """Closes the browser as its user would."""
        context, self._context = self._context, None
        if context is not None:
            with suppress(Error):
                context.close()
        if self._within:
            return
        for process in processes.on_profile(self.profile):
            processes.kill(process)

    def kill(self) -> None:
        """``kill -9``: no page is asked, nothing more is written. ``start()`` opens it again."""
        if self._within:
            raise RuntimeError("It is one of many; ask for a phone of its own.")
        for process in processes.on_profile(self.profile):
            processes.kill(process)
        self.stop()

    def offline(self, is_so: bool = True) -> None:
        """No signal, and the browser knows: ``navigator.onLine`` is false in pages and worker."""
        self.context.set_offline(is_so)

    def _slow_down(self, page: Page) -> None:
        if self._slowness == 1:
            return
        with suppress(Error):  # A page may close before it is slowed down.
            devtools = self.context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": self._slowness})


def visit(page: Page, address: str) -> None:
    """Opens the address, also where a new worker has the page opened once more on the way."""
    try:
        page.goto(address)
    except Error as error:
        if "interrupted by another navigation" not in str(error):
            raise
    page.wait_for_load_state()


def worker_is_active(page: Page) -> str:
    """Waits until the page's service worker is activated; the address of its script."""
    address: str = page.evaluate(ACTIVE)
    return address


def worker_controls(page: Page) -> str:
    """Waits until a service worker answers for this page; the address of its script."""
    address: str = page.evaluate(CONTROLLED)
    return address


def first_paint(page: Page) -> float:
    """Milliseconds from the start of the page's navigation to its first content on screen."""
    milliseconds: float = page.evaluate(PAINT)
    return milliseconds


class WorkerControl:
    """DevTools' hand on the service workers of a page's site: sync, push, update, stop."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._registrations: dict[str, dict[str, Any]] = {}
        self._versions: dict[str, dict[str, Any]] = {}
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        self._listen("workerRegistrationUpdated", "registrations", self._registrations)
        self._listen("workerVersionUpdated", "versions", self._versions)
        self._devtools.send("ServiceWorker.enable")

    def _listen(self, event: str, key: str, into: dict[str, dict[str, Any]]) -> None:
        def note(told: dict[str, Any]) -> None:
            for one in told[key]:
                into[one.get("versionId", one["registrationId"])] = one

        self._devtools.on(f"ServiceWorker.{event}", note)

    def _registration(self) -> dict[str, Any]:
        origin = self._page.evaluate("location.origin")

        def current() -> list[dict[str, Any]]:
            return [
                one
                for one in self._registrations.values()
                if not one["isDeleted"] and one["scopeURL"].startswith(origin + "/")
            ]

        self._wait(lambda: bool(current()), "a service worker of this site")
        return current()[-1]

    def _wait(self, question: Callable[[], bool], what: str) -> None:
        for _ in range(500):
            if question():
                return
            self._page.wait_for_timeout(20)  # Playwright hears events only while it waits.
        raise TimeoutError(f"{what} did not come within 10 s")

    def sync(self, tag: str, *, last_chance: bool = False) -> None:
        """Fires a Background Sync event in the worker, as the browser does when it is online."""
        registration = self._registration()
        self._devtools.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": self._page.evaluate("location.origin"),
                "registrationId": registration["registrationId"],
                "tag": tag,
                "lastChance": last_chance,
            },
        )

    def push(self, data: str) -> None:
        """Hands the worker a push, as the browser does once it has decrypted one, whatever page is
        open."""
        self._wait(lambda: bool(self._registrations), "a service worker")
        registration = next(reversed(self._registrations.values()))
        self._devtools.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": registration["scopeURL"].rstrip("/"),
                "registrationId": registration["registrationId"],
                "data": data,
            },
        )

    def update(self) -> None:
        """Looks for a new version of the worker now."""
        scope = self._registration()["scopeURL"]
        self._devtools.send("ServiceWorker.updateRegistration", {"scopeURL": scope})

    def stop(self) -> None:
        """Ends the worker's process, as the browser does when it is idle; events wake it."""
        self._registration()
        self._devtools.send("ServiceWorker.stopAllWorkers")
        self._wait(
            lambda: all(one["runningStatus"] == "stopped" for one in self._versions.values()),
            "the end of the worker",
        )
