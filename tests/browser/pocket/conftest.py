"""One server for each file, and what it has, loaded anew by each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from backend.places.entry import Entry
from tests.browser.chromium import Phone
from tests.browser.city import City
from tests.browser.pocket.things import HERE, Fill
from tests.places.made import fill

ON_FOOT = {"latitude": HERE.lat, "longitude": HERE.lon, "accuracy": 12}


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def city(var: Path) -> Iterator[City]:
    """One server for all: what it has is loaded anew by each test."""
    with City(var) as running:
        yield running


@pytest.fixture(scope="module")
def app(var: Path, city: City) -> Flask:
    """The application beside the server, on the same data."""
    return create_app(Settings(var=var, log_level="error"))


@pytest.fixture
def load(app: Flask) -> Fill:
    """Loads exactly these places."""

    def loaded(kind: str, *entries: Entry) -> None:
        with app.app_context():
            fill(kind, *entries)
            db.session.commit()

    return loaded


@pytest.fixture
def phone(make_phone: Callable[..., Phone]) -> Phone:
    """A phone that knows where it is."""
    return make_phone(slowness=1, geolocation=ON_FOOT, permissions=["geolocation"])
