"""Captive portals: what a phone on a city's WiFi gets in the server's place until it signs in.

    with Portal("redirect") as portal:
        network.portal(portal.port)

On http a portal answers with its own page; on https it can only break the connection.
"""

import ssl
import struct
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET, socket
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Literal, Self

import pytest

from tests.browser.certificate import self_signed

HttpKind = Literal["page", "redirect", "511"]
HttpsKind = Literal["certificate", "reset", "silence"]
ON_HTTP: tuple[HttpKind, ...] = ("page", "redirect", "511")
ON_HTTPS: tuple[HttpsKind, ...] = ("certificate", "reset", "silence")


def one_at_once(kinds: Sequence[str]) -> list[Any]:
    """The first kind with the other tests, the others with the proofs: each takes its time."""
    return [kinds[0], *(pytest.param(each, marks=pytest.mark.proof) for each in kinds[1:])]


WORDS = "Acepta los terminos del WiFi"
PAGE = f"<!doctype html><title>WiFi</title><h1>{WORDS}</h1>".encode()
STATUS = {"page": 200, "redirect": 302, "511": 511, "certificate": 200}


@dataclass(frozen=True)
class Asked:
    """A request that reached the portal. What it carried is lost, as on a real one."""

    method: str
    path: str
    body: bytes


class Portal:
    """One portal of one kind, on ``port``; where it sends people is on ``sign_in_port``.

    ``keep`` seconds is how long it lets browsers keep its page: careless ones say an hour.
    ``asked`` holds the requests it could read, ``connections`` counts all it got.
    """

    def __init__(self, kind: HttpKind | HttpsKind, *, keep: int = 0) -> None:
        self.kind = kind
        self.keep = keep
        self.asked: list[Asked] = []
        self.connections = 0
        self._folder = TemporaryDirectory(prefix="ventanilla-portal-")
        self._tls: ssl.SSLContext | None = None
        if kind == "certificate":
            self._tls = self_signed(Path(self._folder.name)).context()
        self._servers = [_Server(self), _Server(self, sign_in=True)]

    @property
    def port(self) -> int:
        return self._servers[0].server_port

    @property
    def sign_in_port(self) -> int:
        return self._servers[1].server_port

    def __enter__(self) -> Self:
        for server in self._servers:
            server.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.thread.join()
            server.server_close()
        self._folder.cleanup()

    def receive(self, connection: socket) -> socket | None:
        """The connection ready to be read, or None when this portal says no word on it."""
        self.connections += 1
        if self.kind == "reset":
            connection.recv(1)
            connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            return None
        if self.kind == "silence":
            while connection.recv(65536):
                pass
            return None
        if self._tls is not None:
            connection.settimeout(30)
            return self._tls.wrap_socket(connection, server_side=True)
        return connection


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, portal: Portal, *, sign_in: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.portal = portal
        self.is_sign_in = sign_in
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def finish_request(self, request: Any, client_address: Any) -> None:
        try:
            ready = request if self.is_sign_in else self.portal.receive(request)
            if ready is not None:
                super().finish_request(ready, client_address)
                if ready is not request:
                    ready.close()
        except OSError:
            pass  # A browser that finds the certificate wrong hangs up: that is the point.

    def shutdown_request(self, request: Any) -> None:
        self.close_request(request)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        portal = self.server.portal
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        portal.asked.append(Asked(self.command, self.path, body))
        self.send_response(200 if self.server.is_sign_in else STATUS[portal.kind])
        if portal.kind == "redirect" and not self.server.is_sign_in:
            self.send_header("Location", f"http://127.0.0.1:{portal.sign_in_port}/login")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.send_header(
            "Cache-Control", f"public, max-age={portal.keep}" if portal.keep else "no-store"
        )
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(PAGE)

    do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = do_DELETE = _answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: what matters is in ``asked``."""
