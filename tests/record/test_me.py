"""Amina gives it once, sees where each thing comes from, and corrects it."""

from datetime import date

import pytest
from flask import Flask

from backend.identity.actions import checking
from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.db import db
from backend.record.models import Attribute
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person

CURP = "HEGG560427MVZRRL04"
HOME = {
    "street": "Av. Hidalgo 14",
    "area": "Del Carmen",
    "borough": "Coyoacán",
    "postcode": "04100",
}


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    """Amina, signed in on a phone of her own."""
    llave = a_llave(site, "Amina Reyes", birth_date=date(1956, 4, 27))
    signs_in(amina, site, llave)
    return llave


def gives(person: Person, name: str, /, status: int = 200, **answers: str) -> Page:
    form = person.opens(f"/me/data/{name}").form(f"/me/data/{name}")
    form.fields |= answers
    return person.sends(form, status)


def is_checked(site: Flask, llave: Llave) -> None:
    """A clerk saw her documents."""
    dora = a_llave(site, "Dora Luna", phone="+525511112222", role="clerk", office="lighting")
    with site.app_context():
        checking.check_identity(
            account=db.session.get_one(Account, llave.id),
            clerk_id=dora.id,
            office="lighting",
            seen=checking.Seen("ine", "Amina Reyes Gil", date(1956, 4, 27), CURP),
            now=clock.now(),
        )
        db.session.commit()


def test_what_the_llave_knows_is_shown_with_its_source(
    site: Flask, amina: Person, hers: Llave
) -> None:
    page = amina.opens("/me")
    assert "Amina Reyes" in page.text
    assert "27 abr 1956" in page.text
    assert "Lo dijiste tú" in page.text
    assert "+52 55 1234 5678" in page.text
    assert "Confirmado con un código" in page.text
    is_checked(site, hers)
    page = amina.opens("/me")
    assert "Comprobado: Alumbrado público" in page.text
    assert CURP in page.text


def test_an_address_is_given_once_and_corrected(site: Flask, amina: Person, hers: Llave) -> None:
    page = gives(amina, "address", **HOME)
    assert "Av. Hidalgo 14, Del Carmen, Coyoacán, 04100" in page.text
    page = gives(amina, "address", street="Av. Hidalgo 16")
    assert "Av. Hidalgo 16, Del Carmen, Coyoacán, 04100" in page.text
    with site.app_context():
        (kept,) = db.session.query(Attribute).all()
        assert kept.parts["street"] == "Av. Hidalgo 16"
        assert kept.notice == 2
    form = amina.opens("/me/data/address").form("/me/data/address/remove")
    assert "Av. Hidalgo" not in amina.sends(form).text
    with site.app_context():
        assert db.session.query(Attribute).count() == 0


@pytest.mark.parametrize(
    ("name", "answers", "wrong"),
    [
        ("address", {**HOME, "postcode": "4100"}, "Escribe los 5 números del código postal"),
        ("address", {**HOME, "street": "  "}, "Escribe la calle y el número"),
        ("tax_id", {"number": "ABCD000000AB1"}, "Ese RFC no es correcto"),
        ("licence", {"number": "A1234567", "expires": "31/02/2030"}, "Escríbela como 24/05/2030"),
        ("vehicle", {"plate": "!"}, "Escribe la placa"),
        ("curp", {"curp": "HEGG560427MVZRRL05"}, "Esa CURP no es correcta"),
        ("curp", {"curp": "BOXW310820HNERXN09"}, "no dicen lo mismo"),
    ],
)
def test_what_does_not_read_is_said_and_nothing_typed_is_lost(
    amina: Person, hers: Llave, name: str, answers: dict[str, str], wrong: str
) -> None:
    page = gives(amina, name, 422, **answers)
    assert wrong in page.text
    assert page.title.startswith("Error: ")
    typed = page.form(f"/me/data/{name}").fields
    assert {key: typed[key] for key in answers} == {key: v.strip() for key, v in answers.items()}


def test_a_licence_says_when_it_runs_out_and_that_it_did(amina: Person, hers: Llave) -> None:
    page = gives(amina, "licence", number="a-123 4567", expires="24/05/2040")
    assert "A1234567" in page.text
    assert "Vence: 24 may 2040" in page.text
    assert "Vencido" not in page.text
    assert "Vencido" in gives(amina, "licence", expires="2020-05-24").text


def test_what_she_declared_of_herself_she_corrects(site: Flask, amina: Person, hers: Llave) -> None:
    assert "Amina Reyes Gil" in gives(amina, "name", name="Amina Reyes Gil").text
    assert CURP in gives(amina, "curp", curp=CURP.lower()).text
    is_checked(site, hers)
    for name in ("name", "curp", "birth_date"):
        amina.opens(f"/me/data/{name}", 404)
        assert amina.posts(f"/me/data/{name}", {name: "Eve"}).status_code == 404
    assert "Corregir un dato comprobado" in amina.opens("/me/rights").text


def test_eve_finds_nothing_of_amina(site: Flask, amina: Person, eve: Person, hers: Llave) -> None:
    gives(amina, "address", **HOME)
    for path in ("/me", "/me/uses", "/me/consents", "/me/rights", "/me/documents"):
        assert eve.client.get(path).location == f"/sign-in?next={path}"
    signs_in(eve, site, a_llave(site, "Eve", phone="+525599999999"))
    assert "Hidalgo" not in eve.opens("/me").text


def test_the_page_is_kept_for_her_alone_and_on_no_shared_phone(
    site: Flask, amina: Person, bo: Person, hers: Llave
) -> None:
    answer = amina.client.get("/me")
    assert answer.headers["Ventanilla-Keep"] == "private"
    assert answer.headers["Ventanilla-Person"] == hers.tag
    assert answer.headers["Cache-Control"] == "no-store"
    signs_in(bo, site, hers, is_shared=True)
    assert "Ventanilla-Keep" not in bo.client.get("/me").headers
    for path in ("/me/uses", "/me/documents", "/me/consents", "/me/rights"):
        assert "Ventanilla-Keep" not in amina.client.get(path).headers


def test_text_stays_text(amina: Person, hers: Llave) -> None:
    page = gives(amina, "address", **{**HOME, "street": '<b>1</b> & "2" \u202e\x00'})
    assert '<b>1</b> & "2"' in page.text
    assert "<b>1</b>" not in page.html
