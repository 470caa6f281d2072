"""Amina's keys and sessions: she sees them, changes them, and ends what she does not use."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from backend.identity.models import Account, Session
from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.entering import PHONE, asks_for_a_code, enters, types_code
from tests.identity.people import PHRASE, a_llave, codes_sent, digits, signs_in
from tests.page import Person


def test_she_sees_where_she_is_signed_in_and_ends_what_she_likes(
    site: Flask, amina: Person, bo: Person, eve: Person
) -> None:
    llave = a_llave(site, phrase=PHRASE)
    other = a_llave(site, "Eve", phone="+525500000000")
    for person in (amina, bo):
        signs_in(person, site, llave)
    signs_in(eve, site, other)
    page = amina.opens("/llave/sessions")
    assert "Este teléfono" in page.text
    (ending,) = [
        each.get("action", "")
        for each in page.all("form")
        if "end-others" not in each.get("action", "")
    ]
    assert eve.posts(ending, {}).status_code == 303
    assert "Ventanilla-Person" in bo.client.get("/").headers, "Eve ends nobody's but her own"
    amina.posts(ending, {})
    assert "Ventanilla-Person" not in bo.client.get("/").headers
    assert "Ventanilla-Person" in amina.client.get("/").headers


def test_a_new_passphrase_ends_every_other_session(site: Flask, amina: Person, bo: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    enters(amina)
    signs_in(bo, site, llave)
    form = amina.opens("/llave/passphrase").form("/llave/passphrase")
    form.fields |= {"old": "otra cosa que no era", "passphrase": "ocho perros cantan soles"}
    assert "Esa no es tu frase" in amina.sends(form, 422).text
    assert "Ventanilla-Person" in bo.client.get("/").headers
    form.fields["old"] = PHRASE
    amina.sends(form)
    assert "Ventanilla-Person" not in bo.client.get("/").headers
    assert "Ventanilla-Person" in amina.client.get("/").headers
    amina.posts("/sign-out", {})
    assert "No coincide" in enters(amina, 422).text
    assert "Amina" in enters(amina, passphrase="ocho perros cantan soles").text


def test_who_forgot_her_passphrase_gets_in_by_a_code_and_chooses_another(
    site: Flask, amina: Person
) -> None:
    a_llave(site, phrase=PHRASE)
    link = next(each for each in amina.opens("/recover").links() if "sign-in/code" in each)
    form = amina.opens(link).form("/sign-in/code")
    form.fields |= {"who": "5512345678", "phone": "own"}
    page = types_code(amina, amina.sends(form), codes_sent(site, PHONE)[0])
    form = page.form("/llave/passphrase")
    assert "old" not in form.fields
    form.fields["passphrase"] = "ocho perros cantan soles"
    amina.sends(form)
    amina.posts("/sign-out", {})
    assert "Amina" in enters(amina, passphrase="ocho perros cantan soles").text


def test_who_forgot_has_her_second_step_still_to_do(site: Flask, amina: Person) -> None:
    secret = new_secret()
    a_llave(site, phrase=PHRASE, app_secret=secret)
    page = types_code(amina, asks_for_a_code(amina), codes_sent(site, PHONE)[0])
    assert "Un paso más" in page.text
    assert amina.client.get("/llave/passphrase").location.startswith("/sign-in?next=")
    form = page.form("/sign-in/second")
    form.fields["digits"] = digits(secret)
    assert "Amina Reyes" in amina.sends(form).text


def test_a_thirteenth_session_ends_the_one_used_longest_ago(
    site: Flask, amina: Person, bo: Person, person: Callable[[], Person]
) -> None:
    llave = a_llave(site, phrase=PHRASE)
    signs_in(bo, site, llave, proved=clock.now() - timedelta(days=1))
    for _ in range(11):
        signs_in(amina, site, llave)
    assert "Ventanilla-Person" in bo.client.get("/").headers
    with site.app_context():
        db.session.query(Session).order_by(Session.id).first().seen -= timedelta(days=1)
        db.session.commit()
    enters(person())
    assert "Ventanilla-Person" not in bo.client.get("/").headers


def test_what_changes_keys_asks_again_who_she_is(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    signs_in(amina, site, llave, proved=clock.now() - timedelta(minutes=16))
    answer = amina.posts("/llave/contacts", {"contact": "amina@correo.example"})
    assert (answer.status_code, answer.location) == (303, "/sign-in/again?next=/llave/contacts")
    form = amina.opens(answer.location).form("/sign-in/again")
    form.fields["passphrase"] = "otra cosa que no era"
    assert "No coincide" in amina.sends(form, 422).text
    form.fields["passphrase"] = PHRASE
    page = amina.sends(form)
    form = page.form("/llave/contacts")
    form.fields["contact"] = "amina@correo.example"
    assert "Escribe el código" in amina.sends(form).text


def test_she_turns_her_app_on_and_off(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    signs_in(amina, site, llave)
    page = amina.sends(amina.opens("/llave/app").form("/llave/app/begin"))
    secret = next(each.text for each in page.all("b") if each.get("class") == "wide")
    assert secret and "<svg" in page.html
    form = page.form("/llave/app")
    form.fields["digits"] = "123"
    assert "no sirve" in amina.sends(form, 422).text
    form.fields["digits"] = digits(secret)
    assert "Encendida" in amina.sends(form).text
    with site.app_context():
        account = db.session.query(Account).one()
        assert account.totp and secret not in account.totp
    assert amina.opens("/llave/app").html.count(secret) == 0
    assert "Encendida" not in amina.sends(amina.opens("/llave/keys").form("/app/off")).text


def test_a_short_passphrase_needs_a_second_step_beside_it(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE, app_secret=new_secret())
    signs_in(amina, site, llave, strong=True)
    form = amina.opens("/llave/passphrase").form("/llave/passphrase")
    form.fields |= {"old": PHRASE, "passphrase": "luna7taco"}
    amina.sends(form)
    page = amina.sends(amina.opens("/llave/keys").form("/app/off"), 422)
    assert "Primero elige una frase de 15" in page.text
