"""Serves an application for a browser to open, with the server that ours is shipped with."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from importlib.util import find_spec
from tempfile import TemporaryFile
from threading import Event
from types import TracebackType
from typing import Self

from backend.budgets.environment import with_our_modules

SECONDS = 60


class NotServed(Exception):
    """The application does not start; the message holds what the server said."""


class Served:
    """``package.module:app`` on a free port of this machine, until the block ends."""

    def __init__(self, name: str) -> None:
        if find_spec("granian") is None:
            raise NotServed(
                "to open --app in a browser it has to be served: pip install granian, or start "
                "it yourself and give its --url"
            )
        self._name = name
        self._port = _free_port()

    @property
    def origin(self) -> str:
        """Where it is."""
        return f"http://localhost:{self._port}"

    def __enter__(self) -> Self:
        is_made = self._name.endswith("()")
        self._log = TemporaryFile()
        self._server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
             "--port", str(self._port), "--log-level", "warning",
             *(["--factory"] if is_made else []), self._name.removesuffix("()")],
            env=with_our_modules(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )  # fmt: skip
        try:
            self._wait()
        except NotServed:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()
        self._log.close()

    def _wait(self) -> None:
        end, pause = time.monotonic() + SECONDS, Event()
        while time.monotonic() < end and self._server.poll() is None:
            with suppress(OSError), closing(socket.create_connection(("127.0.0.1", self._port), 1)):
                return
            pause.wait(0.05)
        self._log.seek(0)
        said = self._log.read().decode("utf-8", "replace").strip().splitlines()
        raise NotServed(f"{self._name} does not start: {said[-1] if said else 'no word of why'}")


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
