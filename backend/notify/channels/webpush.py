"""Web push: to the push service of a browser, encrypted for that browser alone (RFC 8030, 8291).

What it needs is heavy and is loaded when the first push leaves. Pushes are on their way together,
in a thread of the channel's own.
"""

import asyncio
import atexit
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING

from backend.notify.channels import TIMEOUT_SECONDS, Answer, Parcel
from backend.notify.retry import Outcome

if TYPE_CHECKING:
    from backend.notify.channels.pushing import Pushing


class WebPush:
    """``key`` is the VAPID key (see ``notify.vapid``), ``contact`` whom a push service may write to
    about this sender, ``services`` those that may be sent to (see ``notify.endpoint``)."""

    def __init__(self, key: str, contact: str, services: Sequence[str]) -> None:
        self._key, self._contact, self._services = key, contact, services
        self._starting = Lock()
        self._running: tuple[Pushing, asyncio.AbstractEventLoop] | None = None

    def send(self, parcel: Parcel) -> Answer:
        answers: SimpleQueue[Answer] = SimpleQueue()
        self.begin(parcel, answers.put)
        return answers.get()

    def begin(self, parcel: Parcel, done: Callable[[Answer], None]) -> None:
        pushing, loop = self._started()
        future = asyncio.run_coroutine_threadsafe(pushing.deliver(parcel), loop)
        future.add_done_callback(lambda settled: done(_answer(settled)))

    def close(self) -> None:
        """Let go of the lines; the next push opens new ones."""
        with self._starting:
            running, self._running = self._running, None
            if running is not None:
                pushing, loop = running
                asyncio.run_coroutine_threadsafe(pushing.close(), loop).result(TIMEOUT_SECONDS)
                loop.call_soon_threadsafe(loop.stop)
                atexit.unregister(self.close)

    def _started(self) -> "tuple[Pushing, asyncio.AbstractEventLoop]":
        with self._starting:
            if self._running is None:
                from backend.notify.channels.pushing import Pushing  # noqa: PLC0415 - see above

                loop = asyncio.new_event_loop()
                Thread(target=loop.run_forever, name="push", daemon=True).start()
                self._running = Pushing(self._key, self._contact, self._services), loop
                atexit.register(self.close)
            return self._running


def _answer(settled: "Future[Answer]") -> Answer:
    error = settled.exception()
    if error is not None:
        return Answer(Outcome.FAILED, f"{type(error).__name__}: {error}")
    return settled.result()
