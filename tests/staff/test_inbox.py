"""Dora opens what came in for her office: late first, found by folio and by words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from backend.reports.queries.desk import PAGE
from backend.reports.status import State
from tests.page import Page, Person
from tests.staff.people import HOLE, LAMP, a_crew, came_in, gives_to, kept, logged, works


def folios(page: Page) -> list[str]:
    """The reports that the list shows, in its order."""
    found = [each.rpartition("/")[2] for each in page.links() if "/staff/reports/" in each]
    return [each for each in found if each != "new"]


def test_dora_sees_what_is_late_first_and_of_her_office_alone(site: Flask, dora: Person) -> None:
    new = came_in(site)
    late = came_in(site, age=timedelta(days=40))
    came_in(site, HOLE)
    page = dora.opens("/staff/reports")
    assert folios(page) == [late, new]
    assert "1 reporte va tarde." in page.text
    assert "Tarde" in page.text


def test_who_has_the_whole_city_sees_every_office(
    site: Flask, person: Callable[[], Person]
) -> None:
    chief = person()
    works(site, chief, "Jefa", office="")
    lamp, hole = came_in(site), came_in(site, HOLE)
    assert set(folios(chief.opens("/staff/reports"))) == {lamp, hole}
    assert folios(chief.opens("/staff/reports?office=roads")) == [hole]


def test_eve_of_another_office_finds_nothing_there(site: Flask, dora: Person, eve: Person) -> None:
    works(site, eve, "Eve", office="roads", phone="+525500000008")
    folio = came_in(site)
    assert folios(eve.opens("/staff/reports")) == []
    assert folios(eve.opens("/staff/reports?office=lighting&state=all")) == []
    assert folios(eve.opens(f"/staff/reports?q={folio}")) == []
    for path in ("", "/photos/1.webp"):
        eve.opens(f"/staff/reports/{folio}{path}", 404)
    for path in ("move", "assign", "office", "public", "merge", "note"):
        sent = eve.posts(f"/staff/reports/{folio}/{path}", {"note": "x", "to": "assigned"})
        assert sent.status_code == 404
    assert logged(site, folio) == []
    dora.opens(f"/staff/reports/{folio}")


def test_a_resident_does_not_know_that_there_is_a_desk(site: Flask, amina: Person) -> None:
    works(site, amina, "Amina", role="clerk", phone="+525500000007")
    amina.opens("/staff/reports", 404)


def test_a_folio_leads_to_its_report_at_once(site: Flask, dora: Person) -> None:
    folio = came_in(site)
    typed = f"{folio[:4]} {folio[4:]}".lower()
    assert dora.client.get("/staff/reports", query_string={"q": typed}).location == (
        f"/staff/reports/{folio}"
    )


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("cenote", True),
        ("CENÓTE", True),
        ("ceno", True),
        ("cenote azul", True),
        ("cenote rojo", False),
        ("hidalgo cenote", True),
        ("%", None),
        ("c'enote", False),
    ],
)
def test_words_are_found_as_people_type_them(
    site: Flask, dora: Person, typed: str, is_found: bool | None
) -> None:
    folio = came_in(site, description="Junto al cenote azul", way=(State.ASSIGNED, State.FIXED))
    other = came_in(site, description="En la esquina")
    page = dora.client.get("/staff/reports", query_string={"q": typed})
    found = folios(Page(page))
    if is_found is None:
        assert set(found) == {folio, other}, "no word at all narrows nothing"
    else:
        assert found == ([folio] if is_found else [])


def test_a_note_that_came_later_is_found_too(site: Flask, dora: Person, amina: Person) -> None:
    sent = amina.posts("/reports/new", {**A_FAULT, "receipt": RECEIPT})
    page = amina.opens(sent.location)
    form = page.form("/notes")
    form.fields["note"] = "Enfrente del zoológico"
    amina.sends(form)
    assert len(folios(dora.opens("/staff/reports?q=zoologico"))) == 1


RECEIPT = "0b0e7a51-8a0c-4f0e-9c56-5f3a8a1f2b3c"
A_FAULT = {"category": LAMP, "place-street": "Sur 8", "place-borough": "coyoacan", "near": "new"}


def test_the_list_is_narrowed(site: Flask, dora: Person) -> None:
    crew = a_crew(site)
    given = came_in(site)
    gives_to(site, given, crew)
    fixed = came_in(site, way=(State.ASSIGNED, State.FIXED))
    north = came_in(site, borough="tlalpan")
    late = came_in(site, age=timedelta(days=30))
    expected = {
        f"crew={crew}": [given],
        "state=fixed": [fixed],
        "state=assigned": [given],
        "borough=tlalpan": [north],
        "late=1": [late],
        "state=all": [north, fixed, given, late],
        "category=streetlight&late=1": [late],
        "state=<script>&borough=nowhere&crew=99999999999": [late, given, north],
    }
    for query, due in expected.items():
        assert folios(dora.opens(f"/staff/reports?{query}")) == due, query


@pytest.mark.parametrize("query", ["state=open", "state=all"])
def test_older_ones_are_on_the_next_page(site: Flask, dora: Person, query: str) -> None:
    sent = [came_in(site, age=timedelta(hours=n)) for n in range(PAGE + 3)]
    page = dora.opens(f"/staff/reports?{query}")
    first = folios(page)
    (onward,) = [each for each in page.links() if "after=" in each]
    rest = folios(dora.opens(onward))
    assert [*first, *rest] == (sent if query == "state=all" else sent[::-1])


def test_many_are_moved_at_once_and_each_is_told_of(site: Flask, dora: Person) -> None:
    one, other = came_in(site), came_in(site)
    fixed = came_in(site, way=(State.ASSIGNED, State.FIXED))
    hole = came_in(site, HOLE)
    form = dora.opens("/staff/reports?many=1").form("/staff/reports/move")
    sent = {**form.fields, "folio": [one, other, fixed, hole], "to": "assigned", "words": "Vamos"}
    page = Page(dora.posts(form.action, sent))
    assert page.text.count("Movido") == 2
    assert "desde donde está no puede ir ahí" in page.text
    assert "ya no es de tu oficina" in page.text
    assert [kept(site, each, "state")[0] for each in (one, other, fixed, hole)] == [
        "assigned",
        "assigned",
        "fixed",
        "received",
    ]
    again = dora.posts(form.action, sent)
    assert again.status_code == 303, "sent twice, done once"
    assert logged(site, one) == [("move", "assigned")]


def test_fixed_without_a_photo_is_refused_one_by_one(site: Flask, dora: Person) -> None:
    folio = came_in(site, way=(State.ASSIGNED,))
    form = dora.opens("/staff/reports?many=1").form("/staff/reports/move")
    page = Page(dora.posts(form.action, {**form.fields, "folio": [folio], "to": "fixed"}))
    assert "falta la foto de la reparación" in page.text
    assert kept(site, folio, "state") == ("assigned",)


def test_nothing_ticked_is_said(site: Flask, dora: Person) -> None:
    came_in(site)
    form = dora.opens("/staff/reports?many=1").form("/staff/reports/move")
    page = dora.sends(form, 422)
    assert "Elige al menos un reporte" in page.text
