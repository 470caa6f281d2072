"""From received to fixed, and back: Dora says at her desk that it is fixed, Amina's phone is told,
and where there is no signal she says that it is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.chromium import Phone
from tests.browser.city import City
from tests.browser.person import a_large_photo
from tests.browser.proxy import Proxy
from tests.browser.told import Told, amina, city, delivered, desk, theirs
from tests.identity.people import a_llave, a_session
from tests.waiting import until

__all__ = ["amina", "city", "desk", "theirs"]

MOVE = "form[action$='/move']"
REOPEN = "form[action$='/reopen']"


@pytest.fixture
def dora(desk: Flask, city: City, make_quick: Callable[..., Phone]) -> Page:
    """At her desk, signed in with a second factor."""
    llave = a_llave(desk, "Dora Luna", role="desk", office="lighting", phone="+525500000009")
    screen = make_quick(is_mobile=False, has_touch=False)
    cookies: list[Any] = [
        {"name": name, "value": value, "url": city.url}
        for name, value in a_session(desk, llave, strong=True).items()
    ]
    screen.context.add_cookies(cookies)
    return screen.open(f"{city.url}/staff/reports")


def moves(dora: Page, to: str, *, words: str = "", photo: Path | None = None) -> None:
    dora.select_option("#to", to)
    dora.fill("#words", words)
    if photo:
        dora.set_input_files("#photo", photo)
    with dora.expect_navigation():
        dora.click(f"{MOVE} button")


def test_what_was_called_fixed_is_reopened_where_there_is_no_signal(
    amina: Told, dora: Page, network: Proxy, city: City, tmp_path: Path
) -> None:
    page = amina.page
    dora.click(f"a[href='/staff/reports/{amina.folio}']")
    dora.wait_for_selector(MOVE)
    moves(dora, "assigned")
    moves(dora, "fixed", words="Cambiamos el foco", photo=a_large_photo(tmp_path))
    fixed = until(
        lambda: next((each for each in amina.told() if "arreglado" in each), None),
        within=30,
        what="the push that it is fixed",
    )
    amina.worker.push(fixed)
    said = json.loads(fixed)
    assert said["path"] == amina.path
    assert any("arreglado" in each["title"] + each["body"] for each in amina.shown())
    assert any(delivered(city.var))
    kept = f"caches.match({json.dumps(amina.path)}).then(found => found && found.text())"
    until(
        lambda: page.wait_for_timeout(50) or "Cambiamos el foco" in (page.evaluate(kept) or ""),
        within=20,
        what="the page as it is now, on the phone",
    )

    network.cut()
    page.goto(f"{amina.url}{amina.path}")
    page.wait_for_selector("[data-net]:has-text('Página guardada: ')")
    page.fill("#reason", "Sigue apagada")
    page.click(f"{REOPEN} button")
    page.wait_for_selector("[data-state]:has-text('Guardado en tu teléfono')")
    dora.reload()
    assert "Sigue apagada" not in dora.inner_text("main")

    network.restore()
    page.evaluate("dispatchEvent(new Event('online'))")

    def is_back() -> bool:
        page.wait_for_timeout(200)
        dora.goto(f"{city.url}/staff/reports")
        return "Reabierto" in dora.inner_text("main")

    until(is_back, within=40, what="the report at the office that had closed it")
    dora.click(f"a[href='/staff/reports/{amina.folio}']")
    dora.wait_for_selector("text=Sigue apagada")
