"""Folio and private key, computed alike on the phone and on the server.

Both come from the receipt, so a phone without signal shows the folio at once and holds the
private link before the server has heard of the report. ``pwa/static/js`` holds the other copy;
``tests/offline/vectors.json`` keeps them equal.
"""

import base64
import hashlib
import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U
SYMBOLS = 8
_MISREAD = str.maketrans("ILO", "110", " -")


def folio_of(receipt: str, turn: int = 0) -> str:
    """The folio of a report: eight symbols and a check symbol.

    ``turn`` gives the next one when the first is taken (once in 10^12 or so).
    """
    seed = f"folio{receipt}" + (str(turn) if turn else "")
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:5])
    values = [number >> 5 * place & 31 for place in reversed(range(SYMBOLS))]
    return "".join(ALPHABET[value] for value in [*values, _check(values)])


def _check(values: list[int]) -> int:
    """Odd weights, so that one wrong symbol always shows, and most swapped neighbours."""
    return sum((2 * place + 1) * value for place, value in enumerate(values)) % 32


def read(text: str) -> str | None:
    """``text`` as a folio in its one spelling, forgiving case, blanks and I, L, O; or None."""
    folio = text.upper().translate(_MISREAD)
    if not re.fullmatch(f"[{ALPHABET}]{{9}}", folio):
        return None
    *values, check = (ALPHABET.index(symbol) for symbol in folio)
    return folio if _check(values) == check else None


def spaced(folio: str) -> str:
    """The folio as people read it out: ``K7Q4 2M9XC``."""
    return f"{folio[:4]} {folio[4:]}"


def key_of(receipt: str) -> str:
    """The key of the private link: 128 bits, 22 characters of base64url."""
    digest = hashlib.sha256(f"key{receipt}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def digest_of(key: str) -> str:
    """What the server keeps of a key: SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()
