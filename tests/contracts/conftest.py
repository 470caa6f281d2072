"""The site as a whole, for the promises that hold everywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from tests.contracts.tour import Visit, walk


@pytest.fixture(scope="session")
def tour(tmp_path_factory: pytest.TempPathFactory) -> list[Visit]:
    """Every page in every language and state."""
    return walk(tmp_path_factory.mktemp("tour"))


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Flask]:
    """Makes an application of the test's own, to which views can be added."""

    def make(**settings: object) -> Flask:
        quiet = {"var": tmp_path / "var", "log_level": "critical", **settings}
        return create_app(Settings(**quiet))  # type: ignore[arg-type]

    return make
