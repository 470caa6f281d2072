"""Words as they are typed on a phone: without accents, by ear, in haste.

``key`` gives words that sound alike one spelling, so that "licensia", "Lisencias" and "licencia"
meet; ``nearness`` forgives what is left: letters swapped, missing or doubled, another ending.
"""

import re
import unicodedata

MOST_LETTERS = 24
"""No word that people look for is longer; what stands behind is left out."""
SHORT = 4
"""Words of fewer letters are taken as they are: any of them is a slip away from another."""
INFLECTED, BEGUN = 0.6, 0.8
"""How near a word with another ending is, and one that goes on."""

_WORD = re.compile(r"[a-z0-9]+")
_BY_EAR = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"qu(?=[ei])|ck|q"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"ll"), "y"),
    (re.compile(r"c(?!h)"), "k"),
    (re.compile(r"v"), "b"),
    (re.compile(r"(?<![cst])h"), ""),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"(?<=...)(?:[aeo]?s|[aeo])$"), ""),
)
"""Letters that sound alike in Spanish or English, then letters doubled, plural and gender."""


def words(text: str) -> list[str]:
    """The words of ``text`` in small letters without accents; signs part them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def key(word: str) -> str:
    """The one spelling of a word from ``words`` and of those that sound like it."""
    spelt = word[:MOST_LETTERS]
    for heard, letters in _BY_EAR:
        spelt = heard.sub(letters, spelt)
    return spelt or word[:1]


def nearness(typed: str, known: str) -> float:
    """From 0, another word, to 1, the same: how near two keys are."""
    if typed == known:
        return 1.0
    shorter, longer = sorted((len(typed), len(known)))
    if shorter < SHORT:
        return 0.0
    same = _shared(typed, known)
    begun = BEGUN if same == shorter else INFLECTED if same > SHORT and same * 2 >= longer else 0.0
    allowed = 1 if longer < SHORT * 2 else 2
    slips = _slips(typed, known, allowed) if longer - shorter <= allowed else allowed + 1
    return max(begun, 1 - slips / shorter if slips <= allowed else 0.0)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _slips(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with the next, from ``one`` to ``other`` (optimal string
    alignment); ``most`` + 1 as soon as there are more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, yours in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (mine != yours))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == yours:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
