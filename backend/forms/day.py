"""A day as people type it."""

import re
from datetime import date

_NUMBERS = re.compile(r"(\d{1,4})[\s/.-]+(\d{1,2})[\s/.-]+(\d{1,4})", re.ASCII)


def read(text: str) -> date | None:
    """``text`` as a day: day, month, year, or year first (ISO 8601); None if it is none."""
    found = _NUMBERS.fullmatch(text.strip())
    if not found:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if len(found[1]) == 4 else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None
