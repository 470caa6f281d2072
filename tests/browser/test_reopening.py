"""The city says "fixed" and it is not: Amina says so where there is no signal."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.person import REDUCED as ONE_PHOTO
from tests.browser.person import a_large_photo, count_waiting, fill_in, send
from tests.browser.storage import kept
from tests.waiting import until

REOPEN = "form[action$='/reopen']"
REDUCED = (
    f"() => document.querySelector(\"{REOPEN} [data-photos-list]\").textContent.includes('KB')"
)
COPY = "[data-net]:has-text('Página guardada')"


def the_city_has(var: Path, what: str) -> list[Any]:
    """What one question finds in the server's own file."""
    with closing(sqlite3.connect(f"file:{var / 'ventanilla.db'}?mode=ro", uri=True)) as database:
        return database.execute(what).fetchall()


def comes(page: Page, var: Path, what: str, answer: list[Any]) -> None:
    """Wait until the server has it; the browser works only while it is waited for."""

    def has() -> bool:
        page.wait_for_timeout(50)
        return the_city_has(var, what) == answer

    until(has, within=30, what=what)


@pytest.fixture
def page(quick: Phone, city: City) -> Page:
    """Amina's phone: she reported a dark lamp, the city says that it is fixed, and she looked."""
    page = quick.open(f"{city.url}/reports/new")
    worker_controls(page)
    fill_in(page)
    send(page)
    page.wait_for_selector("[data-ticket]")
    folio = page.get_attribute("[data-ticket]", "data-ticket") or ""
    city.staff("move", folio, "assigned")
    city.staff("move", folio, "fixed", "--note", "Cambiamos el foco")
    page.goto(f"{city.url}/inbox")
    page.wait_for_selector("text=quedó arreglado")
    page.goto(f"{city.url}/reports/{folio}")
    page.wait_for_selector(REOPEN)
    for path in ("/inbox", f"/reports/{folio}"):
        until(lambda path=path: on_the_phone(page, path), within=20, what=f"{path} on the phone")
    return page


def on_the_phone(page: Page, path: str) -> bool:
    page.wait_for_timeout(50)
    return bool(page.evaluate("path => caches.match(path).then(Boolean)", path))


def opens_the_copy(phone: Phone, page: Page) -> None:
    phone.offline()
    page.reload()
    page.wait_for_selector(COPY)


def test_she_reopens_without_signal_with_a_photo_and_it_arrives_once(
    quick: Phone, page: Page, city: City, tmp_path: Path
) -> None:
    opens_the_copy(quick, page)
    assert "Te quedan 15 días para reabrirlo" in page.inner_text("main")
    page.fill("#reason", "Sigue apagada")
    page.set_input_files("#proof", a_large_photo(tmp_path))
    page.wait_for_function(REDUCED)
    page.click(f"{REOPEN} button")
    page.wait_for_selector("[data-state]:has-text('Guardado en tu teléfono')")
    assert count_waiting(page) == 1
    assert the_city_has(city.var, "SELECT state FROM reports_reports") == [("fixed",)]
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    photos = "SELECT state, (SELECT count(*) FROM reports_photos) FROM reports_reports"
    comes(page, city.var, photos, [("reopened", 1)])
    page.click("text=Ver cómo va")
    page.wait_for_selector("text=Sigue apagada")
    page.wait_for_selector("a:has-text('Ver foto')")
    moves = "SELECT count(*) FROM reports_moves WHERE state = 'reopened'"
    assert the_city_has(city.var, moves) == [(1,)]


def test_with_signal_she_reopens_in_one_go(page: Page, city: City, tmp_path: Path) -> None:
    page.fill("#reason", "Sigue apagada")
    page.set_input_files("#proof", a_large_photo(tmp_path))
    page.wait_for_function(REDUCED)
    page.click(f"{REOPEN} button")
    page.wait_for_selector("text=Reabierto")
    page.wait_for_selector("a:has-text('Ver foto')")
    assert the_city_has(city.var, "SELECT state FROM reports_reports") == [("reopened",)]


def test_her_inbox_is_there_without_signal(quick: Phone, page: Page, city: City) -> None:
    quick.offline()
    page.goto(f"{city.url}/inbox")
    page.wait_for_selector(COPY)
    told = page.inner_text("main")
    for words in ("Recibimos tu reporte", "quedó arreglado", "Cambiamos el foco"):
        assert words in told
    assert "Cambiamos el foco" in str(kept(page))


def test_she_says_in_a_tap_how_it_went_without_signal(quick: Phone, page: Page, city: City) -> None:
    opens_the_copy(quick, page)
    page.click("form[action$='/rate/1'] button")
    page.wait_for_selector("[data-state]:has-text('Guardado en tu teléfono')")
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    comes(page, city.var, "SELECT score FROM reports_ratings", [(1,)])


def test_when_it_is_too_late_she_begins_again_without_signal(
    quick: Phone, page: Page, city: City, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(city.var / "ventanilla.db", timeout=10)) as database:
        database.execute("UPDATE reports_reports SET since = '2020-01-01 00:00:00'")
        database.commit()
    page.reload()
    page.click("text=Volvió a fallar")
    page.wait_for_selector("form[action$='/again']")
    old = page.url.split("/")[-2]
    path = f"/reports/{old}/again"
    until(lambda: on_the_phone(page, path), within=20, what=f"{path} on the phone")
    opens_the_copy(quick, page)
    assert page.is_checked("input[value=streetlight]")
    assert page.input_value("#place-street") == "Av. Hidalgo"
    page.fill("#description", "Otra vez")
    page.set_input_files("#photos", a_large_photo(tmp_path))
    page.wait_for_function(ONE_PHOTO)
    send(page)
    page.wait_for_selector("[data-state]:has-text('Guardado en tu teléfono')")
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    query = """SELECT description, after, (SELECT count(*) FROM reports_photos)
      FROM reports_reports ORDER BY id DESC LIMIT 1"""
    comes(page, city.var, query, [("Otra vez", old, 1)])
