"""Somebody reported it already: Bo follows, instead of filing it twice."""

from flask import Flask

from backend.kernel.db import db
from backend.reports.models import Report
from tests.page import Page, Person
from tests.people import ZOCALO, a_fault

NEARBY = {"place-lat": "19.43300", "place-lon": "-99.13320", "place-accuracy": "9"}
TWO_STREETS_ON = {"place-lat": "19.43460", "place-lon": "-99.13320", "place-accuracy": "9"}


def test_bo_is_offered_the_first_and_follows_it(site: Flask, amina: Person, bo: Person) -> None:
    first = amina.posts("/reports/new", a_fault(**ZOCALO)).location
    page = Page(bo.posts("/reports/new", a_fault(**NEARBY)))
    assert page.status == 422
    assert "44 metros" in page.text
    form = page.form("/reports/new")
    assert form.fields["near"] == "new"
    form.fields["near"] = form.choices["near"][0]
    followed = bo.sends(form)
    assert "Sigues este reporte" in followed.text
    assert first in bo.opens("/reports").links()
    with site.app_context():
        assert db.session.query(Report).count() == 1


def test_a_follower_reads_no_more_than_anybody(amina: Person, bo: Person) -> None:
    amina.posts("/reports/new", a_fault(**ZOCALO, description="SECRETO"))
    page = Page(bo.posts("/reports/new", a_fault(**NEARBY)))
    form = page.form("/reports/new")
    form.fields["near"] = form.choices["near"][0]
    assert "SECRETO" not in bo.sends(form).html


def test_bo_may_say_that_his_is_another(site: Flask, amina: Person, bo: Person) -> None:
    amina.posts("/reports/new", a_fault(**ZOCALO))
    form = Page(bo.posts("/reports/new", a_fault(**NEARBY))).form("/reports/new")
    bo.sends(form)
    with site.app_context():
        assert db.session.query(Report).count() == 2


def test_nobody_is_asked_about_another_fault_or_one_far_away(amina: Person, bo: Person) -> None:
    amina.posts("/reports/new", a_fault(**ZOCALO))
    assert bo.posts("/reports/new", a_fault(**TWO_STREETS_ON)).status_code == 303
    assert bo.posts("/reports/new", a_fault(**NEARBY, category="pothole")).status_code == 303


def test_a_report_from_the_outbox_is_not_asked_about(amina: Person, bo: Person) -> None:
    amina.posts("/reports/new", a_fault(**ZOCALO))
    fault = a_fault(**NEARBY)
    del fault["near"]
    assert bo.posts("/reports/new", fault, Ventanilla_Replay="1").status_code == 201


def test_sent_twice_it_is_not_offered_to_its_own_author(amina: Person) -> None:
    fault = a_fault(**ZOCALO)
    first = amina.posts("/reports/new", fault)
    assert amina.posts("/reports/new", fault).location == first.location
