"""Many at the same moment: everybody waits at one line and starts together."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Answer = TypeVar("Answer")


def at_once(doings: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """What each gave, in their order; an error of one is raised."""
    line = Barrier(len(doings))

    def start(doing: Callable[[], Answer]) -> Answer:
        line.wait()
        return doing()

    with ThreadPoolExecutor(len(doings)) as crowd:
        return [each.result() for each in [crowd.submit(start, doing) for doing in doings]]
