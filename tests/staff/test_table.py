"""Dora takes the list along as a file: every cell is text, nothing of it is personal."""

import csv
from io import StringIO

import pytest
from flask import Flask

from backend.kernel.db import db
from backend.reports.models import Report
from backend.staff import table
from tests.page import Person
from tests.staff.people import HOLE, a_crew, came_in, gives_to

PROBES = (
    '=HYPERLINK("https://evil.example")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "\u202ecba",
    'a"b,c\r\n=d',
    "a\x00b",
)


def rows(dora: Person, **asked: str) -> list[list[str]]:
    """The file, as a spreadsheet reads it."""
    answer = dora.posts("/staff/reports/csv", asked)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="reports.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.reader(StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_list_that_is_shown_and_no_other(site: Flask, dora: Person) -> None:
    lamp, closed = came_in(site), came_in(site)
    came_in(site, HOLE)
    with site.app_context():
        report = db.session.query(Report).filter_by(folio=closed).one()
        report.is_open, report.state = False, "fixed"
        db.session.commit()
    heading, *found = rows(dora)
    assert heading[0] == "Folio"
    assert [each[0] for each in found] == [lamp]
    assert [each[0] for each in rows(dora, state="fixed")[1:]] == [closed]
    assert len(rows(dora, office="roads")[1:]) == 1, "another office is not to be had"


def test_more_than_is_read_at_once(
    site: Flask, dora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "AT_ONCE", 2)
    sent = [came_in(site) for _ in range(5)]
    assert [each[0] for each in rows(dora)[1:]] == sent


def test_nothing_of_whoever_reported_it_is_in_the_file(site: Flask, dora: Person) -> None:
    told = {"contact": "55 1234 5678", "reference": "frente al mercado", "number": "1140"}
    came_in(site, street="Privada Allende", description="La puerta de Juan", **told)
    said = str(rows(dora))
    for personal in (*told.values(), "Allende", "Juan"):
        assert personal not in said


@pytest.mark.parametrize("probe", PROBES)
def test_no_cell_is_a_formula(site: Flask, dora: Person, probe: str) -> None:
    """A crew's name is the one thing in the file that somebody types."""
    folio = came_in(site)
    form = dora.opens("/staff/crews").form("/staff/crews")
    form.fields |= {"name": probe, "office": "lighting"}
    dora.sends(form)
    crew = next(iter(dora.opens("/staff/reports").form("/staff/reports").choices["crew"][1:]))
    gives_to(site, folio, int(crew))
    for row in rows(dora):
        assert len(row) == 11
        assert not any(cell.startswith(table.FORMULAS) for cell in row)


@pytest.mark.parametrize("probe", PROBES)
def test_text_stays_text_in_any_cell(probe: str) -> None:
    said = table.safe(probe)
    assert said.removeprefix("'") == probe
    assert not said.startswith(table.FORMULAS)


def test_that_the_list_was_taken_is_noted(site: Flask, dora: Person) -> None:
    a_crew(site)
    rows(dora, state="all", borough="tlalpan")
    with site.app_context():
        entries = db.metadata.tables["kernel_audit"]
        (found,) = db.session.execute(entries.select()).all()
    assert (found.act, found.office, found.what) == (
        "reports.export",
        "lighting",
        "borough=tlalpan state=all",
    )
