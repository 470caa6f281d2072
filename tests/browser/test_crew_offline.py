"""Bo goes out with a crew. Where the lamp is there is no signal: his list is on his phone, and what
he sends goes out later, once, through the same addresses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from backend.app import create_app
from backend.config import Settings
from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.person import REDUCED, a_large_photo, count_waiting
from tests.browser.proxy import Proxy
from tests.identity.people import a_llave, a_session
from tests.staff.people import a_crew, came_in, gives_to, kept, logged
from tests.waiting import until

KEPT = "() => document.querySelector('[data-round]').dataset.kept === '1'"
SEND = "main form[data-outbox] > button.btn"


@pytest.fixture
def app(var: Path, city: City) -> Flask:
    """The application beside the server, on the same data."""
    return create_app(Settings(var=var, log_level="error"))


@pytest.fixture
def lamps(app: Flask) -> list[str]:
    """Two lamps that Bo's crew has for today."""
    bo = a_llave(app, "Bo Reyes", role="crew", office="lighting")
    crew = a_crew(app, bo)
    folios = [came_in(app, street="Av. Hidalgo"), came_in(app, street="Privada Allende")]
    for folio in folios:
        gives_to(app, folio, crew)
    app.extensions["bo"] = bo
    return folios


@pytest.fixture
def page(app: Flask, lamps: list[str], network: Proxy, make_quick: Callable[..., Phone]) -> Page:
    """Bo's phone at the office in the morning: he opens his list, and that is all he does."""
    phone = make_quick()
    cookies: list[Any] = [
        {"name": name, "value": value, "url": network.url}
        for name, value in a_session(app, app.extensions["bo"], strong=True).items()
    ]
    phone.context.add_cookies(cookies)
    page = phone.open(f"{network.url}/staff/crew")
    worker_controls(page)
    page.goto(f"{network.url}/staff/crew")
    page.wait_for_function(KEPT)
    return page


def test_the_list_and_what_it_leads_to_are_there_without_signal(
    page: Page, lamps: list[str], network: Proxy
) -> None:
    network.refuse()
    page.goto(f"{network.url}/staff/crew")
    for folio, street in zip(lamps, ("Av. Hidalgo", "Privada Allende"), strict=True):
        page.goto(f"{network.url}/staff/crew")
        page.click(f"a[href='/staff/crew/{folio}']")
        page.wait_for_selector(f"text={street}")


def test_moves_and_the_photo_wait_and_go_out_once(
    page: Page, app: Flask, lamps: list[str], network: Proxy, tmp_path: Path
) -> None:
    fixed, cannot = lamps
    network.refuse()
    page.goto(f"{network.url}/staff/crew/{fixed}")
    page.check("#to-fixed")
    page.set_input_files("#photo", a_large_photo(tmp_path))
    page.wait_for_function(REDUCED)
    page.click(SEND)
    page.wait_for_url(f"{network.url}/outbox")
    page.goto(f"{network.url}/staff/crew/{cannot}")
    page.check("#to-cannot")
    page.fill("#words", "El portón está cerrado")
    page.click(SEND)
    page.wait_for_url(f"{network.url}/outbox")
    assert count_waiting(page) == 2
    assert kept(app, fixed, "state") == ("assigned",)
    network.restore()
    page.goto(f"{network.url}/outbox")
    until(lambda: kept(app, fixed, "state") == ("fixed",), within=30)
    until(lambda: ("proof", "1") in logged(app, fixed), within=30)
    until(lambda: kept(app, cannot, "state") == ("cannot",), within=30)
    page.wait_for_function("() => document.body.dataset.outboxCount === '0'")
    assert sorted(logged(app, fixed)) == [
        ("assign", "Norte -"),
        ("move", "fixed"),
        ("proof", "1"),
    ]
    assert logged(app, cannot)[1:] == [("move", "cannot")]


def test_what_the_desk_settled_meanwhile_is_told_to_the_crew(
    page: Page, app: Flask, lamps: list[str], network: Proxy, city: City
) -> None:
    """It was closed while Bo was away: nothing of his is lost, and nothing is forced."""
    folio = lamps[0]
    network.refuse()
    page.goto(f"{network.url}/staff/crew/{folio}")
    page.check("#to-in_progress")
    page.click(SEND)
    page.wait_for_url(f"{network.url}/outbox")
    city.staff("move", folio, "cannot", "--note", "Es privado")
    network.restore()
    page.goto(f"{network.url}/outbox")
    page.wait_for_selector("text=Necesita que lo revises", timeout=30_000)
    assert kept(app, folio, "state") == ("cannot",)
