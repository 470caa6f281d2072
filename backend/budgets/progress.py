"""Says how far a long run is, to somebody who waits for it."""

import time
from collections.abc import Iterator, Sequence
from typing import Protocol, TextIO, TypeVar

EVERY_SECONDS = 2.0


class Named(Protocol):
    """Something with a name to say."""

    @property
    def name(self) -> str: ...


Step = TypeVar("Step", bound=Named)


def told(steps: Sequence[Step], out: TextIO | None) -> Iterator[Step]:
    """Each of ``steps``; ``out`` is told every two seconds which one, a terminal on one line."""
    last = time.monotonic()
    spoke = False
    for done, step in enumerate(steps):
        now = time.monotonic()
        if out is not None and now - last >= EVERY_SECONDS:
            last, spoke = now, True
            line = f"{done} of {len(steps)} weighed; now {step.name}"
            out.write(f"\r\x1b[K{line}" if out.isatty() else f"{line}\n")
            out.flush()
        yield step
    if spoke and out is not None and out.isatty():
        out.write("\r\x1b[K")
        out.flush()
