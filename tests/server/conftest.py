"""The server as `make run` starts it, on each database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backend.migrations.upgrade import upgrade
from tests import postgres
from tests.browser.city import City
from tests.conftest import DATABASES
from tests.postgres import Cluster


@pytest.fixture(scope="package")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL, to be stopped and killed."""
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="module")
def open_city(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[..., City]]:
    """Makes a running server with nothing reported yet, on ``sqlite`` or ``postgresql``."""
    with ExitStack() as running:

        def make(database: str, **settings: str) -> City:
            var = tmp_path_factory.mktemp(database)
            url = ""
            if database == "postgresql":
                made: Cluster = request.getfixturevalue("cluster")
                url = made.fresh()
                upgrade(url, var)
            return running.enter_context(City(var, database_url=url, fresh=True, **settings))

        yield make


@pytest.fixture(scope="module", params=DATABASES)
def city(request: pytest.FixtureRequest, open_city: Callable[..., City]) -> City:
    """A server on each database, one for all the tests of a file."""
    made: City = open_city(request.param)
    return made


@pytest.fixture(scope="module")
def plain_city(open_city: Callable[..., City]) -> City:
    """A server on SQLite, one for all the tests of a file."""
    return open_city("sqlite")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """Where a server of this test alone writes."""
    return tmp_path / "var"
