"""Words as a thumb types them."""

import pytest

from backend.catalogue.spelling import key, nearness, words


def test_accents_capitals_and_signs_make_no_difference() -> None:
    assert words("¿Perdí MI licencia?") == ["perdi", "mi", "licencia"]
    assert words("Driver's  licence-renewal") == ["driver", "s", "licence", "renewal"]
    assert words("niñez, pingüino") == ["ninez", "pinguino"]
    assert words("\x00\n…") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("licencia", "licensia"),
        ("licencia", "lisencias"),
        ("licence", "license"),
        ("renovar", "renobar"),
        ("nacimiento", "nasimiento"),
        ("hijo", "ijo"),
        ("ayuda", "alluda"),
        ("quemado", "kemado"),
        ("gente", "jente"),
        ("carro", "caro"),
        ("zapato", "sapatos"),
        ("usada", "usado"),
        ("telephone", "telefone"),
    ],
)
def test_words_that_sound_alike_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("casa", "masa"), ("pino", "vino"), ("chico", "sico"), ("sol", "son")]
)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("acta", 1, 1),
        ("nacimeinto", 0.7, 0.95),
        ("domisilo", 0.7, 0.95),
        ("zanahoria", 0, 0),
    ],
)
def test_a_slip_is_near_and_another_word_is_not(typed: str, least: float, most: float) -> None:
    known = [key(word) for word in ("acta", "nacimiento", "domicilio")]
    assert least <= max(nearness(key(typed), word) for word in known) <= most


def test_a_word_of_few_letters_is_taken_as_it_is() -> None:
    assert nearness("sol", "son") == 0
    assert nearness("sol", "sol") == 1


def test_another_ending_is_nearer_than_another_word() -> None:
    assert nearness("renew", "renewal") > nearness("renewing", "renewal") > 0
    assert nearness("perdi", "perdist") > 0


def test_a_word_without_end_is_cut() -> None:
    assert len(key("a9" * 50_000)) <= 24
