"""Chromium, spoken to by the DevTools protocol over a pipe.

A pipe needs no port and no package, and every target (page, frame, worker) can be met before it
asks for anything.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from backend.budgets.environment import chromium

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--mute-audio",
)
# The protocol's pipes are the descriptors 3 and 4.
BY_THREE_AND_FOUR = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)
SECONDS = 60
Event = Callable[[str, str, dict[str, Any]], None]


class NoBrowser(Exception):
    """There is no Chromium, or it does not do what was asked; the message says which."""


class NoAnswer(NoBrowser):
    """It says nothing to what was asked."""


def program(given: str | None = None) -> str:
    """The Chromium to start."""
    names = [given] if given else [chromium(), *PROGRAMS]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowser(
            f"there is no {given}; name Chromium's program with --chromium" if given else
            "there is no Chromium here; install it (apt-get install chromium), or name its "
            "program with --chromium"
        )  # fmt: skip
    return found


class Chromium:
    """A browser with a fresh profile, gone with all it kept when the block ends.

    ``on_event`` is told session, method and parameters of all that happens, in a thread of its
    own: it may ``post``, it may not ``ask``.
    """

    def __init__(self, path: str, on_event: Event, *flags: str) -> None:
        self._path = path
        self._flags = flags
        self._on_event = on_event
        self._numbers = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked: set[int] = set()
        self._changed = threading.Condition()
        self._gone = False

    def __enter__(self) -> Self:
        self._profile = TemporaryDirectory(prefix="page-budgets-", ignore_cleanup_errors=True)
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [self._path, *FLAGS, *sandbox, *self._flags]
        self._process = subprocess.Popen(
            [sys.executable, "-ISc", BY_THREE_AND_FOUR, str(theirs_in), str(theirs_out), *command,
             f"--user-data-dir={self._profile.name}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._out = os.fdopen(ours_out, "wb", 0)
        self._in = os.fdopen(ours_in, "rb", 0)
        self._sending = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.post("Browser.close")
            self._process.wait(10)
        except (OSError, NoBrowser, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._reader.join(10)
        self._out.close()
        self._in.close()
        self._profile.cleanup()

    def post(self, method: str, session: str = "", **params: Any) -> int:
        """Sends a command and does not wait; its number."""
        with self._sending:
            self._numbers += 1
            number = self._numbers
            message = {"id": number, "method": method, "params": params}
            if session:
                message["sessionId"] = session
            try:
                self._out.write(json.dumps(message).encode() + b"\0")
            except OSError as error:
                raise NoBrowser("Chromium has gone") from error
        return number

    def ask(
        self, method: str, session: str = "", *, within: float = SECONDS, **params: Any
    ) -> dict[str, Any]:
        """Sends a command and waits for its result, ``within`` so many seconds. NoBrowser where it
        is refused."""
        with self._changed:
            number = self.post(method, session, **params)
            self._asked.add(number)
            self._changed.wait_for(lambda: number in self._answers or self._gone, within)
            answer = self._answers.pop(number, None)
        if answer is None:
            raise NoAnswer(f"Chromium does not answer {method}")
        if "error" in answer:
            raise NoBrowser(f"Chromium refuses {method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> None:
        rest = b""
        while chunk := self._in.read(1 << 20):
            *messages, rest = (rest + chunk).split(b"\0")
            for message in messages:
                self._take(json.loads(message))
        with self._changed:
            self._gone = True
            self._changed.notify_all()

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            with self._changed:
                if message["id"] in self._asked:
                    self._asked.discard(message["id"])
                    self._answers[message["id"]] = message
                    self._changed.notify_all()
        else:
            self._on_event(message.get("sessionId", ""), message["method"], message["params"])


def version(path: str) -> str:
    """What the program calls itself."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or Path(path).name
