"""Names, hours and ways, as files write them and as people say them."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.geo import Point
from backend.places import hours
from backend.places.hours import Rule, Unclear
from backend.places.names import calm, fold, slug
from backend.places.telling import hours_in_words
from backend.places.way import from_centre, way

ZOCALO = Point(19.43260, -99.13320)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("LOMAS DE CHAPULTEPEC", "Lomas de Chapultepec"),
        ("LOMAS DE REFORMA (LOMAS DE CHAPULTEPEC)", "Lomas de Reforma (Lomas de Chapultepec)"),
        ("PEDREGAL DE SANTA URSULA III", "Pedregal de Santa Ursula III"),
        ("DE LA PIEDAD", "De la Piedad"),
        ("8 DE AGOSTO", "8 de Agosto"),
        ("JARDÍN BALBUENA", "Jardín Balbuena"),
        ("Del Carmen", "Del Carmen"),
        ("San Ángel", "San Ángel"),
        ("", ""),
    ],
)
def test_names_in_capitals_are_calmed_and_others_left(written: str, said: str) -> None:
    assert calm(written) == said


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Santa Úrsula (I)", "santa-ursula-i"),
        ("8 de Agosto", "8-de-agosto"),
        ("  Ñoño's / b ", "nono-s-b"),
        ("東京", "東京"),
        ("¿?", "-"),
    ],
)
def test_a_name_stands_in_an_address(name: str, address: str) -> None:
    assert slug(name) == address


@given(st.text(max_size=200))
def test_any_name_stands_in_an_address(name: str) -> None:
    assert 0 < len(slug(name)) <= 60
    assert not set(slug(name)) & set("/?#% ")
    assert slug(calm(name)) == slug(name)


@given(st.text(max_size=50))
def test_case_accents_and_blanks_make_no_other_name(name: str) -> None:
    assert fold(f"  {name} ") == fold(name) == fold(fold(name))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Mo-Fr 09:00-18:00", [Rule(((0, 4),), (("09:00", "18:00"),))]),
        (
            "Mo,We 09:00-14:00,16:00-19:00; Sa 10:00-13:00",
            [
                Rule(((0, 0), (2, 2)), (("09:00", "14:00"), ("16:00", "19:00"))),
                Rule(((5, 5),), (("10:00", "13:00"),)),
            ],
        ),
        ("24/7", [Rule(((0, 6),), (("00:00", "24:00"),))]),
    ],
)
def test_hours_are_read(text: str, rules: list[Rule]) -> None:
    assert hours.read(text) == rules


@pytest.mark.parametrize(
    "text",
    [
        *("", ";", "9 a 18", "Mo-Fr", "Lu-Vi 09:00-18:00", "Mo-Fr 9:00-18:00"),
        *("Mo-Fr 18:00-09:00", "Mo-Fr 09:00-25:00", "Mo-We-Fr 09:00-18:00", "Mo 09:60-10:00"),
        *("Mo-Fr ٠٩:00-18:00", "Mo-Fr 09:00-18:00 PH off", "Mo-Fr 09:00-09:00"),
    ],
)
def test_hours_that_are_not_clear_are_refused(text: str) -> None:
    with pytest.raises(Unclear):
        hours.read(text)


def test_hours_are_said_as_people_say_them(app: Flask) -> None:
    text = "Mo-Fr 09:00-14:00,16:00-19:00; Sa 10:00-13:00"
    with app.test_request_context("/"):
        assert hours_in_words(text) == [
            "lunes a viernes, de 09:00 a 14:00 y de 16:00 a 19:00",
            "sábado, de 10:00 a 13:00",
        ]
        assert hours_in_words("24/7") == ["Abierto las 24 horas, todos los días"]
        assert hours_in_words("") == []


def north(metres: float) -> Point:
    return Point(ZOCALO.lat + metres / 111_195, ZOCALO.lon)


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (north(8), "aquí mismo"),
        (north(20.5), "a 20 m, al norte"),
        (north(123), "a 120 m, al norte"),
        (north(994), "a 990 m, al norte"),
        (north(996), "a 1 km, al norte"),
        (north(-2_149), "a 2.1 km, al sur"),
        (Point(19.43260, -99.13220), "a 100 m, al este"),
        (Point(19.43160, -99.13420), "a 150 m, al suroeste"),
        (Point(19.43360, -99.13420), "a 150 m, al noroeste"),
    ],
)
def test_a_way_is_said_in_words(app: Flask, there: Point, said: str) -> None:
    with app.test_request_context("/"):
        assert way(ZOCALO, there) == said


def test_a_way_is_said_from_the_middle_of_a_neighbourhood(app: Flask) -> None:
    with app.test_request_context("/"):
        assert from_centre(ZOCALO, north(300)) == "a 300 m, al norte del centro"
        assert from_centre(ZOCALO, ZOCALO) == "en el centro"
