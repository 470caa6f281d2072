"""Dora hands in a table as her spreadsheet program saved it, and it is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.places.entry import Refused
from backend.places.read import read
from tests.places.files import a_file, csv_of, shared, sheet_of, xlsx_of

TABLE = [["a", "b"], ["1", "dos"], ["", "3"]]
HEADER = ["a", "b"]


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    return list(read(path).rows)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", "\ufeff".encode()])
def test_a_csv_file_is_read_whatever_parts_its_columns(
    tmp_path: Path, separator: str, mark: bytes
) -> None:
    content = mark + csv_of(["1", "dos"], ["", "3"], separator=separator, header=HEADER)
    table = read(a_file(tmp_path, content))
    assert (table.file, table.header) == ("wifi.csv", HEADER)
    assert list(table.rows) == [(2, ["1", "dos"]), (3, ["", "3"])]


def test_a_quoted_cell_may_hold_a_comma_and_a_line_break(tmp_path: Path) -> None:
    content = csv_of(["uno, dos", "tres\ncuatro"], ["5", "6"], header=HEADER)
    assert rows_of(a_file(tmp_path, content)) == [
        (2, ["uno, dos", "tres\ncuatro"]),
        (4, ["5", "6"]),
    ]


def test_blank_rows_are_no_rows(tmp_path: Path) -> None:
    content = csv_of(["", " "], ["1", "2"], [], header=HEADER)
    assert rows_of(a_file(tmp_path, content)) == [(3, ["1", "2"])]


def test_a_spreadsheet_is_read_whatever_its_name(tmp_path: Path) -> None:
    texts = shared("<t>a</t>", "<t>b</t>", "<r><t>do</t></r><r><t>s</t></r><rPh><t>no</t></rPh>")
    content = xlsx_of(sheet_of(["s:0", "s:1"], ["n:1", "s:2"], ["", "tres & 4"]), texts)
    table = read(a_file(tmp_path, content, "datos.csv"))
    assert table.header == HEADER
    assert list(table.rows) == [(2, ["1", "dos"]), (3, ["", "tres & 4"])]


def test_a_spreadsheet_leaves_out_blank_cells_and_rows(tmp_path: Path) -> None:
    sheet = sheet_of(["a", "b"], ["1"], start=1).replace("</sheetData>", "")
    sheet = sheet.replace("</worksheet>", '<row r="9"><c r="B9"><v>7</v></c></row></sheetData>')
    content = xlsx_of(sheet + "</worksheet>")
    assert rows_of(a_file(tmp_path, content)) == [(2, ["1", ""]), (9, ["", "7"])]


def test_cells_without_an_address_follow_each_other(tmp_path: Path) -> None:
    sheet = sheet_of(*TABLE).replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="1"', "")
    assert read(a_file(tmp_path, xlsx_of(sheet))).header == HEADER


def test_a_sheet_may_stand_anywhere_in_the_archive(tmp_path: Path) -> None:
    links = '<R><Relationship Id="rId7" Target="/xl/worksheets/sheet1.xml"/></R>'
    content = xlsx_of(sheet_of(*TABLE), links=links)
    assert read(a_file(tmp_path, content)).header == HEADER


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6))
def test_both_kinds_of_file_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    marked = [["x" + cell for cell in row] for row in rows]
    header = ["uno", "dos", "tres"]
    one = read(a_file(folder, csv_of(*marked, header=header)))
    other = read(a_file(folder, xlsx_of(sheet_of(header, *marked)), "a.xlsx"))
    assert [row for _, row in one.rows] == [row for _, row in other.rows] == marked


@given(st.binary(max_size=300))
def test_nothing_that_is_handed_in_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for start in (b"", b"PK\x03\x04", b"a,b\n"):
        try:
            rows_of(a_file(folder, start + content))
        except Refused as refused:
            assert refused.sentences[0].startswith("wifi.csv")
