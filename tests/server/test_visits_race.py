"""Fifty people on their phones want the same hour, and it has five places."""

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from backend.app import create_app
from backend.appointments.actions import office
from backend.appointments.queries import free
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.city.services.model import Service
from backend.kernel.db import db
from backend.places.models import Place
from tests.browser.city import City
from tests.cases.made import BORN
from tests.cases.walk import files_at_once
from tests.identity.people import a_llave, a_session, signs_in
from tests.page import Person
from tests.people import a_receipt
from tests.places.made import an_entry, fill
from tests.server.crowd import at_once
from tests.server.ledger import rows
from tests.server.phone import Answer, get, post

CROWD, PLACES = 50, 5
TURN = 30
"""Which of the hours it is: one that is not over while this runs."""
IMPATIENT = 10
"""So many of them tap twice."""


@dataclass
class Wanting:
    """Somebody who sent all that is asked of her, and has still to choose when she comes."""

    city: City
    folio: str
    cookies: str
    place: str

    @property
    def here(self) -> str:
        return f"/cases/{self.folio}/visit"

    def times(self) -> list[str]:
        """The times that her phone offers her."""
        return times_on(get(self.city, f"{self.here}?place={self.place}", Cookie=self.cookies))

    def wants(self, begins: str, receipt: str) -> Answer:
        told = {"place": self.place, "begins": begins, "receipt": receipt}
        return post(
            self.city, self.here, told, patience=60, Cookie=self.cookies, Ventanilla_Replay="0"
        )

    def gives_up(self) -> Answer:
        told: dict[str, Any] = {"receipt": a_receipt()}
        path = f"{self.here}/cancel"
        return post(self.city, path, told, Cookie=self.cookies, Ventanilla_Replay="0")


def times_on(answer: Answer) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<option value="([^"]+)"', answer.text)]


@pytest.fixture
def crowd(city: City) -> list[Wanting]:
    """Each has a Llave and a case of the service that gives appointments; one of the hours that are
    offered takes five."""
    url = city.database if city.database.startswith("postgresql") else ""
    app = create_app(
        Settings(var=city.var, database_url=url, log_level="error", write_rate="9999 per minute")
    )
    services: tuple[Service, ...] = app.extensions["city"].services
    service = next(each for each in services if each.outcome.kind == "appointment")
    assert service.visits
    found = []
    dora = a_llave(app, "Dora Luna", role="desk", office=service.office, phone="+525599999999")
    with app.app_context():
        fill(service.visits.place, an_entry(name="Xochimilco 7"))
        db.session.commit()
        place = db.session.query(Place).filter_by(kind=service.visits.place).one().key
        begins = free(service.slug, place, service.visits, clock.now())[TURN].begins
        office.set_capacity(
            service=service.slug,
            place=place,
            begins=[begins],
            capacity=PLACES,
            by=dora.id,
            now=clock.now(),
        )
        db.session.commit()
    for n in range(CROWD):
        llave = a_llave(
            app, f"Persona {n}", level=service.level, phone=f"+52550000{n:04}", birth_date=BORN
        )
        person = Person(app.test_client())
        signs_in(person, app, llave)
        folio = files_at_once(app, person, service)
        cookies = "; ".join(f"{name}={value}" for name, value in a_session(app, llave).items())
        found.append(Wanting(city, folio, cookies, place))
    return found


def booked(city: City) -> dict[str, int]:
    """Whose bookings stand, by folio, and on which seat."""
    query = "SELECT subject, seat FROM appointments_bookings WHERE cancelled IS NULL ORDER BY id"
    found = [(subject.removeprefix("case:"), seat) for subject, seat in rows(city, query)]
    assert len({folio for folio, _ in found}) == len(found), "nobody has two"
    return dict(found)


@pytest.mark.proof
def test_five_get_one_and_who_does_not_is_told_what_else_there_is(
    city: City, crowd: list[Wanting]
) -> None:
    begins = crowd[0].times()[TURN]
    taps = [(each, a_receipt()) for each in crowd]
    taps += taps[:IMPATIENT]
    answers = at_once([lambda who=who, r=r: who.wants(begins, r) for who, r in taps])
    assert Counter(each.status for each in answers[:CROWD]) == {303: PLACES, 422: CROWD - PLACES}
    for first, again in zip(answers, answers[CROWD:], strict=False):
        assert (first.status, first.location) == (again.status, again.location)
    got = {who.folio for who, answer in zip(crowd, answers, strict=False) if answer.status == 303}
    seats = booked(city)
    assert seats.keys() == got and sorted(seats.values()) == list(range(PLACES))
    for who, answer in zip(crowd, answers, strict=False):
        if answer.status == 303:
            assert answer.location == f"/cases/{who.folio}"
            continue
        assert "Alguien la tomó justo antes que tú. No perdiste nada" in answer.text
        others = times_on(answer)
        assert others and begins not in others

    lucky = next(who for who in crowd if who.folio in got)
    assert lucky.gives_up().status == 303
    late = [who for who in crowd if who.folio not in got]
    answers = at_once([lambda who=who: who.wants(begins, a_receipt()) for who in late])
    assert Counter(each.status for each in answers) == {303: 1, 422: len(late) - 1}
    [heir] = [who for who, answer in zip(late, answers, strict=True) if answer.status == 303]
    assert booked(city).keys() == got - {lucky.folio} | {heir.folio}
    states = dict(rows(city, "SELECT folio, state FROM cases_cases"))
    assert states[heir.folio] == "granted" and states[lucky.folio] == "cancelled"
