"""Eve sends a hundred thousand letters to whatever reads a pattern: a tenth of a second at most."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.forms import curp, mail, phone, plate, rfc, text
from backend.forms.kinds import KINDS
from backend.forms.kinds.signature import resembles
from tests.forms.made import ONE_OF_EACH, TODAY, ground
from tests.refusal import under

LENGTH, SECONDS = 100_000, 0.1
STARTS = ("", "BOXW310820", "GODE561231", "a@", "+52", "1,0", "24/05/", "ABC-12")
PIECES = (
    *("A", "a", "9", "-", ".", " ", "@", ",", "a.", "a-", "-.", "9,", ",999", "0.", "$ ", "+"),
    *("\n", "\r\n", "\x00", "é", "ß", "İ", "ﬀ", "ﷺ", "\u0301\u0316", "Ñ", "٣", "\ud800", "\u202e"),
    *("(9", "a@a.", "ext 9", ";ext=9", "x9", "//", "１"),
)  # fmt: skip
WORDS = [start + piece * (LENGTH // len(piece)) for start in STARTS for piece in PIECES]
WORDS += [piece * (LENGTH // len(piece)) + "!" for piece in PIECES]
READERS: dict[str, Callable[[str], Any]] = {
    "curp": lambda word: curp.read(word, TODAY),
    "rfc": rfc.read,
    "plate": plate.read,
    "mail": mail.read,
    "phone": lambda word: phone.read(word, "MX"),
    "name": lambda word: resembles(word, word),
}


@pytest.mark.parametrize("reader", READERS)
def test_what_reads_a_pattern_is_quick(reader: str) -> None:
    for word in WORDS:
        with under(SECONDS):
            READERS[reader](word)


@pytest.mark.parametrize("field", ONE_OF_EACH, ids=lambda field: field.kind)
def test_every_kind_of_question_is_quick(field: Any) -> None:
    kind, here = KINDS[field.kind], ground(holder="Amina Ruiz")
    parts = ("street", "postcode", "borough", "lat", "0-name", "0-born")
    elements = [field.id, *(f"{field.id}-{part}" for part in parts)]
    for word in WORDS:
        with under(SECONDS):
            kind.read(field.id, field, {each: [word] for each in elements}, here)


def test_text_reads_the_same_when_it_is_read_again() -> None:
    for word in (*WORDS[::7], "e\u202a\u0301", "\u0958" + "\u0301" * 40, "\r\ufeff\n\u00a0\t x"):
        for clean in (text.line, text.lines):
            once = clean(word)
            assert clean(once) == once
