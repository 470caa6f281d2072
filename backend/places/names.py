"""Names as files write them and as people read them."""

import re
import unicodedata

SMALL = frozenset(["a", "al", "de", "del", "e", "el", "en", "la", "las", "los", "y"])
ROMAN = re.compile(r"[IVX]+")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PLAIN = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """``text`` without case, accents and superfluous blanks: to compare with."""
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(plain.replace("_", " ").split())


def slug(name: str) -> str:
    """``name`` as a part of an address: ``Santa Lucia (I)`` is ``santa-lucia-i``."""
    return "-".join(PLAIN.findall(fold(name)))[:60].rstrip("-") or "-"


def calm(name: str) -> str:
    """A name that is all in capitals, as people write it; others stay as they are."""
    if name != name.upper():
        return name

    def word(found: re.Match[str]) -> str:
        written = found.group()
        if ROMAN.fullmatch(written):
            return written
        lower = written.lower()
        is_first = found.start() == 0 or name[found.start() - 1] in "(["
        return lower if lower in SMALL and not is_first else lower[:1].upper() + lower[1:]

    return WORD.sub(word, name)
