"""A desk with a hundred thousand cases: every list as quick, every question through an index."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from backend.app import create_app
from backend.cases.models import Case, CaseMove
from backend.cases.status import FOR_CITY, State
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.migrations.upgrade import upgrade
from backend.reports.folio import folio_of
from tests.conftest import DATABASES
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Person
from tests.proof.test_growth import MOST_SECONDS, Asked, median
from tests.staff.people import works

pytestmark = pytest.mark.proof
COUNT = 100_000
AT_ONCE = 5_000
HERS = 40
STATES = list(State)


@pytest.fixture(scope="module", params=DATABASES)
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, Llave]]:
    """The site with a hundred thousand cases of a thousand people, and one with HERS of them."""
    var = tmp_path_factory.mktemp("cases")
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres")
    if url:
        upgrade(url, var)
    settings = Settings(
        var=var, database_url=url, log_level="error", write_rate="100000 per minute"
    )
    app = create_app(settings)
    others = [a_llave(app, f"Somebody {n}", phone=f"+5255100{n:05}") for n in range(100)]
    amina = a_llave(app, "Amina Reyes", level=3)
    with app.app_context():
        _fill(app, [each.id for each in others], amina.id)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    yield app, amina
    with app.app_context():
        db.engine.dispose()


def folio_at(number: int) -> str:
    """The folio of one of them, the oldest being 0."""
    return folio_of(f"case {number}")


def _fill(app: Flask, others: list[int], hers: int) -> None:
    city, now = app.extensions["city"], clock.now()
    services = city.services
    for start in range(0, COUNT, AT_ONCE):
        rows = [
            _row(number, services[number % len(services)], others, hers, now)
            for number in range(start, start + AT_ONCE)
        ]
        with db.engine.begin() as connection:
            connection.execute(insert(Case), rows)
    with db.engine.begin() as connection:
        ids = connection.execute(db.select(Case.id, Case.state, Case.since)).all()
        moves = [
            {"case_id": id, "state": state, "actor": "person", "at": at, "by": "", "words": ""}
            for id, state, at in ids
        ]
        connection.execute(insert(CaseMove), moves)


def _row(
    number: int, service: object, others: list[int], hers: int, now: datetime
) -> dict[str, object]:
    state = STATES[number % len(STATES)]
    at = now - timedelta(minutes=COUNT - number)
    is_hers = number % (COUNT // HERS) == 0
    return {
        "folio": folio_at(number),
        "receipt": f"{number:064}",
        "account_id": hers if is_hers else others[number % len(others)],
        "service": service.slug,  # type: ignore[attr-defined]
        "office": service.office,  # type: ignore[attr-defined]
        "owner_key": None,
        "state": state,
        # Of a hundred that were sent about one waits: what an office has at a time.
        "waits": state in FOR_CITY and number % 33 == 0,
        "since": at,
        "created": at,
        "sent": None if state is State.DRAFT else at,
        "due": None if state is State.DRAFT else date(2026, 1, 1) + timedelta(days=number % 900),
        "answers": {"question": f"Pregunta {number}"},
        "held": {},
        "version": "v",
        "language": "es",
        "channel": "online",
        "photos_expected": 0,
        "is_to_send": False,
        "begun_by": None,
        "taken_by": None,
        "refused_by": None,
        "score": None,
    }


def through_an_index(plan: str) -> bool:
    """Is no table of cases read from end to end?"""
    sqlite = re.search(r"SCAN (cases_cases|cases_moves)\b(?! USING)", plan)
    return not sqlite and not re.search(r"Seq Scan on cases_(cases|moves)", plan)


LISTS = {
    "waiting": "/staff/cases",
    "an office": "/staff/cases?office={office}",
    "everything": "/staff/cases?state=all",
    "granted": "/staff/cases?state=granted",
    "an office's granted": "/staff/cases?state=granted&office={office}",
    "a service": "/staff/cases?service={service}&state=all",
    "mine": "/staff/cases?who=mine",
    "years back": "/staff/cases?state=all&after={middle}",
    "one": "/staff/cases/{late}",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_desk_stays_quick(
    grown: tuple[Flask, Llave], name: str, person: Callable[[], Person]
) -> None:
    app, _ = grown
    dora = Person(app.test_client())
    works(app, dora, f"Dora {name}", office="", phone=f"+52559{abs(hash(name)) % 10**7:07}")
    service = app.extensions["city"].services[0]
    late = next(n for n in range(COUNT // 2, COUNT) if STATES[n % len(STATES)] is State.REFUSED)
    path = LISTS[name].format(
        office=service.office,
        service=service.slug,
        middle=folio_at(COUNT // 2),
        late=folio_at(late),
    )
    _is_quick(app, dora, path, name)


@pytest.mark.parametrize("path", ["/", "/cases", f"/cases/{folio_at(0)}"])
def test_what_is_hers_stays_quick(grown: tuple[Flask, Llave], path: str) -> None:
    app, llave = grown
    amina = Person(app.test_client())
    signs_in(amina, app, llave)
    _is_quick(app, amina, path, path)


def _is_quick(app: Flask, who: Person, path: str, name: str) -> None:
    with Asked(app) as asked:
        assert who.client.get(path).status_code == 200
    took = median(lambda: who.client.get(path))
    print(f"\n{name:<28} {took * 1000:6.1f} ms")
    for question, plan in asked.plans().items():
        assert through_an_index(plan), f"{question}\n{plan}"
    assert took < MOST_SECONDS
