"""Amina cancels her account: her place is for others, she owes nothing, her papers are no longer
hers to open; that they were given can still be verified."""

from datetime import timedelta

from flask import Flask

from backend.appointments import hours, queries
from backend.appointments.actions import book
from backend.appointments.models import Booking
from backend.kernel import clock
from backend.kernel.db import db
from backend.payments.models import Payment
from backend.record.today import today
from tests.appointments.made import CITY, VISITS
from tests.identity.people import a_llave, signs_in
from tests.page import Person
from tests.papers.made import a_paper
from tests.papers.test_papers import checked
from tests.payments.made import a_payment
from tests.record.test_export_and_erasure import cancels


def test_who_cancels_holds_no_place_and_owes_nothing(site: Flask, amina: Person) -> None:
    hers = a_llave(site)
    with site.test_request_context("/"):
        now = clock.now()
        day = next(each for each in hours.days(VISITS, today=queries.today(now) + timedelta(1)))
        book(
            service="health-card",
            visits=VISITS,
            place="centro-1",
            begins=hours.times(VISITS, day, CITY)[0],
            subject="case:visit",
            account_id=hers.id,
            language="es",
            now=now,
        )
        a_payment(hers, until=today(now) + timedelta(days=9), now=now)
        paper = a_paper(hers, now=now)
        number, signed = paper.number, paper.signed
        db.session.commit()
    signs_in(amina, site, hers)
    amina.opens(f"/papers/{number}")
    cancels(amina)
    with site.test_request_context("/"):
        assert db.session.query(Booking).one().cancelled
        assert db.session.query(Payment).one().cancelled
        assert checked(signed, today(clock.now())).state == "valid"
    assert amina.client.get(f"/papers/{number}").status_code == 303
