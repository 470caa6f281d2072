"""Dora's office sees what Amina lets it see, after it was written down, and Amina sees that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend.identity.totp import new_secret
from backend.kernel import audit, clock
from backend.kernel.audit import Entry
from backend.kernel.db import db
from backend.record.actions import uses
from backend.record.actions.uses import NotAgreed, Opposed, Reader
from tests.identity.people import PHRASE, Llave, a_llave, signs_in
from tests.identity.test_helping import begins, shows_code
from tests.page import Page, Person, text_of
from tests.record.test_me import HOME, gives

PROCEDURE = "Renovar licencia"


@pytest.fixture
def dora(site: Flask, bo: Person) -> Person:
    """Dora works at the desk of lighting."""
    llave = a_llave(
        site,
        "Dora Luna",
        phone="+525511112222",
        role="clerk",
        office="lighting",
        phrase=PHRASE,
        app_secret=new_secret(),
    )
    signs_in(bo, site, llave, strong=True)
    return bo


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    llave = a_llave(site, "Amina Reyes")
    signs_in(amina, site, llave)
    gives(amina, "address", **HOME)
    gives(amina, "vehicle", plate="ABC1234")
    return llave


def agrees(person: Person, office: str, *attributes: str, status: int = 200) -> Page:
    form = person.opens("/me/consents").form("/me/consents")
    form.fields |= {"office": office, "attribute": list(attributes)}
    return person.sends(form, status)


def sees(dora: Person, amina: Person, *wanted: str, status: int = 200) -> Page:
    """Amina shows her code at the counter, Dora types it."""
    shown = amina.sends(amina.opens("/me/consents").form("/llave/level/code"))
    code = text_of(next(p for p in shown.all("p") if p.get("class") == "folio"))
    form = dora.opens("/staff/record").form("/staff/record")
    form.fields |= {"code": code, "procedure": PROCEDURE, "attribute": list(wanted)}
    return dora.sends(form, status)


def test_an_office_sees_only_what_she_agreed_to(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    page = sees(dora, amina, "address", "vehicle")
    assert "Av. Hidalgo 14" in page.text
    assert "ABC1234" not in page.text
    assert "Sin permiso para tu oficina: Vehículo" in page.text
    told = amina.opens("/me/uses").text
    assert "Alumbrado público: Usó mis datos Domicilio Para: Renovar licencia" in told
    assert "Vehículo" not in told


def test_another_office_sees_nothing(site: Flask, amina: Person, dora: Person, hers: Llave) -> None:
    agrees(amina, "roads", "address")
    page = sees(dora, amina, "address")
    assert "Hidalgo" not in page.text
    assert "Nadie, hasta hoy" in amina.opens("/me/uses").text


def test_a_consent_is_taken_back_attribute_by_attribute(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address", "vehicle")
    page = amina.opens("/me/consents")
    buttons = {text_of(each): each.get("value") for each in page.all("button")}
    amina.posts("/me/consents/revoke", {"id": buttons["Quitar: Domicilio"]})
    page = sees(dora, amina, "address", "vehicle")
    assert "ABC1234" in page.text
    assert "Hidalgo" not in page.text


def test_eve_takes_back_no_consent_of_hers(
    site: Flask, amina: Person, eve: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    page = amina.opens("/me/consents")
    buttons = {text_of(each): each.get("value") for each in page.all("button")}
    signs_in(eve, site, a_llave(site, "Eve", phone="+525599999999"))
    for id in (buttons["Quitar: Domicilio"], "x", "", "-1", "9" * 30):
        assert eve.posts("/me/consents/revoke", {"id": id}).status_code == 303
    assert "Av. Hidalgo 14" in sees(dora, amina, "address").text


def test_who_opposes_is_left_alone_whatever_she_agreed_to(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    form = next(
        each
        for each in amina.opens("/me/rights").forms("/me/rights")
        if each.fields.get("about") == "offices"
    )
    assert "Cumplida" in amina.sends(form).text
    page = sees(dora, amina, "address")
    assert "se opuso" in page.text
    assert "Hidalgo" not in page.text
    amina.sends(amina.opens("/me/rights").form("/me/rights/offices/allow"))
    assert "Av. Hidalgo 14" in sees(dora, amina, "address").text


def test_it_is_settled_before_it_is_read(site: Flask, hers: Llave) -> None:
    """When the first value is read, the note already stands for whoever asks elsewhere."""
    seen: list[int] = []
    with site.test_request_context("/"), _when_attributes_are_read(seen, site):
        uses.use(
            account_id=hers.id,
            reader=Reader("client:1", is_site=True),
            attributes=["address"],
            procedure=PROCEDURE,
            now=clock.now(),
            agreed={"address"},
        )
    assert seen == [1]


def test_what_breaks_after_the_note_leaves_the_note(
    site: Flask, amina: Person, dora: Person, hers: Llave, monkeypatch: pytest.MonkeyPatch
) -> None:
    agrees(amina, "lighting", "address")

    def breaks(_account_id: int) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("backend.record.queries.data_of", breaks)
    with site.test_request_context("/"), pytest.raises(ZeroDivisionError):
        uses.use(
            account_id=hers.id,
            reader=Reader("person:1", "lighting"),
            attributes=["address"],
            procedure=PROCEDURE,
            now=clock.now(),
        )
    with site.app_context():
        assert [each.act for each in audit.uses(audit.person(hers.id), ["record.use"])]


def test_a_site_of_the_city_gets_what_it_was_given_and_no_more(site: Flask, hers: Llave) -> None:
    reader = Reader("client:7", is_site=True)

    def asks(*attributes: str, agreed: set[str]) -> Any:
        return uses.use(
            account_id=hers.id,
            reader=reader,
            attributes=attributes,
            procedure="Inscripción",
            now=clock.now(),
            agreed=agreed,
        )

    with site.test_request_context("/"):
        assert asks("address", agreed={"address"})["address"].parts == HOME
        with pytest.raises(NotAgreed) as refused:
            asks("address", "vehicle", agreed={"address"})
        assert refused.value.attributes == {"vehicle"}


def test_who_opposes_sites_is_told_to_none(site: Flask, amina: Person, hers: Llave) -> None:
    form = next(
        each
        for each in amina.opens("/me/rights").forms("/me/rights")
        if each.fields.get("about") == "sites"
    )
    amina.sends(form)
    with site.test_request_context("/"), pytest.raises(Opposed):
        uses.use(
            account_id=hers.id,
            reader=Reader("client:7", is_site=True),
            attributes=["address"],
            procedure="Inscripción",
            now=clock.now(),
            agreed={"address"},
        )


def test_a_clerk_who_saw_the_document_says_so(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    page = sees(dora, amina, "address")
    form = page.form("/staff/record/check/address")
    form.fields["document"] = "address"
    assert "Comprobado: Alumbrado público" in dora.sends(form).text
    assert "Comprobado: Alumbrado público" in amina.opens("/me").text
    assert "Lo dijiste tú" in gives(amina, "address", street="Otra 1").text, "declared again"


def test_what_was_corrected_meanwhile_is_not_checked_unseen(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    form = sees(dora, amina, "address").form("/staff/record/check/address")
    gives(amina, "address", street="Otra 1")
    form.fields["document"] = "address"
    page = dora.sends(form)
    assert "Cambió desde que lo viste" in page.text
    assert "Otra 1" in page.text
    assert "Comprobado: Alumbrado" not in amina.opens("/me").text
    form = page.form("/staff/record/check/address")
    form.fields["document"] = "address"
    assert "Comprobado: Alumbrado" in dora.sends(form).text


def test_a_clerk_checks_nothing_she_may_not_see(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    agrees(amina, "lighting", "address")
    sees(dora, amina, "address")
    for name in ("vehicle", "nothing"):
        dora.posts(f"/staff/record/check/{name}", {"document": "ine"})
    assert "Comprobado: Alumbrado" not in amina.opens("/me").text


def test_whoever_helps_is_noted_before_she_sees(
    site: Flask, amina: Person, eve: Person, hers: Llave
) -> None:
    signs_in(eve, site, a_llave(site, "Eva Gil", phone="+525599999999"))
    begins(eve, shows_code(amina))
    answer = eve.client.get("/me")
    assert "Av. Hidalgo 14" in answer.text
    assert "Ventanilla-Keep" not in answer.headers
    told = amina.opens("/me/uses").text
    assert "Eva Gil: Vio mis datos" in told
    assert "Para: ayudarme" in told
    assert eve.client.get("/me/uses").status_code == 403
    gives(eve, "vehicle", plate="XYZ9876")
    assert "XYZ9876" in amina.opens("/me").text
    assert "Corrigió un dato" in amina.opens("/llave/help").text


def test_her_own_looking_is_nobodys_use(site: Flask, amina: Person, hers: Llave) -> None:
    amina.opens("/me")
    assert "Nadie, hasta hoy" in amina.opens("/me/uses").text
    with site.app_context():
        assert db.session.query(Entry).filter_by(act="record.read").count() == 0


@pytest.mark.parametrize(
    ("office", "attributes"), [("", ["address"]), ("mars", ["address"]), ("lighting", ["diary"])]
)
def test_a_consent_names_an_office_and_something_she_gave(
    amina: Person, hers: Llave, office: str, attributes: list[str]
) -> None:
    page = agrees(amina, office, *attributes, status=422)
    assert page.title.startswith("Error: ")
    assert "No has dado ninguno" in amina.opens("/me/consents").text


@contextmanager
def _when_attributes_are_read(seen: list[int], site: Flask) -> Iterator[None]:
    """Counts the notes that another connection sees when values are about to be read."""

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM record_attributes" in statement and not seen:
            with engine.connect() as other:
                notes = (
                    db.select(db.func.count()).select_from(Entry).where(Entry.act == "record.use")
                )
                seen.append(other.execute(notes).scalar_one())

    engine = db.engine
    event.listen(engine, "before_cursor_execute", executed)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", executed)
