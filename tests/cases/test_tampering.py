"""Whatever a phone sends: the server's value wins, or it is refused; and that it came is noted."""

from urllib.parse import quote

import pytest
from flask import Flask

from backend.cases.status import State
from tests.cases.people import (
    HOME,
    answers,
    asks_a_question,
    fills_in_permit,
    has_a_llave,
    kept,
    lives,
    noted,
    sends,
    starts,
    state_of,
)
from tests.identity.people import a_llave, gets_a_role, signs_in
from tests.page import Person


def test_what_the_record_says_cannot_be_typed_over(site: Flask, amina: Person) -> None:
    llave = has_a_llave(site, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes", name="Reina Isabel", **{"home-street": "Palacio"})
    held = kept(site, folio, "held")
    assert held["name"]["value"] == "Amina Reyes"
    assert held["home"]["value"] == {**HOME, "reference": ""}
    assert kept(site, folio, "answers") == {"adult": "yes"}
    me = f"person:{llave.id}"
    assert noted(site, "cases.tampered") == [(me, me, "home-street name")]


def test_once_it_is_held_sending_another_value_changes_nothing(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    before = kept(app, folio, "held")
    answers(amina, folio, "you", agree="yes", name="Reina Isabel")
    assert kept(app, folio, "held") == before
    assert [what for _, _, what in noted(app, "cases.tampered")] == ["name"]
    sends(amina, folio, name="Reina Isabel", state="granted", account_id="1")
    assert kept(app, folio, "held") == before
    assert state_of(app, folio) is State.RECEIVED


def test_the_same_value_in_another_spelling_is_no_attempt_at_anything(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    answers(amina, folio, "you", agree="yes", name="  Amina Reyes ")
    assert noted(app, "cases.tampered") == []


def test_nothing_of_the_record_is_taken_without_her_word(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", 422)
    answers(amina, folio, "you", 422, agree="no", name="Amina")
    assert kept(app, folio, "held") == {}
    assert noted(app, "record.consent") == [] and noted(app, "record.use") == []
    assert [what for _, _, what in noted(app, "cases.tampered")] == ["name"]


def test_her_word_is_kept_as_a_consent_and_the_use_is_shown_to_her(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", agree="yes")
    uses = amina.opens("/me/uses").text
    assert "Nombre" in uses and "Domicilio" in uses and folio in uses
    assert "Quitar: Domicilio" in amina.opens("/me/consents").text


def test_who_opposes_such_uses_is_told_where_to_change_that(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    form = amina.opens("/me/rights").form("/me/rights")
    answer = amina.posts("/me/rights", form.fields | {"kind": "oppose", "about": "offices"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    folio = starts(amina, "permit", adult="yes")
    answers(amina, folio, "you", 422, agree="yes")
    assert kept(app, folio, "held") == {}


def test_the_consent_of_another_opens_nothing(app: Flask, amina: Person, eve: Person) -> None:
    has_a_llave(app, amina)
    has_a_llave(app, eve, "Eve Luna", phone="+525500000001")
    hers = fills_in_permit(eve)
    mine = starts(amina, "permit", adult="yes")
    answers(eve, mine, "you", 404, agree="yes")
    assert kept(app, mine, "held") == {}
    answers(amina, hers, "you", 404, agree="yes")
    assert kept(app, hers, "held")["name"]["value"] == "Eve Luna"


def test_a_consent_that_was_taken_back_before_it_was_sent_is_asked_again(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    form = amina.opens("/me/consents").form("/me/consents/revoke")
    ids = [
        each.get("value")
        for each in amina.opens("/me/consents").all("button")
        if each.get("name") == "id"
    ]
    for id in ids:
        amina.posts(form.action, {"id": id})
    page = sends(amina, folio, 422).get_data(as_text=True)
    assert f'href="/cases/{folio}/you"' in page
    assert state_of(app, folio) is State.DRAFT


def test_what_was_corrected_in_the_record_since_counts_when_it_is_sent(
    app: Flask, amina: Person
) -> None:
    llave = has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    lives(app, llave, street="Calle Nueva 2")
    assert "Calle Nueva 2" in amina.opens(f"/cases/{folio}/check").text
    sends(amina, folio)
    assert kept(app, folio, "held")["home"]["value"]["street"] == "Calle Nueva 2"


def test_what_the_record_does_not_have_is_asked_there_and_cannot_be_typed_here(
    app: Flask, amina: Person
) -> None:
    llave = a_llave(app, "Amina Reyes")
    signs_in(amina, app, llave)
    folio = starts(amina, "permit", adult="yes")
    page = amina.opens(f"/cases/{folio}/you")
    assert "falta en tus datos" in page.text
    answers(amina, folio, "you", 422, agree="yes", **{"home-street": "Palacio"})
    sends(amina, folio, 422)
    lives(app, llave)
    assert answers(amina, folio, "you", agree="yes") == f"/cases/{folio}/stall"


def test_unknown_elements_are_left_aside_and_noted_by_name_only(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "question")
    answers(amina, folio, "what", question="¿Cuándo?", price="0", is_paid="true")
    assert kept(app, folio, "answers") == {"question": "¿Cuándo?"}
    assert [what for _, _, what in noted(app, "cases.tampered")] == ["is_paid price"]


def test_a_form_of_nothing_but_unknown_elements_is_refused(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = starts(amina, "question")
    answers(amina, folio, "what", 400, **{f"x{n}": "1" for n in range(45)})


def test_a_rule_that_is_answered_otherwise_later_is_not_listened_to(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    answers(amina, folio, "stall", sort="other", what="Pan", adult="no")
    assert kept(app, folio, "answers")["adult"] == "yes"


def test_a_step_that_is_not_asked_takes_no_answer(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    assert answers(amina, folio, "tank", litres="20") == f"/cases/{folio}/check"
    assert "litres" not in kept(app, folio, "answers")


def test_the_number_of_a_strangers_photo_is_worth_nothing(
    app: Flask, amina: Person, eve: Person
) -> None:
    has_a_llave(app, amina)
    has_a_llave(app, eve, "Eve Luna", phone="+525500000001")
    hers = fills_in_permit(amina)
    link = next(x for x in amina.opens(f"/cases/{hers}").links() if "/photos/" in x)
    number = link.rpartition("/")[2].removesuffix(".webp")
    mine = starts(eve, "permit", adult="yes")
    answers(eve, mine, "you", agree="yes")
    answers(eve, mine, "stall", sort="other", what="Pan")
    answers(eve, mine, "proof", 422, photo=number)
    assert eve.client.get(f"/cases/{mine}/photos/{number}.webp").status_code == 404
    sends(eve, mine, 422)


def test_a_phone_cannot_pay_decide_or_take_for_itself(app: Flask, amina: Person) -> None:
    llave = has_a_llave(app, amina)
    folio = fills_in_permit(amina, sort="food")
    sends(amina, folio)
    assert state_of(app, folio) is State.UNPAID
    for path in ("take", "decide", "ask", "revoke"):
        answer = amina.posts(f"/staff/cases/{folio}/{path}", {"decision": "grant"})
        assert answer.status_code == 404, path
    amina.posts(f"/cases/{folio}/pay", {"paid": "yes"})
    assert state_of(app, folio) is State.UNPAID
    gets_a_role(app, llave, "desk", "mobility")
    answer = amina.posts(f"/staff/cases/{folio}/decide", {"decision": "grant"})
    assert answer.status_code in {303, 401, 403}, "without a second factor nobody decides"
    assert state_of(app, folio) is State.UNPAID


def is_asked_for_more(dora: Person, folio: str) -> None:
    for what, told in (("take", {}), ("ask", {"words": "¿Dónde lo pones?"})):
        assert dora.posts(f"/staff/cases/{folio}/{what}", told).status_code == 303


def test_what_cost_nothing_when_it_was_sent_cannot_become_what_has_to_be_paid(
    app: Flask, amina: Person, dora: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina, sort="other")
    sends(amina, folio)
    is_asked_for_more(dora, folio)
    answer = amina.posts(f"/cases/{folio}/stall", {"sort": "food", "gas": "no"})
    assert answer.status_code == 422
    assert "Así costaría otra cosa" in answer.text
    assert kept(app, folio, "answers")["sort"] == "other"
    answers(amina, folio, "stall", sort="other", what="Macetas")
    assert kept(app, folio, "answers")["what"] == "Macetas"


def test_what_was_sent_whole_does_not_come_back_with_less(
    app: Flask, amina: Person, dora: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    sends(amina, folio)
    is_asked_for_more(dora, folio)
    buttons = amina.opens(f"/cases/{folio}/proof").all("button")
    (gone,) = [each.get("name") for each in buttons if "-remove" in each.get("name", "")]
    answers(amina, folio, "proof", **{gone: ""})
    answer = amina.posts(f"/cases/{folio}/answer", {"answer": "En el mercado"})
    assert answer.status_code == 422
    assert "Falta: Foto del puesto" in answer.text
    assert state_of(app, folio) is State.ASKED


HOSTILE = (
    "\0",
    "\u202e\ufffe",
    "x" * 9_000,
    "<script>",
    "' OR 1=1 --",
    "%s%(x)s{0}",
    "🏛" * 50,
    "-1e999",
)
PLACES = (
    *("you", "stall", "tank", "proof", "send", "answer", "appeal", "cancel", "rate/3", "visit"),
    *("visit/cancel", "pay", "photos"),
)


@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_is_typed_there_is_an_answer_and_never_a_failure(
    site: Flask, amina: Person, dora: Person, value: str
) -> None:
    has_a_llave(site, amina)
    folio = starts(amina, "permit", adult="yes")
    names = (
        "sort",
        "what",
        "gas",
        "litres",
        "nick",
        "words",
        "answer",
        "appeal",
        "place",
        "begins",
    )
    told = dict.fromkeys((*names, "agree", "back", "receipt", value[:60]), value)
    for place in PLACES:
        assert amina.posts(f"/cases/{folio}/{place}", told).status_code < 500, place
    for path in ("/services/permit/form", "/services/permit/start"):
        assert amina.posts(path, told | {"adult": value}).status_code < 500, path
    quoted = quote(value[:300])
    for path in (f"/cases/{quoted}", f"/cases/{folio}/{quoted}", f"/services/{quoted}/form"):
        assert amina.client.get(path).status_code in {302, 404}, path
    for path in ("state", "service", "office", "who", "after"):
        assert dora.client.get(f"/staff/cases?{path}={quoted}").status_code == 200
    sent = asks_a_question(amina, f"¿Qué? {value}"[:900])
    for place in ("take", "ask", "decide", "revoke"):
        told = {"words": value, "decision": value, "instead": value}
        assert dora.posts(f"/staff/cases/{sent}/{place}", told).status_code < 500, place
    assert dora.client.get(f"/staff/cases/{sent}").status_code == 200
