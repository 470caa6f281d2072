"""The site with services of the tests' own, Amina with a Llave, and Dora at the desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.migrations.upgrade import upgrade
from tests.cases.pack import a_pack
from tests.page import Person
from tests.staff.people import works


@pytest.fixture(scope="session")
def make_app(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Flask]:
    """Makes the application on a database, in the city of these tests; one of each a session."""
    made: dict[str, Flask] = {}
    pack: list[Path] = []

    def make(database: str) -> Flask:
        if database not in made:
            pack[:] = pack or [a_pack(tmp_path_factory.mktemp("city"))]
            var = tmp_path_factory.mktemp(f"cases-{database}")
            url = "" if database == "sqlite" else request.getfixturevalue("postgres")
            if url:
                upgrade(url, var)
            settings = Settings(
                var=var,
                database_url=url,
                city=pack[0],
                log_level="error",
                write_rate="100000 per minute",
            )
            made[database] = create_app(settings)
        return made[database]

    return make


@pytest.fixture
def city_app(request: pytest.FixtureRequest) -> Flask:
    """The site that the test asked for."""
    name = "site" if "site" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)
    return app


@pytest.fixture
def dora(city_app: Flask, person: Callable[[], Person]) -> Person:
    """Dora, at the desk of the office that these services are of."""
    somebody = person()
    works(city_app, somebody, office="mobility")
    return somebody


@pytest.fixture
def ema(city_app: Flask, person: Callable[[], Person]) -> Person:
    """Ema, at the same desk."""
    somebody = person()
    works(city_app, somebody, "Ema Díaz", office="mobility", phone="+525500000008")
    return somebody
