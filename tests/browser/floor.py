"""The oldest phone served: Chromium 80, as tests/tools.sh unpacks it.

Playwright cannot drive it; what is done on its pages has the names and the manners that
Playwright's have, so that the same people (person.py) can use both.
"""

import base64
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.browser import processes
from tests.browser.devtools import DevTools, Gone, Refused, Told
from tests.waiting import until

PROGRAM = Path(__file__).parent.parent / ".tools" / "chromium80" / "chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
SCREEN = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
HEARD = ("Page", "Runtime", "Log", "ServiceWorker", "Network")
PATIENCE_MS = 60_000.0
"""A wait that takes this long is one for ever, on the busiest of machines."""
NETWORK_WORDS = "Failed to load resource"
"""What the browser writes to its console of a bad network and of refused forms: no fault."""

CALLED = "(value => typeof value === 'function' ? value() : value)({})"
FOUND = "document.querySelector({})"
REACHED = """async () => {{
  const element = document.querySelector({});
  if (!element) return null;
  element.scrollIntoView({{block: "center"}});
  const look = () => {{
    const {{x, y, width, height}} = element.getBoundingClientRect();
    return width && height ? [x + width / 2, y + height / 2] : [0, 0];
  }};
  const before = look();
  await new Promise(done => setTimeout(done, 50));
  const at = look();
  const isStill = at[0] && at[0] === before[0] && at[1] === before[1];
  return isStill && element.contains(document.elementFromPoint(...at)) ? at : null;
}}"""
SETTLED = """() => document.readyState === "complete"
  && (!document.querySelector("[data-net]") || "outboxCount" in document.body.dataset)"""
CHOSEN = """() => {{
  const element = document.querySelector({});
  element.value = {};
  for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, {{bubbles: true}}));
}}"""


class OldPhone:
    """Chromium 80 on a ``profile`` that outlives a kill."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self._complaints: list[str] = []
        self._devtools: DevTools | None = None

    @property
    def devtools(self) -> DevTools:
        if self._devtools is None:
            raise RuntimeError("The browser is not running; start() it.")
        return self._devtools

    def start(self) -> None:
        """Starts the browser, with what the profile kept from before."""
        if not PROGRAM.exists():
            raise FileNotFoundError(f"{PROGRAM}: run tests/tools.sh")
        self._devtools = DevTools(PROGRAM, *FLAGS, f"--user-data-dir={self.profile}")
        self._devtools.listeners.append(self._note)

    def open(self, url: str = "about:blank") -> "OldPage":
        """A new tab at the address."""
        page = OldPage(self.devtools)
        if url != "about:blank":
            page.goto(url)
        return page

    def kill(self) -> None:
        """``kill -9``: no page is asked, nothing more is written. ``start()`` opens it again."""
        for process in processes.on_profile(self.profile):
            processes.kill(process)
        devtools, self._devtools = self._devtools, None
        if devtools is not None:
            devtools.close()

    def complaints(self) -> list[str]:
        """Errors of scripts and of the content policy, on any page or in the worker, since this
        was asked last."""
        if self._devtools is not None:
            self._devtools.send("Browser.getVersion")  # What was said before its answer is heard.
        told, self._complaints = self._complaints, []
        return told

    def _note(self, session: str, event: str, told: Told) -> None:
        if event == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            thrown = details.get("exception", {}).get("description", "")
            self._complain(f"{details.get('url', '')}: {details['text']} {thrown}")
        elif event == "Runtime.consoleAPICalled" and told["type"] in {"error", "assert"}:
            self._complain(f"console: {told['args']}")
        elif event == "Log.entryAdded" and told["entry"]["level"] == "error":
            self._complain(f"{told['entry'].get('url', '')}: {told['entry']['text']}")
        elif event == "ServiceWorker.workerErrorReported":
            error = told["errorMessage"]
            self._complain(f"{error['sourceURL']}:{error['lineNumber']}: {error['errorMessage']}")

    def _complain(self, words: str) -> None:
        if NETWORK_WORDS not in words:
            self._complaints.append(words)


class OldPage:
    """A tab, 360 x 640."""

    def __init__(self, devtools: DevTools) -> None:
        self._devtools = devtools
        target = devtools.send("Target.createTarget", url="about:blank")["targetId"]
        attached = devtools.send("Target.attachToTarget", targetId=target, flatten=True)
        self._target, self._session = target, str(attached["sessionId"])
        for domain in HEARD:
            self._send(f"{domain}.enable")
        self._send("Emulation.setDeviceMetricsOverride", **SCREEN)
        self._send("Emulation.setTimezoneOverride", timezoneId="America/Mexico_City")

    def goto(self, url: str) -> None:
        """Go to the address, and wait until the page, its script and its strip are there."""
        answer = self._send("Page.navigate", url=url)
        if "errorText" in answer:
            raise Refused(f"{url}: {answer['errorText']}")
        self.wait_for_function(SETTLED)

    def evaluate(self, expression: str, /) -> Any:
        """What the expression, or the function, gives on the page."""
        return self._evaluate(CALLED.format(expression), returnByValue=True).get("value")

    def wait_for_function(self, expression: str, *, timeout: float = PATIENCE_MS) -> Any:
        """Wait until it gives something true, for ``timeout`` milliseconds; pages may change."""

        def look() -> Any:
            with suppress(Gone):
                return self.evaluate(expression)

        try:
            return until(look, within=timeout / 1000, what=expression)
        except TimeoutError as error:
            seen = self.evaluate("location.href + ' ' + document.body.innerText")
            raise TimeoutError(f"{error}; on the page: {seen}") from None

    def click(self, selector: str) -> None:
        """Touch the first such element, once it lies still and nothing covers it."""
        x, y = self.wait_for_function(REACHED.format(json.dumps(selector)))
        for kind in ("mousePressed", "mouseReleased"):
            self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def check(self, selector: str) -> None:
        self.click(selector)
        assert self.evaluate(f"{FOUND.format(json.dumps(selector))}.checked"), selector

    def fill(self, selector: str, words: str) -> None:
        """Write ``words`` in the place of what stands in the field."""
        self.click(selector)
        self.evaluate(f"{FOUND.format(json.dumps(selector))}.select()")
        self._send("Input.insertText", text=words)

    def select_option(self, selector: str, value: str) -> None:
        self.evaluate(CHOSEN.format(json.dumps(selector), json.dumps(value)))

    def set_input_files(self, selector: str, *files: Path) -> None:
        found = self._evaluate(FOUND.format(json.dumps(selector)))["objectId"]
        self._send("DOM.setFileInputFiles", objectId=found, files=[str(file) for file in files])

    def text_content(self, selector: str) -> str:
        """What stands in the first such element, once there is one."""
        found = FOUND.format(json.dumps(selector))
        self.wait_for_function(f"!!{found}")
        return str(self.evaluate(f"{found}.textContent"))

    def screenshot(self, path: Path) -> None:
        """The screen as it is, in a PNG file."""
        path.write_bytes(base64.b64decode(self._send("Page.captureScreenshot")["data"]))

    def stands_at(self, lat: float, lon: float, accuracy: float = 12) -> None:
        """This site may know where the phone is, and there it is, so many metres exact."""
        origin = self.evaluate("location.origin")
        self._devtools.send("Browser.grantPermissions", origin=origin, permissions=["geolocation"])
        self._send(
            "Emulation.setGeolocationOverride", latitude=lat, longitude=lon, accuracy=accuracy
        )

    def offline(self, is_so: bool = True) -> None:
        """``navigator.onLine`` is false on this page, and it reaches nothing; the worker does."""
        self._send(
            "Network.emulateNetworkConditions",
            offline=is_so,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def close(self) -> None:
        self._devtools.send("Target.closeTarget", targetId=self._target)

    def _send(self, method: str, **parameters: Any) -> Told:
        return self._devtools.send(method, self._session, **parameters)

    def _evaluate(self, expression: str, **how: Any) -> Told:
        answer = self._send("Runtime.evaluate", expression=expression, awaitPromise=True, **how)
        if "exceptionDetails" in answer:
            raise Refused(f"{expression}: {answer['exceptionDetails']}")
        result: Told = answer["result"]
        return result
