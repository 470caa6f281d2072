"""Text as we take it from anywhere: composed, without control characters, trimmed."""

import re
import unicodedata

# Everything that is neither printed nor a new line, bidirectional overrides included: they would
# let a text dress up as another. Joiners stay: languages and emoji need them. U+E000, which nobody
# can print either, is how pages mark where their weight is to be said.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\ue000\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[ \u00a0]{2,}")
MOST_MARKS = 30
"""On one letter, as in Unicode's stream-safe text (UAX #15, section 13). Composing sorts the marks,
which takes the square of their number: 32,000 of them took seconds."""


def line(text: str) -> str:
    """``text`` on one line."""
    return _BLANKS.sub(" ", lines(text).replace("\n", " ")).strip()


def lines(text: str) -> str:
    """``text`` with its line breaks, at most one empty line in a row."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = _UNSEEN.sub(lambda found: " " if found.group() == "\t" else "", broken)
    return re.sub(r"\n{3,}", "\n\n", seen if seen.isascii() else _composed(seen)).strip()


def bare(text: str) -> str:
    """``text`` to compare by: small letters without accents."""
    apart = unicodedata.normalize("NFKD", _with_few_marks(text)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _composed(text: str) -> str:
    """What cannot be seen is gone by now, or the letters it kept apart would be composed only when
    the text is read again. Some letters are composed into more marks than they came with."""
    return _with_few_marks(unicodedata.normalize("NFC", _with_few_marks(text)))


def _with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
