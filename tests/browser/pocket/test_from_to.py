"""Bo is under ground, where there is no signal: his phone itself finds the way."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from backend.kernel import clock
from backend.transit import queries
from backend.transit.load import load
from backend.transit.queries import lines, plans, stations
from tests.browser.chromium import Phone, worker_controls
from tests.browser.pocket.things import nothing_asked, save, saved
from tests.browser.proxy import Proxy
from tests.page import Person, text_of
from tests.transit.everything import by_trying_everything
from tests.transit.feeds import FILES, in_folder
from tests.transit.pages import REAL_FEED, SAMPLE

WAYS = 20
NINE = datetime(2026, 11, 25, 15, tzinfo=UTC)


@pytest.fixture
def metro(app: Flask) -> Flask:
    """The city with the sample of its metro."""
    with app.app_context():
        load(SAMPLE, now=clock.now(), is_sample=True)
    return app


@contextmanager
def under_ground(phone: Phone, network: Proxy) -> Iterator[None]:
    """No signal, and nothing that leaves the phone."""
    phone.offline()
    network.refuse()
    with nothing_asked(network):
        yield
    network.restore()
    phone.offline(False)


def keeps(page: Page, network: Proxy, *names: str) -> None:
    page.goto(f"{network.url}/packs")
    worker_controls(page)
    for name in names:
        save(page, f"'{name}'")


def asks(page: Page, start: str, goal: str) -> None:
    page.fill("[name=from]", start)
    page.fill("[name=to]", goal)
    page.click("text=Ver cómo llegar")


def told(page: Page) -> list[list[str]]:
    """The ways on the page: each its heading and, for each step, where, by what, how far."""
    page.wait_for_selector("ol.strip")
    found: list[list[str]] = page.evaluate("""() =>
      [...document.querySelectorAll("ol.strip")].map((list) => {
        const shown = (each) => each && each.checkVisibility() ? each.innerText.trim() : "";
        return [shown(list.previousElementSibling), ...[...list.children].map((row) => [
          shown(row.querySelector("b")),
          shown(row.querySelector("a") || row.querySelector("span")),
          shown(row.querySelector("small")).split(".")[0],
        ].filter(Boolean).join(" | "))];
      })""")
    return found


def numbers(app: Flask, agency: str) -> dict[str, int]:
    """The stations of an agency: keys, and the feed's numbers."""
    with app.app_context():
        served = queries.current()
        assert served
        keys = queries.pack(f"agency.{agency}")["stations"]["key"]  # type: ignore[index]
        found = {key: stations.station(served, key) for key in keys}
        return {key: each.id for key, each in found.items() if each}


def is_best(app: Flask, start: int, goal: int) -> bool:
    """Is what the city answers what trying everything finds?"""
    with app.app_context():
        served = queries.current()
        assert served
        search = plans.search_of(served)
        best = search.journeys(start, goal)[0]
        found = by_trying_everything(search.lanes, search.near, start, goal)
        return (best.rides, best.seconds) == found


def test_the_phone_finds_the_way_that_trying_everything_finds(
    phone: Phone, network: Proxy, metro: Flask
) -> None:
    known = numbers(metro, "METRO")
    assert len(known) == 163
    dice = random.Random(7)
    pairs = [dice.sample(sorted(known), 2) for _ in range(WAYS)]
    page = phone.open()
    expected = []
    for start, goal in pairs:
        assert is_best(metro, known[start], known[goal])
        page.goto(f"{network.url}/transit/from-to?from={start}&to={goal}")
        expected.append(told(page))
    assert len({way[0][0].partition(":")[0] for way in expected}) > 2
    keeps(page, network, "transit-agency.METRO")
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to")
        for (start, goal), way in zip(pairs, expected, strict=True):
            asks(page, start, goal)
            page.wait_for_function(
                "(key) => document.querySelector('[data-found] a.btn').href.endsWith(key)",
                arg=f"?from={start}&to={goal}",
            )
            assert told(page) == way


def test_names_are_found_however_they_are_typed(phone: Phone, network: Proxy, metro: Flask) -> None:
    page = phone.open()
    keeps(page, network, "transit-agency.METRO")
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to")
        asks(page, "  INDIOS verdes", "tasquena")
        assert told(page)[0][1].startswith("Indios Verdes | 3 Metro · Hacia Universidad")
        asks(page, "Atlantis", "Tacuba")
        page.wait_for_selector("text=«Atlantis» no está en lo guardado en tu teléfono.")
        asks(page, "Tacuba", "tacuba")
        page.wait_for_selector("text=Ya estás ahí: es la misma estación.")
        # Several have it in their name: which one is asked, and chosen.
        asks(page, "san", "Tacuba")
        page.wait_for_selector("select[name=from]")
        page.select_option("select[name=from]", label="San Lázaro: Metro 1, Metro B")
        page.click("text=Ver cómo llegar")
        assert told(page)[0][1].startswith("San Lázaro")


def test_an_address_asked_for_without_signal_is_answered_from_what_is_saved(
    phone: Phone, network: Proxy, metro: Flask
) -> None:
    page = phone.open()
    keeps(page, network, "transit-agency.METRO")
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to?from=zocalo&to=Hidalgo")
        assert told(page)[0][1].startswith("Zócalo")
        assert "Página guardada" in page.inner_text("[data-net]")


def test_in_english_the_phone_speaks_english(phone: Phone, network: Proxy, metro: Flask) -> None:
    page = phone.open(f"{network.url}/en/packs")
    worker_controls(page)
    page.click("[data-pack='transit-agency.METRO'] [data-do=save]")
    page.wait_for_selector("text=is on your phone")
    with under_ground(phone, network):
        page.goto(f"{network.url}/en/transit/from-to")
        page.fill("[name=from]", "Pantitlán")
        page.fill("[name=to]", "Zaragoza")
        page.click("form .btn")
        assert told(page)[0][0].startswith("Without changes: ")
        assert "1 Metro · Towards Observatorio" in told(page)[0][1]


def test_one_line_may_be_saved_alone(phone: Phone, network: Proxy, metro: Flask) -> None:
    page = phone.open(f"{network.url}/transit/lines/12")
    worker_controls(page)
    page.click("text=Guardar esta línea en mi teléfono")
    page.wait_for_selector("[data-pack='transit-line.12']")
    save(page, "'transit-line.12'")
    assert saved(page)["transit-line.12"]["title"] == "Transporte, Metro 12"
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to")
        asks(page, "Tláhuac", "Mixcoac")
        assert told(page)[0][0].startswith("Sin cambios")
        asks(page, "Tláhuac", "Pantitlán")
        page.wait_for_selector("text=«Pantitlán» no está en lo guardado")


def test_what_leaves_now_is_told_as_the_city_tells_it(
    phone: Phone, network: Proxy, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        load(in_folder(tmp_path / "small", FILES), now=NINE)
    page = phone.open()
    keeps(page, network, "transit-agency.M", "transit-agency.B")
    bo = Person(app.test_client())
    moments = [NINE + timedelta(hours=hours) for hours in (0, 7, 15, 63)]
    asked = [("norte", "bosque"), ("este", "oeste"), ("oeste", "norte")]
    answers = 0
    with under_ground(phone, network):
        for moment in moments:
            monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
            page.clock.set_fixed_time(moment)
            for start, goal in asked:
                city = bo.opens(f"/transit/from-to?from={start}&to={goal}")
                whens = [text_of(each).split(". ")[1:] for each in city.all("small")]
                page.goto(f"{network.url}/transit/from-to?from={start}&to={goal}")
                told(page)
                mine = [each.split(". ")[1:] for each in page.locator("ol small").all_inner_texts()]
                for own, theirs in zip(mine, whens, strict=False):
                    answers += 1
                    assert theirs[0].startswith(own[0]) if own else not theirs
    assert answers >= len(moments) * len(asked)


def test_timetables_that_are_over_are_said_to_be(
    phone: Phone, network: Proxy, metro: Flask
) -> None:
    page = phone.open()
    keeps(page, network, "transit-agency.METRO")
    page.clock.set_fixed_time(NINE + timedelta(days=4000))
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to?from=zocalo&to=Hidalgo")
        told(page)
        assert "Estos horarios vencieron el" in page.inner_text("[data-said]")


def test_with_nothing_saved_the_city_answers(phone: Phone, network: Proxy, metro: Flask) -> None:
    page = phone.open(f"{network.url}/transit/from-to")
    asks(page, "Zócalo", "Hidalgo")
    page.wait_for_url("**/transit/from-to?from=Z%C3%B3calo&to=Hidalgo")


@pytest.mark.proof
@pytest.mark.skipif(not REAL_FEED.exists(), reason="the real feed is not here")
def test_two_agencies_of_the_real_feed_are_one_network_on_the_phone(
    phone: Phone, network: Proxy, app: Flask
) -> None:
    with app.app_context():
        load(REAL_FEED, now=clock.now(), shift=True)
        served = queries.current()
        assert served
        both = [queries.pack(f"agency.{key}") for key in ("METRO", "MB")]
        search = plans.search_of(served)
        known = {line["key"] for pack in both if pack for line in pack["lines"]}
        own = {id for id, line in _lines(served).items() if line in known}
        lanes = [lane for lane in search.lanes if lane.pattern in own]
        near = search.near
    keys = sorted({**numbers(app, "METRO"), **numbers(app, "MB")}.items())
    page = phone.open()
    keeps(page, network, "transit-agency.METRO", "transit-agency.MB")
    dice = random.Random(3)
    with under_ground(phone, network):
        page.goto(f"{network.url}/transit/from-to")
        for _ in range(WAYS):
            (start, here), (goal, there) = dice.sample(keys, 2)
            found = by_trying_everything(lanes, near, here, there)
            assert found
            asks(page, start, goal)
            page.wait_for_function(
                "(key) => document.querySelector('[data-found] a.btn').href.endsWith(key)",
                arg=f"?from={start}&to={goal}",
            )
            rides = sum(" · Hacia " in row for row in told(page)[0][1:])
            assert rides == found[0], (start, goal)


def _lines(served: queries.Served) -> dict[int, str]:
    """The key of the line of each pattern."""
    found = lines.patterns_by_number(served, range(100_000))
    known = lines.lines_by_number(served, {each.line_id for each in found.values()})
    return {number: known[each.line_id].key for number, each in found.items()}
