"""What comes of a case: paid, granted at once, a visit, a paper; or it is cancelled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from backend.appointments.queries import of_subject as booking_of
from backend.cases import filled
from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel import clock
from backend.kernel.db import db
from backend.papers.queries import of_subject as paper_of
from backend.payments.models import Payment
from backend.payments.queries import of_subject as payment_of
from backend.places.models import Place
from tests.cases.people import (
    answers,
    asks_a_question,
    fills_in_permit,
    has_a_llave,
    is_paid_at_the_bank,
    kept,
    moves_of,
    sends,
    starts,
    state_of,
    told,
)
from tests.cases.test_desk import does
from tests.forms.made import ask, formula, service, step
from tests.page import Person
from tests.places.made import an_entry, fill


def test_what_costs_is_paid_before_anybody_looks_at_it(
    site: Flask, amina: Person, dora: Person
) -> None:
    llave = has_a_llave(site, amina)
    folio = fills_in_permit(amina, sort="food")
    assert "$250.00" in amina.opens(f"/cases/{folio}/check").text
    sends(amina, folio)
    assert state_of(site, folio) is State.UNPAID
    page = amina.opens(f"/cases/{folio}")
    assert "Falta pagar $250.00" in page.text
    assert "$250.00" in amina.opens(f"/cases/{folio}/pay").text
    assert folio not in dora.opens("/staff/cases").html
    does(dora, folio, "take", 422)
    is_paid_at_the_bank(site, folio)
    assert moves_of(site, folio)[-1] == ("received", "itself", "")
    assert "Pagado" in amina.opens(f"/cases/{folio}").text
    does(dora, folio, "take")
    does(dora, folio, "decide", decision="grant")
    page = amina.opens(f"/cases/{folio}")
    assert "Ya puedes vender." in page.text
    link = next(each for each in page.links() if each.startswith("/papers/"))
    paper = amina.opens(link)
    assert "Amina Reyes" in paper.text and "Comida" in paper.text
    assert told(site, llave)[-1].endswith("está listo.")


def test_paid_twice_it_moves_once(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina, sort="food")
    sends(amina, folio)
    is_paid_at_the_bank(app, folio)
    is_paid_at_the_bank(app, folio)
    assert [state for state, _, _ in moves_of(app, folio)] == ["received", "unpaid", "received"]


def test_when_the_days_to_pay_are_over_she_asks_for_another_reference(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina, sort="food")
    sends(amina, folio)
    assert not amina.opens(f"/cases/{folio}/pay").has_form("/pay")
    with app.app_context():
        payment = payment_of(f"case:{folio}")
        assert payment is not None
        first = payment.reference
        payment.until -= timedelta(days=60)
        db.session.commit()
    page = amina.sends(amina.opens(f"/cases/{folio}/pay").form("/pay"))
    with app.app_context():
        payments = db.session.query(Payment).filter_by(subject=f"case:{folio}").all()
        assert len(payments) == 2 and sum(each.is_waiting for each in payments) == 1
    assert first not in page.text.replace(" ", "")
    assert state_of(app, folio) is State.UNPAID


def test_an_instant_service_gives_its_paper_in_the_same_moment(site: Flask, amina: Person) -> None:
    has_a_llave(site, amina, level=1)
    folio = starts(amina, "copy")
    assert answers(amina, folio, "you", agree="yes") == f"/cases/{folio}/check"
    page = amina.sends(amina.opens(f"/cases/{folio}/check").form("/send"))
    assert "Ver mi documento" in page.text and "Listo" in page.text
    with site.app_context():
        paper = paper_of(f"case:{folio}")
        assert paper is not None and paper.valid_until is None
        assert paper.lines == [["Nombre", "Amina Reyes"]]


def test_a_case_that_waits_can_be_cancelled_and_then_costs_nothing(
    app: Flask, amina: Person
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina, sort="food")
    sends(amina, folio)
    form = amina.opens(f"/cases/{folio}").form("/cancel")
    page = amina.sends(form)
    assert "Cancelado" in page.text
    amina.sends(form)
    with app.app_context():
        payment = payment_of(f"case:{folio}")
        assert payment is not None and payment.cancelled
    is_paid_at_the_bank(app, folio)
    assert state_of(app, folio) is State.CANCELLED


def test_what_was_decided_cannot_be_cancelled(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    does(dora, folio, "take")
    does(dora, folio, "decide", decision="grant", words="Sí")
    assert not amina.opens(f"/cases/{folio}").has_form("/cancel")
    assert amina.posts(f"/cases/{folio}/cancel", {}).status_code == 422
    assert state_of(app, folio) is State.GRANTED


def test_it_is_rated_in_one_tap_once_it_is_over(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    assert amina.posts(f"/cases/{folio}/rate/3", {}).status_code == 422
    does(dora, folio, "take")
    does(dora, folio, "decide", decision="refuse", words="No")
    assert amina.posts(f"/cases/{folio}/rate/4", {}).status_code == 404
    page = amina.sends(amina.opens(f"/cases/{folio}").form("/rate/1"))
    assert any(each.get("aria-pressed") for each in page.all("button"))
    amina.posts(f"/cases/{folio}/rate/2", {})
    assert kept(app, folio, "score") == 2


@pytest.fixture
def counters(city_app: Flask) -> list[str]:
    """Two counters where one can go."""
    with city_app.app_context():
        fill("counter", an_entry(name="Ventanilla Norte"), an_entry(19.36, name="Ventanilla Sur"))
        db.session.commit()
        return [each.key for each in db.session.query(Place).order_by(Place.name)]


def wants_a_visit(person: Person) -> str:
    folio = starts(person, "visit")
    answers(person, folio, "why", why="Una duda")
    sends(person, folio)
    return folio


def test_a_visit_is_granted_by_choosing_its_time(
    site: Flask, amina: Person, counters: list[str]
) -> None:
    has_a_llave(site, amina)
    folio = wants_a_visit(amina)
    assert state_of(site, folio) is State.RECEIVED
    page = amina.opens(f"/cases/{folio}/visit")
    assert "Ventanilla Norte" in page.text and "Ventanilla Sur" in page.text
    page = amina.opens(f"/cases/{folio}/visit?place={counters[0]}")
    form = page.form("/visit")
    form.fields["begins"] = form.choices["begins"][1]
    page = amina.sends(form)
    assert "Ventanilla Norte" in page.text and "Listo" in page.text
    moved = amina.opens(f"/cases/{folio}/visit?place={counters[1]}").form("/visit")
    moved.fields["begins"] = moved.choices["begins"][2]
    assert "Ventanilla Sur" in amina.sends(moved).text
    page = amina.sends(amina.opens(f"/cases/{folio}/visit").form("/visit/cancel"))
    assert "Cancelado" in page.text
    with site.app_context():
        booking = booking_of(f"case:{folio}")
        assert booking is not None and not booking.stands


def test_who_was_not_quick_enough_is_told_kindly_and_sees_what_is_free(
    app: Flask, amina: Person, bo: Person, counters: list[str]
) -> None:
    has_a_llave(app, amina)
    has_a_llave(app, bo, "Bo Paz", phone="+525500000001")
    hers, his = wants_a_visit(amina), wants_a_visit(bo)
    place = f"visit?place={counters[0]}"
    form = amina.opens(f"/cases/{hers}/{place}").form("/visit")
    late = bo.opens(f"/cases/{his}/{place}").form("/visit")
    form.fields["begins"] = late.fields["begins"] = form.choices["begins"][1]
    amina.sends(form)
    page = bo.sends(late, 422)
    assert "Alguien la tomó justo antes que tú" in page.text
    assert late.fields["begins"] not in page.form("/visit").choices["begins"]
    assert state_of(app, his) is State.RECEIVED


def test_days_that_do_not_fit_on_a_page_are_on_the_next(
    app: Flask, amina: Person, counters: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    has_a_llave(app, amina)
    folio = wants_a_visit(amina)
    path = f"/cases/{folio}/visit?place={counters[0]}"
    whole = amina.opens(path).form("/visit").choices["begins"]
    monkeypatch.setattr("backend.cases.views.visiting.MOST_TIMES", 4)
    seen: list[str] = []
    while path:
        page = amina.opens(path)
        seen += page.form("/visit").choices["begins"][1:]
        path = next((each for each in page.links() if "since=" in each), "")
    assert seen == whole[1:]
    amina.opens(f"/cases/{folio}/visit?place={counters[0]}&since=tomorrow")


def test_a_time_that_there_is_not_is_refused(
    app: Flask, amina: Person, counters: list[str]
) -> None:
    has_a_llave(app, amina)
    folio = wants_a_visit(amina)
    for place, begins in (
        (counters[0], "2020-01-01T09:00:00+00:00"),
        (counters[0], "tomorrow"),
        ("nowhere", "2020-01-01T09:00:00+00:00"),
        (counters[0], ""),
        (counters[0], "0001-01-01T00:00:00+23:59"),
        (counters[0], "9999-12-31T23:59:59-23:59"),
        ("\0", "\0"),
    ):
        told = {"place": place, "begins": begins}
        assert amina.posts(f"/cases/{folio}/visit", told).status_code == 422
    other = starts(amina, "question")
    amina.opens(f"/cases/{other}/visit", 404)


def test_a_service_that_the_city_no_longer_has_leaves_its_cases_readable(
    app: Flask, amina: Person, dora: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_a_llave(app, amina)
    sent, draft = asks_a_question(amina), starts(amina, "lamp")
    city = app.extensions["city"]
    gone = replace(city, services=())
    monkeypatch.setitem(app.extensions, "city", gone)
    assert "question" in amina.opens(f"/cases/{sent}").text
    amina.opens(f"/cases/{draft}")
    amina.opens(f"/cases/{draft}/check", 404)
    amina.opens("/cases")
    does(dora, sent, "take")
    does(dora, sent, "decide", decision="grant", words="Sí")
    assert state_of(app, sent) is State.GRANTED


def test_what_is_calculated_from_money_is_said_as_money(app: Flask) -> None:
    total = ask("total", "calculated", formula=formula("sum", "own"))
    many = ask("many", "calculated", formula=formula("count", "kids"))
    one = service(step("income", ask("own", "money"), total, many))
    with app.test_request_context():
        assert filled.said(total, "1055.00", one) == "$1,055.00"
        assert filled.said(many, "2", one) == "2"


def test_her_cases_stand_by_their_day(app: Flask, amina: Person, dora: Person) -> None:
    has_a_llave(app, amina)
    folio = asks_a_question(amina)
    with app.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one()
        assert case.due is not None
        case.due -= timedelta(days=30)
        db.session.commit()
        assert case.since <= clock.now()
    assert "Va tarde" in amina.opens(f"/cases/{folio}").text
    assert "va tarde" in dora.opens("/staff/cases").text
