"""What somebody who means harm writes: it reaches no stranger, stays sealed, and breaks nothing."""

import pytest
from flask import Flask

from backend.identity import contact
from backend.identity.actions.letters import said
from backend.identity.models import Turn
from backend.identity.totp import new_secret
from backend.kernel.db import db
from backend.notify.models import Message
from tests.identity.people import a_llave, codes_sent, signs_in
from tests.page import Person, text_of

HERS, EVES = "+525512345678", "+525500000001"


@pytest.mark.parametrize("number", ["01 900 123 4567", "800 123 4567", "+44 909 879 0000"])
def test_no_message_goes_to_a_number_that_costs_more_or_takes_none(number: str) -> None:
    assert contact.read(number, "MX") is None
    assert contact.read("55 1234 5678", "MX") is not None


def test_eve_adds_twenty_contacts_an_hour_and_no_more(app: Flask, eve: Person) -> None:
    signs_in(eve, app, a_llave(app, "Eve", phone=EVES))
    pages = [
        eve.posts("/llave/contacts", {"contact": f"eve{number}@correo.example"})
        for number in range(21)
    ]
    assert "Agregaste muchos contactos" in pages[20].text
    assert "Agregaste muchos contactos" not in pages[19].text


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("José Ángel D'Ávila-Núñez", "José Ángel D'Ávila-Núñez"),
        ("MA. GUADALUPE", "MA GUADALUPE"),
        ("Banco: entra a https://mal.example/5", "Banco entra a https mal example"),
        ("x" * 80, "x" * 50),
        ("12345", "?"),
    ],
)
def test_a_name_is_said_to_others_in_letters_alone(name: str, read: str) -> None:
    assert said(name) == read


def test_the_city_carries_no_link_of_eve_to_amina(site: Flask, eve: Person) -> None:
    a_llave(site)
    signs_in(eve, site, a_llave(site, "Gana en https://mal.example", phone=EVES))
    form = eve.opens("/llave/help").form("/llave/help/ask")
    form.fields |= {"who": "55 1234 5678", "ask-kind": "family"}
    eve.sends(form)
    with site.app_context():
        sent = db.session.query(Message).filter_by(recipient=HERS).one()
        assert "Gana en https mal example quiere hacer" in sent.body


def test_who_is_reached_nowhere_asks_nobody_to_be_helped(site: Flask, eve: Person) -> None:
    a_llave(site)
    signs_in(eve, site, a_llave(site, "Eve", level=1, phone=EVES))
    form = {"who": "55 1234 5678", "ask-kind": "family"}
    assert eve.posts("/llave/help/ask", form).status_code == 403
    assert codes_sent(site, HERS) == []


def test_what_is_shown_over_several_pages_is_kept_sealed(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site))
    page = amina.sends(amina.opens("/llave/level").form("/llave/level/code"))
    code = text_of(next(p for p in page.all("p") if p.get("class") == "folio"))
    page = amina.sends(amina.opens("/llave/app").form("/llave/app/begin"))
    with site.app_context():
        kept = {each.kind: each.told for each in db.session.query(Turn)}
    assert code.replace(" ", "") not in str(kept)
    secret = kept["app"]["secret"]
    assert len(secret) > len(new_secret())
    assert secret not in page.html


@pytest.mark.parametrize("id", ["\ud800", "a\x00b", 7, None])
def test_no_passkey_has_a_name_that_no_database_takes(site: Flask, eve: Person, id: object) -> None:
    eve.posts("/sign-in/passkey/ask", {})
    answer = eve.client.post(
        "/sign-in/passkey", json={"id": id}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 400


def test_an_answer_nested_without_end_is_no_answer(app: Flask, eve: Person) -> None:
    eve.posts("/sign-in/passkey/ask", {})
    answer = eve.client.post(
        "/sign-in/passkey",
        data="[" * 100_000,
        content_type="application/json",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 400


def test_an_address_that_no_database_takes_is_nobodys(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site))
    assert amina.client.get("/privacy/cancelled/a%00b").status_code == 404
    assert amina.client.get("/me/requests/a%00b").status_code == 404
    assert amina.client.get("/me/data/a%00b").status_code == 404
    for path in (
        "/me/documents/{}/remove",
        "/llave/passkeys/{}/remove",
        "/me/consents/{}/x/revoke",
    ):
        assert amina.posts(path.format("9" * 20), {}).status_code == 404
    for path in ("/me/consents/1/a%00b/revoke", "/me/rights/a%00b/allow", "/me/data/a%00b/remove"):
        assert amina.posts(path, {}).status_code < 500, path
