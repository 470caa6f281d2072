"""Amina renews her licence without signal: the whole form on one page, and its photo."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from backend.app import create_app
from backend.cases.models import Case
from backend.config import Settings
from backend.kernel.db import db
from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.person import a_large_photo, waiting_folio
from tests.browser.proxy import Proxy
from tests.cases.people import lives
from tests.identity.people import Llave, a_llave, a_session
from tests.waiting import until

SLUG = "licence-renewal"
MAY = f"/services/{SLUG}/can?had=yes&suspended=no"
FORM = f"/services/{SLUG}/form"
NAME = "Amina Reyes Soto"
KEPT = "path => caches.match(path).then(Boolean)"


@pytest.fixture
def house(city: City) -> Flask:
    """What the server runs, on the same data."""
    return create_app(Settings(var=city.var, log_level="error"))


@pytest.fixture
def amina(house: Flask) -> Llave:
    """Somebody whose identity was checked, and who lives in the city."""
    llave = a_llave(house, NAME, level=3, curp="RESA900101MDFYTM09")
    lives(house, llave)
    return llave


def signs_in(phone: Phone, house: Flask, llave: Llave, url: str, *, strong: bool = False) -> None:
    cookies: list[Any] = [
        {"name": name, "value": value, "url": url}
        for name, value in a_session(house, llave, strong=strong).items()
    ]
    phone.context.add_cookies(cookies)


def goes_on(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(f"main button:has-text('{button}')")


def picks(page: Page, name: str, value: str) -> None:
    page.check(f"[name={name}][value={value}]")


def states(house: Flask, folio: str) -> list[str]:
    """What became of it so far; nothing while it has not arrived."""
    with house.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one_or_none()
        return [move.state for move in case.moves] if case else []


def test_the_whole_form_is_written_without_signal_and_arrives_with_its_photo(
    quick: Phone, network: Proxy, house: Flask, amina: Llave, tmp_path: Path
) -> None:
    signs_in(quick, house, amina, network.url)
    page = quick.open(f"{network.url}{FORM}")
    worker_controls(page)
    page.goto(f"{network.url}{FORM}")
    until(
        lambda: page.wait_for_timeout(50) or page.evaluate(KEPT, FORM),
        within=30,
        what="the form, kept on the phone",
    )
    network.cut()
    page.goto(f"{network.url}{FORM}")
    for name, value in (("had", "yes"), ("suspended", "no"), ("sort", "car")):
        picks(page, name, value)
    picks(page, "glasses", "no")
    picks(page, "donor", "yes")
    page.set_input_files("#face", a_large_photo(tmp_path))
    page.fill("#sign", NAME)
    page.check("#agree")
    page.click("main form button.btn:not([name]):has-text('Enviar trámite')")
    folio = waiting_folio(page)
    network.restore()
    page.goto(f"{network.url}/outbox")
    until(
        lambda: page.wait_for_timeout(50) or states(house, folio) == ["received", "unpaid"],
        within=40,
        what="the case, sent, with its photo",
    )
    page.goto(f"{network.url}/cases/{folio}")
    assert "Falta pagar $1,055.00" in page.inner_text("main")
