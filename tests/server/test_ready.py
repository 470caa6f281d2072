"""Two processes on one database: what one writes the other shows, to whoever asks next."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.config import ROOT
from tests.browser.city import City
from tests.conftest import DATABASES
from tests.people import a_fault
from tests.server.phone import get, post

Cities = tuple[City, City]


@pytest.fixture(scope="module", params=DATABASES)
def cities(
    request: pytest.FixtureRequest,
    open_city: Callable[..., City],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Cities]:
    """One where things are written, and another on the same database."""
    here: City = open_city(request.param)
    with City(tmp_path_factory.mktemp("other"), database_url=here.database, fresh=True) as other:
        yield here, other


def both(cities: Cities, path: str) -> list[str]:
    """The page of each, and once more: what lies ready by then."""
    shown = [get(city, path).text for city in (*cities, *cities)]
    assert shown[:2] == shown[2:]
    return shown[:2]


def test_a_report_filed_here_is_in_the_list_there(cities: Cities) -> None:
    here, there = cities
    both(cities, "/reports")
    for _ in range(3):
        address = post(here, "/reports/new", a_fault(near="new")).location
        assert address in get(there, "/reports").text
        assert address in get(here, "/reports").text


def test_whoever_was_answered_sees_it_wherever_she_looks(cities: Cities) -> None:
    """Twelve phones write here and there at once; each then looks at the other process."""

    def report(number: int) -> bool:
        mine, other = cities[number % 2], cities[1 - number % 2]
        address = post(mine, "/reports/new", a_fault(near="new")).location
        return address in get(other, "/reports").text and address in get(mine, "/reports").text

    with ThreadPoolExecutor(6) as phones:
        assert all(phones.map(report, range(12)))


def test_what_staff_do_by_command_is_shown_by_both(cities: Cities, tmp_path: Path) -> None:
    here, _ = cities
    words = "No prende desde el lunes"
    folio = post(here, "/reports/new", a_fault(near="new")).location.rpartition("/")[2]
    path = f"/reports/{folio}"
    assert not any(words in page for page in both(cities, path))
    here.flask("reports", "publish", folio)
    assert all(words in page for page in both(cities, path))

    assert not any("Cierra la estación" in page for page in both(cities, "/transit/notices"))
    said = here.flask("transit", "notice", "add", "--say", "es", "Cierra la estación")
    assert all("Cierra la estación" in page for page in both(cities, "/transit/notices"))
    here.flask("transit", "notice", "end", said.split()[-1].strip("."))
    assert not any("Cierra la estación" in page for page in both(cities, "/transit/notices"))

    home = both(cities, "/")
    assert not any('href="/transit"' in page for page in home)
    here.flask("transit", "load", str(ROOT / "backend" / "city" / "cdmx" / "gtfs"))
    assert all('href="/transit"' in page for page in both(cities, "/"))

    points = tmp_path / "wifi.csv"
    points.write_text("id,latitud,longitud,alcaldia\n1,19.4326,-99.1332,Cuauhtémoc\n")
    both(cities, "/places")
    here.flask("places", "load", "--kind", "wifi", str(points))
    assert all('href="/places/wifi"' in page for page in both(cities, "/"))
    here.flask("places", "forget", "wifi")
    assert not any('href="/places/wifi"' in page for page in both(cities, "/"))


def test_a_phone_is_told_by_either_that_it_has_the_page(cities: Cities) -> None:
    tags = {get(city, "/privacy", Accept_Encoding="br").headers["etag"] for city in cities}
    assert len(tags) == 1, "the same page is the same wherever it was drawn"
    for city in cities:
        answer = get(city, "/privacy", Accept_Encoding="br", If_None_Match=tags.copy().pop())
        assert (answer.status, answer.text) == (304, "")
        assert answer.is_ours
        assert answer.headers["date"], "by which the phone says when it saved the page"
