"""Bytes on a line to the server, exactly as written: no client tidies them up."""

import re
import socket
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass

PATIENCE = 30
LINE = b"\r\n"


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_ours(self) -> bool:
        """Did the application answer, and not the server in front of it?"""
        return "ventanilla" in self.headers


def request(
    method: str = "GET",
    path: bytes = b"/",
    *headers: bytes,
    host: bytes = b"localhost",
    body: bytes = b"",
    kind: bytes = b"application/x-www-form-urlencoded",
) -> bytes:
    """A request, well formed but for what it is given."""
    lines = [b"%s %s HTTP/1.1" % (method.encode(), path), b"Host: %s" % host, *headers]
    if method == "POST":
        lines.append(b"Content-Type: %s" % kind)
        if not any(line.lower().startswith((b"content-len", b"transfer-")) for line in headers):
            lines.append(b"Content-Length: %d" % len(body))
    return LINE.join(lines) + LINE * 2 + body


def ask(port: int, told: bytes, more: Iterable[bytes] = (), *, hang_up: bool = False) -> Answer:
    """Send ``told`` and then ``more``, piece by piece, for as long as the server takes it.

    With ``hang_up`` this side says that nothing more will come. Raises ConnectionResetError if the
    server breaks off without an answer.
    """
    began = time.monotonic()
    with closing(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) as line:
        with suppress(BrokenPipeError, ConnectionResetError):  # it has answered already
            line.sendall(told)
            for piece in more:
                line.sendall(piece)
        if hang_up:
            line.shutdown(socket.SHUT_WR)
        return _read(line, began, has_body=not told.startswith(b"HEAD"))


def _read(line: socket.socket, began: float, *, has_body: bool) -> Answer:
    come = b""
    with suppress(ConnectionResetError):
        while not _is_whole(come, has_body=has_body) and (piece := line.recv(65536)):
            come += piece
    if not come:
        raise ConnectionResetError
    head, _, body = come.partition(LINE * 2)
    first, *rest = head.decode("latin-1").split("\r\n")
    assert first.startswith("HTTP/1."), come[:200]
    pairs = (each.partition(": ") for each in rest)
    headers = {name.lower(): value for name, _, value in pairs}
    return Answer(int(first.split()[1]), headers, body, time.monotonic() - began)


def _is_whole(come: bytes, *, has_body: bool) -> bool:
    head, end, body = come.partition(LINE * 2)
    if not end:
        return False
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return not has_body or (length is not None and len(body) >= int(length[1]))
