"""The pages of papers, payments and appointments as heavy as they may ever be, for the weighing."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from flask import Flask

from backend.appointments import hours, queries
from backend.appointments.actions import book, office
from backend.appointments.models import Booking
from backend.budgets.page import Page
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.papers import actions as papers
from backend.payments import gateway
from backend.payments.actions import ask, reconcile
from backend.places import queries as places
from tests.budgets.llave import NAME, SAME_SITE, Household
from tests.payments.made import a_file, a_row
from tests.places.made import a_full_city

WORDS = "El examen de la vista se hizo con los documentos de otra persona y hay que repetirlo. "
LINES = [
    ("Tipo", "Automóvil y motocicleta"),
    ("CURP", "HEVM880524MDFRLR08"),
    ("Domicilio", "Avenida Miguel Hidalgo y Costilla 1140 bis, edificio C, interior 302, Mirador"),
    ("Alcaldía", "Gustavo A. Madero"),
    ("Usa lentes para manejar", "Sí"),
    ("Donación de órganos", "Sí, lo autorizo"),
]
CONCEPT = "Permiso por 3 años para carga ligera, reposición"


class Outcomes:
    """Papers as full as they get, much that is to be paid, and a day with many visits."""

    def __init__(self, app: Flask, house: Household) -> None:
        self.house = house
        city: City = app.extensions["city"]
        with app.app_context():
            self.papers = {each.code: self._paper(city, each.code) for each in city.languages}
            self.revoked, _ = self._paper(city, city.languages[0].code, revoked=True)
            self._payments()
            if not any(places.loaded()):
                a_full_city(app)
            self._visits(city)
            db.session.commit()

    def _paper(self, city: City, language: str, *, revoked: bool = False) -> tuple[str, str]:
        now = clock.now()
        given = papers.issue(
            subject=f"case:{now.timestamp()}",
            account_id=self.house.id,
            kind="permit",
            title="Permiso permanente de carga ligera tipo A1",
            holder=NAME,
            lines=LINES,
            office=max(city.departments, key=lambda each: len(each.name.source)).id,
            language=language,
            valid_until=now.date() + timedelta(days=1095),
            now=now,
        )
        if revoked:
            papers.revoke(paper=given, by=self.house.other, reason=WORDS * 3, now=now)
        return given.number, given.signed

    def _payments(self) -> None:
        now = clock.now()
        rows = []
        for number in range(60):
            payment = ask(
                subject=f"case:{number}",
                account_id=self.house.id,
                concept=CONCEPT,
                fees=[(CONCEPT, Decimal("1055.00"))],
                until=now.date() + timedelta(days=number % 20 - 2),
                language="es",
                now=now,
            )
            rows.append(a_row(payment.reference, f"{number}.10", now.date(), f"{number}"))
        reconcile(lines=gateway.usual().read(a_file(*rows[:25])), by=None, now=now)
        self.file = a_file(*rows, "ayer,,,")

    def _visits(self, city: City) -> None:
        service = next(each for each in city.services if each.visits)
        assert service.visits
        now = clock.now()
        place = max(places.everything(service.visits.place), key=lambda each: len(each.name))
        day = hours.days(service.visits, today=queries.today(now) + timedelta(days=1))[0]
        times = hours.times(service.visits, day, city.timezone)
        self.place = f"/staff/slots/{service.slug}/{place.key}"
        self.service = f"/staff/slots/{service.slug}"
        self.day = day.isoformat()
        where = {"service": service.slug, "place": place.key, "by": self.house.id, "now": now}
        office.set_capacity(begins=times, capacity=office.MOST, **where)  # type: ignore[arg-type]
        first = book(
            service=service.slug,
            visits=service.visits,
            place=place.key,
            begins=times[0],
            subject="case:visit",
            account_id=self.house.id,
            language="es",
            now=now,
        )
        for number, begins in enumerate(each for each in times for _ in range(10)):
            db.session.add(
                Booking(
                    service=first.service,
                    place=first.place,
                    place_name="",
                    begins=begins,
                    seat=number % 10 + 1,
                    subject=f"case:{number}",
                    account_id=self.house.other,
                    held_by=None,
                    language="es",
                    booked=now,
                    reminded=now,
                    cancelled=None,
                )
            )


def full_pages(prefix: str, language: str, made: Outcomes) -> Iterator[Page]:
    """What people and the desk meet."""
    hers = made.house.session
    paper, signed = made.papers[language]
    for number in (paper, made.revoked):
        yield Page(f"{prefix}/papers/{number}", language, "full", cookies=hers)
    yield Page(f"{prefix}/verify", language, "empty")
    verify = f"{prefix}/verify"
    yield Page(verify, language, "checked", "POST", {"code": signed}, SAME_SITE, {}, 200)
    yield Page(verify, language, "with errors", "POST", {}, SAME_SITE, {}, 422)
    days = f"{made.place}?day={made.day}"
    for path in ("/staff/payments", "/staff/slots", made.service, days, f"{days}&part=1"):
        yield Page(prefix + path, language, "full", cookies=hers)
    for path in ("/staff/payments", made.place):
        form = {"day": made.day}
        yield Page(prefix + path, language, "with errors", "POST", form, SAME_SITE, hers, 422)
