"""Folios: the same on the phone and on the server, and hard to mistype."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from backend.reports.folio import ALPHABET, folio_of, key_of, read, spaced

VECTORS = Path(__file__).parent.parent / "offline" / "vectors.json"


def test_the_phone_and_the_server_agree() -> None:
    vectors = json.loads(VECTORS.read_text())
    assert len(vectors) >= 5
    for vector in vectors:
        assert folio_of(vector["receipt"]) == vector["folio"]
        assert key_of(vector["receipt"]) == vector["key"]


@given(st.uuids(version=4))
def test_a_folio_reads_back_however_it_is_written(receipt: object) -> None:
    folio = folio_of(str(receipt))
    assert read(folio) == read(spaced(folio).lower()) == read(folio.replace("1", "I")) == folio


@given(st.uuids(version=4), st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_always_shows(receipt: object, place: int, symbol: str) -> None:
    folio = folio_of(str(receipt))
    wrong = folio[:place] + symbol + folio[place + 1 :]
    assert read(wrong) == (folio if wrong == folio else None)


@given(st.text())
def test_anything_else_is_no_folio(text: str) -> None:
    folio = read(text)
    assert folio is None or len(folio) == 9


def test_the_next_folio_is_another() -> None:
    receipt = "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert len({folio_of(receipt, turn) for turn in range(5)}) == 5
