"""A running site, asked over the network, in the shape of an application.

So that a phone meets both alike. What the server wrote is counted on the connection itself.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.urls import iri_to_uri

from backend.budgets.wire import COUNTED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

SECONDS, SECONDS_IN_ALL = 30, 60
"""How long the next byte may take to come, and all of an answer."""
MOST_BYTES = 128 * 1024 * 1024
"""Of one answer: what is longer than that is no part of a page."""
# The connection's own affairs, of no meaning behind it.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}
LOST = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)


class _LastAnswer(http.client.HTTPResponse):
    """Passes over what a server says before it answers (RFC 8297: early hints)."""

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            said: tuple[str, int, str] = super()._read_status()  # type: ignore[misc]
            if not 101 < said[1] < 200:
                return said
            http.client.parse_headers(self.fp)


class NotAnswered(OSError):
    """The site does not answer; the message says which and why."""


def is_loopback(host: str) -> bool:
    """Is this the name of the machine we run on?"""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@dataclass
class _Line:
    """A connection, and how many bytes came over it."""

    connection: http.client.HTTPConnection
    received: int = 0
    most: int = MOST_BYTES
    until: float = float("inf")

    def exchange(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes, int]:
        before = self.received
        self.most, self.until = before + MOST_BYTES, time.monotonic() + SECONDS_IN_ALL
        self.connection.request(method, path, body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer, content, self.received - before


class Running:
    """Sites that run somewhere, by the host they are asked for. Connections are kept open."""

    def __init__(self) -> None:
        self._open: dict[str, _Line] = {}

    def __call__(self, environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        origin = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"
        try:
            answer, body, counted = self._ask(origin, environ)
        except (OSError, ValueError, http.client.HTTPException) as error:
            self._close(origin)
            why = " ".join(str(error).split()) or type(error).__name__
            raise NotAnswered(f"{origin} does not answer: {why}") from error
        environ.setdefault(COUNTED, []).append(counted)
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
        start(f"{answer.status} {answer.reason}", headers)
        return [body]

    def _ask(
        self, origin: str, environ: dict[str, Any]
    ) -> tuple[http.client.HTTPResponse, bytes, int]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else None
        asked = (environ["REQUEST_METHOD"], _address(environ), body, _headers(environ))
        line = self._open.get(origin)
        if line is not None and line.connection.sock is not None:
            try:
                return line.exchange(*asked)
            except LOST:
                self._close(origin)  # It was kept open for too long: once more, on a new one.
        self._open[origin] = _line_to(origin)
        return self._open[origin].exchange(*asked)

    def _close(self, origin: str) -> None:
        line = self._open.pop(origin, None)
        if line is not None:
            line.connection.close()


def _line_to(origin: str) -> _Line:
    parts = urlsplit(origin)
    host = parts.hostname or ""
    if parts.scheme == "https":
        trusting = ssl.create_default_context()
        if is_loopback(host):
            trusting.check_hostname = False
            trusting.verify_mode = ssl.CERT_NONE  # A certificate of one's own, on this machine.
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, parts.port, timeout=SECONDS, context=trusting
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=SECONDS)
    connection.auto_open = 0
    connection.response_class = _LastAnswer
    connection.connect()
    line = _Line(connection)
    connection.sock = _Counted(connection.sock, line)
    return line


def _address(environ: dict[str, Any]) -> str:
    """What the line of the request names: path and query, letters beyond ASCII escaped."""
    path, query = environ["REQUEST_URI"], environ.get("QUERY_STRING", "")
    whole = f"{path}?{query}" if query else path
    return iri_to_uri(whole.encode("latin-1").decode())  # PEP 3333 writes UTF-8 as Latin-1


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    headers = {
        key[5:].replace("_", "-").title(): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["Content-Type"] = environ["CONTENT_TYPE"]
    return headers


def _hurry(line: Any) -> None:
    """Says at once what has arrived: a server that writes headers and body apart waits for that,
    for 40 ms. Linux forgets it after a while, so it is said each time."""
    if line is not None and hasattr(socket, "TCP_QUICKACK"):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


class _Counted:
    """A socket whose reading is counted."""

    def __init__(self, inner: Any, line: _Line) -> None:
        self._inner = inner
        self._line = line

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_CountedFile(self._inner.makefile(mode, 0), self._line))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class _CountedFile(io.RawIOBase):
    def __init__(self, inner: Any, line: _Line) -> None:
        self._inner = inner
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        _hurry(self._line.connection.sock)
        read = int(self._inner.readinto(buffer) or 0)
        self._line.received += read
        if self._line.received > self._line.most:
            raise OSError(f"its answer is longer than {MOST_BYTES:,} B")
        if time.monotonic() > self._line.until:
            raise OSError(f"its answer takes longer than {SECONDS_IN_ALL} s")
        return read

    def close(self) -> None:
        self._inner.close()
        super().close()
