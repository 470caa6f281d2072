"""Amina exercises her rights, each with a folio and its days; who answers keeps to them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from backend.record.models import Request
from tests.identity.people import PHRASE, Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.record.test_me import is_checked

WEDNESDAY = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    """Amina, whose name was checked at a counter."""
    llave = a_llave(site, "Amina Reyes")
    is_checked(site, llave)
    signs_in(amina, site, llave)
    return llave


@pytest.fixture
def officer(site: Flask, bo: Person) -> Person:
    """Bo answers for the city's data."""
    llave = a_llave(
        site,
        "Bo Díaz",
        phone="+525511113333",
        role="privacy",
        phrase=PHRASE,
        app_secret=new_secret(),
    )
    signs_in(bo, site, llave, strong=True)
    return bo


def asks(person: Person, kind: str, status: int = 200, **more: str) -> Page:
    form = next(
        each
        for each in person.opens("/me/rights").forms("/me/rights")
        if each.fields["kind"] == kind
    )
    form.fields |= more
    return person.sends(form, status)


def folio_of(page: Page) -> str:
    return page.response.request.path.rpartition("/")[2]


def rectifies(person: Person) -> Page:
    return asks(person, "rectify", about="name", words="Reyes Gómez")


def test_access_is_granted_in_the_moment_it_is_asked(
    site: Flask, amina: Person, hers: Llave
) -> None:
    page = asks(amina, "access")
    assert "Cumplida" in page.text
    assert len(folio_of(page)) == 8
    assert folio_of(page) in amina.opens("/me/rights").html
    with site.app_context():
        letters = db.session.query(Message).filter_by(topic="record.request").all()
        assert [folio_of(page)[:4] in each.body for each in letters] == [True] * 2
        assert {each.channel for each in letters} == {"inbox", "sms"}


def test_a_rectification_has_a_folio_and_twenty_working_days(
    site: Flask, amina: Person, hers: Llave
) -> None:
    page = rectifies(amina)
    assert "Recibida" in page.text
    assert "Faltan 20 días hábiles" in page.text
    assert "Nombre Reyes Gómez" in page.text


def test_the_officer_answers_and_carries_out(
    site: Flask, amina: Person, officer: Person, hers: Llave
) -> None:
    folio = folio_of(rectifies(amina))
    assert folio[:4] in officer.opens("/staff/rights").text
    page = officer.opens(f"/staff/rights/{folio}")
    assert "Amina Reyes" in page.text
    assert "Reyes Gómez" in page.text
    form = page.form("/answer")
    form.fields |= {"verdict": "yes", "words": "Trae tu acta a la ventanilla."}
    page = officer.sends(form)
    assert "Procede" in page.text
    told = amina.opens(f"/me/requests/{folio}").text
    assert "Faltan 15 días hábiles" in told
    assert "Trae tu acta a la ventanilla." in told
    assert "Cumplida" in officer.sends(page.form("/carry-out")).text
    assert "Cumplida" in amina.opens(f"/me/requests/{folio}").text
    assert "No hay solicitudes" in officer.opens("/staff/rights").text


def test_a_refusal_says_why_and_ends_it(
    site: Flask, amina: Person, officer: Person, hers: Llave
) -> None:
    folio = folio_of(rectifies(amina))
    form = officer.opens(f"/staff/rights/{folio}").form("/answer")
    form.fields |= {"verdict": "no", "words": "El acta dice otra cosa."}
    officer.sends(form)
    told = amina.opens(f"/me/requests/{folio}").text
    assert "No procede" in told
    assert "El acta dice otra cosa." in told
    assert officer.posts(form.action, form.fields).status_code == 409
    assert officer.posts(f"/staff/rights/{folio}/carry-out", {}).status_code == 409


def test_a_refusal_without_a_reason_is_none(amina: Person, officer: Person, hers: Llave) -> None:
    folio = folio_of(rectifies(amina))
    form = officer.opens(f"/staff/rights/{folio}").form("/answer")
    form.fields["verdict"] = "no"
    assert "Escribe la respuesta y su razón" in officer.sends(form, 422).text


def test_ten_days_more_are_taken_once(
    site: Flask, amina: Person, officer: Person, hers: Llave
) -> None:
    folio = folio_of(rectifies(amina))
    page = officer.sends(officer.opens(f"/staff/rights/{folio}").form("/extend"))
    assert "Quedan 30 días hábiles" in page.text
    assert not page.has_form("/extend")
    assert officer.posts(f"/staff/rights/{folio}/extend", {}).status_code == 409
    assert "Plazo ampliado" in amina.opens(f"/me/requests/{folio}").text


def test_what_is_late_is_said_to_both(site: Flask, amina: Person, hers: Llave) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        signs_in(amina, site, hers)
        folio = folio_of(rectifies(amina))
        assert "23 dic 2026" in amina.opens(f"/me/requests/{folio}").text
    with time_machine.travel(WEDNESDAY + timedelta(days=29), tick=False):
        assert "La ciudad va tarde" in amina.opens(f"/me/requests/{folio}").text
        ran = site.test_cli_runner().invoke(args=["record", "waiting"])
        assert folio in ran.output
        assert "LATE" in ran.output


def test_the_officer_sees_the_one_due_first_first(
    site: Flask, amina: Person, officer: Person, hers: Llave
) -> None:
    folios = []
    for day in (3, 1, 2):
        with time_machine.travel(WEDNESDAY - timedelta(days=day), tick=False):
            signs_in(amina, site, hers)
            folios.append(folio_of(rectifies(amina)))
    page = officer.opens("/staff/rights")
    rows = [each.rpartition("/")[2] for each in page.links() if "/staff/rights/" in each]
    assert rows == [folios[0], folios[2], folios[1]]


def test_that_the_officer_looked_is_seen(
    site: Flask, amina: Person, officer: Person, hers: Llave
) -> None:
    folio = folio_of(rectifies(amina))
    officer.opens(f"/staff/rights/{folio}")
    told = amina.opens("/me/uses").text
    assert "Bo Díaz: Vio mis datos" in told
    assert f"Para: {folio}" in told


def test_eve_follows_no_request_of_hers(
    site: Flask, amina: Person, eve: Person, hers: Llave
) -> None:
    folio = folio_of(asks(amina, "access"))
    signs_in(eve, site, a_llave(site, "Eve", phone="+525599999999"))
    eve.opens(f"/me/requests/{folio}", 404)
    for form in ("json", "txt", "zip"):
        assert eve.client.get(f"/me/requests/{folio}/data.{form}").status_code == 404
    assert eve.client.get("/staff/rights").status_code == 404


def test_who_found_her_phone_open_takes_nothing_along(
    site: Flask, amina: Person, eve: Person, hers: Llave
) -> None:
    """The files, a cancellation and a consent ask who it is, a quarter of an hour after."""
    folio = folio_of(asks(amina, "access"))
    signs_in(eve, site, hers, proved=clock.now() - timedelta(minutes=20))
    for form in ("json", "txt", "zip"):
        answer = eve.client.get(f"/me/requests/{folio}/data.{form}")
        assert answer.location.startswith("/sign-in/again")
    for path in ("/me/rights", "/me/rights/cancel", "/me/consents"):
        assert eve.posts(path, {}).location.startswith("/sign-in/again")


def test_a_double_tap_asks_once(site: Flask, amina: Person, hers: Llave) -> None:
    form = amina.opens("/me/rights").forms("/me/rights")[0]
    first, second = (amina.posts(form.action, form.fields) for _ in range(2))
    assert first.location == second.location
    with site.app_context():
        assert db.session.query(Request).count() == 1


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"about": "", "words": "x"}, "Elige qué dato está mal"),
        ({"about": "name", "words": " "}, "Escribe qué debe decir"),
        ({"about": "offices", "words": "x"}, "Elige qué dato está mal"),
    ],
)
def test_a_request_says_about_what(
    amina: Person, hers: Llave, answers: dict[str, str], wrong: str
) -> None:
    assert wrong in asks(amina, "rectify", 422, **answers).text


def test_a_right_that_there_is_not(amina: Person, hers: Llave) -> None:
    for kind in ("", "cancel", "everything"):
        assert amina.posts("/me/rights", {"kind": kind}).status_code == 400
    assert amina.posts("/me/rights/everything/allow", {}).status_code == 404
    assert amina.client.get("/privacy/cancelled/AAAAAAAA").status_code == 404


def test_cancelling_asks_twice(site: Flask, amina: Person, hers: Llave) -> None:
    page = amina.sends(amina.opens("/me/rights/cancel").form("/me/rights/cancel"), 422)
    assert "Di que sí, o regresa" in page.text
    assert "Amina" in amina.opens("/me").text
