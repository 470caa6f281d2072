"""Working days, by which the law counts: pure.

They are those of Mexico's general law on personal data that public bodies hold (2025): working
days, counted from the day after. Days off are those of the Ley Federal del Trabajo, article 74.
"""

from datetime import date, timedelta

ANSWER, EXTENSION, CARRY_OUT = 20, 10, 15
_FIXED = {(1, 1), (5, 1), (9, 16), (12, 25)}
_MONDAYS = {2: 1, 3: 3, 11: 3}
"""Month -> which of its Mondays is a day off."""
_HANDOVER = (10, 1)
"""Every sixth year, when the federal government changes hands."""


def is_off(day: date) -> bool:
    """Is nobody at work on ``day``?"""
    if day.weekday() > 4 or (day.month, day.day) in _FIXED:
        return True
    if (day.month, day.day) == _HANDOVER and day.year % 6 == 2024 % 6:
        return True
    return day.weekday() == 0 and (day.day + 6) // 7 == _MONDAYS.get(day.month)


def after(day: date, count: int) -> date:
    """The working day that is ``count`` working days after ``day``."""
    while count:
        day += timedelta(days=1)
        count -= not is_off(day)
    return day


def between(today: date, due: date) -> int:
    """How many working days lie behind ``today`` up to ``due``; negative where it is past."""
    if due < today:
        return -between(due, today)
    return sum(not is_off(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))
