"""The bank's file: read as banks write it, and each fault named by its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.config import Settings
from backend.payments import bank_file
from backend.payments.bank_file import NotAFile, columns_of, read_file
from tests.payments.made import a_file, a_row

COLUMNS = columns_of(Settings().bank_columns)
REFERENCE = "12345678901248095285"


def test_columns_stand_in_any_order_and_others_do_not_matter() -> None:
    content = a_file(
        f"x,1135.50,{REFERENCE},,2026-11-25,A1", heading="Banco,IMPORTE,Referencia,,Fecha,Folio"
    )
    (line,) = read_file(content, COLUMNS)
    assert (line.number, line.cents, line.day, line.id, line.fault) == (
        *(2, 113550, date(2026, 11, 25), "A1", ""),
    )
    assert line.reference == REFERENCE


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_as_programs_write_it(separator: str, encoding: str) -> None:
    heading = separator.join(["Descripción", "fecha", "folio", "referencia", "importe"])
    row = separator.join(["Pago Ñandú", "25/11/2026", "A1", f"'{REFERENCE}", '"$1,135.50"'])
    (line,) = read_file(f"{heading}\n\n{row}\n\n".encode(encoding), COLUMNS)
    assert (line.cents, line.day, line.fault) == (113550, date(2026, 11, 25), "")
    assert line.reference == REFERENCE


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("1135.50", 113550),
        ("1,135.50", 113550),
        ("$ 1,135.5", 113550),
        ("0.01", 1),
        ("1055", 105500),
        ("0.00", None),
        ("-5.00", None),
        ("1.135,50", None),
        ("1,13.50", None),
        ("5.005", None),
        ("1e3", None),
        ("NaN", None),
        ("٣", None),
        ("", None),
    ],
)
def test_amounts_are_exact_or_no_amounts(amount: str, cents: int | None) -> None:
    (line,) = read_file(a_file(a_row(REFERENCE, f'"{amount}"')), COLUMNS)
    assert (line.cents, line.fault) == (cents or 0, "" if cents else "amount")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"2026-02-30,A1,{REFERENCE},5.00", "date"),
        (f"25-11-2026,A1,{REFERENCE},5.00", "date"),
        (f"2026-11-25,,{REFERENCE},5.00", "id"),
        ("2026-11-25,A1,,5.00", "reference"),
        ("2026-11-25,A1", "reference"),
    ],
)
def test_a_line_that_says_no_movement_says_what_it_lacks(row: str, fault: str) -> None:
    good = a_row(REFERENCE)
    lines = read_file(a_file(good, row, good), COLUMNS)
    assert [each.fault for each in lines] == ["", fault, ""]
    assert lines[1].number == 3


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        (b"fecha,folio,importe\n", ("referencia",)),
        (b"", ("referencia", "importe", "fecha", "folio")),
        (b"\x00\x01PK", ()),
        (b"a" * (bank_file.MOST_BYTES + 1), ()),
        (b'fecha,folio,referencia,importe\n"' + b"x" * 140_000, ()),
    ],
)
def test_what_is_no_file_of_a_banks_says_why(content: bytes, columns: tuple[str, ...]) -> None:
    with pytest.raises(NotAFile) as refused:
        read_file(content, COLUMNS)
    assert refused.value.columns == columns


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    for sent in (content, b"fecha,folio,referencia,importe\n" + content):
        try:
            lines = read_file(sent, COLUMNS)
        except NotAFile:
            continue
        assert all(each.fault or (each.cents > 0 and each.reference) for each in lines)


def test_columns_are_a_setting_of_the_city() -> None:
    columns = columns_of("reference=Línea de captura, amount=Monto,date=Día,id=Autorización")
    content = a_file(
        f"99,{REFERENCE},5.00,2026-11-25", heading="autorizacion,LINEA DE CAPTURA,monto,dia"
    )
    assert read_file(content, columns)[0].cents == 500


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "reference=a,amount=b,date=c",
        "reference=a,amount=b,date=c,id=",
        "a=b,c=d,e=f,g=h",
        "reference=a,amount=Á,date=c,id=Á",
        "reference=a,amount=b,date=c,id=d,id=e",
    ],
)
def test_columns_that_cannot_be_are_refused_at_start(setting: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        columns_of(setting)
