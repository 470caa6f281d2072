"""The real feed of the city, where it is at hand: all of it is read, served, and light."""

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask

from backend.app import create_app
from backend.budgets.cli import WITHIN, check
from backend.budgets.page import Page
from backend.config import Settings
from backend.transit import queries
from backend.transit.line_story import PAGE
from backend.transit.queries import lines, plans, stations
from tests.page import Page as Read
from tests.page import Person
from tests.transit.pages import REAL_FEED, with_real

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not REAL_FEED.exists(), reason="the real feed is not here"),
]
STOPS = 200
MOST_BYTES = 160 * 1024**2


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with the real feed."""
    var = tmp_path_factory.mktemp("real")
    app = create_app(Settings(var=var, log_level="error"))
    with_real(app)
    return app


def _counted() -> dict[str, int]:
    with zipfile.ZipFile(REAL_FEED) as archive:
        return {
            name: sum(1 for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            - 1
            for name in archive.namelist()
        }


def test_rows_are_what_an_independent_count_finds(city: Flask) -> None:
    with city.app_context():
        served = queries.current()
        assert served
        assert served.row.counts == _counted()


def _load_alone(var: str) -> int:
    app = create_app(Settings(var=Path(var), log_level="error"))
    with_real(app)
    # Of this program alone: ru_maxrss would count who started it as well.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def test_loading_takes_little_memory(tmp_path: Path) -> None:
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(_load_alone, (str(tmp_path),)) < MOST_BYTES


@pytest.mark.parametrize("prefix, language", [("", "es"), ("/en", "en")])
def test_every_page_of_every_line_and_of_two_hundred_stops_is_within_budget(
    city: Flask, repository: Path, prefix: str, language: str
) -> None:
    pages = [Page(prefix + path, language, "real feed") for path in _paths(city)]
    assert len(pages) > 300 + STOPS
    report = io.StringIO()
    exit_code = check(city, pages, repository / "budgets.json", report, worker=None)
    assert exit_code == WITHIN, report.getvalue().splitlines()[-20:]


def test_every_page_of_every_line_reads_well(city: Flask) -> None:
    bo = Person(city.test_client())
    for path in _paths(city):
        assert isinstance(bo.opens(path), Read)


def _paths(city: Flask) -> Iterator[str]:
    """Every page of every line along each of its ways, and of some stops."""
    with city.app_context():
        served = queries.current()
        assert served
        for agency, _ in lines.agencies(served):
            for line in lines.lines_of(served, agency):
                for pattern in lines.patterns_of(served, line):
                    for page in range(1, -(-len(pattern.stations) // PAGE) + 1):
                        yield f"/transit/lines/{line.key}?way={pattern.place + 1}&page={page}"
        count = len(plans.search_of(served).near)
        dice = random.Random(200)
        found = stations.stations_by_number(served, dice.sample(range(count), STOPS))
        yield from (f"/transit/stops/{station.key}" for station in found.values())


@pytest.mark.parametrize("start, goal", [("Tasqueña", "Indios Verdes"), ("La Paz", "El Rosario")])
def test_the_way_through_the_metro(city: Flask, start: str, goal: str) -> None:
    bo = Person(city.test_client())
    page = bo.opens(f"/transit/from-to?from={start}&to={goal}")
    assert "Metro" in page.text
    assert "cambio" in page.text
