"""The count is what the server really writes: compared with granian's bytes on a socket."""

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from backend.budgets.fetch import Phone

STAND = """
def app(environ, start):
    path = environ["PATH_INFO"]
    plain = ("Content-Type", "text/plain; charset=utf-8")
    if path == "/with-a-length":
        start("200 OK", [plain, ("Content-Length", "1234"), ("X-Name", "se\\u00f1al")])
        return [b"x" * 1234]
    if path == "/two-cookies":
        start("200 OK", [plain, ("Content-Length", "0"), ("Set-Cookie", "a=1"),
                         ("Set-Cookie", "b=2")])
        return []
    if path == "/refused":
        start("422 UNPROCESSABLE ENTITY", [plain, ("Content-Length", "3")])
        return [b"no!"]
    if path == "/in-parts":
        start("200 OK", [plain])
        return iter([b"x" * 300, b"", b"y" * 17])
    if path == "/dated":
        start("200 OK", [plain, ("Content-Length", "2"), ("Server", "mine"),
                         ("Date", "Tue, 24 Nov 2026 09:12:00 GMT")])
        return [b"ok"]
    if path == "/nothing":
        start("204 NO CONTENT", [("Cache-Control", "no-store")])
        return []
    start("200 OK", [plain])
    return [b"its length is left to the server"]
"""
EXACT = ["/with-a-length", "/two-cookies", "/refused", "/in-parts", "/dated", "/nothing"]


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stand") / "stand_on_the_wire.py"
    file.write_text(STAND)
    return file


@pytest.fixture(scope="module")
def port(stand: Path) -> Iterator[int]:
    """Where granian serves the stand."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    command = ["granian", "--interface", "wsgi", "--port", str(number), f"{stand.stem}:app"]
    server = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=stand.parent,
        env={**os.environ, "PYTHONPATH": str(stand.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_it_listens(server, number)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_it_listens(server: subprocess.Popen[bytes], port: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < 30:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.05)
                break
    raise AssertionError("granian does not listen")


def written(port: int, path: str) -> int:
    """Bytes of one answer; the server's farewell, as we close after one, left out."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as wire:
        wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 ")
    return len(answer.replace(b"connection: close\r\n", b"", 1))


def counted(stand: Path, path: str) -> int:
    spec = importlib.util.spec_from_file_location(stand.stem, stand)
    assert spec and spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Phone(module.app).fetch(path).size


@pytest.mark.parametrize("path", EXACT)
def test_what_we_count_is_what_the_server_writes(stand: Path, port: int, path: str) -> None:
    assert counted(stand, path) == written(port, path)


def test_a_length_left_to_the_server_is_never_counted_too_low(stand: Path, port: int) -> None:
    assert 0 <= counted(stand, "/") - written(port, "/") < 30
