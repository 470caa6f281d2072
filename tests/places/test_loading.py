"""A row says a place. What is right is taken, what is wrong is named, what is double is merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.config import ROOT
from backend.kernel.city import City, load_city
from backend.kernel.geo import Point, distance_m
from backend.places.areas import Areas, load_areas
from backend.places.entry import Centre, Entry, Refused
from backend.places.load import load
from backend.places.read import Table
from backend.places.rows import Reading

CITY = load_city(ROOT / "backend" / "city" / "cdmx")
WIFI = ["id", "programa", "latitud", "longitud", "alcaldia"]
COUNTER = ["nombre", "latitud", "longitud", "horario", "servicios", "sin escalones", "telefono"]


def loaded(
    *rows: list[str],
    header: list[str] = WIFI,
    kind: str = "wifi",
    centres: list[Centre] | None = None,
    city: City = CITY,
) -> Reading[Entry]:
    declared = city.places.kind(kind)
    assert declared
    table = Table("places.csv", header, iter(enumerate(rows, start=2)))
    return load(table, declared, city, centres or [])


def counter(**told: str) -> list[str]:
    usual = {"nombre": "Módulo Centro", "latitud": "19.43", "longitud": "-99.13"}
    return [(usual | told).get(name, "") for name in [*COUNTER[:5], "escalones", "telefono"]]


def test_a_wifi_point_is_taken_with_all_that_is_said_of_it() -> None:
    reading = loaded(["A1", "Poste C5", "19.350001", "-99.16", "COYOACAN"])
    assert reading.found == [
        Entry(lat=19.35, lon=-99.16, borough="coyoacan", code="A1", sort="pole")
    ]
    assert (reading.faults, reading.notes, reading.rows, reading.merged) == ([], [], 1, 0)


def test_a_counter_is_taken_with_all_that_is_said_of_it() -> None:
    reading = loaded(
        counter(
            horario="Mo-Fr 09:00-18:00",
            servicios="Licencias; Acta de nacimiento",
            escalones="Sí",
            telefono="55 5658 1111 ext. 204",
        ),
        header=COUNTER,
        kind="counter",
    )
    [module] = reading.found
    assert module.name == "Módulo Centro"
    assert module.borough == "cuauhtemoc"
    assert module.services == ("birth", "licence")
    assert module.step_free is True
    assert module.hours == "Mo-Fr 09:00-18:00"
    assert module.phone == "55 5658 1111 ext. 204"


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("19.350004", "-99.16"),
        (" 19.35 ", "-99.160000"),
        ("19,35", "-99,16"),
        ("19.3500000000000001", "-99.16"),
    ],
)
def test_a_position_is_read_as_it_is_written(lat: str, lon: str) -> None:
    [point] = loaded(["", "", lat, lon, "Coyoacán"]).found
    assert (point.lat, point.lon) == (19.35, -99.16)


def test_a_comma_left_behind_a_number_is_read_over_and_said() -> None:
    reading = loaded(["", "", "19.35,", "-99.16", "Coyoacán"])
    assert [point.lat for point in reading.found] == [19.35]
    assert reading.notes == ['places.csv, row 2: lat is "19.35,"; read without the comma.']


def test_the_same_place_twice_is_one_place_with_two_points() -> None:
    reading = loaded(
        ["A1", "Escuelas", "19.35", "-99.16", "Coyoacán"],
        ["A2", "Poste C5", "19.350001", "-99.160001", "Coyoacán"],
        ["A3", "Escuelas", "19.36", "-99.16", "Coyoacán"],
    )
    assert [(place.code, place.points) for place in reading.found] == [("A1", 2), ("A3", 1)]
    assert (reading.rows, reading.merged) == (3, 1)


def test_counters_at_the_same_place_with_other_names_are_two() -> None:
    rows = [counter(), counter(nombre="Registro Civil"), counter(nombre="MÓDULO  CENTRO")]
    reading = loaded(*rows, header=COUNTER, kind="counter")
    assert [place.name for place in reading.found] == ["Módulo Centro", "Registro Civil"]
    assert reading.merged == 1


def test_the_order_of_rows_makes_no_other_set() -> None:
    rows = [[f"A{n}", "", f"19.{30 + n}", "-99.16", "Coyoacán"] for n in range(9)]
    assert loaded(*rows).found == loaded(*reversed(rows)).found


def test_the_neighbourhood_is_the_one_told_or_the_nearest_of_the_borough() -> None:
    centres = [
        Centre("coyoacan", "Del Carmen", 19.352, -99.161),
        Centre("coyoacan", "Copilco", 19.336, -99.178),
        Centre("benitojuarez", "Justo Aquí", 19.35, -99.16),
    ]
    rows = [
        ["1", "", "19.35", "-99.16", "Coyoacán", ""],
        ["2", "", "19.34", "-99.18", "Coyoacán", "SANTO DOMINGO"],
        ["3", "", "19.45", "-99.16", "Cuauhtémoc", ""],
    ]
    found = loaded(*rows, header=[*WIFI, "colonia"], centres=centres).found
    assert [(place.area, place.is_near_area) for place in found] == [
        ("Del Carmen", True),
        ("Santo Domingo", False),
        ("", False),
    ]


@given(st.lists(st.tuples(st.floats(19.2, 19.5), st.floats(-99.3, -99.0)), min_size=1, max_size=20))
def test_no_other_centre_is_nearer(centres: list[tuple[float, float]]) -> None:
    here = Areas([Centre("b", str(n), *point) for n, point in enumerate(centres)])
    point = Point(19.35, -99.16)
    chosen = Point(*centres[int(here.nearest("b", point))])
    least = min(distance_m(point, Point(*centre)) for centre in centres)
    assert distance_m(point, chosen) == pytest.approx(least, rel=0.01, abs=1)
    assert here.nearest("other", point) == ""


def test_what_the_pack_has_no_word_for_is_left_unsaid_and_said_once() -> None:
    rows = [[str(n), "Satélite", f"19.3{n}", "-99.16", "Coyoacán"] for n in range(1, 4)]
    reading = loaded(*rows)
    assert [place.sort for place in reading.found] == ["", "", ""]
    assert reading.notes == [
        'places.csv: sort "Satélite" is not in places.toml and is left unsaid, in 3 rows.'
    ]


WRONG = [
    (["", "", "", "-99.16", "Coyoacán"], '"" and "-99.16" are no latitude and longitude'),
    (["", "", "diecinueve", "-99.16", "Coyoacán"], '"diecinueve" and "-99.16" are no latitude'),
    (["", "", "1e1", "-99.16", "Coyoacán"], '"1e1" and "-99.16" are no latitude'),
    (["", "", "NaN", "-99.16", "Coyoacán"], '"NaN" and "-99.16" are no latitude'),
    (["", "", "19.35", "99.16", "Coyoacán"], "19.35, 99.16 is outside the city; correct it."),
    (["", "", "0", "0", "Coyoacán"], "0.0, 0.0 is outside the city; correct it."),
    (["", "", "91", "-99.16", "Coyoacán"], '"91" and "-99.16" are no latitude'),
    (
        ["", "", "-99.16", "19.35", "Coyoacán"],
        "-99.16, 19.35 has latitude and longitude exchanged.",
    ),
    (["", "", "19.35", "-99.16", "Coyocan"], '"Coyocan" is no borough of the city; correct it'),
    (["x" * 65, "", "19.35", "-99.16", "Coyoacán"], "code has 65 letters; at most 64 fit."),
]


@pytest.mark.parametrize(("row", "sentence"), WRONG)
def test_a_row_that_is_wrong_is_named_and_the_others_are_read(
    row: list[str], sentence: str
) -> None:
    right = ["B1", "", "19.36", "-99.16", "Coyoacán"]
    reading = loaded(right, row)
    assert [place.code for place in reading.found] == ["B1"]
    assert reading.faults[0].startswith(f"places.csv, row 3: {sentence}"), reading.faults


WRONG_COUNTERS = [
    (counter(nombre=""), "has no name; give it one."),
    (counter(nombre="x" * 121), "name has 121 letters; at most 120 fit."),
    (counter(horario="9 a 6"), 'hours "9 a 6" are not clear; write such as "Mo-Fr'),
    (counter(escalones="quizá"), 'step_free is "quizá"; write one of sí, s, yes, 1, no, n, 0'),
    (counter(telefono="llámanos"), 'phone is "llámanos"; write digits'),
]


@pytest.mark.parametrize(("row", "sentence"), WRONG_COUNTERS)
def test_a_counter_that_is_wrong_is_named(row: list[str], sentence: str) -> None:
    reading = loaded(row, header=COUNTER, kind="counter")
    assert reading.faults[0].startswith(f"places.csv, row 2: {sentence}"), reading.faults


def test_one_code_for_two_places_is_a_mistake() -> None:
    reading = loaded(
        ["A1", "", "19.35", "-99.16", "Coyoacán"], ["A1", "", "19.36", "-99.16", "Coyoacán"]
    )
    assert reading.faults == [
        'places.csv, row 3: has the code "A1" of row 2, which is another place.'
    ]


def test_one_counter_said_twice_with_other_hours_is_a_mistake() -> None:
    rows = [counter(horario="24/7"), counter(horario="Mo 09:00-10:00")]
    reading = loaded(*rows, header=COUNTER, kind="counter")
    assert reading.faults == [
        "places.csv, row 3: is the place of row 2, but says something else; keep one."
    ]


def test_exchanged_degrees_are_told_where_both_could_be_degrees() -> None:
    otra = load_city(ROOT / "tests" / "fixtures" / "city" / "otra")
    header = ["called", "north", "east"]
    reading = loaded(["Town", "-9.2", "38.7"], header=header, kind="library", city=otra)
    assert reading.faults == ["places.csv, row 2: -9.2, 38.7 has latitude and longitude exchanged."]


def test_another_city_names_its_columns_otherwise() -> None:
    otra = load_city(ROOT / "tests" / "fixtures" / "city" / "otra")
    header = ["East", "NORTH", "ward", "type", "quarter", "ignored"]
    row = ["-9.2", "38.7", "harbour, OLD", "Pump", "The Steps", "x"]
    [tap] = loaded(row, header=header, kind="tap", city=otra).found
    assert (tap.borough, tap.sort, tap.area) == ("old", "pump", "The Steps")


def test_a_table_without_a_column_that_is_needed_is_refused_as_a_whole() -> None:
    with pytest.raises(Refused) as refused:
        loaded(header=["id", "latitud"])
    assert refused.value.sentences == [
        "places.csv: has no column for lon; places.toml calls it lon or longitud, and the file has "
        "id, latitud."
    ]


def test_neighbourhoods_are_read_with_their_centres() -> None:
    header = ["alcaldia", "colonia", "lat", "lon"]
    rows = [
        ["Coyoacán", "DEL CARMEN", "19.352", "-99.161"],
        ["Coyoacán", "DEL CARMEN", "19.352", "-99.161"],
        ["Coyoacán", "", "19.352", "-99.161"],
        ["Nowhere", "X", "19.352", "-99.161"],
        ["Coyoacán", "X", "25", "-99.161"],
    ]
    reading = load_areas(Table("colonias.csv", header, iter(enumerate(rows, start=2))), CITY)
    assert reading.found == [Centre("coyoacan", "Del Carmen", 19.352, -99.161)]
    assert (reading.rows, reading.merged) == (5, 1)
    assert [fault.split(":")[0] for fault in reading.faults] == [
        f"colonias.csv, row {row}" for row in (4, 5, 6)
    ]


def test_a_place_keeps_its_address_from_one_load_to_the_next() -> None:
    one = loaded(["A1", "Escuelas", "19.35", "-99.16", "Coyoacán"]).found[0]
    moved = loaded(["A1", "Poste C5", "19.36", "-99.16", "Coyoacán"]).found[0]
    other = loaded(["A2", "Escuelas", "19.35", "-99.16", "Coyoacán"]).found[0]
    assert one.key == moved.key != other.key
