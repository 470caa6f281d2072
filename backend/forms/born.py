"""A date of birth as people type it."""

from datetime import date

from backend.forms import day

OLDEST_YEARS = 125


def read(text: str, today: date) -> date | None:
    """``text`` as a date of birth; None if it is no day or nobody alive was born then."""
    born = day.read(text)
    return born if born and is_plausible(born, today) else None


def is_plausible(born: date, today: date) -> bool:
    """Could somebody born then be alive ``today``?"""
    return born <= today and today.year - born.year <= OLDEST_YEARS
