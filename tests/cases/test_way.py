"""The way through: one step on a page, kept on the server, sent once."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask

from backend.app import create_app
from backend.cases.actions.answering import keep_photos
from backend.cases.models import Case
from backend.cases.status import State
from backend.config import Settings
from backend.kernel.db import db
from tests.cases.pack import PERMIT, a_pack
from tests.cases.people import (
    a_file,
    answers,
    fills_in_permit,
    folio_in,
    has_a_llave,
    kept,
    moves_of,
    sends,
    starts,
    state_of,
)
from tests.identity.people import signs_in
from tests.page import Person


def test_amina_goes_from_the_first_question_to_the_ticket(site: Flask, amina: Person) -> None:
    has_a_llave(site, amina)
    folio = fills_in_permit(amina)
    check = amina.opens(f"/cases/{folio}/check")
    assert "Flores" in check.text and "Amina Reyes" in check.text and "Av. Hidalgo 14" in check.text
    page = amina.sends(check.form("/send"))
    assert "Recibido" in page.text and f"{folio[:4]} {folio[4:]}" in page.text
    assert state_of(site, folio) is State.RECEIVED
    assert moves_of(site, folio) == [("received", "person", "")]


def test_what_is_not_for_her_is_refused_kindly_before_anything_is_asked(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    answer = amina.posts("/services/permit/start", {"adult": "no"})
    assert answer.status_code == 422
    assert "Que lo pida tu mamá o tu papá." in answer.get_data(as_text=True)
    assert "Todavía no has hecho ninguno" in amina.opens("/cases").text


def test_who_did_not_answer_the_questions_is_led_to_them(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    assert amina.posts("/services/permit/start", {}).location == "/services/permit/can"


def test_who_is_not_signed_in_comes_back_with_her_answers(app: Flask, amina: Person) -> None:
    answer = amina.posts("/services/permit/start", {"adult": "yes", "evil": "x"})
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/services/permit/can?adult%3Dyes"


def test_a_level_too_low_is_said_and_the_draft_waits_for_her(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina, level=1)
    answer = amina.posts("/services/permit/start", {"adult": "yes"})
    folio = folio_in(answer.location)
    page = amina.opens(answer.location, 403)
    assert "Nivel 2" in page.text and answer.location in page.links()
    assert f"/cases/{folio}" in amina.opens("/cases").links()
    assert amina.posts(f"/cases/{folio}/you", {"agree": "yes"}).status_code == 403
    sends(amina, folio, 403)


def test_a_service_that_the_city_has_not_is_not_found(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    assert amina.posts("/services/nothing/start", {}).status_code == 404
    assert amina.client.get("/services/nothing/form").status_code == 404


def test_begun_twice_it_is_one_draft(site: Flask, amina: Person) -> None:
    has_a_llave(site, amina)
    assert starts(amina, "permit", adult="yes") == starts(amina, "permit", adult="yes")


def test_once_it_was_sent_another_one_can_be_begun(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    sends(amina, folio)
    assert starts(amina, "permit", adult="yes") != folio


def test_it_is_taken_up_on_another_phone(
    app: Flask, amina: Person, person: Callable[[], Person]
) -> None:
    llave = has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes")
    other = person()
    signs_in(other, app, llave)
    page = other.opens(f"/cases/{folio}")
    assert "Seguir con mi trámite" in page.text
    assert f"/cases/{folio}/stall" in page.links()


def test_nobody_else_sees_it(app: Flask, amina: Person, eve: Person) -> None:
    has_a_llave(app, amina)
    has_a_llave(app, eve, "Eve Luna", phone="+525500000001")
    folio = fills_in_permit(amina)
    for path in ("", "/check", "/you", "/pay", "/visit", "/photos/1.webp"):
        assert eve.client.get(f"/cases/{folio}{path}").status_code == 404, path
    for path in ("/you", "/send", "/cancel", "/appeal", "/answer", "/rate/3", "/photos"):
        assert eve.posts(f"/cases/{folio}{path}", {}).status_code == 404, path
    assert folio not in eve.opens("/cases").html


def test_a_step_that_was_skipped_leads_to_the_first_that_is_missing(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answer = amina.client.get(f"/cases/{folio}/proof")
    assert (answer.status_code, answer.location) == (302, f"/cases/{folio}/you")
    answer = amina.client.get(f"/cases/{folio}/tank")
    assert (answer.status_code, answer.location) == (302, f"/cases/{folio}/you")
    assert amina.client.get(f"/cases/{folio}/nowhere").status_code == 404


def test_sent_before_it_is_whole_it_says_what_is_missing_and_where(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes")
    page = sends(amina, folio, 422).get_data(as_text=True)
    assert "Falta: Qué vendes" in page and f'href="/cases/{folio}/stall"' in page
    assert "Falta: Foto del puesto" in page
    assert state_of(app, folio) is State.DRAFT


def test_an_answer_that_is_wrong_is_said_beside_what_was_typed(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes")
    answers(amina, folio, "stall", sort="food", gas="yes")
    answers(amina, folio, "tank", 422, litres="5000")
    assert "litres" not in kept(app, folio, "answers")


def test_an_answer_that_changes_brings_the_questions_that_go_with_it(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    back = answers(amina, folio, "stall", sort="food", gas="yes", back="check")
    assert back == f"/cases/{folio}/tank"
    assert answers(amina, folio, "tank", litres="20") == f"/cases/{folio}/proof"
    assert answers(amina, folio, "stall", sort="other", what="Pan", back="check") == (
        f"/cases/{folio}/check"
    )
    sends(amina, folio)
    assert kept(app, folio, "answers") == {
        "adult": "yes",
        "nick": "Mina",
        "sort": "other",
        "what": "Pan",
    }


def test_sent_twice_it_is_sent_once_with_the_same_answer(site: Flask, amina: Person) -> None:
    has_a_llave(site, amina)
    folio = fills_in_permit(amina)
    form = amina.opens(f"/cases/{folio}/check").form("/send")
    first = amina.posts(form.action, form.fields)
    second = amina.posts(form.action, form.fields)
    third = sends(amina, folio)
    assert first.location == second.location == third.location == f"/cases/{folio}"
    assert len(moves_of(site, folio)) == 1


def test_after_it_was_sent_nothing_in_it_can_be_changed(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    sends(amina, folio)
    before = kept(app, folio, "answers", "held")
    assert answers(amina, folio, "stall", sort="food", gas="no") == f"/cases/{folio}"
    assert amina.client.get(f"/cases/{folio}/stall").location == f"/cases/{folio}"
    assert kept(app, folio, "answers", "held") == before


def test_things_of_a_list_are_added_and_taken_away_without_being_sent(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "question")
    answers(amina, folio, "what", question="¿Cuándo?")
    one = {"people-0": "", "people-0-called": "Ana"}
    answers(amina, folio, "people", 200, **one, **{"people-add": "1"})
    assert "people" not in kept(app, folio, "answers")
    answers(amina, folio, "people", **one, **{"people-1": "", "people-1-called": "Bea"})
    assert kept(app, folio, "answers")["people"] == [{"called": "Ana"}, {"called": "Bea"}]
    answers(amina, folio, "people", 200, **one, **{"people-0-remove": "1"})


def test_a_photo_is_shown_to_her_and_can_be_taken_away_again(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    page = amina.opens(f"/cases/{folio}")
    address = next(each for each in page.links() if "/photos/" in each)
    assert amina.client.get(address).mimetype == "image/webp"
    number = address.rpartition("/")[2].removesuffix(".webp")
    to = answers(amina, folio, "proof", **{f"photo-{number}-remove": "1"})
    assert to == f"/cases/{folio}/proof"
    assert amina.client.get(address).status_code == 404


def test_what_is_no_photo_is_refused_in_words(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes")
    answers(amina, folio, "stall", sort="other", what="Pan")
    answers(amina, folio, "proof", 422, photo=(BytesIO(b"no"), "x.jpg"))
    answers(amina, folio, "proof", 422)
    three = [a_file(), a_file("teal"), a_file("olive")]
    answers(amina, folio, "proof", 422, photo=three)


def test_her_cases_are_listed_and_shown_as_pending_at_home(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    assert f"/cases/{folio}" in amina.opens("/cases").links()
    assert f"/cases/{folio}" in amina.opens("/").links()
    assert "/cases" in amina.opens("/me").links()


def test_a_photo_that_a_double_tap_sent_twice_is_one(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    for _ in range(2):
        answers(amina, folio, "proof", photo=a_file("teal"))
    photos = {each for each in amina.opens(f"/cases/{folio}").links() if "/photos/" in each}
    assert len(photos) == 2


def test_where_one_photo_fits_the_new_one_takes_its_place(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, permit=PERMIT.replace("most = 2", "most = 1"))
    app = create_app(Settings(var=tmp_path / "var", city=pack, log_level="error"))
    amina = Person(app.test_client())
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    (first,) = {each for each in amina.opens(f"/cases/{folio}").links() if "/photos/" in each}
    answers(amina, folio, "proof", photo=a_file("teal"))
    (second,) = {each for each in amina.opens(f"/cases/{folio}").links() if "/photos/" in each}
    assert first != second


def test_a_photo_stays_where_the_form_that_takes_it_away_is_refused(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    (first,) = {each for each in amina.opens(f"/cases/{folio}").links() if "/photos/" in each}
    number = first.rpartition("/")[2].removesuffix(".webp")
    with app.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one()
        keep_photos(case=case, field="photo", ids=())
        db.session.rollback()
    assert amina.client.get(first).status_code == 200
    answers(amina, folio, "proof", **{f"photo-{number}-remove": "1"})
    assert amina.client.get(first).status_code == 404
