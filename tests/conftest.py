"""The site under test, on SQLite and on PostgreSQL, and the people who come to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from backend.kernel.security import limiter
from backend.migrations.upgrade import upgrade
from tests.begun import begun
from tests.page import Person
from tests.postgres import cluster
from tests.unsealed import unsealed

DATABASES = ("sqlite", "postgresql")
IS_FILLED = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own."""
    with cluster() as url:
        yield url


@pytest.fixture(scope="session")
def make_app(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Flask]:
    """Makes the application on a database: ``sqlite`` or ``postgresql``; one of each a session."""
    made: dict[str, Flask] = {}

    def make(database: str) -> Flask:
        if database not in made:
            var = tmp_path_factory.mktemp(database)
            url = "" if database == "sqlite" else request.getfixturevalue("postgres")
            if url:
                upgrade(url, var)
            often = "100000 per minute"
            settings = Settings(
                var=var,
                database_url=url,
                log_level="error",
                write_rate=often,
                open311_rate=often,
            )
            made[database] = create_app(settings)
        return made[database]

    return make


@pytest.fixture
def app(make_app: Callable[[str], Flask]) -> Iterator[Flask]:
    """The application on SQLite, empty."""
    yield from _empty(make_app("sqlite"))


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, make_app: Callable[[str], Flask]) -> Iterator[Flask]:
    """The application on each database, empty: for promises that the database must keep."""
    yield from _empty(make_app(request.param))


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Flask]:
    """Makes an application of the test's own on SQLite, to which views can be added."""

    def make(**settings: object) -> Flask:
        quiet = {"log_level": "critical", **settings}
        if not {"var", "city"} & settings.keys():
            quiet["var"] = begun(tmp_path / "var")
        quiet.setdefault("var", tmp_path / "var")
        return create_app(Settings(**quiet))  # type: ignore[arg-type]

    return make


def _empty(app: Flask) -> Iterator[Flask]:
    limiter.reset()
    yield app
    with app.app_context():
        there = text(" UNION ALL ".join(map(IS_FILLED.format, db.metadata.tables)))
        if filled := set(db.session.scalars(there)):
            with unsealed(db.session.connection()):
                for table in reversed(db.metadata.sorted_tables):
                    if table.name in filled:
                        db.session.execute(table.delete())
        db.session.commit()


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Callable[[], Person]:
    """Makes a person with a phone of her own, on the site the test asked for."""
    name = "site" if "site" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)

    def make() -> Person:
        client: FlaskClient = app.test_client()
        return Person(client)

    return make


@pytest.fixture
def amina(person: Callable[[], Person]) -> Person:
    """Amina reports."""
    return person()


@pytest.fixture
def bo(person: Callable[[], Person]) -> Person:
    """Bo watches."""
    return person()


@pytest.fixture
def eve(person: Callable[[], Person]) -> Person:
    """Eve has no business here."""
    return person()


@pytest.fixture
def repository() -> Path:
    """The top of this checkout."""
    return Path(__file__).parent.parent
