"""The small city's transport, loaded, at nine o'clock on a Wednesday."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from backend.kernel import clock
from backend.transit.load import load
from tests.transit.feeds import FILES, in_folder

NINE = datetime(2026, 11, 25, 15, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the server's clock."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NINE)
    return set_to


@pytest.fixture
def small_city(request: pytest.FixtureRequest, at: object, tmp_path: Path) -> Flask:
    """The site the test asked for, with the small city's feed."""
    name = "site" if "site" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)
    with app.app_context():
        load(in_folder(tmp_path / "small", FILES), now=clock.now())
    return app


@pytest.fixture
def flask(request: pytest.FixtureRequest) -> Callable[..., Result]:
    """Dora's command line: ``flask("transit", "load", path)``."""
    name = "site" if "site" in request.fixturenames else "app"
    app: Flask = request.getfixturevalue(name)

    def run(*words: object) -> Result:
        return app.test_cli_runner().invoke(args=[str(word) for word in words])

    return run
