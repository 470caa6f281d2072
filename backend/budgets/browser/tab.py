"""A tab in a fresh Chromium profile: opens pages, and waits until nothing more comes down."""

import base64
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from backend.budgets.browser.devtools import Chromium, NoAnswer, NoBrowser
from backend.budgets.browser.ledger import Entry, Ledger
from backend.budgets.browser.profile import Profile
from backend.budgets.browser.timing import WATCH

QUIET_SECONDS = 1.0
"""Nothing asked for during so long: the page is there."""
MOST_SECONDS = 90.0
MANIFEST_SECONDS = 10.0
SCRIPT_SECONDS = 20.0
ENDED = {"activated", "redundant", "installed"}
OF_A_PAGE = [{"type": "iframe"}, {"type": "worker"}]
OF_THE_BROWSER = [{"type": "page"}, {"type": "service_worker"}, {"type": "shared_worker"}]


@dataclass
class _Target:
    session: str
    kind: str
    url: str


class Tab:
    """Bound to one Chromium; ``enter`` it for each phone that visits anew."""

    def __init__(self, path: str, *flags: str) -> None:
        self.chromium = Chromium(path, self._on_event, *flags)
        self._lock = threading.Lock()
        self._targets: dict[str, _Target] = {}
        self._context = ""
        self._page = ""
        self._profile = Profile()
        self._headers: dict[str, str] = {}
        self._ledger = Ledger()
        self._versions: dict[str, str] = {}
        self._loaded = False
        self._last = 0.0
        self._made = ""
        self.is_at_rest = True

    def begin(self) -> None:
        """To be called once Chromium runs."""
        self.chromium.ask(
            "Target.setAutoAttach",
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
            filter=OF_THE_BROWSER,
        )

    def as_somebody_new(
        self, profile: Profile, origin: str, cookies: Mapping[str, str], headers: Mapping[str, str]
    ) -> None:
        """Forgets all that was kept, and becomes this phone with these ``cookies``."""
        self.leave()
        self._profile, self._headers = profile, dict(headers)
        self._context = self.chromium.ask("Target.createBrowserContext")["browserContextId"]
        given = [
            {"name": name, "value": value, "url": f"{origin}/", "path": "/",
             "secure": name.startswith("__") or origin.startswith("https:")}
            for name, value in cookies.items()
        ]  # fmt: skip
        if given:
            self.chromium.ask("Storage.setCookies", cookies=given, browserContextId=self._context)
        made = self.chromium.ask(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )
        self._page = self._session_of(made["targetId"])
        self.chromium.ask("Page.enable", self._page)
        self.chromium.ask("ServiceWorker.enable", self._page)
        self.chromium.ask("Page.addScriptToEvaluateOnNewDocument", self._page, source=WATCH)

    def leave(self) -> None:
        """Closes the tab, and forgets."""
        if self._context:
            self.chromium.ask("Target.disposeBrowserContext", browserContextId=self._context)
        with self._lock:
            self._context = self._page = ""
            self._targets.clear()
            self._versions.clear()

    def go(self, url: str) -> str:
        """Opens ``url``; the browser's word for why it could not, or nothing."""
        self.turn_over()
        answer = self.chromium.ask("Page.navigate", self._page, url=url)
        return str(answer.get("errorText", ""))

    def go_to_made(self, url: str, html: str) -> None:
        """Opens ``html`` at ``url``, for which neither server nor worker is asked."""
        self._made = base64.b64encode(html.encode()).decode()
        self.page_ask("Fetch.enable", patterns=[{"urlPattern": url}])
        self.page_ask("Network.setBypassServiceWorker", bypass=True)
        self.go(url)
        self.wait_for_load()
        self.page_ask("Network.setBypassServiceWorker", bypass=False)
        self.page_ask("Fetch.disable")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.chromium.ask(
            "Runtime.evaluate",
            self._page,
            within=SCRIPT_SECONDS,
            expression=script,
            returnByValue=True,
        )
        return answer.get("result", {}).get("value")

    def page_ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command to the page's target."""
        return self.chromium.ask(method, self._page, **params)

    def look_for_manifest(self) -> None:
        """Has it asked for, as a phone does that looks whether the app can be installed. Of a page
        that moves on meanwhile nothing is heard."""
        with suppress(NoAnswer):
            self.chromium.ask("Page.getAppManifest", self._page, within=MANIFEST_SECONDS)

    def go_offline(self) -> None:
        """No signal for the page and its worker."""
        with self._lock:
            sessions = [target.session for target in self._targets.values()]
        for session in sessions:
            self._profile.put_on_network(
                self.chromium, session, headers=self._headers, is_offline=True
            )

    def settle(self) -> list[Entry]:
        """Waits until nothing comes down any more and the worker is in place. What is still on
        its way after ``MOST_SECONDS`` is left in flight."""
        with self._lock:
            self._last = time.monotonic()
        self.is_at_rest = self._until(self._is_settled, MOST_SECONDS)
        with self._lock:
            return self._ledger.entries

    def wait_for_load(self) -> None:
        """Waits until the page says it is loaded."""
        self._until(lambda: self._loaded, MOST_SECONDS)

    def of_worker(self, entry: Entry) -> bool:
        """Was it the service worker that asked?"""
        with self._lock:
            return any(
                target.session == entry.session and target.kind == "service_worker"
                for target in self._targets.values()
            )

    @property
    def has_worker(self) -> bool:
        """Is there a service worker in place?"""
        with self._lock:
            return "activated" in self._versions.values()

    def _is_settled(self) -> bool:
        with self._lock:
            waiting = [each for each in self._versions.values() if each not in ENDED]
            quiet = time.monotonic() - self._last >= QUIET_SECONDS
            return self._loaded and quiet and not waiting and not self._ledger.in_flight

    def turn_over(self) -> None:
        """Begins a new page in the books."""
        with self._lock:
            self._ledger = Ledger()
            self._loaded = False
            self._last = time.monotonic()

    def _session_of(self, target: str) -> str:
        if not self._until(lambda: target in self._targets, 30):
            raise NoBrowser("Chromium opens no tab")
        with self._lock:
            return self._targets[target].session

    @staticmethod
    def _until(question: Callable[[], bool], seconds: float) -> bool:
        """Waits for a yes, for so long; the last answer."""
        end, pause = time.monotonic() + seconds, threading.Event()
        while not question():
            if time.monotonic() > end:
                return False
            pause.wait(0.02)
        return True

    def _on_event(self, session: str, method: str, params: dict[str, Any]) -> None:
        """In the browser's thread."""
        if method == "Target.attachedToTarget":
            self._meet(params)
            return
        if method == "Fetch.requestPaused":
            self.chromium.post(
                "Fetch.fulfillRequest",
                session,
                requestId=params["requestId"],
                responseCode=200,
                responseHeaders=[{"name": "Content-Type", "value": "text/html;charset=utf-8"}],
                body=self._made,
            )
            return
        if method == "Page.javascriptDialogOpening":
            # Nobody is there to answer, and the page would wait.
            self.chromium.post("Page.handleJavaScriptDialog", session, accept=True)
            return
        with self._lock:
            if method == "Page.loadEventFired":
                self._loaded = True
                self._last = time.monotonic()
            elif method == "ServiceWorker.workerVersionUpdated":
                self._versions |= {
                    version["versionId"]: version["status"] for version in params["versions"]
                }
                self._last = time.monotonic()
            elif method.startswith("Network."):
                self._ledger.note(session, method, params)
                self._last = time.monotonic()

    def _meet(self, params: dict[str, Any]) -> None:
        """A target has come up and waits: it becomes the phone's before it asks for anything."""
        info, session = params["targetInfo"], params["sessionId"]
        with self._lock:
            self._targets[info["targetId"]] = _Target(session, info["type"], info["url"])
        post = self.chromium.post
        post("Network.enable", session)
        self._profile.put_on_network(self.chromium, session, headers=self._headers)
        if info["type"] == "page":
            self._profile.put_on_page(self.chromium, session)
            post(
                "Target.setAutoAttach",
                session,
                autoAttach=True,
                waitForDebuggerOnStart=True,
                flatten=True,
                filter=OF_A_PAGE,
            )
        post("Runtime.runIfWaitingForDebugger", session)


def origin_of(url: str) -> str:
    """``https://localhost:8000`` of an address there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
