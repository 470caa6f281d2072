"""A day as people type it, for what runs out: pure."""

from datetime import date

from backend.forms import day

FIRST, LAST = 1990, 2100


def read(text: str) -> date | None:
    """``text`` as a day on which something may run out; None if it is none."""
    read = day.read(text)
    return read if read and FIRST <= read.year <= LAST else None
