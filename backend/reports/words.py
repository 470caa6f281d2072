"""The words of a text as the desk looks for them: small letters, no accents, no signs."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 24
SHORTEST = 2
MOST_ASKED = 5
_WORD = re.compile(r"[^\W_]+")


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of ``texts``, each once, in order; cut after LONGEST letters."""
    found: dict[str, None] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).casefold()
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
        for word in _WORD.findall(bare):
            if len(word) >= SHORTEST:
                found[word[:LONGEST]] = None
    return list(found)


def asked(text: str) -> list[str]:
    """The words that somebody looks for: at most MOST_ASKED, the longest, for they tell most."""
    return sorted(words_of([text]), key=lambda word: (-len(word), word))[:MOST_ASKED]


def behind(word: str) -> str:
    """What stands behind every word that begins with ``word``, in the order of code points."""
    return word + "\U0010ffff"
