"""Dora works at the desk of the office that repairs street lights."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.page import Person
from tests.staff.people import works


@pytest.fixture
def city_app(request: pytest.FixtureRequest) -> Flask:
    """The site that the test asked for."""
    name = "site" if "site" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)
    return app


@pytest.fixture
def dora(city_app: Flask, person: Callable[[], Person]) -> Person:
    """Dora, at the desk of one office."""
    somebody = person()
    works(city_app, somebody)
    return somebody
