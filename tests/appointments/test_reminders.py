"""Who comes tomorrow is told so, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from backend.appointments import notices
from backend.appointments.actions import move, reminding
from backend.kernel import audit
from backend.kernel.db import db
from backend.notify.models import Message
from tests.appointments.made import NINE, NOW, VISITS
from tests.appointments.test_booking import books
from tests.identity.people import Llave, a_llave

DAY_BEFORE = NINE - timedelta(hours=20)


def told(llave: Llave) -> list[str]:
    """By which channels she was reminded, in order."""
    rows = db.session.query(Message).filter_by(owner=audit.person(llave.id)).order_by(Message.id)
    return [each.channel for each in rows if each.topic == notices.REMINDED]


def test_she_is_reminded_the_day_before_and_never_again(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        books(amina, place_name="Centro de Salud Portales")
        db.session.commit()
        reminding.tick(NOW)
        assert told(amina) == []
        for hours in (0, 1, 12):
            reminding.tick(DAY_BEFORE + timedelta(hours=hours))
        assert told(amina) == ["inbox", "sms"]
        letter = db.session.query(Message).filter_by(channel="sms").one()
        assert "mié 25 nov" in letter.body
        assert "Portales" not in letter.body, "an SMS is read by whoever holds the phone"


def test_a_reminder_broken_off_is_told_once_by_the_next(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        books(amina)
        db.session.commit()
        assert reminding.remind(DAY_BEFORE) == 1
        db.session.rollback()  # as if it had been killed before it was settled
        assert told(amina) == []
        reminding.tick(DAY_BEFORE)
        reminding.tick(DAY_BEFORE)
        assert told(amina) == ["inbox", "sms"]


def test_who_books_for_tomorrow_is_not_told_tomorrows_news(app: Flask) -> None:
    amina = a_llave(app)
    with app.app_context():
        booking = books(amina, now=DAY_BEFORE)
        assert reminding.remind(DAY_BEFORE + timedelta(hours=2)) == 0
        later = NINE + timedelta(days=5)
        move(booking=booking, visits=VISITS, begins=later, now=DAY_BEFORE)
        assert reminding.remind(later - timedelta(hours=20)) == 1


@pytest.mark.parametrize("gone", ["cancelled", "over"])
def test_nobody_is_reminded_of_what_is_no_more(app: Flask, gone: str) -> None:
    amina = a_llave(app)
    with app.app_context():
        booking = books(amina)
        if gone == "cancelled":
            booking.cancelled = NOW
            db.session.flush()
        now = DAY_BEFORE if gone == "cancelled" else NINE
        assert reminding.remind(now) == 0


def test_however_many_look_at_the_same_moment_she_is_told_once(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        books(amina)
        db.session.commit()
    together = Barrier(4)

    def look(_: int) -> None:
        together.wait(30)
        with site.app_context():
            reminding.tick(DAY_BEFORE)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    with site.app_context():
        assert told(amina) == ["inbox", "sms"]
