"""Names: how they are compared, sorted, and put into addresses."""

import hashlib
import re
import unicodedata

BRAND_LETTERS = 12
INITIALS_LETTERS = 3

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~-]{0,59}")
_BETWEEN = re.compile(r"[^0-9a-z]+")
_NUMBER = re.compile(r"[Ll]?0*(\d{1,9})(.*)", re.DOTALL)


def folded(name: str) -> str:
    """``name`` as it is searched for: small letters without accents, words one blank apart."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    # Scripts without small Latin letters are searched for as they are.
    return _BETWEEN.sub(" ", plain).strip() or " ".join(plain.split())


def key_of(id: str) -> str:
    """What stands in an address for the feed's ``id``: itself where it is plain, else a hash.

    It stays the same from one feed to the next as long as the identifier does.
    """
    if _PLAIN.fullmatch(id):
        return id
    return "x" + hashlib.sha256(id.encode()).hexdigest()[:16]


def brand_of(name: str, id: str) -> str:
    """What people call an agency in one word: its name if that is short, its identifier if that
    reads like initials, else the name cut short."""
    if len(name) <= BRAND_LETTERS:
        return name
    if id.isascii() and id.isalpha() and 2 <= len(id) <= BRAND_LETTERS:
        return id if len(id) <= INITIALS_LETTERS else id.capitalize()
    cut = name[:BRAND_LETTERS]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;.-") + "…"


def line_order(short: str) -> tuple[bool, int, str]:
    """Sorts 2 before 10 before A; a letter L before a number ("L12") does not count."""
    found = _NUMBER.fullmatch(short)
    return (False, int(found[1]), found[2]) if found else (True, 0, folded(short))
