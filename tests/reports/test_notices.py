"""The city tells Amina what becomes of her report; Bo, who follows it, hears of it too; Eve does
not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from backend.identity.models import Account
from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.notify.models import Message
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.models import Report
from backend.reports.parties import MOST_A_DAY, inbox_of
from backend.reports.status import Actor, State
from tests.contracts.tour import LOOKS, noted
from tests.identity.people import Llave, a_llave, signs_in
from tests.notify.letters import rows
from tests.page import Person
from tests.people import a_fault, a_receipt

WAYS = (State.ASSIGNED, State.SCHEDULED, State.IN_PROGRESS, State.FIXED)


def files(person: Person, **answers: str) -> str:
    """The folio of what she reports."""
    answer = person.posts("/reports/new", a_fault(near="new", **answers))
    assert answer.status_code == 303
    return str(answer.location).rsplit("/", 1)[1]


def moves(site: Flask, folio: str, *states: State, words: str = "", refers_to: str = "") -> None:
    """The city moves a report."""
    with site.app_context():
        report = queries.by_folio(folio)
        assert report is not None
        for state in states:
            actions.move(
                report=report, to=state, actor=Actor.CITY, words=words, now=clock.now(),
                refers_to=refers_to,
            )  # fmt: skip
        db.session.commit()


def told(site: Flask, owner: str, channel: str = "inbox") -> list[Message]:
    return [row for row in rows(site) if row.owner == owner and row.channel == channel]


def phone_of(receipt: str) -> str:
    return inbox_of(folios.digest_of(folios.key_of(receipt)))


def with_llave(site: Flask, person: Person, **contacts: str) -> Llave:
    llave = a_llave(site, **contacts)  # type: ignore[arg-type]
    signs_in(person, site, llave)
    return llave


def test_amina_is_told_of_each_step_wherever_she_is_reached(site: Flask, amina: Person) -> None:
    llave = with_llave(site, amina, mail="amina@example.org")
    folio = files(amina, contact="")
    moves(site, folio, *WAYS, words="Cambiamos el foco")
    name, spaced = audit.person(llave.id), folios.spaced(folio)
    assert [row.subject for row in told(site, name)[1:]] == [
        f"Recibimos tu reporte {spaced}.",
        f"Tu reporte {spaced} ya tiene quien lo atienda.",
        f"Tu reporte {spaced} ya está programado.",
        f"Ya están arreglando lo de tu reporte {spaced}.",
        f"Tu reporte {spaced} quedó arreglado. ¿Quedó bien?",
    ]
    assert {row.address for row in told(site, name)[1:]} == {f"/reports/{folio}"}
    for channel, recipient in (("mail", "amina@example.org"), ("sms", "+525512345678")):
        sent = [row for row in told(site, name, channel) if row.topic.startswith("reports.")]
        assert [row.recipient for row in sent] == [recipient] * 5
    assert "Cambiamos el foco" in told(site, name, "mail")[-1].body
    assert "tienes 15 días para reabrirlo" in told(site, name, "mail")[-1].body


def test_what_anybody_may_read_on_a_locked_screen_is_the_folio_alone(
    site: Flask, amina: Person
) -> None:
    llave = with_llave(site, amina)
    folio = files(amina, contact="", description="PRIVADO")
    moves(site, folio, State.ASSIGNED, State.FIXED, words="Señora Reyes, ya quedó en Av. Hidalgo")
    for row in told(site, audit.person(llave.id), "sms"):
        assert folios.spaced(folio) in row.body
        for word in ("PRIVADO", "Reyes", "Hidalgo", "Luminaria", "http"):
            assert word not in row.body


def test_who_has_no_llave_is_told_where_the_form_said(site: Flask, amina: Person) -> None:
    receipt = a_receipt()
    folio = files(amina, receipt=receipt, contact="55 1234 5678")
    files(amina, contact="amina@example.org")
    moves(site, folio, State.ASSIGNED)
    sms = [row for row in rows(site) if row.channel == "sms"]
    assert [(row.recipient, row.owner) for row in sms] == [("+525512345678", phone_of(receipt))] * 2
    (mail,) = [row for row in rows(site) if row.channel == "mail"]
    assert mail.recipient == "amina@example.org"
    assert "alguien dejó este contacto" in mail.body


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "pregunten por Amina",
        "911",
        "+52 900 123 4567",
        "x@y",
        "a@b.example\r\nBcc: e@e.example",
    ],
)
def test_what_is_no_way_to_reach_anybody_is_not_used(
    app: Flask, amina: Person, contact: str
) -> None:
    receipt = a_receipt()
    files(amina, receipt=receipt, contact=contact)
    assert [row.channel for row in rows(app)] == ["inbox"]
    assert len(told(app, phone_of(receipt))) == 1


def test_a_contact_that_is_not_confirmed_is_not_told(app: Flask, amina: Person) -> None:
    llave = a_llave(app, level=1, phone="+525512345678")
    signs_in(amina, app, llave)
    files(amina, contact="amina@example.org")
    assert [row.channel for row in rows(app)] == ["inbox"]


def test_eve_cannot_have_the_city_write_to_a_stranger_all_day(app: Flask, eve: Person) -> None:
    for _ in range(MOST_A_DAY + 5):
        files(eve, contact="55 1234 5678")
    assert len([row for row in rows(app) if row.channel == "sms"]) == MOST_A_DAY
    with app.app_context():
        for row in db.session.query(Message):
            row.created -= timedelta(days=1)
        db.session.commit()
    files(eve, contact="55 1234 5678")
    assert len([row for row in rows(app) if row.channel == "sms"]) == MOST_A_DAY + 1


def test_bo_who_follows_is_told_as_well_and_is_asked_nothing(
    site: Flask, amina: Person, bo: Person
) -> None:
    folio = files(amina)
    llave = a_llave(site, "Bo", phone="+525500000001")
    signs_in(bo, site, llave)
    bo.posts("/reports/new", a_fault(near=folio, contact=""))
    moves(site, folio, State.ASSIGNED, State.FIXED)
    name = audit.person(llave.id)
    assert [row.topic for row in told(site, name)] == ["followed.assigned", "followed.fixed"]
    assert told(site, name)[-1].subject.endswith("que sigues quedó arreglado.")
    assert [row.recipient for row in told(site, name, "sms")] == ["+525500000001"] * 2


def test_those_of_a_duplicate_hear_of_the_first_and_so_do_its_followers(
    site: Flask, amina: Person, bo: Person, eve: Person
) -> None:
    first, second, third = files(amina), files(bo), files(bo)
    receipt = a_receipt()
    eve.posts("/reports/new", a_fault(receipt=receipt, near=third))
    moves(site, second, State.DUPLICATE, refers_to=first)
    moves(site, third, State.DUPLICATE, refers_to=second)
    moves(site, first, State.ASSIGNED, State.FIXED)
    with site.app_context():
        keys = {each.folio: each.key for each in db.session.query(Report)}
    for folio in (second, third):
        topics = [row.topic for row in told(site, inbox_of(keys[folio]))]
        assert topics[-2:] == ["followed.assigned", "followed.fixed"]
    assert [row.topic for row in told(site, phone_of(receipt))] == [
        "followed.duplicate",
        "followed.assigned",
        "followed.fixed",
    ]
    last = told(site, phone_of(receipt))[-1]
    assert folios.spaced(first) in last.subject
    assert last.address == f"/reports/{first}"


def test_two_reports_that_are_said_to_be_each_other_s_duplicate_end_nowhere(
    app: Flask, amina: Person, bo: Person
) -> None:
    one, other = files(amina), files(bo)
    moves(app, one, State.DUPLICATE, refers_to=other)
    moves(app, other, State.DUPLICATE, refers_to=one)
    moves(app, one, State.ASSIGNED)
    told_of_it = [row for row in rows(app) if row.topic.endswith("assigned")]
    assert [row.topic for row in told_of_it if row.channel == "inbox"] == [
        "reports.assigned",
        "followed.assigned",
    ]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.CANNOT, "No se puede arreglar"),
        (State.NOT_OURS, "le toca a otra autoridad"),
        (State.DUPLICATE, "ya estaba reportado"),
    ],
)
def test_she_is_told_when_the_city_will_not_do_it(
    app: Flask, amina: Person, state: State, sentence: str
) -> None:
    receipt = a_receipt()
    folio = files(amina, receipt=receipt, contact="")
    moves(app, folio, state, words="Es de la federación", refers_to="SICT")
    last = told(app, phone_of(receipt))[-1]
    assert sentence in last.subject
    assert "Es de la federación" in last.body


def test_of_her_own_reopening_she_finds_a_line_in_her_inbox_and_bo_is_told(
    site: Flask, amina: Person, bo: Person
) -> None:
    llave = with_llave(site, amina)
    folio = files(amina, contact="")
    his = a_llave(site, "Bo", phone="+525500000001")
    signs_in(bo, site, his)
    bo.posts("/reports/new", a_fault(near=folio, contact=""))
    moves(site, folio, State.ASSIGNED, State.FIXED)
    form = amina.opens(f"/reports/{folio}").form("/reopen")
    form.fields["reason"] = "SECRETO"
    amina.sends(form)
    hers, his_inbox = told(site, audit.person(llave.id)), told(site, audit.person(his.id))
    assert hers[-1].topic == "reports.reopened"
    assert told(site, audit.person(llave.id), "sms")[-1].topic == "reports.fixed"
    assert his_inbox[-1].subject.endswith("está abierto otra vez.")
    assert told(site, audit.person(his.id), "sms")[-1].topic == "followed.reopened"
    assert not [row for row in rows(site) if "SECRETO" in row.body]


def test_she_is_told_in_the_language_she_reported_in(app: Flask, amina: Person) -> None:
    receipt = a_receipt()
    amina.posts("/en/reports/new", a_fault(receipt=receipt, near="new"))
    folio = folios.folio_of(receipt)
    moves(app, folio, State.ASSIGNED)
    first, last = told(app, phone_of(receipt))
    assert first.subject == f"We received your report {folios.spaced(folio)}."
    assert last.subject == f"Somebody is taking care of your report {folios.spaced(folio)}."
    assert last.body.startswith("Street light out")
    assert last.language == "en"


def test_a_letter_leads_to_the_page_in_her_language_and_holds_no_secret(
    make_site: Callable[..., Flask],
) -> None:
    site = make_site(origin="https://ventanilla.example")
    amina = Person(site.test_client())
    receipt = a_receipt()
    fault = a_fault(receipt=receipt, near="new", contact="amina@example.org")
    amina.posts("/en/reports/new", fault)
    (mail,) = [row for row in rows(site) if row.channel == "mail"]
    folio = folios.folio_of(receipt)
    assert f"https://ventanilla.example/en/reports/{folio}" in mail.body
    assert folios.key_of(receipt) not in mail.body


def test_what_is_undone_is_told_to_nobody(app: Flask, amina: Person) -> None:
    folio = files(amina)
    before = len(rows(app))
    with app.app_context():
        report = queries.by_folio(folio)
        assert report is not None
        actions.move(report=report, to=State.ASSIGNED, actor=Actor.CITY, words="", now=clock.now())
        db.session.rollback()
    assert len(rows(app)) == before


def test_the_same_form_sent_twice_is_told_once(site: Flask, amina: Person) -> None:
    fault = a_fault()
    for _ in range(3):
        amina.posts("/reports/new", fault)
    assert len([row for row in rows(site) if row.channel == "inbox"]) == 1


def test_what_a_phone_was_told_goes_along_into_her_llave(site: Flask, amina: Person) -> None:
    receipt = a_receipt()
    folio = files(amina, receipt=receipt)
    moves(site, folio, State.ASSIGNED)
    llave = with_llave(site, amina)
    amina.posts("/reports/adopt", {})
    assert told(site, phone_of(receipt)) == []
    assert len(told(site, audit.person(llave.id))) == 2
    moves(site, folio, State.FIXED)
    assert told(site, audit.person(llave.id))[-1].topic == "reports.fixed"


def test_who_closed_her_llave_is_told_nothing(app: Flask, amina: Person) -> None:
    llave = with_llave(app, amina)
    folio = files(amina, contact="")
    with app.app_context():
        db.session.get_one(Account, llave.id).closed = clock.now()
        db.session.commit()
    before = len(rows(app))
    moves(app, folio, State.ASSIGNED)
    assert len(rows(app)) == before


def test_however_many_follow_the_database_is_asked_no_more_often(app: Flask, bo: Person) -> None:
    asked = []
    for followers in (2, 30):
        folio = files(bo)
        for number in range(followers):
            signs_in(bo, app, a_llave(app, f"Bo {number}", phone=f"+52550000{number:04}"))
            bo.posts("/reports/new", a_fault(near=folio, contact=""))
        bo.client.delete_cookie("llave")
        bo.client.delete_cookie("person")
        with noted(app) as (_, _, statements):
            moves(app, folio, State.ASSIGNED)
        asked.append(len([each for each in statements if LOOKS.match(each)]))
    assert asked[0] == asked[1]
