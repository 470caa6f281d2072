"""Until there is a desk, Dora works with commands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from backend.reports import folio as folios
from tests.page import Person
from tests.people import a_fault, a_photo_file

Dora = Callable[..., Result]


@pytest.fixture
def dora(site: Flask) -> Dora:
    """Dora types ``flask reports ...``."""
    return lambda *words: site.test_cli_runner().invoke(args=["reports", *map(str, words)])


@pytest.fixture
def folio(amina: Person) -> str:
    """What Amina reported, with a photo."""
    fault = a_fault(photos=(a_photo_file(), "lamp.jpg"))
    return amina.posts("/reports/new", fault).location.rpartition("/")[2]


def test_dora_finds_what_amina_reported(dora: Dora, folio: str, bo: Person) -> None:
    bo.posts("/reports/new", a_fault(**{"category": "pothole", "place-borough": "tlalpan"}))
    lines = dora("list").output.splitlines()
    assert [line.split()[-1] for line in lines] == ["pothole", "streetlight"]
    assert folios.spaced(folio) in lines[1]
    assert len(dora("list", "--borough", "tlalpan").output.splitlines()) == 1
    assert dora("list", "--state", "fixed").output == ""
    assert dora("list", "--most", 1).output.splitlines()[1].startswith("... and older ones")


def test_dora_reads_all_of_it(dora: Dora, folio: str) -> None:
    told = dora("show", folios.spaced(folio).lower()).output
    for words in ("Av. Hidalgo", "frente al mercado", "No prende desde el lunes", "55 1234 5678"):
        assert words in told
    assert "photos       1 of 1" in told
    assert "published    no" in told
    assert "may become   assigned, cannot, duplicate, not_ours" in told


def test_dora_looks_at_the_photo_before_everybody_may(
    dora: Dora, folio: str, amina: Person, bo: Person, tmp_path: Path
) -> None:
    address = f"/reports/{folio}/photos/1.webp"
    assert bo.client.get(address).status_code == 404
    file = tmp_path / "lamp.webp"
    assert dora("photo", folio, 1, file).exit_code == 0
    assert file.read_bytes() == amina.client.get(address).data
    assert dora("publish", folio).output == "Published.\n"
    assert bo.client.get(address).data == file.read_bytes()
    assert "No prende desde el lunes" in bo.opens(f"/reports/{folio}").text


def test_a_photo_that_is_not_there_is_said(dora: Dora, folio: str, tmp_path: Path) -> None:
    said = dora("photo", folio, 2, tmp_path / "none.webp")
    assert (said.exit_code, said.output) == (1, "Error: It has no photo 2.\n")
    assert not (tmp_path / "none.webp").exists()


def test_amina_reads_what_dora_wrote(dora: Dora, folio: str, amina: Person) -> None:
    assert dora("move", folio, "assigned").exit_code == 0
    said = dora("move", folio, "scheduled", "--note", "La cuadrilla va el jueves.")
    assert said.output == f"{folios.spaced(folio)} is now scheduled.\n"
    page = amina.opens(f"/reports/{folio}")
    assert "Programado" in page.text
    assert "La cuadrilla va el jueves." in page.text


def test_a_duplicate_leads_to_the_first(dora: Dora, folio: str, bo: Person) -> None:
    later = bo.posts("/reports/new", a_fault(near="new")).location.rpartition("/")[2]
    assert dora("move", later, "duplicate", "--of", folio).exit_code == 0
    assert f"/reports/{folio}" in bo.opens(f"/reports/{later}").links()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["fixed"], 1, "From received it may become: assigned, cannot, duplicate, not_ours"),
        (["confirmed"], 1, "From received it may become"),
        (["duplicate"], 2, "duplicate needs --of FOLIO."),
        (["not_ours"], 2, "not_ours needs --to WHOM."),
        (["cannot"], 2, "cannot needs --note with the reason"),
        (["duplicate", "--of", "000000001"], 1, "There is no report 000000001."),
        (["lost"], 2, "'lost' is not one of"),
    ],
)
def test_what_dora_cannot_do_is_said_and_not_done(
    dora: Dora, folio: str, words: list[str], code: int, sentence: str
) -> None:
    said = dora("move", folio, *words)
    assert said.exit_code == code
    assert sentence in said.output
    assert "state        received" in dora("show", folio).output


@pytest.mark.parametrize("folio", ["", "000000000", "K7Q4 2M9XX", "../etc/passwd", "x" * 999])
def test_a_folio_that_nothing_has_is_said(dora: Dora, folio: str) -> None:
    said = dora("show", folio)
    assert said.exit_code == 1
    assert f"There is no report {folio}." in said.output
