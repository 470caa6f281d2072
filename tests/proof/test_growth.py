"""Years later, with a million reports: every page as quick, every question through an index."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from backend.migrations.upgrade import upgrade
from tests.conftest import DATABASES
from tests.page import Person
from tests.people import ZOCALO, a_fault
from tests.proof.growth import fill, folio_at, key_of

pytestmark = pytest.mark.proof
COUNT = 1_000_000
TIMES = 15
MOST_SECONDS = 0.1
HERS = [10, COUNT // 2, COUNT - 20, 30]


@pytest.fixture(scope="module", params=DATABASES)
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The site with a million reports, on each database."""
    var = tmp_path_factory.mktemp("grown")
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres")
    if url:
        upgrade(url, var)
    settings = Settings(
        var=var, database_url=url, log_level="error", write_rate="100000 per minute"
    )
    app = create_app(settings)
    with app.app_context():
        began = time.monotonic()
        fill(db.engine, app.extensions["city"], COUNT, hers=HERS)
        print(f"\n{request.param}: {COUNT:,} reports in {time.monotonic() - began:.0f} s")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def amina(grown: Flask) -> Person:
    """She sent three of them from her phone, years apart."""
    client = grown.test_client()
    client.set_cookie("phone", ".".join(map(key_of, HERS[:3])))
    return Person(client)


MIDDLE = folio_at(COUNT // 2)
PAGES = {
    "newest": "/reports",
    "a borough": "/reports?borough=tlalpan",
    "around a place": "/reports?near=19.43,-99.13",
    "around the edge": "/reports?near=19.06,-99.35",
    "page 2": f"/reports?after={folio_at(COUNT - 20)}",
    "years back": f"/reports?after={MIDDLE}",
    "the last page": f"/reports?after={folio_at(30)}",
    "a borough, years back": f"/reports?borough=tlalpan&after={MIDDLE}",
    "around a place, years back": f"/reports?near=19.43,-99.13&after={MIDDLE}",
    "a report": f"/reports/{MIDDLE}",
    "her own report": f"/reports/{folio_at(10)}",
    "her private link": f"/r/{key_of(10)}",
    "home": "/",
}


class Asked:
    """The questions that the database was asked, and how long the answers took."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.questions: dict[str, Any] = {}

    def __enter__(self) -> "Asked":
        with self.app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        with self.app.app_context():
            event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, told: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            self.questions[statement] = told

    def plans(self) -> dict[str, str]:
        """How the database means to answer each, in its own words."""
        with self.app.app_context():
            connection = db.session.connection()
            is_sqlite = connection.dialect.name == "sqlite"
            explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
            return {
                question: "\n".join(
                    str(row[-1]) for row in connection.exec_driver_sql(explain + question, told)
                )
                for question, told in self.questions.items()
            }


def through_an_index(plan: str) -> bool:
    """Is no table of reports read from end to end?"""
    sqlite = re.search(r"SCAN (reports_\w+|files_\w+|kernel_\w+)\b(?! USING)", plan)
    postgresql = re.search(r"Seq Scan on (reports|files|kernel)_", plan)
    return not sqlite and not postgresql


def median(doing: Callable[[], Any]) -> float:
    """Of some tries, in seconds; the first, which warms up, is not counted."""
    doing()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        doing()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stays_quick(grown: Flask, amina: Person, name: str) -> None:
    with Asked(grown) as asked:
        answer = amina.client.get(PAGES[name])
    assert answer.status_code in {200, 303}
    took = median(lambda: amina.client.get(PAGES[name]))
    print(f"\n{name:<28} {took * 1000:6.1f} ms")
    for question, plan in asked.plans().items():
        assert through_an_index(plan), f"{question}\n{plan}"
    assert took < MOST_SECONDS


def test_a_new_report_is_still_taken_quickly(grown: Flask, amina: Person) -> None:
    """The same fault nearby is looked for first; the last of them is filed."""
    with Asked(grown) as asked:
        assert amina.posts("/reports/new", a_fault(**ZOCALO)).status_code in {303, 422}
    took = median(lambda: amina.posts("/reports/new", a_fault(**ZOCALO)))
    filed = median(lambda: amina.posts("/reports/new", a_fault(near="new")))
    print(f"\nthe same nearby {took * 1000:18.1f} ms\nfiled {filed * 1000:28.1f} ms")
    for question, plan in asked.plans().items():
        assert through_an_index(plan), f"{question}\n{plan}"
    assert max(took, filed) < MOST_SECONDS
