"""A date of birth as people type it."""

import re
from datetime import date

OLDEST_YEARS = 125
_NUMBERS = re.compile(r"(\d{1,4})[\s/.-]+(\d{1,2})[\s/.-]+(\d{1,4})", re.ASCII)


def read(text: str, today: date) -> date | None:
    """``text`` as a date of birth: day, month, year, or year first (ISO 8601); None if it is none
    or nobody alive was born then."""
    found = _NUMBERS.fullmatch(text.strip())
    if not found:
        return None
    first, month, last = (int(part) for part in found.groups())
    year, day = (first, last) if len(found[1]) == 4 else (last, first)
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if is_plausible(born, today) else None


def is_plausible(born: date, today: date) -> bool:
    """Could somebody born then be alive ``today``?"""
    return born <= today and today.year - born.year <= OLDEST_YEARS
