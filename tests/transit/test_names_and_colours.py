"""Names in addresses and in search; ink that can be read on a line's colour."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.transit.colours import PLAIN, READABLE, contrast, paint
from backend.transit.names import brand_of, folded, key_of, line_order

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


@pytest.mark.parametrize(
    "name, expected",
    [
        ("Tacubaya", "tacubaya"),
        ("  Niños   Héroes ", "ninos heroes"),
        ("San Lázaro/AICM T1 y T2", "san lazaro aicm t1 y t2"),
        ("Zócalo–Tenochtitlan", "zocalo tenochtitlan"),
        ("ŠKODA", "skoda"),
        ("東京", "東京"),
        ("", ""),
    ],
)
def test_names_are_searched_for_without_accents(name: str, expected: str) -> None:
    assert folded(name) == expected


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=150))
def test_any_id_has_a_key_that_an_address_can_hold(id: str) -> None:
    key = key_of(id)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._~-]{0,59}", key)
    assert key_of(id) == key


def test_plain_ids_are_their_own_keys_and_others_differ() -> None:
    assert key_of("CMX0200L1") == "CMX0200L1"
    others = ["a b", "a/b", "../b", "á", "a" * 61, "..", "ä"]
    assert len({key_of(id) for id in others}) == len(others)
    assert not {key_of(id) for id in others} & set(others)


def test_lines_in_the_order_in_which_people_count() -> None:
    names = ["B", "10", "L12", "2", "A", "1", "1-D", "", "SL01"]
    assert sorted(names, key=line_order) == ["1", "1-D", "2", "10", "L12", "", "A", "B", "SL01"]


@pytest.mark.parametrize(
    "name, id, expected",
    [
        ("Metrobús", "MB", "Metrobús"),
        ("Sistema de Transporte Colectivo Metro", "METRO", "Metro"),
        ("Red de Transporte de Pasajeros", "RTP", "RTP"),
        ("Autobuses del Valle", "7", "Autobuses…"),
        ("Autobuses, Unidos", "B", "Autobuses…"),
        ("Verkehrsgemeinschaft", "a1", "Verkehrsgem…"),
    ],
)
def test_what_people_call_an_agency(name: str, id: str, expected: str) -> None:
    assert brand_of(name, id) == expected


@settings(deadline=None)
@given(COLOURS, COLOURS)
def test_what_is_written_on_any_colour_can_be_read(colour: str, ink: str) -> None:
    painted, chosen = paint(colour, ink)
    assert painted == colour
    assert contrast(painted, chosen) >= READABLE
    if contrast(colour, ink) >= READABLE:
        assert chosen == ink


def test_black_on_white_has_the_most_contrast() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "777777") == 1


def test_a_line_without_colour_has_a_plain_one() -> None:
    assert paint("", "")[0] == PLAIN
    assert paint("f9d616", "ffffff")[1] != "ffffff"
