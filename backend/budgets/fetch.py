"""Asks a WSGI application as a phone does, and counts what comes back as bytes on the wire."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urldefrag, urljoin, urlsplit

from werkzeug.test import Client, TestResponse

from backend.budgets.answer import Answer, CannotTell, LeadsAway
from backend.budgets.device import OLD, Device
from backend.budgets.kept import Dictionary, Kept, marks
from backend.budgets.running import MOST_BYTES, SECONDS_IN_ALL, NotAnswered, is_loopback
from backend.budgets.wire import COUNTED, head_bytes, wire_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_REDIRECTS, REDIRECTS = 10, {301, 302, 303, 307, 308}
ACCEPTS = {
    "document": "text/html,application/xhtml+xml,application/xml;q=0.9,{images},*/*;q=0.8",
    "stylesheet": "text/css,*/*;q=0.1",
    "image": "{images},image/apng,image/*,*/*;q=0.8",
}
DESTINATIONS = {"document": "document", "script": "script", "stylesheet": "style",
                "image": "image", "font": "font", "media": "video"}  # fmt: skip
SET_DOMAIN = re.compile(r";\s*domain=\.?([^;\s]+)", re.I)
SET_PATH = re.compile(r";\s*path=(/[^;]*)", re.I)
Form = Mapping[str, str | Sequence[str]]
Shelf = dict[tuple[str, str], Answer]
"""Answers that serve for more than one page of a run, by address and kind."""


@dataclass(frozen=True)
class Request:
    """What is asked for, and how."""

    url: str
    kind: str
    method: str = "GET"
    form: Form | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def redirected(self, status: int, url: str) -> "Request":
        """The request that a redirect makes of this one."""
        if status == 303 or (status in {301, 302} and self.method == "POST"):
            return replace(self, url=url, method="GET", form=None)
        return replace(self, url=url)


class Phone:
    """A phone with a cookie jar.

    ``origin`` is where it believes the application to live; ``hosts`` are further names of it.
    ``client`` is one that is there already, with its cookies. What it meets it ``keeps``, and on
    a repeated visit it has what it ``kept``. What is on the ``shelf`` is not asked for again,
    but weighs what it weighed.
    """

    def __init__(
        self,
        app: "WSGIApplication | None" = None,
        *,
        origin: str = "https://localhost",
        language: str = "es",
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        device: Device = OLD,
        hosts: Sequence[str] = (),
        client: Client | None = None,
        shelf: Shelf | None = None,
        keeps: Kept | None = None,
        kept: Kept | None = None,
    ) -> None:
        if client is None:
            if app is None:
                raise TypeError("a phone needs an application or a client to ask")
            client = Client(app)
        self.origin = origin.rstrip("/")
        self.device = device
        self.client = client
        self._hosts = frozenset(hosts)
        self.own_headers = {
            "User-Agent": device.user_agent,
            "Accept-Language": language,
            **(headers or {}),
        }
        self._named: set[tuple[str, str, str]] = set()
        self._shelf = shelf
        self._keeps = keeps
        self._kept = kept
        host = urlsplit(self.origin).hostname or "localhost"
        for name, value in (cookies or {}).items():
            self.client.set_cookie(name, value, domain=host)

    def coming_back(self, *, keeps: Kept | None = None, kept: Kept | None = None) -> "Phone":
        """The same phone with the same cookies: on another visit, with what it ``kept``, or for
        something whose answers it ``keeps`` apart."""
        again = copy(self)
        again._keeps, again._kept = keeps, kept
        again._shelf = self._shelf if kept is None else None
        return again

    def cookies(self) -> dict[str, str]:
        """The cookies that the site has set on this phone and not taken back."""
        held = {
            name: self.client.get_cookie(name, domain, path)
            for name, domain, path in sorted(self._named)
        }
        return {name: cookie.value for name, cookie in held.items() if cookie is not None}

    def _note_cookies(self, response: TestResponse, url: SplitResult) -> None:
        for header in response.headers.getlist("Set-Cookie"):
            name, _, rest = header.partition("=")
            at, of = SET_PATH.search(rest), SET_DOMAIN.search(rest)
            path = at[1] if at else url.path.rpartition("/")[0] or "/"
            domain = of[1] if of else url.hostname or ""
            dotted = self.client.get_cookie(name.strip(), f".{domain}", path)
            if dotted:  # browsers take the dot away, by which nothing would be found again
                self.client.set_cookie(
                    name.strip(), dotted.decoded_value, domain=domain, path=path, origin_only=False
                )
            self._named.add((name.strip(), domain, path))

    def is_own(self, url: str) -> bool:
        """Is this absolute address one of the application's?"""
        own = url == self.origin or url.startswith((f"{self.origin}/", f"{self.origin}?"))
        return own or urlsplit(url).hostname in self._hosts

    def fetch(
        self,
        url: str,
        kind: str = "document",
        *,
        method: str = "GET",
        form: Form | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for ``url``, following redirects. CannotTell if they leave the site or go round."""
        url = f"{self.origin}{url}" if url.startswith("//") else urljoin(f"{self.origin}/", url)
        answer = self._shelf.get((url, kind)) if self._shelf is not None else None
        if answer is None:
            answer = self._follow(Request(url, kind, method, form, headers or {}))
            shared = answer.fresh_for > 0 and "private" not in answer.directives
            if self._shelf is not None and kind != "document" and shared and answer.status == 200:
                self._shelf[url, kind] = answer
        if self._keeps is not None:
            self._keeps.keep(answer)
        return answer

    def _follow(self, request: Request) -> Answer:
        size, hops = 0, list[str]()
        while len(hops) <= MOST_REDIRECTS:
            if not self.is_own(request.url):
                raise LeadsAway(f"{request.url} is not served by this application")
            answer = self._once(request)
            location = _as_sent(answer.header("location"))
            if answer.status not in REDIRECTS or not location:
                requests = len(hops) + answer.requests
                return replace(
                    answer,
                    size=size + answer.size,
                    requests=requests,
                    hops=tuple(hops),
                    before=size,
                )
            size += answer.size
            hops.append(request.url)
            try:
                url = urldefrag(urljoin(request.url, location)).url
            except ValueError as error:
                raise CannotTell(f"{request.url} redirects to {location!r}, no address") from error
            request = request.redirected(answer.status, url)
        raise CannotTell(f"{request.url} is the end of more than {MOST_REDIRECTS} redirects")

    def _once(self, request: Request) -> Answer:
        """One answer, from what the phone kept where that will do."""
        stale = None
        held = self._dictionary(request.url)
        if self._kept is not None and request.method == "GET":
            if fresh := self._kept.fresh(request.url):
                return replace(fresh, size=0, requests=0, head=0)
            stale = self._kept.stale(request.url)
        more = {**(marks(stale) if stale else {}), **(held.headers if held else {})}
        answer = self._ask(replace(request, headers={**more, **request.headers}), held)
        if stale and answer.status == 304:
            return replace(stale, size=answer.size, requests=1, head=answer.head)
        return answer

    def _dictionary(self, url: str) -> Dictionary | None:
        if self._kept is None or "dictionary" not in self.device.encodings or not _is_safe(url):
            return None
        return self._kept.dictionary_for(url)

    def _ask(self, request: Request, held: Dictionary | None) -> Answer:
        is_page = request.kind == "document"
        asked = {
            **self.own_headers,
            **self._offers(request, held),
            "Sec-Fetch-Dest": DESTINATIONS.get(request.kind, "empty"),
            "Sec-Fetch-Mode": "navigate" if is_page else "no-cors",
            "Sec-Fetch-Site": "same-origin",
            **({"Origin": self.origin} if request.method == "POST" else {}),
            **request.headers,
        }
        parts = urlsplit(request.url)
        form = request.form if request.method != "GET" else None
        counted: list[int] = []
        # Two slashes at the begin of a path are no host's name.
        exactly = (
            {"PATH_INFO": unquote(parts.path, "latin-1"), "REQUEST_URI": parts.path}
            if parts.path.startswith("//")
            else {}
        )
        try:
            response: TestResponse = self.client.open(
                path="/" if exactly else parts.path or "/",
                query_string=parts.query,
                base_url=f"{parts.scheme}://{parts.netloc}",
                method=request.method,
                headers=asked,
                data=dict(form) if form else None,
                environ_overrides={COUNTED: counted, **exactly},
            )
            with closing(response):
                chunks = list(_first(response.iter_encoded(), request.url))
        except NotAnswered as error:
            raise CannotTell(str(error)) from error
        except CannotTell:
            raise
        except (Exception, SystemExit) as error:
            # Whatever the application does wrong, a server would answer 500 and go on.
            what = f"{type(error).__name__}: {error}".removesuffix(": ")
            *_, last = extract_tb(error.__traceback__)
            where = f"{Path(last.filename).name}, line {last.lineno}"
            raise CannotTell(
                f"{request.url} makes the application fail: {what} ({where})"
            ) from error
        self._note_cookies(response, parts)
        given = list(response.headers)
        return Answer(
            url=request.url,
            status=response.status_code,
            size=sum(counted) or wire_bytes(response.status, given, chunks),
            requests=1,
            headers=tuple(given),
            head=head_bytes(response.status, given),
            body=b"".join(chunks),
            dictionary=held.body if held else None,
        )

    def _offers(self, request: Request, held: Dictionary | None) -> dict[str, str]:
        """What the phone can read. Brotli and what came after it only where nobody in between
        can meddle, as in Chromium."""
        safe = _is_safe(request.url)
        names = [
            each
            for each in self.device.encodings
            if each != "dictionary" and (safe or each in {"gzip", "deflate"})
        ] + (["dcb", "dcz"] if held else [])
        modern = "image/avif" in self.device.images
        images = "image/avif,image/webp" if modern else "image/webp"
        return {
            "Accept": ACCEPTS.get(request.kind, "*/*").format(images=images),
            "Accept-Encoding": ", ".join(names) or "identity",
        }


def as_asked(path: str) -> str:
    """The path with its query as it is sent: letters beyond ASCII and blanks escaped."""
    return quote(path, safe="/?#[]@!$&'()*+,;=:%~|")


def _as_sent(location: str) -> str:
    """A header's letters beyond ASCII are bytes of UTF-8 where they can be that."""
    try:
        return location.encode("latin-1").decode()
    except UnicodeError:
        return location


def _first(chunks: Iterable[bytes], url: str) -> Iterator[bytes]:
    """The chunks of a body, as long as it may be one of a page."""
    size, end = 0, time.monotonic() + SECONDS_IN_ALL
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES or time.monotonic() > end:
            raise CannotTell(f"{url} does not come to an end")
        yield chunk


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")
