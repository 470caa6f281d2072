"""Keeps the books of what a browser downloads, from the events of its Network domain.

A function of values: events go in, entries come out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS = {"Document": "document", "Stylesheet": "stylesheet", "Image": "image", "Media": "media",
         "Font": "font", "Script": "script"}  # fmt: skip
ON_THE_WIRE = ("http://", "https://")


@dataclass
class Entry:
    """One request. ``size`` in bytes, the redirects before it included; 0 where it came from a
    cache or from the service worker. ``by`` and ``parent`` say what asked for it."""

    session: str
    url: str
    kind: str
    by: str
    parent: str
    size: int = 0
    requests: int = 1
    status: int = 0
    is_done: bool = False
    is_held: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    head: int = 0
    received: int = 0

    @property
    def is_here(self) -> bool:
        """Has all of it come? Of a body that nobody reads Chromium never says that it ended."""
        length = self.headers.get("content-length", "")
        is_whole = self.head and length.isdecimal() and self.received >= int(length)
        return self.is_done or bool(is_whole)

    @property
    def came(self) -> int:
        """Bytes that have come so far."""
        return self.size if self.is_done or self.is_held else self.size + self.head + self.received


class Ledger:
    """The books of one visit."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}

    @property
    def entries(self) -> list[Entry]:
        """In the order in which they were asked for."""
        return list(self._entries.values())

    @property
    def in_flight(self) -> list[Entry]:
        """What has neither arrived nor failed."""
        return [entry for entry in self.entries if not entry.is_here]

    def note(self, session: str, method: str, params: dict[str, Any]) -> None:
        """Enters an event; those of other domains change nothing."""
        enter = getattr(self, f"_on_{method.rpartition('.')[2]}", None)
        if method.startswith("Network.") and enter is not None:
            enter(session, params)

    def _on_requestWillBeSent(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        request, key = params["request"], (session, params["requestId"])
        if not request["url"].startswith(ON_THE_WIRE):
            return
        initiator = params.get("initiator", {})
        entry = Entry(
            session,
            request["url"].partition("#")[0],
            KINDS.get(params.get("type", ""), "other"),
            initiator.get("type", ""),
            _parent(initiator) or params.get("documentURL", ""),
        )
        before, redirect = self._entries.get(key), params.get("redirectResponse")
        if before is not None and redirect:
            entry.size = before.size + _wire(redirect)
            entry.requests = before.requests + (1 if _wire(redirect) else 0)
            entry.by, entry.parent = before.by, before.parent
        self._entries[key] = entry

    def _on_requestServedFromCache(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        entry = self._entries.get((session, params["requestId"]))
        if entry is not None:
            entry.is_held = True

    def _on_responseReceived(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        response, key = params["response"], (session, params["requestId"])
        entry = self._entries.get(key) or self._handed_over(key)
        if entry is None:
            if not response["url"].startswith(ON_THE_WIRE):
                return
            # A worker's own script was asked for before there was a worker to watch.
            kind = KINDS.get(params.get("type", ""), "other")
            entry = self._entries[key] = Entry(session, response["url"], kind, "register", "")
        entry.status = response["status"]
        entry.headers = {name.lower(): value for name, value in response["headers"].items()}
        entry.head = _wire(response)
        held = ["fromDiskCache", "fromServiceWorker"]
        if params.get("type") != "Prefetch":  # which is said of what comes into that cache, too
            held.append("fromPrefetchCache")
        entry.is_held = entry.is_held or any(response.get(each) for each in held)
        if entry.kind == "other" and response.get("mimeType", "").startswith("image/"):
            entry.kind = "image"

    def _handed_over(self, key: tuple[str, str]) -> Entry | None:
        """What a page has asked for and its worker is answered: the worker's script."""
        session, number = key
        for asked, entry in self._entries.items():
            if asked[1] == number and not entry.status and not entry.is_done:
                entry.session = session
                self._entries = {key if each == asked else each: booked
                                 for each, booked in self._entries.items()}  # fmt: skip
                return entry
        return None

    def _on_dataReceived(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        entry = self._entries.get((session, params["requestId"]))
        if entry is not None:
            entry.received += params["encodedDataLength"]

    def _on_loadingFinished(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        entry = self._entries.get((session, params["requestId"]))
        if entry is None or entry.is_done:
            return
        entry.is_done = True
        came = max(int(params["encodedDataLength"]), _at_least(entry))
        # Another had asked for the same, and the answer was shared: that is said by its size only.
        if entry.is_held or not came:
            entry.requests -= 1
        else:
            entry.size += came

    def _on_loadingFailed(self, session: str, params: dict[str, Any]) -> None:  # noqa: N802
        entry = self._entries.get((session, params["requestId"]))
        if entry is None or entry.is_done:
            return
        entry.is_done = True
        if entry.is_held or not entry.head:
            entry.requests -= 1
        else:
            entry.size += entry.head + entry.received


def _at_least(entry: Entry) -> int:
    """Of what is refused (a picture that is not there) Chromium may count the body alone."""
    length = entry.headers.get("content-length", "")
    return entry.head + int(length) if entry.status >= 400 and length.isdecimal() else 0


def _wire(response: dict[str, Any]) -> int:
    held = response.get("fromDiskCache") or response.get("fromServiceWorker")
    return 0 if held else max(0, int(response.get("encodedDataLength", 0)))


def _parent(initiator: dict[str, Any]) -> str:
    """The script or page whose line asked for it."""
    stack = initiator.get("stack", {})
    while stack:
        for frame in stack.get("callFrames", []):
            if frame.get("url"):
                return str(frame["url"])
        stack = stack.get("parent", {})
    return str(initiator.get("url", ""))
