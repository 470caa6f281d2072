"""What people type, kind by kind, and what it is taken for."""

import pytest

from backend.forms import journey
from backend.forms.ground import Value
from backend.forms.kinds import KINDS
from backend.kernel.city.services.model import Field, FieldKind
from tests.forms.made import A_CURP, AN_RFC, ask, ground

MONEY_HINT = "Escribe la cantidad en pesos, por ejemplo 1500 o 1500.50"
NUMBER_HINT = "Escribe solo el número, por ejemplo 12 o 12.5"
DATE_HINT = "Escríbela con día, mes y año: 24/05/1988"
PLATE_HINT = "Esa placa no es correcta. Escríbela como está en la lámina: ABC-12-34"


def read(field: Field, *typed: str, **more: object) -> Value | str | None:
    """The value of what was typed, or the sentence that is said of it."""
    found = KINDS[field.kind].read("it", field, {"it": typed}, ground(**more))
    fault = found.faults.get("it")
    return fault.in_(str) if fault else found.value


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  Calle\t Real \n 5 ", "Calle Real 5"),
        ("text", "e\u202a\u0301", "é"),
        ("text", "", None),
        ("text", "x" * 121, "Es muy largo: caben 120 letras"),
        ("text", "é" * 120, "é" * 120),
        ("longtext", "uno\r\n\r\n\r\n\r\ndos\r\n", "uno\n\ndos"),
        ("longtext", "x" * 1001, "Es muy largo: caben 1000 letras"),
        ("number", "12", "12"),
        ("number", " 1,250,000 ", "1250000"),
        ("number", "007.50", "7.5"),
        ("number", "0.000001", "0.000001"),
        ("number", "−0", "0"),
        ("number", "-3", "Tiene que ser 0 o más"),
        ("number", "999999999999999", "Tiene que ser 1000000000000 o menos"),
        ("number", "1e9", NUMBER_HINT),
        ("number", "9" * 50, NUMBER_HINT),
        ("number", "NaN", NUMBER_HINT),
        ("number", "Infinity", NUMBER_HINT),
        ("number", "12,5", NUMBER_HINT),
        ("number", "1,5000", NUMBER_HINT),
        ("number", "٣", NUMBER_HINT),
        ("number", "1_000", NUMBER_HINT),
        ("number", "dos", NUMBER_HINT),
        ("money", "$1,055", "1055.00"),
        ("money", "1055.5", "1055.50"),
        ("money", "0.005", MONEY_HINT),
        ("money", "10.500", "10.50"),
        ("money", "mil", MONEY_HINT),
        ("date", "24/5/1988", "1988-05-24"),
        ("date", "1988-05-24", "1988-05-24"),
        ("date", "24 05 1988", "1988-05-24"),
        ("date", "31/02/1988", DATE_HINT),
        ("date", "24/05/88", "Escribe el año con sus cuatro números: 24/05/1988"),
        ("date", "ayer", DATE_HINT),
        ("curp", "boxw 310820-hnerxn 09", A_CURP),
        ("curp", "BOXW310820HNERXN08", "Esa CURP no es correcta. Revisa letras y números"),
        ("rfc", "GODE-561231 gr8", AN_RFC),
        ("rfc", "MAB-930714-8T4", "MAB9307148T4"),
        ("rfc", "GODE561331GR8", "Ese RFC no es correcto. Revisa letras y números"),
        ("plate", "abc-12-34", "ABC1234"),
        ("plate", "A01 BCD", "A01BCD"),
        ("plate", "pzw.123.a", "PZW123A"),
        ("plate", "123-abc", "123ABC"),
        ("plate", "12-AB-3C", "12AB3C"),
        ("plate", "N01-AB", "N01AB"),
        ("plate", "ABCDEFG", PLATE_HINT),
        ("plate", "1234567", PLATE_HINT),
        ("plate", "ÑBC-12-34", PLATE_HINT),
        ("plate", "AB", PLATE_HINT),
        ("phone", "55 1234 5678", "+525512345678"),
        ("phone", "(33) 3812-3456", "+523338123456"),
        ("phone", "+1 415 555 2671", "+14155552671"),
        ("email", " Amina@Example.COM ", "amina@example.com"),
        ("yesno", "yes", "yes"),
        ("yesno", "maybe", "Elige una de las opciones"),
        ("signature", "Amina Ruiz", "Amina Ruiz"),
        ("signature", "X", "Escribe tu nombre completo, como firma"),
    ],
)
def test_what_is_typed_is_taken_for(kind: FieldKind, typed: str, value: Value | None) -> None:
    assert read(ask("it", kind), typed) == value


@pytest.mark.parametrize("typed", ["12", "555", "+52 1", "55 1234 56789 0123", "no tengo"])
def test_what_is_no_phone_is_said_so(typed: str) -> None:
    assert str(read(ask("it", "phone"), typed)).startswith("Ese teléfono no es correcto")


@pytest.mark.parametrize(
    "typed", ["amina", "amina@", "@example.com", "a@b@c.mx", "a..b@c.mx", "a@-c.mx", "a b@c.mx",
              "a@1.2.3.4", "a@localhost", f"{'a' * 65}@c.mx", "ami\u00f1a@c.mx"]
)  # fmt: skip
def test_what_is_no_address_is_said_so(typed: str) -> None:
    assert str(read(ask("it", "email"), typed)).startswith("Ese correo no es correcto")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (ask("it", least=5), "abcd", "Escribe un poco más: 5 letras o más"),
        (ask("it", most=3), "abcd", "Es muy largo: caben 3 letras"),
        (ask("it", "number", least=18), "17.99", "Tiene que ser 18 o más"),
        (ask("it", "number", most=120), "121", "Tiene que ser 120 o menos"),
        (ask("it", "number", least=-5), "-5", "-5"),
        (ask("it", "money", most=2000), "2000.01", "Tiene que ser 2000 o menos"),
        (ask("it", "date", latest="today"), "26/11/2026", "Tiene que ser el 25/11/2026 o antes"),
        (ask("it", "date", latest="today"), "25/11/2026", "2026-11-25"),
        (ask("it", "date", latest="today-18y"), "26/11/2008",
         "Tiene que ser el 25/11/2008 o antes"),
        (ask("it", "date", latest="today-18y"), "25/11/2008", "2008-11-25"),
        (ask("it", "date", earliest="today+30d"), "24/12/2026",
         "Tiene que ser el 25/12/2026 o después"),
        (ask("it", "date", earliest="2020-01-31"), "30/01/2020",
         "Tiene que ser el 31/01/2020 o después"),
    ],
)  # fmt: skip
def test_a_bound_is_said_with_the_fault(field: Field, typed: str, value: Value) -> None:
    assert read(field, typed) == value


def test_some_of_several_are_kept_in_the_order_of_the_question() -> None:
    field = ask("it", "several", answers=("a", "b", "c"), least=2, most=2)
    assert read(field, "c", "a", "a", "") == ["a", "c"]
    assert read(field, "a") == "Elige 2 o más"
    assert read(field, "a", "b", "c") == "Elige 2 o menos"
    assert read(field, "a", "x") == "Elige entre las opciones"
    assert read(field) is None


@pytest.mark.parametrize(
    ("signed", "is_hers"),
    [
        ("Amina Ruiz Peña", True),
        ("ruiz peña, amina", True),
        ("AMINA RUIS", True),  # one letter beside the right one
        ("Amína Pena", True),
        ("Amina", False),
        ("Eve Adams", False),
        ("María de la Luz", False),
    ],
)
def test_a_signature_resembles_the_name_of_its_holder(signed: str, is_hers: bool) -> None:
    said = read(ask("it", "signature"), signed, holder="Amina Ruiz Peña")
    assert (said == signed) is is_hers
    if not is_hers:
        assert said == "Escribe tu nombre como está en tu Llave: Amina Ruiz Peña"


def test_what_is_in_half_of_all_names_is_no_likeness() -> None:
    said = read(ask("it", "signature"), "Eve de la Vega", holder="Amina de la Cruz")
    assert said == "Escribe tu nombre como está en tu Llave: Amina de la Cruz"


def test_who_has_one_name_signs_with_it() -> None:
    assert read(ask("it", "signature"), "amina", holder="Amina") == "amina"


@pytest.mark.parametrize(
    ("sent", "value", "faults"),
    [
        ({}, None, {}),
        ({"street": "Donceles 12", "area": "Centro", "borough": "cuauhtemoc", "postcode": "06 010"},
         {"street": "Donceles 12", "area": "Centro", "borough": "Cuauhtémoc", "postcode": "06010"},
         {}),
        ({"street": "Juárez 1", "area": "Centro", "borough": "Toluca", "postcode": "50000",
          "reference": "junto al río"},
         {"street": "Juárez 1", "area": "Centro", "borough": "Toluca", "postcode": "50000",
          "reference": "junto al río"}, {}),
        ({"street": "Donceles 12", "postcode": "6010"}, None, {
            "it-area": "Escribe la colonia", "it-borough": "Escribe la alcaldía",
            "it-postcode": "Escribe los 5 números del código postal"}),
        ({"reference": "x" * 201}, None, {
            "it-street": "Escribe la calle y el número", "it-area": "Escribe la colonia",
            "it-borough": "Escribe la alcaldía",
            "it-postcode": "Escribe los 5 números del código postal",
            "it-reference": "Es muy largo: caben 200 letras"}),
    ],
)  # fmt: skip
def test_an_address_says_which_part_it_lacks(
    sent: dict[str, str], value: Value | None, faults: dict[str, str]
) -> None:
    raw = {f"it-{part}": [text] for part, text in sent.items()}
    found = KINDS["address"].read("it", ask("it", "address"), raw, ground())
    assert found.value == value
    assert {name: fault.in_(str) for name, fault in found.faults.items()} == faults


@pytest.mark.parametrize(
    ("sent", "value", "faults"),
    [
        ({"lat": "19.4326", "lon": "-99.1332", "accuracy": "12.4"},
         {"lat": 19.4326, "lon": -99.1332, "accuracy": 12}, {}),
        ({"lat": "19.4326", "lon": "-99.1332", "accuracy": "NaN", "borough": "iztapalapa"},
         {"lat": 19.4326, "lon": -99.1332, "borough": "Iztapalapa"}, {}),
        ({"street": "Eje 3", "number": "5", "borough": "iztapalapa"},
         {"street": "Eje 3", "number": "5", "borough": "Iztapalapa"}, {}),
        ({"reference": "frente al mercado", "borough": "Álvaro Obregón"},
         {"reference": "frente al mercado", "borough": "Álvaro Obregón"}, {}),
        ({"lat": "1e1", "lon": "0"}, None, {}),
        ({"lat": "25", "lon": "-99"}, None, {"it-street": "Ese lugar está fuera de la ciudad"}),
        ({"street": "Eje 3"}, None, {"it-borough": "Elige la alcaldía"}),
        ({"street": "Eje 3", "borough": "Toluca"}, None, {"it-borough": "Elige la alcaldía"}),
        ({"number": "5", "borough": "iztapalapa"}, None,
         {"it-street": "Escribe dónde es, o usa tu ubicación"}),
    ],
)  # fmt: skip
def test_a_place_is_a_position_or_a_street_and_its_borough(
    sent: dict[str, str], value: Value | None, faults: dict[str, str]
) -> None:
    raw = {f"it-{part}": [text] for part, text in sent.items()}
    found = KINDS["place"].read("it", ask("it", "place"), raw, ground())
    assert found.value == value
    assert {name: fault.in_(str) for name, fault in found.faults.items()} == faults


def test_photos_can_be_taken_away_and_none_named_that_is_not_there() -> None:
    field, kind = ask("it", "file", most=2), KINDS["file"]
    before = {"it": [4, 7]}
    assert kind.read("it", field, {"it": ["9", "4"]}, ground(before=before)).value == [4, 7]
    left = kind.read("it", field, {"it-4-remove": [""], "it-9-remove": [""]}, ground(before=before))
    assert (left.value, left.is_editing) == ([7], True)
    assert kind.read("it", field, {"it": ["9"]}, ground()).value is None


@pytest.mark.parametrize(
    ("kind", "value", "es", "en"),
    [
        ("number", "1234567.5", "1,234,567.5", "1,234,567.5"),
        ("money", "1055.00", "$1,055.00", "$1,055.00"),
        ("date", "1988-05-24", "24 de mayo de 1988", "May 24, 1988"),
        ("phone", "+525512345678", "+52 55 1234 5678", "+52 55 1234 5678"),
        ("yesno", "yes", "Sí", "Yes"),
        ("file", [1, 2], "Fotos: 2", "Photos: 2"),
        ("place", {"lat": 19.4, "lon": -99.1}, "19.40000, -99.10000", "19.40000, -99.10000"),
        ("choice", "gone", "", ""),
        ("list", "gone", "", ""),
    ],
)
def test_an_answer_is_said_as_people_read_it(
    kind: FieldKind, value: Value, es: str, en: str
) -> None:
    english = {"Sí": "Yes", "No": "No", "Fotos: %(count)s": "Photos: %(count)s"}
    field = ask("it", kind)
    assert journey.said(field, value, lambda text: text.source, "es_MX", str) == es
    assert journey.said(field, value, lambda text: text.source, "en", english.__getitem__) == en
