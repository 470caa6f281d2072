"""The whole form on one page, written without signal, sent by the outbox of a phone."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel.db import db
from backend.reports.folio import folio_of
from tests.cases.people import (
    HOME,
    a_file,
    answers,
    folio_in,
    has_a_llave,
    kept,
    lives,
    moves_of,
    noted,
    sends,
    state_of,
    told,
)
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Person
from tests.people import a_receipt

BUTTONS = ("-add", "-remove")
WHOLE = {"adult": "yes", "sort": "other", "what": "Flores", "nick": "Mina", "agree": "yes"}


def replays(person: Person, llave: Llave | None, path: str, data: Any) -> TestResponse:
    """What waited on a phone goes out, as whoever wrote it."""
    headers = {"Ventanilla_Replay": "1", "Ventanilla_Person": llave.tag if llave else ""}
    return person.posts(path, data, **headers)


def writes(person: Person, llave: Llave, slug: str = "permit", **more: Any) -> str:
    """The form of a service, sent by the outbox; the folio that the server says."""
    answer = replays(person, llave, f"/services/{slug}/form", {"receipt": a_receipt()} | more)
    assert answer.status_code == 201, answer.status_code
    return folio_in(answer.location)


def test_the_page_holds_the_whole_form_and_nothing_of_anybody(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    answer = amina.client.get("/services/permit/form")
    assert answer.headers["Ventanilla-Keep"] == "public; copy"
    page = amina.opens("/services/permit/form")
    assert "Amina" not in page.html and "Hidalgo" not in page.html
    form = page.form("/form")
    assert {"receipt", "what", "nick", "litres"} <= form.fields.keys()
    assert {"adult", "sort", "gas"} <= form.choices.keys()
    assert "name" not in form.fields and not any(x.startswith("home") for x in form.fields)
    assert "Permito que la oficina use" in page.text


def test_what_was_written_without_signal_waits_for_its_photo_and_then_is_sent(
    site: Flask, amina: Person
) -> None:
    llave = has_a_llave(site, amina)
    receipt = a_receipt()
    told = WHOLE | {"receipt": receipt, "photos_follow": "1"}
    answer = replays(amina, llave, "/services/permit/form", told)
    assert (answer.status_code, answer.location) == (201, f"/cases/{folio_of(receipt)}")
    folio = folio_of(receipt)
    assert state_of(site, folio) is State.DRAFT
    assert "Falta 1 foto por llegar" in amina.opens(f"/cases/{folio}").text
    assert kept(site, folio, "held")["home"]["value"] == {**HOME, "reference": ""}
    photo = {"receipt": a_receipt(), "key": "x", "photo": a_file()}
    answer = replays(amina, llave, f"{answer.location}/photos", photo)
    assert answer.status_code == 201
    assert state_of(site, folio) is State.RECEIVED
    assert kept(site, folio, "channel") == "offline"
    assert moves_of(site, folio) == [("received", "person", "")]


def test_a_photo_that_arrives_twice_is_one(app: Flask, amina: Person) -> None:
    llave = has_a_llave(app, amina)
    folio = writes(amina, llave, **WHOLE, photos_follow="2")
    receipt = a_receipt()
    for _ in range(2):
        photo = {"receipt": receipt, "photo": a_file()}
        assert replays(amina, llave, f"/cases/{folio}/photos", photo).status_code == 201
    with app.app_context():
        links = [each for each in amina.opens(f"/cases/{folio}").links() if "/photos/" in each]
        assert len(links) == 1


def test_what_is_missing_or_wrong_is_asked_afterwards(site: Flask, amina: Person) -> None:
    llave = has_a_llave(site, amina)
    folio = writes(amina, llave, adult="yes", sort="food", gas="yes", litres="many")
    assert state_of(site, folio) is State.DRAFT
    page = amina.opens(f"/cases/{folio}")
    assert f"/cases/{folio}/you" in page.links() and f"/cases/{folio}/tank" in page.links()
    assert told(site, llave) == [f"Falta algo para enviar tu trámite {folio[:4]} {folio[4:]}."]
    answers(amina, folio, "you", agree="yes")
    answers(amina, folio, "tank", litres="20")
    answers(amina, folio, "proof", photo=a_file())
    sends(amina, folio)
    assert state_of(site, folio) is State.UNPAID


def test_the_same_form_twice_is_one_case(site: Flask, amina: Person) -> None:
    llave = has_a_llave(site, amina)
    form = WHOLE | {"receipt": a_receipt()}
    first = replays(amina, llave, "/services/permit/form", form)
    second = replays(amina, llave, "/services/permit/form", form)
    assert first.location == second.location
    other = replays(amina, llave, "/services/permit/form", form | {"what": "Otra"})
    assert other.status_code == 409
    assert amina.opens("/cases").html.count("Permiso de puesto") == 1


def test_what_amina_wrote_is_never_bos(app: Flask, amina: Person, bo: Person) -> None:
    hers = a_llave(app, "Amina Reyes")
    has_a_llave(app, bo, "Bo Paz", phone="+525500000001")
    answer = replays(bo, hers, "/services/permit/form", WHOLE | {"receipt": a_receipt()})
    assert answer.status_code == 401
    assert "Todavía no has hecho ninguno" in bo.opens("/cases").text
    signs_in(amina, app, hers)
    assert "Todavía no has hecho ninguno" in amina.opens("/cases").text
    folio = writes(amina, hers, **WHOLE)
    answer = replays(bo, hers, f"/cases/{folio}/photos", {"photo": a_file()})
    assert answer.status_code == 401


def test_what_nobody_signed_in_wrote_comes_back_with_everything_in_it(
    app: Flask, amina: Person
) -> None:
    answer = replays(amina, None, "/services/permit/form", WHOLE | {"receipt": a_receipt()})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Entra con tu Llave" in page and 'value="Flores"' in page


def test_who_may_not_have_it_is_told_so(app: Flask, amina: Person) -> None:
    llave = has_a_llave(app, amina)
    form = WHOLE | {"receipt": a_receipt(), "adult": "no"}
    answer = replays(amina, llave, "/services/permit/form", form)
    assert answer.status_code == 422
    assert "Que lo pida tu mamá o tu papá." in answer.get_data(as_text=True)


def test_a_level_too_low_leaves_it_waiting_for_her(app: Flask, amina: Person) -> None:
    llave = has_a_llave(app, amina, level=2)
    folio = writes(amina, llave, "checked", question="¿Qué?")
    assert state_of(app, folio) is State.DRAFT
    assert amina.client.get(f"/cases/{folio}/check").status_code == 403


def test_without_her_word_nothing_of_the_record_is_taken_on_arrival(
    app: Flask, amina: Person
) -> None:
    llave = has_a_llave(app, amina)
    form = {name: value for name, value in WHOLE.items() if name != "agree"}
    folio = writes(amina, llave, **form, name="Reina Isabel")
    assert kept(app, folio, "held") == {}
    assert "name" not in kept(app, folio, "answers")
    assert noted(app, "record.use") == []
    assert [what for _, _, what in noted(app, "cases.tampered")] == ["name"]


def test_without_script_the_form_goes_out_whole_with_its_photo(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    form = WHOLE | {"receipt": a_receipt(), "photo": a_file()}
    answer = amina.posts("/services/permit/form", form)
    assert answer.status_code == 303
    assert state_of(app, folio_in(answer.location)) is State.RECEIVED


def test_a_case_sent_whole_from_a_phone_costs_and_waits_as_any_other(
    app: Flask, amina: Person
) -> None:
    llave = has_a_llave(app, amina, level=1)
    folio = writes(amina, llave, "copy", agree="yes")
    assert state_of(app, folio) is State.GRANTED
    lives(app, llave)
    assert kept(app, folio, "held")["name"]["value"] == "Amina Reyes"


def test_a_list_has_room_from_the_start_and_more_is_drawn_by_the_server(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    form = amina.opens("/services/question/form").form("/form")
    assert {f"people-{n}-called" for n in range(3)} <= form.fields.keys()
    blank = {name: value for name, value in form.fields.items() if not name.endswith(BUTTONS)}
    told = blank | {"question": "¿Cuándo?", "people-0-called": "Ana", "people-2-remove": ""}
    answer = amina.posts("/services/question/form", told)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert 'value="Ana"' in page and "people-2-called" not in page
    assert "Todavía no has hecho ninguno" in amina.opens("/cases").text
    sent = amina.posts("/services/question/form", blank | {"question": "¿Cuándo?"})
    folio = folio_in(sent.location)
    assert state_of(app, folio) is State.DRAFT, "nobody asks: a name is missing"


def test_a_photo_says_which_question_it_answers(app: Flask, amina: Person) -> None:
    llave = has_a_llave(app, amina)
    folio = writes(amina, llave, **WHOLE, photos_follow="2")
    for field, colour in (("photo", "navy"), ("name", "teal")):
        photo = {"receipt": a_receipt(), "field": field, "photo": a_file(colour)}
        assert replays(amina, llave, f"/cases/{folio}/photos", photo).status_code == 201
    with app.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one()
        assert [each.field for each in case.documents] == ["photo", "photo"]
