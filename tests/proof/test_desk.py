"""A desk with a hundred thousand reports: every list as quick, every question through an index."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.compression import pack
from backend.kernel.db import db
from backend.migrations.upgrade import upgrade
from backend.reports.actions import sla
from tests.conftest import DATABASES
from tests.identity.people import a_llave
from tests.page import Person
from tests.proof.growth import NUMBERS, fill, folio_at
from tests.proof.test_growth import MOST_SECONDS, Asked, median
from tests.staff.people import a_crew, works

pytestmark = pytest.mark.proof
COUNT = 100_000
COMMON = ("prende", "desde", "lunes", "calle", "morelos", "frente", "mercado")
"""What every report says."""
SELDOM = 500
"""One report in so many has a word of its own; one in twenty has ``fuga``, or ``bache``."""
MOST_BYTES = 5 * 1024


@pytest.fixture(scope="module", params=DATABASES)
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The site with a hundred thousand reports and their words, on each database."""
    var = tmp_path_factory.mktemp("desk")
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres")
    if url:
        upgrade(url, var)
    settings = Settings(
        var=var, database_url=url, log_level="error", write_rate="100000 per minute"
    )
    app = create_app(settings)
    with app.app_context():
        fill(db.engine, app.extensions["city"], COUNT, hers=[10, COUNT // 2, COUNT - 20])
        a_llave(app, "Somebody")
        with db.engine.begin() as connection:
            for statement in LIVED:
                connection.execute(text(statement))
        _fill_words()
    yield app
    with app.app_context():
        db.engine.dispose()


LIVED = (
    "INSERT INTO reports_activity (report_id, at, actor, office, act, told)"
    " SELECT id, created, 'city', department, 'move', state FROM reports_reports",
    "INSERT INTO reports_inside_notes (report_id, by_id, at, text)"
    " SELECT r.id, a.id, created, 'Ojo' FROM reports_reports r,"
    " (SELECT min(id) AS id FROM identity_accounts) a WHERE r.id % 3 = 0",
)


def _fill_words() -> None:
    numbers = NUMBERS[db.engine.dialect.name]
    words = [
        *((f"'{word}'", "1 = 1") for word in COMMON),
        ("'fuga'", "i % 20 = 0"),
        ("'bache'", "i % 20 = 1"),
        ("'cenote'", f"i % {SELDOM} = 0"),
    ]
    with db.engine.begin() as connection:
        for word, where in words:
            connection.execute(
                text(
                    "INSERT INTO reports_words (word, report_id)"
                    f" SELECT {word}, i FROM {numbers} WHERE {where}"
                ),
                {"count": COUNT},
            )
    _vacuum()


def _vacuum() -> None:
    """What PostgreSQL does by itself, a while after much was written."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("RESET statement_timeout"))


@pytest.fixture(scope="module")
def people(grown: Flask) -> dict[str, Person]:
    """Dora at one office, and who has the desk of the whole city."""
    found = {}
    for name, office, phone in (
        ("dora", "lighting", "+525500000009"),
        ("chief", "", "+525500000001"),
    ):
        found[name] = Person(grown.test_client())
        works(grown, found[name], name, office=office, phone=f"+5255000000{phone}")
    a_crew(grown)
    return found


MIDDLE = folio_at(COUNT // 2)
LISTS = {
    "open, by due day": "",
    "open, years on": f"?after={MIDDLE}",
    "late": "?late=1",
    "everything": "?state=all",
    "everything, years back": f"?state=all&after={MIDDLE}",
    "fixed": "?state=fixed",
    "confirmed, years back": f"?state=confirmed&after={MIDDLE}",
    "a borough": "?borough=tlalpan",
    "a borough, fixed": "?borough=tlalpan&state=fixed",
    "a category": "?category=streetlight",
    "a crew": "?crew=1",
    "a folio": f"?q={MIDDLE}",
    "a word that few have": "?q=cenote",
    "a word that all have": "?q=mercado",
    "all words that all have": "?q=" + "+".join(COMMON),
    "common and rare": "?q=mercado+cenote",
    "words that no report has together": "?q=fuga+bache",
    "the same, open": "?q=fuga+bache&state=open",
    "a word that none has": "?q=zzz",
    "half a word": "?q=merc",
    "to be moved": "?many=1",
}


def through_an_index(plan: str) -> bool:
    """Is no large table read from end to end? A city has some dozens of crews."""
    sqlite = re.search(r"SCAN (?!reports_crew)(reports_\w+|kernel_\w+)\b(?! USING)", plan)
    postgresql = re.search(r"Seq Scan on (?!reports_crew)(reports|kernel)_", plan)
    return not sqlite and not postgresql


def holds(grown: Flask, name: str, path: str, doing: Callable[[], object], asked: Asked) -> None:
    took = median(doing)
    print(f"\n{name:<44} {took * 1000:6.1f} ms")
    for question, plan in asked.plans().items():
        assert through_an_index(plan), f"{path}\n{question}\n{plan}"
    assert took < MOST_SECONDS


@pytest.mark.parametrize("who", ["dora", "chief"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_stays_quick_and_light(
    grown: Flask, people: dict[str, Person], name: str, who: str
) -> None:
    client = people[who].client
    path = f"/staff/reports{LISTS[name]}"
    with Asked(grown) as asked:
        answer = client.get(path)
    assert answer.status_code in {200, 302, 303}
    if answer.status_code == 200:
        assert len(pack(answer.data, "br")) < MOST_BYTES
    holds(grown, f"{who}: {name}", path, lambda: client.get(path), asked)


def test_a_report_stays_quick(grown: Flask, people: dict[str, Person]) -> None:
    path = f"/staff/reports/{MIDDLE}"
    client = people["chief"].client
    with Asked(grown) as asked:
        assert client.get(path).status_code == 200
    holds(grown, "a report", path, lambda: client.get(path), asked)


def test_the_file_begins_at_once(grown: Flask, people: dict[str, Person]) -> None:
    """It is written while it is read: what comes first does not wait for the last."""

    def begin() -> bytes:
        answer = people["chief"].posts("/staff/reports/csv", {"state": "all"})
        first = next(iter(answer.response))
        answer.close()
        return first  # type: ignore[no-any-return]

    with Asked(grown) as asked:
        assert begin().startswith("\ufeff".encode())
    holds(grown, "the first of a file of all", "csv", begin, asked)


def test_looking_for_what_is_late_stays_quick(grown: Flask) -> None:
    """All were told of before; the look finds nothing and asks one question."""
    with grown.app_context():
        now = clock.now()
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL statement_timeout = 0"))
        db.session.execute(text("UPDATE reports_reports SET warned = due, escalated = due"))
        db.session.commit()
        _vacuum()

    def look() -> bool:
        with grown.app_context():
            return sla.is_anything_due(now)

    with Asked(grown) as asked:
        assert not look()
    holds(grown, "nothing late to tell of", "sla", look, asked)
