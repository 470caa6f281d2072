"""Bo rides the metro with a cheap phone: near him, along a line, and where there is no signal."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from backend.app import create_app
from backend.config import Settings
from tests.begun import begun
from tests.browser.chromium import Phone, worker_controls, worker_is_active
from tests.browser.city import City
from tests.browser.proxy import Proxy
from tests.transit.pages import with_sample

BALDERAS = {"latitude": 19.4272, "longitude": -99.1489, "accuracy": 20}
LEAST_TARGET = 44
WIDEST = "() => document.documentElement.scrollWidth"
LINES = """() => [...document.querySelectorAll(".strip li")].map((row) => {
  const track = row.querySelector("path").getBoundingClientRect();
  const dot = row.querySelector("circle").getBoundingClientRect();
  const { top, bottom, height } = row.getBoundingClientRect();
  const middle = (dot.top + dot.bottom) / 2;
  return { top, bottom, height, from: track.top, to: track.bottom, dot: middle };
})"""


@pytest.fixture
def city(var: Path) -> Iterator[City]:
    """A city with the sample of its metro."""
    with_sample(create_app(Settings(var=begun(var), log_level="error")))
    with City(var) as running:
        yield running


def _names(page: Page) -> list[str]:
    return page.locator(".list li b:not(.line)").all_inner_texts()


def test_near_me_is_a_tap_with_script_and_not_there_without(
    make_phone: Callable[..., Phone], network: Proxy
) -> None:
    phone = make_phone(slowness=1, geolocation=BALDERAS, permissions=["geolocation"])
    page = phone.open(f"{network.url}/transit/stops")
    page.click("text=Cerca de mí")
    page.wait_for_url(lambda url: url.endswith("/transit/stops?near=19.427%2C-99.149"))
    assert _names(page)[0] == "Balderas"
    plain = make_phone(slowness=1, java_script_enabled=False)
    without = plain.open(f"{network.url}/transit/stops")
    assert not without.is_visible("text=Cerca de mí")
    without.fill("#q", "baldéras")
    without.click("text=Buscar")
    assert _names(without) == ["Balderas"]


def test_what_was_looked_up_once_is_there_without_signal(quick: Phone, network: Proxy) -> None:
    page = quick.open(f"{network.url}/transit")
    worker_is_active(page)
    worker_controls(page)
    for path in ("/transit", "/transit/lines/1", "/transit/stops/tacubaya"):
        page.goto(network.url + path)
    page.goto(f"{network.url}/transit/from-to")
    page.fill("#from", "observatorio")
    page.fill("#to", "zapata")
    page.click("text=Ver cómo llegar")
    way = page.url
    network.cut()
    page.goto(f"{network.url}/transit/lines/1")
    assert page.locator(".strip li").count() == 20
    page.wait_for_selector("[data-net]")
    page.click("text=Tacubaya")
    page.wait_for_url("**/transit/stops/tacubaya")
    page.goto(way)
    assert "Con 1 cambio" in page.inner_text("main")


def test_the_strip_is_one_line_from_end_to_end_and_each_station_a_thumb_wide(
    quick: Phone, network: Proxy
) -> None:
    page = quick.open(f"{network.url}/transit/lines/2")
    rows = page.evaluate(LINES)
    assert len(rows) == 24
    for before, after in pairwise(rows):
        assert before["bottom"] == pytest.approx(after["top"], abs=1)
        # The track of each reaches the next.
        assert before["to"] >= before["bottom"] - 1
        assert after["from"] <= after["top"] + 1
    assert rows[0]["from"] == pytest.approx(rows[0]["dot"], abs=1)
    assert rows[-1]["to"] == pytest.approx(rows[-1]["dot"], abs=1)
    assert all(row["height"] >= LEAST_TARGET for row in rows)
    assert page.evaluate(WIDEST) == 360
