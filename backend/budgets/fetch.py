"""Asks a WSGI application as a phone does, and counts what comes back as bytes on the wire."""

import gzip
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
from werkzeug.test import Client, TestResponse

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_REDIRECTS = 10
REDIRECTS = {301, 302, 303, 307, 308}
BODILESS = {204, 304}

# What granian, the server we ship with, writes where the application has not written it itself.
SERVER_HEADERS = {"server": "granian", "date": "Tue, 24 Nov 2026 09:12:00 GMT"}
CHUNKED_LINE = "transfer-encoding: chunked\r\n"

# Chromium 80 on a cheap phone: the oldest browser we write for.
PHONE = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 9; SM-J260M) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/80.0.3987.162 Mobile Safari/537.36",
    "Accept-Encoding": "gzip, deflate, br",
}
ACCEPTS = {
    "document": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    "stylesheet": "text/css,*/*;q=0.1",
    "image": "image/webp,image/apng,image/*,*/*;q=0.8",
}
DESTINATIONS = {"document": "document", "script": "script", "stylesheet": "style",
                "image": "image", "font": "font", "media": "video"}  # fmt: skip


class CannotTell(Exception):
    """Something has no weight that can be known here; the message says what and why."""


@dataclass(frozen=True)
class Answer:
    """The last answer to a request. ``size`` and ``requests`` count the redirects before it."""

    url: str
    status: int
    size: int
    requests: int
    mimetype: str
    encoding: str
    is_immutable: bool
    body: bytes

    def text(self) -> str:
        """The body, unpacked. CannotTell if it is packed in a way the phone did not offer."""
        try:
            return _unpack(self.body, self.encoding).decode("utf-8", "replace")
        except (brotli.error, zlib.error, OSError, EOFError) as error:
            raise CannotTell(f"{self.url} is not the {self.encoding} it says it is") from error


class Phone:
    """A phone with a cookie jar. ``origin`` is where it believes the application to live."""

    def __init__(
        self,
        app: "WSGIApplication",
        *,
        origin: str = "https://localhost",
        language: str = "es",
        cookies: Mapping[str, str] | None = None,
    ) -> None:
        self.origin = origin.rstrip("/")
        self._client = Client(app)
        self._own = {**PHONE, "Accept-Language": language}
        host = urlsplit(self.origin).hostname or "localhost"
        for name, value in (cookies or {}).items():
            self._client.set_cookie(name, value, domain=host)

    def is_own(self, url: str) -> bool:
        """Is this absolute address one of the application's?"""
        return url == self.origin or url.startswith(f"{self.origin}/")

    def fetch(
        self,
        url: str,
        kind: str = "document",
        *,
        method: str = "GET",
        form: Mapping[str, str | Sequence[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for ``url``, following redirects. CannotTell if they leave the site or go round."""
        size = 0
        url = urljoin(f"{self.origin}/", url)
        for requests in range(1, MOST_REDIRECTS + 2):
            if not self.is_own(url):
                raise CannotTell(f"{url} is not served by this application")
            with closing(self._ask(url, kind, method, form, headers)) as response:
                chunks = list(response.iter_encoded())
            size += wire_bytes(response.status, list(response.headers), chunks)
            location = response.headers.get("Location")
            if response.status_code not in REDIRECTS or not location:
                return Answer(
                    url=url,
                    status=response.status_code,
                    size=size,
                    requests=requests,
                    mimetype=response.mimetype or "",
                    encoding=response.headers.get("Content-Encoding", ""),
                    is_immutable="immutable" in response.headers.get("Cache-Control", ""),
                    body=b"".join(chunks),
                )
            if response.status_code == 303 or (
                response.status_code in {301, 302} and method == "POST"
            ):
                method, form = "GET", None
            try:
                url = urldefrag(urljoin(url, location)).url
            except ValueError as error:
                raise CannotTell(f"{url} redirects to {location!r}, no address") from error
        raise CannotTell(f"{url} is the end of more than {MOST_REDIRECTS} redirects")

    def _ask(
        self,
        url: str,
        kind: str,
        method: str,
        form: Mapping[str, str | Sequence[str]] | None,
        headers: Mapping[str, str] | None,
    ) -> TestResponse:
        asked = {
            **self._own,
            "Accept": ACCEPTS.get(kind, "*/*"),
            "Sec-Fetch-Dest": DESTINATIONS.get(kind, "empty"),
            "Sec-Fetch-Mode": "navigate" if kind == "document" else "no-cors",
            "Sec-Fetch-Site": "same-origin",
            **({"Origin": self.origin} if method == "POST" else {}),
            **(headers or {}),
        }
        parts = urlsplit(url)
        return self._client.open(
            path=parts.path or "/",
            query_string=parts.query,
            base_url=self.origin,
            method=method,
            headers=asked,
            data=dict(form) if form and method != "GET" else None,
        )


def wire_bytes(status: str, headers: Sequence[tuple[str, str]], chunks: Iterable[bytes]) -> int:
    """Bytes of an answer on an HTTP/1.1 connection that is kept open: status line, headers,
    those the server adds, and the body, framed in chunks where no length is given (RFC 9112)."""
    given = {name.lower() for name, _ in headers}
    added = [line for line in SERVER_HEADERS.items() if line[0] not in given]
    lines = "".join(f"{name}: {value}\r\n" for name, value in (*headers, *added))
    # granian writes a letter beyond ASCII as UTF-8, two bytes or more.
    size = len(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode())
    if int(status[:3]) in BODILESS:
        return size
    if "content-length" in given:
        return size + sum(len(chunk) for chunk in chunks)
    framed = sum(len(chunk) + len(f"{len(chunk):X}") + 4 for chunk in chunks if chunk)
    return size + len(CHUNKED_LINE) + framed + len("0\r\n\r\n")


def _unpack(body: bytes, encoding: str) -> bytes:
    match encoding.lower():
        case "br":
            return bytes(brotli.decompress(body))
        case "gzip":
            return gzip.decompress(body)
        case "deflate":
            return zlib.decompress(body)
        case "" | "identity":
            return body
    raise OSError(encoding)
