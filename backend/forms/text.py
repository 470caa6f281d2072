"""Text as we take it from anywhere: composed, without control characters, trimmed."""

import re
import unicodedata

# Everything that is neither printed nor a new line, bidirectional overrides included: they would
# let a text dress up as another. Joiners stay: languages and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[ \u00a0]{2,}")


def line(text: str) -> str:
    """``text`` on one line."""
    return _BLANKS.sub(" ", lines(text).replace("\n", " ")).strip()


def lines(text: str) -> str:
    """``text`` with its line breaks, at most one empty line in a row."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = _UNSEEN.sub(lambda found: " " if found.group() == "\t" else "", composed)
    return re.sub(r"\n{3,}", "\n\n", seen).strip()
