"""Dora handles one report: she reads it, moves it, approves what is public, gives it to others."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions
from backend.reports.actions.handling import MOST_PROOFS
from backend.reports.models import Report
from backend.reports.status import State
from tests.identity.people import a_llave, signs_in
from tests.page import Page, Person
from tests.people import a_fault, a_photo
from tests.staff.people import a_crew, came_in, kept, logged, works


def case(folio: str) -> str:
    return f"/staff/reports/{folio}"


def a_proof() -> tuple[BytesIO, str]:
    return BytesIO(a_photo("teal")), "arreglado.jpg"


def does(dora: Person, folio: str, which: str, status: int = 200, /, **told: object) -> Page:
    """Dora fills in one of the forms of a report."""
    form = dora.opens(case(folio)).form(f"/{which}")
    form.fields.update(told)
    return dora.sends(form, status)


def test_the_report_is_there_with_contact_answers_and_notes(
    site: Flask, dora: Person, amina: Person
) -> None:
    answers = {"streetlight-extent": "many", "contact": "55 1234 5678"}
    path = amina.posts("/reports/new", a_fault(near="new", **answers)).location
    page = amina.opens(path)
    note = page.form("/notes")
    note.fields["note"] = "Ya son tres"
    amina.sends(note)
    folio = amina.opens(path).response.request.path.rpartition("/")[2]
    said = dora.opens(case(folio)).text
    for words in ("55 1234 5678", "Varias", "Ya son tres", "Av. Hidalgo", "No prende desde"):
        assert words in said


def test_a_report_moves_along_the_table_and_no_other_way(site: Flask, dora: Person) -> None:
    folio = came_in(site)
    offered = dora.opens(case(folio)).form("/move").choices["to"]
    assert offered == ["", "assigned", "not_ours", "cannot"]
    does(dora, folio, "move", to="assigned", words="Vamos mañana")
    form = dora.opens(case(folio)).form("/move")
    sent = dora.posts(form.action, {**form.fields, "to": "confirmed"})
    assert sent.status_code == 422
    assert kept(site, folio, "state") == ("assigned",)
    assert logged(site, folio) == [("move", "assigned")]


@pytest.mark.parametrize(
    ("to", "words", "said"),
    [
        ("", "x", "Elige a dónde va"),
        ("cannot", "", "Dile por qué no se puede"),
        ("not_ours", "x", "Escribe a quién le toca"),
        ("fixed", "x", "Falta la foto que muestra que quedó arreglado"),
    ],
)
def test_what_the_resident_is_owed_is_asked_for(
    site: Flask, dora: Person, to: str, words: str, said: str
) -> None:
    folio = came_in(site, way=(State.ASSIGNED,))
    page = does(dora, folio, "move", 422, to=to, words=words)
    assert said in page.text
    assert kept(site, folio, "state") == ("assigned",)
    assert logged(site, folio) == []


def test_fixed_with_a_photo_that_the_resident_sees_at_once(
    site: Flask, dora: Person, amina: Person, bo: Person
) -> None:
    path = amina.posts("/reports/new", a_fault(near="new")).location
    folio = path.rpartition("/")[2]
    does(dora, folio, "move", to="assigned")
    does(dora, folio, "move", to="fixed", photo=a_proof())
    assert ", de la reparación" in amina.opens(path).text
    assert ", de la reparación" not in bo.opens(path).text
    bo.opens(f"{path}/photos/1.webp", 404)
    does(dora, folio, "public", what="1", show="yes")
    assert ", de la reparación" in bo.opens(path).text
    assert logged(site, folio)[-2:] == [("move", "fixed"), ("show-photo", "1")]
    assert kept(site, folio, "is_open") == (False,)


def test_photos_of_earlier_repairs_take_no_room_from_the_next(site: Flask, dora: Person) -> None:
    folio = came_in(site, way=(State.ASSIGNED,), age=timedelta(hours=1))
    does(dora, folio, "move", to="fixed", photo=a_proof())
    for _ in range(MOST_PROOFS):
        reopens(site, folio)
        does(dora, folio, "move", to="assigned")
        does(dora, folio, "move", to="fixed", photo=a_proof())
    assert logged(site, folio).count(("move", "fixed")) == MOST_PROOFS + 1


def test_after_it_was_reopened_an_old_photo_proves_nothing(site: Flask, dora: Person) -> None:
    folio = came_in(site, way=(State.ASSIGNED,), age=timedelta(hours=1))
    does(dora, folio, "move", to="fixed", photo=a_proof())
    with site.app_context():
        report = db.session.query(Report).filter_by(folio=folio).one()
        report.moves[-1].at = report.since = clock.now() - timedelta(minutes=5)
        for photo in report.photos:
            photo.at = clock.now() - timedelta(minutes=5)
        db.session.commit()
    reopens(site, folio)
    does(dora, folio, "move", to="assigned")
    page = does(dora, folio, "move", 422, to="fixed")
    assert "Falta la foto" in page.text


def reopens(site: Flask, folio: str) -> None:
    with site.app_context():
        report = db.session.query(Report).filter_by(folio=folio).one()
        actions.reopen(report=report, reason="Sigue igual, dice Juan", days=9, now=clock.now())
        db.session.commit()


def test_text_and_each_photo_become_public_one_by_one(
    site: Flask, dora: Person, amina: Person, bo: Person
) -> None:
    photos = [(BytesIO(a_photo(colour)), "p.jpg") for colour in ("navy", "teal")]
    path = amina.posts("/reports/new", a_fault(near="new", photos=photos)).location
    folio = path.rpartition("/")[2]
    assert "No prende" not in bo.opens(path).text
    does(dora, folio, "public", what="text", show="yes")
    assert "No prende" in bo.opens(path).text
    assert "Foto" not in bo.opens(path).text
    form = dora.opens(case(folio)).forms("/public")[2]
    assert form.fields["show"] == "yes"
    dora.sends(form)
    assert "Foto 2" in bo.opens(path).text
    assert bo.client.get(f"{path}/photos/2.webp").status_code == 200
    assert bo.client.get(f"{path}/photos/1.webp").status_code == 404
    does(dora, folio, "public", what="text", show="no")
    assert "No prende" not in bo.opens(path).text


def test_what_is_said_later_is_looked_at_before_others_read_it(
    site: Flask, dora: Person, bo: Person
) -> None:
    folio = came_in(site, way=(State.ASSIGNED, State.FIXED))
    does(dora, folio, "public", what="text", show="yes")
    reopens(site, folio)
    assert "dice Juan" not in bo.opens(f"/reports/{folio}").text
    assert "todavía no" in dora.opens(case(folio)).text
    does(dora, folio, "public", what="text", show="yes")
    assert "dice Juan" in bo.opens(f"/reports/{folio}").text


def test_an_answer_that_is_ready_goes_out_in_her_language(
    site: Flask, dora: Person, amina: Person
) -> None:
    llave = a_llave(site, "Amina", phone="+525500000001")
    with site.app_context():
        account = db.metadata.tables["identity_accounts"]
        db.session.execute(account.update().where(account.c.id == llave.id).values(language="en"))
        db.session.commit()
    folio = came_in(site, account=llave.id)
    does(dora, folio, "move", to="assigned", reply="oncalendar", words="On Tuesday.")
    signs_in(amina, site, llave)
    said = amina.opens(f"/reports/{folio}").text
    assert "It has a date now." in said
    assert "On Tuesday." in said


def test_notes_inside_are_for_the_office_alone(site: Flask, dora: Person, amina: Person) -> None:
    path = amina.posts("/reports/new", a_fault(near="new")).location
    folio = path.rpartition("/")[2]
    does(dora, folio, "note", note="Ojo: perro bravo")
    said = dora.opens(case(folio)).text
    assert "Ojo: perro bravo" in said
    assert "Dora Luna" in said
    assert "perro" not in amina.opens(path).text
    assert logged(site, folio) == [("note", "")], "the log tells that, never what"
    assert "Escribe la nota" in does(dora, folio, "note", 422, note=" ").text


def test_a_note_sent_twice_is_there_once(site: Flask, dora: Person) -> None:
    folio = came_in(site)
    form = dora.opens(case(folio)).form("/note")
    form.fields["note"] = "Una vez"
    for _ in range(2):
        assert dora.posts(form.action, form.fields).status_code == 303
    assert dora.opens(case(folio)).text.count("Una vez") == 1


def test_a_crew_and_a_day(site: Flask, dora: Person) -> None:
    folio, crew = came_in(site), a_crew(site)
    elsewhere = a_crew(site, office="roads", name="Sur")
    does(dora, folio, "assign", crew=str(crew), planned="2026-12-01")
    assert kept(site, folio, "state", "crew_id") == ("scheduled", crew)
    assert logged(site, folio) == [("assign", "Norte 2026-12-01")]
    does(dora, folio, "assign", crew=str(elsewhere), planned="")
    assert kept(site, folio, "crew_id", "state") == (None, "assigned"), "not another office's"
    page = does(dora, folio, "assign", 422, planned="mañana")
    assert "Escribe el día como" in page.text


def test_it_is_another_office_s(site: Flask, dora: Person, person: Callable[[], Person]) -> None:
    folio = came_in(site)
    other = person()
    works(site, other, "Ramón", office="roads", phone="+525500000005")
    other.opens(case(folio), 404)
    form = dora.opens(case(folio)).form("/office")
    form.fields["office"] = "roads"
    assert dora.posts(form.action, form.fields).location == "/staff/reports"
    dora.opens(case(folio), 404)
    other.opens(case(folio))
    assert logged(site, folio) == [("hand-over", "lighting > roads")]


def test_amina_sees_who_read_her_report(site: Flask, dora: Person, amina: Person) -> None:
    llave = a_llave(site, "Amina", phone="+525500000001")
    folio = came_in(site, account=llave.id)
    signs_in(amina, site, llave)
    assert "Vio mi reporte" not in amina.opens("/me/uses").text
    dora.opens(case(folio))
    said = amina.opens("/me/uses").text
    assert "Vio mi reporte y mi contacto" in said
    assert f"Para: {folio}" in said


@pytest.mark.parametrize("name", ["move", "assign", "office", "public", "merge", "note"])
def test_nobody_s_second_form_changes_what_was_settled(
    site: Flask, dora: Person, name: str
) -> None:
    """A page that is open since before somebody else closed the report."""
    folio = came_in(site)
    form = dora.opens(case(folio)).form(f"/{name}")
    does(dora, folio, "move", to="cannot", words="Es privado")
    told = {"to": "fixed", "planned": "2026-12-01", "office": "roads", "what": "9"}
    told |= {"first": folio, "note": "x", "show": "yes"}
    answer = dora.posts(form.action, {**form.fields, **told})
    assert answer.status_code == (303 if name == "note" else 422)
    assert kept(site, folio, "state", "department") == ("cannot", "lighting")


def test_when_amina_cancels_neither_text_nor_photo_nor_later_words_stay_public(
    site: Flask, dora: Person, amina: Person, bo: Person
) -> None:
    llave = a_llave(site, "Amina", phone="+525500000001")
    signs_in(amina, site, llave)
    photo = (BytesIO(a_photo()), "p.jpg")
    path = amina.posts("/reports/new", a_fault(near="new", photos=[photo])).location
    folio = path.rpartition("/")[2]
    for what in ("text", "1"):
        does(dora, folio, "public", what=what, show="yes")
    assert "No prende" in bo.opens(path).text
    assert "Foto 1" in bo.opens(path).text
    with site.app_context():
        actions.hide_of(account_id=llave.id, now=clock.now())
        db.session.commit()
    said = bo.opens(path).text
    assert "No prende" not in said
    assert "Foto 1" not in said
    assert bo.client.get(f"{path}/photos/1.webp").status_code == 404
