"""Says how far a long run is, to somebody who waits for it."""

import time
from collections.abc import Iterator, Sequence
from typing import Protocol, TextIO, TypeVar

ON_A_TERMINAL, IN_A_LOG = 0.5, 10.0


class Named(Protocol):
    """Something with a name to say."""

    @property
    def name(self) -> str: ...


Step = TypeVar("Step", bound=Named)


def told(steps: Sequence[Step], out: TextIO | None) -> Iterator[Step]:
    """Each of ``steps``. ``out`` is told which one: a terminal on one line, often; a log now and
    then."""
    last = time.monotonic()
    every = ON_A_TERMINAL if out is not None and out.isatty() else IN_A_LOG
    spoke = False
    for done, step in enumerate(steps):
        now = time.monotonic()
        if out is not None and now - last >= every:
            last, spoke = now, True
            line = f"{done} of {len(steps)} weighed; now {step.name}"
            out.write(f"\r\x1b[K{line}" if out.isatty() else f"{line}\n")
            out.flush()
        yield step
    if spoke and out is not None and out.isatty():
        out.write("\r\x1b[K")
        out.flush()
