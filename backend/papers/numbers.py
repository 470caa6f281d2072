"""The number of a paper: twelve symbols drawn by lot (60 bits), so that nobody guesses one; it
opens nothing by itself. Crockford's alphabet: no I, L, O and U, which are misread."""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
MISREAD = str.maketrans("ILO", "110")
DIGEST = 16


def draw() -> str:
    """A new one."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(text: str) -> str | None:
    """What somebody typed, as a number; None if it is none."""
    joined = "".join(text.upper().split()).replace("-", "").translate(MISREAD)
    return joined if len(joined) == LENGTH and not set(joined) - set(ALPHABET) else None


def spaced(number: str) -> str:
    """In groups of four."""
    return " ".join(number[at : at + 4] for at in range(0, LENGTH, 4))


def digest(number: str) -> str:
    """What the public list of revoked papers says of it: nobody can tell the number from it."""
    return hashlib.sha256(f"revoked{number}".encode()).hexdigest()[:DIGEST]
