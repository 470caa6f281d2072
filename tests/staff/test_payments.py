"""Dora loads what the bank sent; what it pays, and what it does not, is said line by line."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.payments import queries
from backend.record.today import today
from tests.identity.people import Llave, a_llave
from tests.page import Page, Person
from tests.payments.made import a_file, a_payment, a_row
from tests.staff.people import works

OFFICE = "mobility"


@pytest.fixture
def dora(site: Flask, person: Callable[[], Person]) -> Person:
    """Dora works at the desk of mobility."""
    made = person()
    works(site, made, office=OFFICE)
    return made


def asked(app: Flask, llave: Llave, **more: object) -> tuple[str, str]:
    """The reference and the subject of a payment."""
    with app.test_request_context("/"):
        now = clock.now()
        payment = a_payment(llave, **{"now": now, "until": today(now), "office": OFFICE, **more})
        db.session.commit()
        return payment.reference, payment.subject


def sends(person: Person, content: bytes, status: int = 200) -> Page:
    """She chooses the file and sends it."""
    sent = person.posts("/staff/payments", {"file": (BytesIO(content), "banco.csv")})
    assert sent.status_code == status
    return Page(sent)


def row(app: Flask, reference: str, amount: str = "1135.50", folio: str = "1") -> str:
    with app.test_request_context("/"):
        return a_row(reference, amount, today(clock.now()), folio)


def test_dora_loads_the_file_and_sees_what_became_of_it(site: Flask, dora: Person) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    paid, subject = asked(site, amina)
    short, _ = asked(site, bo)
    page = dora.opens("/staff/payments")
    assert "2 pagos pendientes." in page.text
    content = a_file(row(site, paid), row(site, short, "1.00", "2"), "x,3,,")
    page = sends(dora, content)
    for said in ("Pagado: 1.", "Otro importe: 1.", "No se lee: 1.", "1 pago pendiente."):
        assert said in page.text
    assert "Renglón 4" in page.text
    assert "Dinero por aclarar" in page.text
    with site.app_context():
        assert queries.is_paid(subject)
        (entry,) = audit.done_by("person:", act="payments.load") or audit.about("city")
        assert "paid 1" in entry.what
    again = sends(dora, content)
    assert "Ya contado: 2." in again.text
    assert "Pagado: 1." not in again.text


def test_eve_of_another_office_sees_and_settles_nothing_of_it(
    site: Flask, dora: Person, eve: Person
) -> None:
    works(site, eve, "Eve", office="health", phone="+525500000008")
    reference, subject = asked(site, a_llave(site))
    assert "No hay pagos pendientes." in eve.opens("/staff/payments").text
    page = sends(eve, a_file(row(site, reference)))
    assert "De otra oficina: 1." in page.text
    assert "Pagado" not in page.text
    with site.app_context():
        assert not queries.is_paid(subject)
    assert "Pagado: 1." in sends(dora, a_file(row(site, reference))).text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Elige el archivo del banco"),
        (b"\x89PNG\x00", "No se puede leer"),
        (b"fecha,folio\n", "le falta la columna: referencia, importe"),
        (a_file(), "no trae movimientos"),
        (a_file(*["x,1,1,1.00"] * 2001), "más de 2000 movimientos"),
    ],
)
def test_what_is_no_file_of_a_banks_is_said_in_words(
    site: Flask, dora: Person, content: bytes, said: str
) -> None:
    page = sends(dora, content, 422)
    assert said in page.text
    assert "Error" in page.title


def test_a_resident_does_not_know_that_there_is_such_a_page(site: Flask, amina: Person) -> None:
    works(site, amina, "Amina", role="clerk", phone="+525500000007")
    amina.opens("/staff/payments", 404)
    assert amina.posts("/staff/payments", {}).status_code == 404


def test_what_a_bank_wrote_is_text(site: Flask, dora: Person) -> None:
    page = sends(dora, a_file(row(site, "<script>alert(1)</script>")))
    assert "<script>alert" not in page.html
    assert "No se conoce: 1." in page.text
