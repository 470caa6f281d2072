"""Dora sees who comes to an appointment, closes hours and changes how many are received."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask

from backend.appointments import hours, queries
from backend.appointments.actions import book
from backend.appointments.models import Booking
from backend.kernel import audit, clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.places import queries as places
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.places.made import an_entry, fill
from tests.staff.people import works


@dataclass(frozen=True)
class Clinic:
    """A place where a service of the city receives people, and when next."""

    slug: str
    office: str
    key: str
    begins: datetime

    @property
    def path(self) -> str:
        return f"/staff/slots/{self.slug}/{self.key}"

    @property
    def day(self) -> str:
        return f"{self.path}?day={self.begins.date()}"


@pytest.fixture
def clinic(site: Flask) -> Clinic:
    city: City = site.extensions["city"]
    service = next(each for each in city.services if each.visits)
    assert service.visits
    with site.app_context():
        fill(service.visits.place, an_entry(name="Centro de Salud Portales", code="P1"))
        db.session.commit()
        place = places.everything(service.visits.place)[0]
        now = clock.now()
        coming = hours.days(service.visits, today=queries.today(now) + timedelta(days=1))
        begins = hours.times(service.visits, coming[0], city.timezone)[0]
    return Clinic(service.slug, service.office, place.key, begins)


@pytest.fixture
def dora(site: Flask, clinic: Clinic, person: Callable[[], Person]) -> Person:
    """Dora works at the desk of the office that receives them."""
    made = person()
    works(site, made, office=clinic.office)
    return made


def booked(app: Flask, clinic: Clinic, llave: Llave) -> int:
    """Her booking's id."""
    city: City = app.extensions["city"]
    service = city.service(clinic.slug)
    assert service
    assert service.visits
    with app.app_context():
        made = book(
            service=clinic.slug,
            visits=service.visits,
            place=clinic.key,
            begins=clinic.begins,
            subject=f"case:{llave.id}",
            account_id=llave.id,
            language="es",
            now=clock.now(),
        )
        db.session.commit()
        return made.id


def changes(person: Person, clinic: Clinic, status: int = 200, **more: str) -> Page:
    """She ticks the first hour and sends the form."""
    form = person.opens(clinic.day).form(clinic.path)
    form.fields |= {"at": f"{clinic.begins:%Y%m%dT%H%M}", **more}
    return person.sends(form, status)


def test_dora_finds_the_place_and_who_comes_and_that_is_noted(
    site: Flask, dora: Person, clinic: Clinic
) -> None:
    amina = a_llave(site)
    booked(site, clinic, amina)
    assert f"/staff/slots/{clinic.slug}" in dora.opens("/staff/slots").links()
    listed = dora.opens(f"/staff/slots/{clinic.slug}?q=portales")
    assert clinic.path in listed.links()
    assert "No hay un lugar así." in dora.opens(f"/staff/slots/{clinic.slug}?q=xyz").text
    with site.app_context():
        assert audit.about(audit.person(amina.id)) == []
    page = dora.opens(clinic.day)
    assert "Amina Reyes" in page.text
    assert "1 de 2" in page.text
    with site.app_context():
        (entry,) = audit.about(audit.person(amina.id))
        assert (entry.act, entry.purpose) == ("appointments.read", f"{amina.id}")


def test_amina_sees_that_the_office_saw_it(
    site: Flask, dora: Person, amina: Person, clinic: Clinic
) -> None:
    hers = a_llave(site)
    booked(site, clinic, hers)
    dora.opens(clinic.day)
    signs_in(amina, site, hers)
    assert "Vio quién viene a cita" in amina.opens("/me/uses").text


def test_dora_closes_an_hour_and_who_had_it_is_told(
    site: Flask, dora: Person, clinic: Clinic
) -> None:
    booking = booked(site, clinic, a_llave(site))
    page = changes(dora, clinic, 422, do="close")
    assert "Escribe por qué" in page.text
    assert "Amina" not in page.text, "what was not noted is not shown"
    page = changes(dora, clinic, do="close", reason="No hay luz")
    assert "Cerrado" in page.text
    with site.app_context():
        assert db.session.get_one(Booking, booking).cancelled
    assert "Cerrado" not in changes(dora, clinic, do="open").text


def test_dora_receives_more_at_an_hour(site: Flask, dora: Person, clinic: Clinic) -> None:
    for typed in ("", "muchas", "41", "-1"):
        assert "Escribe un número" in changes(dora, clinic, 422, do="capacity", capacity=typed).text
    assert "0 de 7" in changes(dora, clinic, do="capacity", capacity="7").text


def test_nothing_ticked_or_asked_is_said(site: Flask, dora: Person, clinic: Clinic) -> None:
    assert "Elige al menos una hora" in changes(dora, clinic, 422, do="burn").text
    form = dora.opens(clinic.day).form(clinic.path)
    form.fields["do"] = "open"
    assert "Elige al menos una hora" in dora.sends(form, 422).text


def test_to_eve_of_another_office_there_are_no_such_hours(
    site: Flask, eve: Person, clinic: Clinic
) -> None:
    works(site, eve, "Eve", office="roads", phone="+525500000008")
    assert "Tu oficina no atiende con cita." in eve.opens("/staff/slots").text
    for path in (f"/staff/slots/{clinic.slug}", clinic.path):
        eve.opens(path, 404)
    assert eve.posts(clinic.path, {"do": "close", "reason": "x"}).status_code == 404


@pytest.mark.parametrize("day", ["ayer", "0001-01-01", "9999-12-31", "2026-02-30", "", "%00"])
def test_a_day_that_is_none_is_today(site: Flask, dora: Person, clinic: Clinic, day: str) -> None:
    with site.test_request_context("/"):
        now = queries.today(clock.now())
    assert str(now) in dora.opens(f"{clinic.path}?day={day}").html
    dora.opens(f"/staff/slots/{clinic.slug}/nowhere", 404)
