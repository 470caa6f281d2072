"""Places at a counter: taken once each, moved, given back; on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from backend.appointments import hooks, queries
from backend.appointments.actions import (
    AlreadyBooked,
    Full,
    NoSuchTime,
    NotBooked,
    book,
    cancel,
    move,
    office,
)
from backend.appointments.actions.leaving import cancel_of
from backend.appointments.models import Booking
from backend.kernel import audit
from backend.kernel.db import db
from backend.notify.models import Message
from tests.appointments.made import NINE, NOW, VISITS, WEDNESDAY
from tests.identity.people import Llave, a_llave

HALF_PAST = NINE + timedelta(minutes=30)


def books(llave: Llave, begins: datetime = NINE, **more: object) -> Booking:
    """She takes a place at the health centre."""
    asked = {
        "service": "health-card",
        "visits": VISITS,
        "place": "centro-1",
        "begins": begins,
        "subject": f"case:{llave.id}",
        "account_id": llave.id,
        "language": "es",
        "now": NOW,
        **more,
    }
    return book(**asked)  # type: ignore[arg-type]


def left(begins: datetime = NINE) -> int:
    """How many places are left then."""
    free = queries.free("health-card", "centro-1", VISITS, NOW)
    return sum(each.free for each in free if each.begins == begins)


def test_fifty_race_for_five_places_and_five_get_one(site: Flask) -> None:
    people = [a_llave(site, f"Persona {n}", phone="") for n in range(50)]
    together = Barrier(50)

    def try_it(llave: Llave) -> str:
        together.wait(30)
        with site.app_context():
            try:
                books(llave)
                db.session.commit()
                return "booked"
            except Full:
                db.session.rollback()
                return "full"
            except SQLAlchemyError as error:
                db.session.rollback()
                return type(error).__name__

    with ThreadPoolExecutor(50) as pool:
        ended = Counter(pool.map(try_it, people))
    assert ended == {"booked": 5, "full": 45}
    with site.app_context():
        seats = [each.seat for each in db.session.query(Booking).order_by(Booking.seat)]
        assert seats == [0, 1, 2, 3, 4]
        assert left() == 0


def test_one_person_holds_one_place_however_fast_she_taps(site: Flask) -> None:
    amina = a_llave(site)
    together = Barrier(6)

    def tap(n: int) -> str:
        together.wait(30)
        with site.app_context():
            try:
                books(amina, NINE + timedelta(minutes=30 * (n % 4)), subject=f"case:{n}")
                db.session.commit()
                return "booked"
            except (AlreadyBooked, SQLAlchemyError) as error:
                db.session.rollback()
                return type(error).__name__

    with ThreadPoolExecutor(6) as pool:
        ended = Counter(pool.map(tap, range(6)))
    assert ended["booked"] == 1, ended
    with site.app_context():
        assert db.session.query(Booking).count() == 1


def test_who_has_one_is_told_which(site: Flask) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    with site.app_context():
        first = books(amina)
        books(bo)
        with pytest.raises(AlreadyBooked) as refused:
            books(amina, HALF_PAST, subject="case:other")
        assert refused.value.booking.id == first.id
        books(amina, HALF_PAST, service="licence", subject="case:other")
        assert left() == 3


def test_moving_takes_the_new_place_and_frees_the_old(site: Flask) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    with site.app_context():
        hers, his = books(amina), books(bo, HALF_PAST)
        move(booking=hers, visits=VISITS, begins=HALF_PAST, now=NOW)
        assert (left(), left(HALF_PAST)) == (5, 3)
        assert hers.seat != his.seat
        assert queries.of_subject(hers.subject) is hers


def test_moving_to_where_nobody_fits_leaves_all_as_it_was(site: Flask) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    single = replace(VISITS, capacity=1)
    with site.app_context():
        hers = books(amina, visits=single)
        books(bo, HALF_PAST, visits=single)
        for begins, refusal in ((HALF_PAST, Full), (NINE + timedelta(minutes=7), NoSuchTime)):
            with pytest.raises(refusal):
                move(booking=hers, visits=single, begins=begins, now=NOW)
        db.session.commit()
        assert (hers.begins, hers.stands, hers.seat) == (NINE, True, 0)


def test_what_is_cancelled_is_free_for_others_and_for_her(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        first = books(amina)
        cancel(booking=first, now=NOW)
        cancel(booking=first, now=NOW + timedelta(hours=1))
        assert (first.cancelled, left()) == (NOW, 5)
        with pytest.raises(NotBooked):
            move(booking=first, visits=VISITS, begins=HALF_PAST, now=NOW)
        again = books(amina)
        assert queries.of_subject(again.subject) is again


def test_who_came_once_may_come_again(site: Flask) -> None:
    amina = a_llave(site)
    with site.app_context():
        books(amina)
        later = NINE + timedelta(days=1)
        books(amina, later + timedelta(days=1), now=later, subject="case:next")
        assert [each.begins for each in queries.coming(amina.id, later)] == [
            later + timedelta(days=1)
        ]


@pytest.mark.parametrize("minutes", [-10_000, 10, 60 * 24 * 20])
def test_a_time_that_is_not_offered_is_no_time(app: Flask, minutes: int) -> None:
    amina = a_llave(app)
    with app.app_context(), pytest.raises(NoSuchTime):
        books(amina, NINE + timedelta(minutes=minutes))


def test_an_office_that_closes_tells_who_had_booked(site: Flask) -> None:
    amina, dora = a_llave(site), a_llave(site, "Dora Luna", role="desk")
    heard: list[str] = []
    before = site.extensions.pop(hooks.HOOKS, [])
    with site.app_context():
        hooks.hang(site, lambda subject, _now: heard.append(subject))
        booking = books(amina, place_name="Centro de Salud Portales")
        where = {"service": "health-card", "place": "centro-1", "by": dora.id, "now": NOW}
        told = office.close_slots(begins=[NINE], reason="No hay luz.", **where)  # type: ignore[arg-type]
        assert (told, heard, booking.stands) == (1, [booking.subject], False)
        with pytest.raises(Full):
            books(amina)
        letters = db.session.query(Message).filter_by(owner=audit.person(amina.id)).all()
        assert {each.channel for each in letters} == {"inbox", "sms"}
        inbox = next(each for each in letters if each.channel == "inbox")
        assert "No hay luz." in inbox.body
        assert "Portales" in inbox.body
        assert inbox.address == f"/cases/{amina.id}"
        sms = next(each for each in letters if each.channel == "sms")
        assert "luz" not in sms.body
        office.open_slots(begins=[NINE], **where)  # type: ignore[arg-type]
        books(amina)
    site.extensions[hooks.HOOKS] = before


def test_an_office_may_receive_more_or_fewer_and_throws_nobody_out(site: Flask) -> None:
    people = [a_llave(site, f"Persona {n}", phone="") for n in range(3)]
    dora = a_llave(site, "Dora Luna", role="desk")
    where = {"service": "health-card", "place": "centro-1", "by": dora.id, "now": NOW}
    with site.app_context():
        books(people[0])
        office.set_capacity(begins=[NINE], capacity=2, **where)  # type: ignore[arg-type]
        second = books(people[1])
        office.set_capacity(begins=[NINE], capacity=1, **where)  # type: ignore[arg-type]
        assert left() == 0
        with pytest.raises(Full):
            books(people[2])
        day = queries.of_day("health-card", "centro-1", VISITS, WEDNESDAY)
        assert [(each.capacity, each.taken) for each in day] == [(1, 2), (5, 0), (5, 0), (5, 0)]
        cancel(booking=second, now=NOW)
        with pytest.raises(Full):
            books(people[2])
        with pytest.raises(ValueError, match="41"):
            office.set_capacity(begins=[NINE], capacity=41, **where)  # type: ignore[arg-type]


def test_places_with_room_are_those_where_somebody_is_still_received(site: Flask) -> None:
    amina, dora = a_llave(site), a_llave(site, "Dora Luna", role="desk")
    single = replace(VISITS, capacity=1)
    with site.app_context():
        books(amina, visits=single)
        rest = [NINE + timedelta(minutes=30 * n) for n in range(4)]
        office.close_slots(
            service="health-card", place="b", begins=rest, by=dora.id, reason="", now=NOW
        )
        found = queries.places_with_room(
            "health-card", single, places=["b", "centro-1", "c"], day=WEDNESDAY, now=NOW
        )
        assert found == {"centro-1": HALF_PAST, "c": NINE}


def test_who_cancels_her_account_gives_her_places_back(site: Flask) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    with site.app_context():
        books(amina)
        books(bo)
        cancel_of(account_id=amina.id, now=NOW)
        db.session.commit()
        assert left() == 4


def test_that_staff_see_who_comes_is_noted_for_each(site: Flask) -> None:
    amina, bo = a_llave(site), a_llave(site, "Bo Solís")
    dora = a_llave(site, "Dora Luna", role="desk")
    with site.app_context():
        books(amina)
        books(bo)
        db.session.commit()
    with site.test_request_context("/"):
        coming = queries.expected(
            "health-card", "centro-1", since=NOW, until=NINE + timedelta(days=1)
        )
        office.note_read(bookings=coming, by=dora.id, now=NOW, office="health")
    with site.app_context():
        for each in (amina, bo):
            (entry,) = audit.about(audit.person(each.id), actor=audit.person(dora.id))
            assert (entry.act, entry.purpose) == (office.READ, f"{each.id}")
