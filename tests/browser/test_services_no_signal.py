"""Amina fills in a service where there is no signal; what is missing is asked of her later."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone, worker_is_active
from tests.browser.person import a_large_photo, waiting_folio
from tests.browser.proxy import Proxy
from tests.browser.storage import databases, kept
from tests.browser.town import Town, follows, goes_on, shows
from tests.waiting import until

FORM = "/services/licence-renewal/form"


@pytest.fixture
def town(var: Path) -> Iterator[Town]:
    made = Town(var)
    with made.city:
        yield made


def fills_in(page: Page, folder: Path) -> None:
    """All of it, but for her name under it."""
    for name, said in {"had": "yes", "suspended": "no", "sort": "bike", "glasses": "no"}.items():
        page.check(f"[name={name}][value={said}]")
    page.check("[name=donor][value=no]")
    page.check("#agree")
    page.reload()
    for picked in ("#agree", "[name=had][value=yes]", "[name=sort][value=bike]"):
        assert page.is_checked(picked), "what she picked is there again after a refresh"
    page.set_input_files("#face", a_large_photo(folder))
    page.locator("#face ~ [data-photos-list]", has_text="KB").wait_for()


def waits(page: Page) -> list[dict[str, object]]:
    return [dict(row["value"]) for row in databases(page)["ventanilla"]["outbox"]]


def test_a_form_filled_in_without_signal_arrives_once_and_asks_for_what_is_missing(
    town: Town, make_quick: Callable[..., Phone], tmp_path: Path
) -> None:
    with Proxy(town.city.port) as network:
        phone = make_quick()
        town.signs_in(phone.context, town.amina, network.url)
        page = phone.open(network.url + FORM.removesuffix("/form"))
        worker_is_active(page)
        follows(page, "Llenarlo sin señal")
        until(lambda: FORM in str(kept(page)), within=30, what="the form on her phone")

        network.refuse()
        page.goto(network.url + FORM)
        fills_in(page, tmp_path)
        page.click("main form > button.btn")
        folio = waiting_folio(page)
        [entry] = waits(page)
        assert (entry["folio"], entry["title"]) == (folio, "Renovar la licencia de conducir")

        network.restore()
        page.goto(network.url)
        page.wait_for_function("() => document.body.dataset.outboxCount === '0'")
        page.goto(f"{network.url}/cases/{folio}")
        shows(page, "Falta: Firma con tu nombre")
        assert "Ver foto" in page.inner_text("main")
        follows(page, "Falta: Firma con tu nombre")
        page.fill("#sign", "Amina Reyes")
        goes_on(page, "Continuar")
        goes_on(page, "Enviar trámite")
        shows(page, "Falta pagar $1,055.00")
        assert page.inner_text(".folio").replace(" ", "") == folio
        page.goto(f"{network.url}/cases")
        assert page.inner_text("main").count("Renovar la licencia de conducir") == 1
