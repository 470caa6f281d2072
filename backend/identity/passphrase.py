"""Passphrases: what is asked of one, and how it is kept.

NIST SP 800-63B-4, 3.1.1: 15 characters where it stands alone, 8 beside a second factor; no rules
of composition; compared with a list of what everybody uses; nothing cut off, pasting allowed. It is
kept as argon2id with OWASP's least cost, about 40 ms, and is compared outside any transaction.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext, lazy_gettext
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

ALONE, BESIDE = 15, 8
MOST = 256
GUESSES_ALONE, GUESSES_BESIDE = 10**8, 10**6
LOOKED_AT = 64
DISGUISES = frozenset("4@8({[<369&#!1/|0$5+7%2")
"""What stands for letters; the estimate takes seconds where more than six kinds are mixed."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_MORE = lazy_gettext("Agrega una o dos palabras poco comunes.")
_WARNINGS = {
    "Straight rows": lazy_gettext("Las teclas en fila son fáciles de adivinar."),
    "Short keyboard": lazy_gettext("Las teclas en fila son fáciles de adivinar."),
    "Repeats": lazy_gettext("Lo que se repite es fácil de adivinar."),
    "Sequences": lazy_gettext("Seguidillas como abc o 6543 son fáciles de adivinar."),
    "Recent years": lazy_gettext("Los años son fáciles de adivinar."),
    "Dates": lazy_gettext("Las fechas son fáciles de adivinar."),
    "Names and": lazy_gettext("Los nombres son fáciles de adivinar."),
    "Common names": lazy_gettext("Los nombres son fáciles de adivinar."),
}
_COMMON = lazy_gettext("Mucha gente usa algo parecido y es fácil de adivinar.")


def keep(text: str) -> str:
    """What is kept of a passphrase."""
    return _hasher.hash(_one_spelling(text))


def is_right(kept: str | None, text: str) -> bool:
    """Is ``text`` the passphrase that was kept? Takes as long where none was."""
    try:
        return _hasher.verify(kept or _nobodys(), _one_spelling(text[:MOST])) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_long(text: str) -> bool:
    """Is it long enough to stand alone?"""
    return len(_one_spelling(text)) >= ALONE


def fault(text: str, *, has_second: bool, about: Iterable[str] = ()) -> str | None:
    """What is wrong with a new passphrase, in words of help, or None.

    ``about`` are words that anybody who knows her would try: her name, how to reach her.
    """
    if len(text) > MOST:  # before it is spelled: marks upon marks take seconds to be put in order
        return _too_long()
    spelled = _one_spelling(text)
    least = BESIDE if has_second else ALONE
    if len(spelled) < least:
        return str(
            gettext(
                "Es muy corta: usa %(least)s letras o más. Varias palabras sirven.", least=least
            )
        )
    if len(spelled) > MOST:
        return _too_long()
    hers = [part for word in about for part in _parts(word)]
    if _is_known(spelled, hers):
        return f"{_COMMON} {_MORE}"
    return _easy(spelled, hers, GUESSES_BESIDE if has_second else GUESSES_ALONE)


def _too_long() -> str:
    return str(gettext("Es muy larga: caben %(most)s letras.", most=MOST))


def _easy(text: str, hers: list[str], least: int) -> str | None:
    if len(DISGUISES.intersection(text)) > 6:
        return None
    found = zxcvbn(text[:LOOKED_AT], user_inputs=[*hers, *_blocked()], max_length=LOOKED_AT)
    if found["guesses"] >= least:
        return None
    said = found["feedback"]["warning"]
    warning = next((words for start, words in _WARNINGS.items() if said.startswith(start)), _COMMON)
    return f"{warning} {_MORE}"


def _is_known(text: str, hers: list[str]) -> bool:
    folded = text.casefold()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    if not {folded, bare}.isdisjoint(_common()):
        return True
    rest = folded
    for part in sorted(hers, key=len, reverse=True):
        rest = rest.replace(part, " ")
    return rest != folded and len(rest.replace(" ", "")) < BESIDE


def _parts(word: str) -> list[str]:
    folded = word.casefold()
    spaced = folded.replace("@", " ").split()
    return [part for part in {folded, *spaced, "".join(spaced)} if len(part) > 2]


@cache
def _common() -> frozenset[str]:
    return frozenset([*FREQUENCY_LISTS["passwords"], *_blocked()])


@cache
def _blocked() -> tuple[str, ...]:
    lines = (Path(__file__).parent / "blocklist.txt").read_text().splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this one")


def _one_spelling(text: str) -> str:
    """The same letters typed on another keyboard are the same passphrase (NIST, NFKC)."""
    return unicodedata.normalize("NFKC", text)
