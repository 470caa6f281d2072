"""Waiting for something to become true, instead of for time to pass."""

import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

Answer = TypeVar("Answer")


def until(
    question: Callable[[], Answer],
    *,
    within: float = 10,
    what: str = "what was waited for",
    every: float = 0.02,
) -> Answer:
    """Asks again and again until the answer is true-ish, and gives that answer.

    Raises TimeoutError, with the last answer, when ``within`` seconds were not enough.
    """
    end = time.monotonic() + within
    pause = Event()
    while not (answer := question()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come within {within:g} s; last seen: {answer!r}")
        pause.wait(every)
    return answer
