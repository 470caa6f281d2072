"""DevTools' protocol over a pipe, for a browser too old for Playwright.

One question at a time; what the browser says unasked is heard while an answer is waited for.
"""

import json
import os
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PIPES = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1'
"""The browser reads questions from 3 and writes answers to 4."""
PATIENCE = 60.0
"""Seconds for one answer: more means a stuck browser, not a slow machine."""
MOVED_ON = ("context", "navigated or closed", "collected", "ession with given id")

Told = dict[str, Any]


class Gone(Exception):
    """The page moved on before it answered."""


class Refused(Exception):
    """The browser, or the page's script, said no."""


class DevTools:
    """A browser, started with ``words`` on its command line, and the line to it."""

    def __init__(self, program: Path, *words: str) -> None:
        self._browser = subprocess.Popen(
            ["/bin/sh", "-c", PIPES, program, "--remote-debugging-pipe", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._asked = 0
        self._heard = b""
        self._answers: dict[int, Told] = {}
        self.listeners: list[Callable[[str, str, Told], None]] = []
        """Each gets the session, the name and the content of an event."""

    def send(self, method: str, session: str = "", /, **parameters: Any) -> Told:
        """Ask, and give the answer; a ``session`` is one page, none is the browser.

        Raises Refused and Gone; ConnectionError when the browser has ended.
        """
        self._asked += 1
        question: Told = {"id": self._asked, "method": method, "params": parameters}
        if session:
            question["sessionId"] = session
        assert self._browser.stdin is not None
        self._browser.stdin.write(json.dumps(question).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while question["id"] not in self._answers:
            if time.monotonic() > end:
                raise TimeoutError(f"{method} got no answer within {PATIENCE:g} s")
            self._hear(1)
        answer = self._answers.pop(question["id"])
        if "error" in answer:
            words = str(answer["error"]["message"])
            raise (Gone if any(sign in words for sign in MOVED_ON) else Refused)(
                f"{method}: {words}"
            )
        result: Told = answer["result"]
        return result

    def close(self) -> None:
        """Let go of the line; the browser ends, if it has not."""
        for pipe in (self._browser.stdin, self._browser.stdout):
            assert pipe is not None
            pipe.close()
        self._browser.wait(timeout=PATIENCE)

    def _hear(self, seconds: float) -> None:
        assert self._browser.stdout is not None
        if not select.select([self._browser.stdout], [], [], seconds)[0]:
            return
        if not (chunk := os.read(self._browser.stdout.fileno(), 1 << 16)):
            raise ConnectionResetError("the browser has ended")
        *messages, self._heard = (self._heard + chunk).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
                continue
            for listener in self.listeners:
                listener(message.get("sessionId", ""), message["method"], message["params"])
