"""Amina is signed in: without signal she can leave, and she always knows for whom she acts."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.llave import sign_up
from tests.waiting import until

SUBMIT = "main form button.btn:not([type=button])"
AMINA, BO = "5512345678", "5587654321"


@pytest.fixture
def page(quick: Phone, city: City) -> Page:
    """Amina's phone; she signed up a moment ago."""
    page = quick.open(f"{city.url}/")
    worker_controls(page)
    sign_up(page, city, city.url, "Amina Reyes", AMINA)
    return page


def on_the_phone(page: Page, question: str) -> object:
    page.wait_for_timeout(50)  # Playwright hears of the page only while it waits.
    return page.evaluate(question)


@contextmanager
def away(var: Path, table: str) -> Iterator[None]:
    """A table is away for a while."""

    def rename(now: str, to: str) -> None:
        with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
            database.execute(f"ALTER TABLE {now} RENAME TO {to}")

    rename(table, "gone")
    yield
    rename("gone", table)


def test_the_way_out_is_on_the_phone_before_it_is_needed(
    quick: Phone, city: City, page: Page
) -> None:
    page.goto(f"{city.url}/reports")
    kept = "caches.match('/sign-out').then(Boolean)"
    until(lambda: on_the_phone(page, kept), within=20, what="the page to sign out")
    quick.offline()
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    assert "person=" not in page.evaluate("document.cookie")


def test_a_server_in_trouble_takes_nothing_from_her_phone(
    city: City, page: Page, var: Path
) -> None:
    page.goto(f"{city.url}/llave")
    hers = "caches.keys().then((all) => all.filter((name) => /^v-private-/.test(name)).length)"
    until(lambda: on_the_phone(page, hers), within=20, what="a private copy")
    with away(var, "identity_sessions"):
        page.goto(f"{city.url}/llave")
        assert "Amina Reyes" in page.inner_text("main"), "the copy, in place of an error"
        page.goto(f"{city.url}/llave/keys")
        assert "Algo falló" in page.inner_text("main") or "Ahora no podemos" in page.inner_text(
            "main"
        )
        assert on_the_phone(page, hers) == 1
    page.goto(f"{city.url}/llave/keys")
    assert "Mis claves" in page.inner_text("main"), "she is still signed in"


def test_who_helps_is_told_so_also_on_a_form_that_the_phone_kept(
    city: City, page: Page, make_quick: Callable[..., Phone]
) -> None:
    his = make_quick().open()
    sign_up(his, city, city.url, "Bo Díaz", BO)
    his.goto(f"{city.url}/llave/help")
    his.click("text=Mostrar mi código")
    code = his.inner_text(".folio")

    page.goto(f"{city.url}/reports/new")
    assert page.is_hidden("[data-helping]")
    page.goto(f"{city.url}/llave/help")
    page.fill("#code", code)
    page.check("#kind-family")
    page.click("text=Empezar a ayudar")
    page.wait_for_url(f"{city.url}/")
    assert "Ayudas a Bo Díaz" in page.inner_text("body")
    page.goto(f"{city.url}/reports/new")
    page.wait_for_selector("[data-helping]:not([hidden])")

    page.goto(f"{city.url}/llave")
    page.click("text=Terminar de ayudar")
    page.wait_for_url(f"{city.url}/llave/help")
    bos = "caches.keys().then((all) => all.some((name) => name.startsWith('v-private-~')))"
    until(lambda: not on_the_phone(page, bos), within=20, what="an end of Bo's pages")
    page.goto(f"{city.url}/reports/new")
    assert page.is_hidden("[data-helping]")
    assert "Bo Díaz" not in page.inner_text("body")
