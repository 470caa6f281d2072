"""Amina signs in: with her passphrase, with a code, with her app; and out again."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from backend.identity.models import Session
from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.entering import PHONE, asks_for_a_code, enters, types_code
from tests.identity.people import PHRASE, a_llave, codes_sent, digits, signs_in
from tests.page import Person

CURP = "BOXW310820HNERXN09"


@pytest.mark.parametrize(
    "who", ["55 1234 5678", "+52 (55) 1234-5678", "AMINA@correo.example", CURP]
)
def test_amina_signs_in_by_whatever_she_remembers(site: Flask, amina: Person, who: str) -> None:
    a_llave(site, phrase=PHRASE, mail="amina@correo.example", curp=CURP)
    assert "Amina Reyes" in enters(amina, who=who).text


def test_a_shared_phone_is_asked_about_and_forgets_when_it_is_closed(
    app: Flask, amina: Person
) -> None:
    a_llave(app, phrase=PHRASE)
    assert "Dinos si este teléfono" in enters(amina, 422, phone="").text
    form = {"who": "5512345678", "passphrase": PHRASE, "phone": "shared"}
    cookies = amina.posts("/sign-in", form).headers.getlist("Set-Cookie")
    held = [each for each in cookies if each.startswith(("llave=", "person="))]
    assert len(held) == 2
    assert not any("Expires" in each or "Max-Age" in each for each in held)
    assert "Ventanilla-Keep" not in amina.client.get("/llave").headers
    with app.app_context():
        assert db.session.query(Session).one().is_shared


def test_cookies_on_https_are_held_to_this_host(app: Flask, amina: Person) -> None:
    a_llave(app, phrase=PHRASE)
    form = {"who": "5512345678", "passphrase": PHRASE, "phone": "own"}
    answer = amina.client.post(
        "/sign-in",
        data=form,
        base_url="https://localhost",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    cookies = {each.split("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"__Host-llave", "__Host-person"}
    assert all("Secure" in each and "SameSite=Lax" in each for each in cookies.values())
    assert "HttpOnly" in cookies["__Host-llave"]
    assert "HttpOnly" not in cookies["__Host-person"]


def test_she_goes_where_she_was_going(app: Flask, amina: Person) -> None:
    a_llave(app, phrase=PHRASE)
    knocked = amina.client.get("/llave/sessions?a=1")
    assert (knocked.status_code, knocked.location) == (303, "/sign-in?next=/llave/sessions?a%3D1")
    form = amina.opens(knocked.location).form("/sign-in")
    form.fields |= {"who": "5512345678", "passphrase": PHRASE, "phone": "own"}
    assert amina.posts("/sign-in", form.fields).location == "/llave/sessions?a=1"


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example/",
        "/\\evil.example",
        "/%09/evil.example",
        "/%2fevil.example",
        "https://evil.example/",
        "/\tevil",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "/ evil.example",
        "///evil.example",
        "/%5cevil.example",
        "x",
    ],
)
def test_she_is_never_sent_to_another_site(app: Flask, amina: Person, evil: str) -> None:
    a_llave(app, phrase=PHRASE)
    form = {"who": "5512345678", "passphrase": PHRASE, "phone": "own", "next": evil}
    assert amina.posts("/sign-in", form).location == "/llave"


def test_a_form_that_needs_her_says_so_and_where_to_sign_in(amina: Person) -> None:
    answer = amina.posts("/llave/contacts", {"contact": "x@y.example"})
    assert answer.status_code == 401
    assert 'href="/sign-in?next=/llave/contacts"' in answer.text


def test_a_code_lets_her_in(site: Flask, amina: Person) -> None:
    a_llave(site, phrase=PHRASE)
    page = asks_for_a_code(amina)
    assert "Amina Reyes" in types_code(amina, page, codes_sent(site, PHONE)[0]).text


def test_a_code_opens_once_and_only_where_it_was_asked_for(
    site: Flask, amina: Person, eve: Person
) -> None:
    a_llave(site, phrase=PHRASE)
    a_llave(site, "Eve", phone="+525500000000", phrase=PHRASE)
    page = asks_for_a_code(amina)
    hers = codes_sent(site, PHONE)[0]
    assert "no sirve" in types_code(eve, asks_for_a_code(eve, "5500000000"), hers, 422).text
    types_code(amina, page, hers)
    amina.posts("/sign-out", {})
    assert amina.posts("/sign-in/enter", {"code": hers}).location == "/sign-in"


def test_a_code_lasts_ten_minutes(site: Flask, amina: Person) -> None:
    a_llave(site, phrase=PHRASE)
    page = asks_for_a_code(amina)
    code = codes_sent(site, PHONE)[0]
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert "no sirve" in types_code(amina, page, code, 422).text


def test_a_code_sent_again_makes_the_first_worthless(site: Flask, amina: Person) -> None:
    a_llave(site, phrase=PHRASE)
    asks_for_a_code(amina)
    page = asks_for_a_code(amina)
    first, second = codes_sent(site, PHONE)
    if first != second:
        assert "no sirve" in types_code(amina, page, first, 422).text
    assert "Amina" in types_code(amina, page, second).text


def test_sisters_who_share_a_phone_each_get_their_own(
    site: Flask, amina: Person, bo: Person
) -> None:
    a_llave(site, phrase=PHRASE)
    a_llave(site, "Bo Reyes", phrase="ocho perros cantan soles")
    assert "Bo Reyes" in enters(bo, passphrase="ocho perros cantan soles").text
    assert "Amina Reyes" in enters(amina).text
    amina.posts("/sign-out", {})
    page = types_code(amina, asks_for_a_code(amina), codes_sent(site, PHONE)[0])
    assert "¿Quién eres?" in page.text
    form = page.form("/sign-in/who")
    assert amina.sends(form, 422)
    form.fields["account"] = form.choices["account"][0]
    assert "Amina Reyes" in amina.sends(form).text


def test_who_did_not_confirm_the_phone_is_not_meant_by_it(
    site: Flask, amina: Person, eve: Person
) -> None:
    a_llave(site, phrase=PHRASE)
    a_llave(site, "Eve", level=1, phrase="ocho perros cantan soles")
    assert "No coincide" in enters(eve, 422, passphrase="ocho perros cantan soles").text
    page = types_code(amina, asks_for_a_code(amina), codes_sent(site, PHONE)[0])
    assert "Amina Reyes" in page.text


def test_her_app_is_asked_for_after_the_passphrase(site: Flask, amina: Person) -> None:
    secret = new_secret()
    a_llave(site, phrase=PHRASE, app_secret=secret)
    page = enters(amina)
    assert "Un paso más" in page.text
    assert "Ventanilla-Person" not in amina.client.get("/").headers, "she is not in yet"
    form = page.form("/sign-in/second")
    form.fields["digits"] = "000000"
    assert "no sirve" in amina.sends(form, 422).text
    form.fields["digits"] = digits(secret)
    assert "Amina Reyes" in amina.sends(form).text
    with site.app_context():
        session = db.session.query(Session).one()
        assert session.methods == "passphrase totp"
        assert session.strong is not None


def test_the_digits_of_the_app_are_right_once(site: Flask, amina: Person, eve: Person) -> None:
    secret = new_secret()
    a_llave(site, phrase=PHRASE, app_secret=secret)
    shown = digits(secret)
    form = enters(amina).form("/sign-in/second")
    form.fields["digits"] = shown
    amina.sends(form)
    form = enters(eve).form("/sign-in/second")
    form.fields["digits"] = shown
    assert "no sirve" in eve.sends(form, 422).text


def test_the_second_step_needs_the_first(app: Flask, amina: Person) -> None:
    a_llave(app, phrase=PHRASE, app_secret=new_secret())
    asks_for_a_code(amina)
    assert amina.client.get("/sign-in/second").location == "/sign-in"
    assert amina.posts("/sign-in/second", {"digits": "1"}).location == "/sign-in"
    assert amina.client.get("/sign-in/who").location == "/sign-in"


def test_every_sign_in_gets_a_new_id_and_ends_the_one_before(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    signs_in(amina, site, llave)
    before = amina.client.get_cookie("llave")
    enters(amina)
    after = amina.client.get_cookie("llave")
    assert before and after and before.value != after.value
    amina.client.set_cookie("llave", before.value)
    assert "Ventanilla-Person" not in amina.client.get("/").headers


def test_signing_out_ends_the_session_on_the_server(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    signs_in(amina, site, llave)
    held = {name: amina.client.get_cookie(name) for name in ("llave", "person")}
    form = amina.opens("/sign-out").form("/sign-out")
    answer = amina.posts("/sign-out", form.fields)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert amina.client.get_cookie("llave") is None
    for name, cookie in held.items():
        assert cookie
        amina.client.set_cookie(name, cookie.value)
    assert amina.client.get("/llave/sessions").status_code == 303
