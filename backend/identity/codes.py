"""One-time codes: how they look, and how long they last.

Six digits are easily typed and easily guessed, so ten tries are all there are. Once an account's
guesses are used up, a code has twelve symbols: nobody guesses 60 bits, and the owner still gets in.
"""

import secrets
from datetime import timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
_MISREAD = str.maketrans("ILO", "110", " -\u2010\u2011\u2013")
LASTS = timedelta(minutes=10)
TRIES = 10
DIGITS, SHOWN, LONG = 6, 8, 12


def short() -> str:
    """For a message: six digits."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def shown() -> str:
    """For a screen, to be told at a counter: eight symbols, 40 bits."""
    return _symbols(SHOWN)


def long() -> str:
    """Where guessing must be out of the question: twelve symbols, 60 bits."""
    return _symbols(LONG)


def read(text: str) -> str:
    """``text`` as a code in its one spelling, forgiving case, blanks and I, L, O."""
    return text.strip().upper().translate(_MISREAD)[:40]


def spaced(code: str) -> str:
    """As people read it out: digits as they are, symbols by fours."""
    if code.isdigit() and len(code) == DIGITS:
        return code
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _symbols(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))
