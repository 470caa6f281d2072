"""Amina makes herself a Llave, in three short pages and without script."""

import pytest
from flask import Flask

from backend.identity.models import Account, Session
from backend.kernel.db import db
from backend.notify.models import Message
from tests.identity.people import PHRASE, a_llave, codes_sent
from tests.page import Page, Person

CURP = "BOXW310820HNERXN09"
PHONE = "+525512345678"


def signs_up(person: Person, **answers: str) -> Page:
    """The first two pages; gives the third."""
    first = person.opens("/sign-up").form("/sign-up")
    who = {"name": "Amina Reyes", "birth_date": "24/05/1988"}
    first.fields |= {
        k: answers.pop(k) for k in ("name", "birth_date", "curp") if k in answers
    } or who
    second = person.sends(first).form("/sign-up/key")
    second.fields |= {"contact": "55 1234 5678", "passphrase": PHRASE, "phone": "own", **answers}
    return person.sends(second)


def test_amina_signs_up_with_her_name_and_her_phone(site: Flask, amina: Person) -> None:
    page = signs_up(amina)
    assert "+52 55 1234 5678" in page.text
    (code,) = codes_sent(site, PHONE)
    form = page.form("/llave/contacts/" + page.all("form")[0].get("action", "").split("/")[-1])
    form.fields["code"] = code
    home = amina.sends(form)
    assert "Amina Reyes" in home.text
    assert "Nivel 2" in home.text
    with site.app_context():
        account = db.session.query(Account).one()
        assert account.birth_date and account.birth_date.isoformat() == "1988-05-24"
        assert account.passphrase and PHRASE not in account.passphrase
        assert account.passphrase.startswith("$argon2id$")


def test_her_curp_is_enough(app: Flask, amina: Person) -> None:
    signs_up(amina, curp="boxw310820 hnerxn09", contact="Amina@Correo.example")
    assert codes_sent(app, "amina@correo.example")
    with app.app_context():
        account = db.session.query(Account).one()
        assert account.curp == CURP
        assert account.birth_date and account.birth_date.isoformat() == "1931-08-20"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"curp": "BOXW310820HNERXN08"}, "Esa CURP no es correcta"),
        ({"curp": "ROBA310820HNERXN09"}, "Esa CURP no es correcta"),
        ({}, "Escribe tu CURP, o tu nombre"),
        ({"name": "Amina"}, "Escribe tu fecha de nacimiento"),
        ({"name": "Amina", "birth_date": "31/02/1988"}, "Escríbela como 24/05/1988"),
        ({"name": "Amina", "birth_date": "24/05/2988"}, "Escríbela como 24/05/1988"),
        ({"name": "Amina", "birth_date": "24/05/88"}, "Escríbela como 24/05/1988"),
    ],
)
def test_who_she_is_is_checked(amina: Person, answers: dict[str, str], sentence: str) -> None:
    form = amina.opens("/sign-up").form("/sign-up")
    form.fields |= answers
    page = amina.sends(form, 422)
    assert page.text.count(sentence) == 2
    assert page.form("/sign-up").fields["name"] == answers.get("name", "")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"contact": "12345"}, "Escribe un celular"),
        ({"contact": "amina@"}, "Escribe un celular"),
        ({"passphrase": "corta"}, "Es muy corta: usa 15 letras"),
        ({"passphrase": "aaaaaaaaaaaaaaaa"}, "fácil de adivinar"),
        ({"passphrase": "contraseñacontraseña"}, "fácil de adivinar"),
        ({"passphrase": "vivamexico2026!"}, "fácil de adivinar"),
        ({"passphrase": "Amina Reyes 1234"}, "fácil de adivinar"),
        ({"passphrase": "5512345678551234"}, "fácil de adivinar"),
        ({"passphrase": "x" * 257}, "Es muy larga"),
        ({"phone": ""}, "Dinos si este teléfono"),
    ],
)
def test_her_contact_and_her_passphrase_are_checked(
    amina: Person, answers: dict[str, str], sentence: str
) -> None:
    first = amina.opens("/sign-up").form("/sign-up")
    first.fields |= {"name": "Amina Reyes", "birth_date": "24/05/1988"}
    second = amina.sends(first).form("/sign-up/key")
    given = {"contact": "55 1234 5678", "passphrase": PHRASE, "phone": "own", **answers}
    second.fields |= given
    page = amina.sends(second, 422)
    assert sentence in page.text
    if len(given["passphrase"]) > 5:
        assert given["passphrase"] not in page.html, "a passphrase is never shown again"


@pytest.mark.parametrize(
    "phrase",
    [
        "el perro azul come pan",
        "4@8({[<369&#!1/|0$5+7%2",
        "кто идёт за водой",
        "🦊🌮🚲🎺☂️🪁🧊🥁🪕🎈🪀🧩🧵🪡🔭",
    ],
)
def test_any_letters_will_do_for_a_passphrase(app: Flask, amina: Person, phrase: str) -> None:
    assert "código" in signs_up(amina, passphrase=phrase).text


def test_sent_twice_it_is_one_account(site: Flask, amina: Person) -> None:
    first = amina.opens("/sign-up").form("/sign-up")
    first.fields |= {"name": "Amina Reyes", "birth_date": "24/05/1988"}
    second = amina.sends(first).form("/sign-up/key")
    second.fields |= {"contact": "55 1234 5678", "passphrase": PHRASE, "phone": "own"}
    answers = [amina.posts("/sign-up/key", second.fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    with site.app_context():
        assert db.session.query(Account).count() == 1
        assert db.session.query(Session).filter_by(ended=None).count() == 1


def test_a_sister_with_the_same_phone_is_told_nothing_of_the_first(
    app: Flask, amina: Person, bo: Person
) -> None:
    first = signs_up(amina)
    second = signs_up(bo, name="Bo Reyes", birth_date="01/02/1990")
    assert first.text == second.text
    assert len(codes_sent(app, PHONE)) == 2


def test_whoever_does_not_confirm_is_in_but_not_reached(app: Flask, amina: Person) -> None:
    signs_up(amina)
    home = amina.opens("/llave")
    assert "Nivel 1" in home.text
    assert "Confirma que te avisamos en +52 55 1234 5678" in home.text


def test_ten_tries_are_all_a_code_has(site: Flask, amina: Person) -> None:
    page = signs_up(amina)
    (code,) = codes_sent(site, PHONE)
    action = page.all("form")[0].get("action", "")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(10):
        assert amina.posts(action, {"code": wrong}).status_code == 422
    assert amina.posts(action, {"code": code}).status_code == 422
    amina.posts(action + "/send", {})
    assert amina.posts(action, {"code": codes_sent(site, PHONE)[-1]}).status_code == 303


def test_a_code_belongs_to_the_one_it_was_sent_for(site: Flask, amina: Person, eve: Person) -> None:
    page = signs_up(amina)
    signs_up(eve, contact="eve@correo.example")
    action = page.all("form")[0].get("action", "")
    (code,) = codes_sent(site, PHONE)
    assert eve.posts(action, {"code": code}).status_code == 404
    assert amina.posts(action, {"code": code}).status_code == 303


def test_at_most_ten_codes_an_hour_go_to_one_contact(app: Flask, amina: Person) -> None:
    page = signs_up(amina)
    action = page.all("form")[0].get("action", "")
    for _ in range(9):
        assert amina.posts(action + "/send", {}).status_code == 303
    assert amina.posts(action + "/send", {}).status_code == 422
    assert len(codes_sent(app, PHONE)) == 10


def test_the_second_page_needs_the_first(amina: Person) -> None:
    assert "Paso 1" in amina.opens("/sign-up/key").text
    assert amina.posts("/sign-up/key", {}).location == "/sign-up"


def test_a_name_stays_text(app: Flask, amina: Person) -> None:
    signs_up(amina, name="<script>alert(1)</script>", birth_date="24/05/1988")
    assert "<script>alert" not in amina.opens("/llave").html
    with app.app_context():
        assert db.session.query(Message).count() == 1


def test_who_is_signed_in_is_counted_as_somebody_elses_llave_not_hers(
    app: Flask, amina: Person
) -> None:
    a_llave(app, "Somebody Else", phone="+525500000000")
    signs_up(amina)
    assert "Somebody" not in amina.opens("/llave").html
