"""Amina calls, or comes to the counter. Dora takes her report down: same form, same folio."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from backend.reports.models import Report
from tests.identity.people import a_llave, signs_in
from tests.page import Page, Person
from tests.staff.people import kept, logged, works


def takes(dora: Person, status: int = 200, /, **told: str) -> Page:
    """Dora fills in the form while Amina tells."""
    form = dora.opens("/staff/reports/new").form("/staff/reports/new")
    form.fields |= {
        "channel": "phone",
        "category": "streetlight",
        "place-street": "Av. Hidalgo",
        "place-borough": "coyoacan",
        "description": "No prende desde el lunes",
        **told,
    }
    return dora.sends(form, status)


def folio_of(page: Page) -> str:
    (found,) = re.findall(r"[?&]done=([0-9A-Z]{9})", page.response.request.url)
    return found


def letters(site: Flask) -> list[Message]:
    """What leaves the house."""
    with site.app_context():
        left = db.session.query(Message).where(Message.channel != "inbox")
        return list(left.order_by(Message.id))


def test_who_called_gets_folio_and_link_where_she_is_reached(
    site: Flask, dora: Person, amina: Person
) -> None:
    page = takes(dora, contact="55 1234 5678")
    folio = folio_of(page)
    assert folio[:4] in page.text
    channel, contact, taken_by = kept(site, folio, "channel", "contact", "taken_by")
    assert (channel, contact) == ("phone", "55 1234 5678")
    assert taken_by is not None
    (letter,) = letters(site)
    assert (letter.channel, letter.recipient) == ("sms", "+525512345678")
    assert f"{folio[:4]} {folio[4:]}" in letter.body
    assert letter.is_secret, "the key does not stay in the outbox"
    (link,) = re.findall(r"http://localhost(/r/\S+)", letter.body)
    said = amina.opens(link)
    assert "No prende desde el lunes" in said.text
    assert said.has_form("/notes"), "it is hers"
    assert logged(site, folio) == [("taken", "phone")]


def test_dora_does_not_hold_the_key(site: Flask, dora: Person) -> None:
    page = takes(dora, contact="amina@correo.example")
    folio = folio_of(page)
    (letter,) = letters(site)
    (key,) = re.findall(r"/r/(\S+)", letter.body)
    assert key not in page.response.text
    assert not dora.opens(f"/reports/{folio}").has_form("/notes")


def test_it_is_her_account_s_if_she_shows_her_code(
    site: Flask, dora: Person, amina: Person
) -> None:
    llave = a_llave(site, "Amina", phone="+525512345678")
    signs_in(amina, site, llave)
    shown = amina.sends(amina.opens("/llave/level").form("/llave/level/code"))
    code = re.findall(r"[0-9A-Z]{4} ?[0-9A-Z]{4}", shown.text)[0]
    page = takes(dora, channel="counter", code=code, contact="55 1234 5678")
    folio = folio_of(page)
    assert kept(site, folio, "account_id", "channel") == (llave.id, "counter")
    assert folio[:4] in amina.opens("/reports").text
    (letter,) = letters(site)
    assert f"/reports/{folio}" in letter.body
    assert letter.owner == f"person:{llave.id}"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"channel": ""}, "Elige por dónde llegó"),
        ({"contact": "mañana"}, "Escribe un celular de 10 números o un correo"),
        ({"code": "AAAA AAAA"}, "Ese código no sirve"),
        ({"place-borough": ""}, "Elige la alcaldía"),
        ({"category": ""}, "Elige qué está fallando"),
    ],
)
def test_what_is_missing_is_said(
    site: Flask, dora: Person, told: dict[str, str], said: str
) -> None:
    page = takes(dora, 422, **told)
    assert said in page.text
    assert "No prende desde el lunes" in page.text
    with site.app_context():
        assert db.session.query(Report).count() == 0
        assert db.session.query(Message).count() == 0


def test_without_a_contact_she_is_told_the_folio_and_nothing_is_sent(
    site: Flask, dora: Person
) -> None:
    page = takes(dora)
    assert kept(site, folio_of(page), "contact") == ("",)
    assert letters(site) == []


def test_sent_twice_it_is_taken_once(site: Flask, dora: Person) -> None:
    form = dora.opens("/staff/reports/new").form("/staff/reports/new")
    form.fields |= {
        "channel": "phone",
        "category": "streetlight",
        "place-street": "Sur 8",
        "place-borough": "coyoacan",
        "contact": "55 1234 5678",
    }
    answers = {dora.posts(form.action, form.fields).location for _ in range(3)}
    assert len(answers) == 1
    assert len(letters(site)) == 1


def test_for_another_office_too(site: Flask, dora: Person, person: Callable[[], Person]) -> None:
    """Who calls does not know the offices; the report goes where it belongs."""
    folio = folio_of(takes(dora, category="pothole"))
    dora.opens(f"/staff/reports/{folio}", 404)
    ramon = person()
    works(site, ramon, "Ramón", office="roads", phone="+525500000005")
    said = ramon.opens(f"/staff/reports/{folio}").text
    assert "Por teléfono" in said
    assert kept(site, folio, "created")[0] <= clock.now()


def test_the_rest_of_the_categories(site: Flask, dora: Person) -> None:
    form = dora.opens("/staff/reports/new?more=1").form("/staff/reports/new")
    assert "streetlight" not in form.choices["category"]
    assert len(form.choices["category"]) > 20
