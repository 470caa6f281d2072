"""The reference by which something is paid at a bank or a store (its line of capture): pure.

Twenty digits, as Mexican banks read them (their "algorithm 97"):

=======  ==================================================================================
digits   what
=======  ==================================================================================
1-12     which payment: drawn by lot, so that nobody guesses another's
13-16    until when: days of a calendar of 372 days since FIRST, every month taken for 31
17       the amount, condensed: its digits by the weights 7, 3, 1 from the right, modulo 10
18       2, by which the banks know this way of condensing
19-20    check digits: the eighteen by the weights 11, 13, 17, 19, 23 from the right, modulo 97, + 1
=======  ==================================================================================

No weight and no difference of neighbouring weights times a digit is a multiple of 97, a prime: so
every single wrong digit and every swap of neighbours is found.
"""

from datetime import date
from itertools import cycle

FIRST = 2014
LAST = 2039
"""Whole years that four digits can tell."""
DRAWN = 12
LENGTH = 20
MARK = "2"
AMOUNT_WEIGHTS = (7, 3, 1)
WEIGHTS = (11, 13, 17, 19, 23)
MODULUS = 97


def make(drawn: str, *, cents: int, until: date) -> str:
    """The reference of the payment ``drawn``, DRAWN digits. Raises ValueError for what it cannot
    tell: other than digits, no amount, a year outside FIRST to LAST."""
    if len(drawn) != DRAWN or not (drawn.isascii() and drawn.isdecimal()):
        raise ValueError(drawn)
    if cents <= 0:
        raise ValueError(cents)
    body = drawn + _condensed_day(until) + _condensed_amount(cents) + MARK
    return body + _check(body)


def is_right(reference: str) -> bool:
    """Do the check digits fit the others?"""
    is_digits = len(reference) == LENGTH and reference.isascii() and reference.isdecimal()
    return is_digits and reference[-2:] == _check(reference[:-2])


def read(text: str) -> str | None:
    """What somebody typed or a bank wrote, with blanks and hyphens, as a reference; or None."""
    joined = "".join(text.split()).replace("-", "")
    return joined if is_right(joined) else None


def told_amount(reference: str, cents: int) -> bool:
    """Is ``cents`` an amount that this reference can stand for?"""
    return reference[16:17] == _condensed_amount(cents)


def told_day(reference: str) -> date:
    """Until when this reference is good. Raises ValueError where it tells no day."""
    number = int(reference[12:16])
    return date(FIRST + number // 372, number % 372 // 31 + 1, number % 31 + 1)


def spaced(reference: str) -> str:
    """In groups of four, to be read aloud."""
    return " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def _condensed_day(day: date) -> str:
    if not FIRST <= day.year <= LAST:
        raise ValueError(day)
    return f"{(day.year - FIRST) * 372 + (day.month - 1) * 31 + day.day - 1:04}"


def _condensed_amount(cents: int) -> str:
    return str(_weighed(str(cents), AMOUNT_WEIGHTS) % 10)


def _check(body: str) -> str:
    return f"{_weighed(body, WEIGHTS) % MODULUS + 1:02}"


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(reversed(digits), cycle(weights)))
