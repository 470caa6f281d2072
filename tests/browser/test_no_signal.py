"""Amina reports a dead street light where there is no signal, and it arrives, once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from backend.reports import folio as folios
from tests.browser.chromium import Phone, worker_is_active
from tests.browser.person import (
    a_large_photo,
    count_waiting,
    fill_in,
    kept_by_the_city,
    send,
    waiting_folio,
)
from tests.browser.proxy import Proxy
from tests.browser.storage import databases
from tests.waiting import until

AT_ONCE = 9
"""Seconds: less than the ten after which silence is believed."""


@pytest.fixture(params=[1, pytest.param(6, marks=pytest.mark.proof)], ids=["quick", "slow"])
def phone(request: pytest.FixtureRequest, make_phone: Callable[..., Phone]) -> Phone:
    """A phone that can lose its power; with the proofs as slow as a cheap one."""
    return make_phone(own=True, slowness=request.param)


def with_the_form(phone: Phone, network: Proxy) -> Page:
    """Amina opened the app once, on a slow network, so it is on her phone."""
    network.slow(round_trip=0.4, rate=400_000)
    page = phone.open(f"{network.url}/reports/new")
    worker_is_active(page)
    return page


def in_the_outbox(page: Page) -> dict[str, object]:
    (row,) = databases(page)["ventanilla"]["outbox"]
    return dict(row["value"])


def arrived(var: Path, page: Page | None = None) -> list[tuple[str, int]]:
    """Folio and number of photos of each report, once one has its photo."""

    def whole() -> list[tuple[str, int]]:
        if page is not None:
            page.wait_for_timeout(50)  # the browser's events are heard only while it waits
        return [(each.folio, len(each.photos)) for each in kept_by_the_city(var) if each.photos]

    return until(whole, within=40, what="the report with its photo")


def test_on_lie_fi_she_gets_a_folio_and_after_a_kill_it_arrives(
    phone: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = with_the_form(phone, network)
    network.cut()
    assert page.evaluate("navigator.onLine") is True
    fill_in(page, a_large_photo(tmp_path))
    send(page)
    folio = waiting_folio(page)
    assert folios.read(folio) == folio
    assert count_waiting(page) == 1
    (photo,) = in_the_outbox(page)["photos"]  # type: ignore[misc]
    assert photo["blob"]["size"] <= 100 * 1024
    assert kept_by_the_city(var) == []

    phone.kill()
    network.restore()
    phone.start()
    page = phone.open(network.url)
    assert arrived(var, page) == [(folio, 1)]
    (report,) = kept_by_the_city(var)
    ((width, height, _),) = report.photos
    assert height > width
    assert report.description == "No prende desde el lunes"

    page.goto(f"{network.url}/outbox")
    page.click("text=Ver cómo va")
    page.wait_for_url(f"**/reports/{folio}")
    assert "Ver foto" in page.inner_text("main")
    page.goto(network.url)
    assert count_waiting(page) == 0
    assert arrived(var) == [(folio, 1)]


def test_without_signal_it_arrives_by_itself_with_the_app_closed(
    phone: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = with_the_form(phone, network)
    phone.offline()
    page.wait_for_selector("[data-net]:has-text('Sin conexión')")
    page.goto(f"{network.url}/reports/new")
    fill_in(page, a_large_photo(tmp_path))
    send(page)
    folio = waiting_folio(page, within=AT_ONCE)
    assert "1 envío pendiente" in page.inner_text("[data-net]")
    blank = phone.open()
    page.close()
    assert kept_by_the_city(var) == []
    phone.offline(False)
    assert arrived(var, blank) == [(folio, 1)]


@pytest.mark.parametrize("how", ["no sync", pytest.param("no locks", marks=pytest.mark.proof)])
def test_on_an_older_browser_opening_the_app_is_enough(
    how: str, quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    missing = (
        "navigator.__proto__, 'locks'"
        if how == "no locks"
        else ("ServiceWorkerRegistration.prototype, 'sync'")
    )
    quick.context.add_init_script(f"Object.defineProperty({missing}, {{value: undefined}})")
    page = with_the_form(quick, network)
    quick.offline()
    page.goto(f"{network.url}/reports/new")
    fill_in(page, a_large_photo(tmp_path))
    send(page)
    folio = waiting_folio(page, within=AT_ONCE)
    page.close()
    quick.offline(False)
    page = quick.open(network.url)
    assert arrived(var, page) == [(folio, 1)]


def test_english_works_the_same(quick: Phone, network: Proxy, var: Path) -> None:
    page = quick.open(f"{network.url}/en/reports/new")
    worker_is_active(page)
    page.wait_for_function("() => caches.match('/en/outbox')")
    quick.offline()
    page.goto(f"{network.url}/en/reports/new")
    fill_in(page)
    send(page)
    folio = waiting_folio(page, within=AT_ONCE)
    assert "/en/" in page.url
    page.wait_for_selector("[data-state]:has-text('Saved on your phone')")
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: page.wait_for_timeout(50) or kept_by_the_city(var), within=20)
    assert [each.folio for each in kept_by_the_city(var)] == [folio]


def test_the_answer_is_lost_on_the_way_and_nothing_is_doubled(
    quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    """The server had it, the phone does not know: it asks again and gets the first answer."""
    page = with_the_form(quick, network)
    fill_in(page, a_large_photo(tmp_path))
    network.drop_after(0)
    send(page)
    folio = waiting_folio(page)
    until(lambda: kept_by_the_city(var), what="the first try")
    network.restore()
    page.reload()
    assert arrived(var, page) == [(folio, 1)]
    page.wait_for_selector("text=Ver cómo va")
    assert len(kept_by_the_city(var)) == 1


def test_two_tabs_send_it_once(quick: Phone, network: Proxy, var: Path, tmp_path: Path) -> None:
    page = with_the_form(quick, network)
    quick.offline()
    fill_in(page, a_large_photo(tmp_path))
    send(page)
    folio = waiting_folio(page, within=AT_ONCE)
    other = quick.open(f"{network.url}/outbox")
    quick.offline(False)
    for tab in (page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    assert arrived(var, page) == [(folio, 1)]
    for tab in (page, other):
        tab.wait_for_selector("text=Ver cómo va")


def test_what_she_typed_survives_back_and_reload(quick: Phone, network: Proxy) -> None:
    page = quick.open(f"{network.url}/reports/new")
    fill_in(page, words="Frente al 14")
    receipt = page.input_value("[name=receipt]")
    page.goto(network.url)
    page.go_back()
    page.reload()
    assert page.input_value("#description") == "Frente al 14"
    assert page.is_checked("input[value=streetlight]")
    assert page.input_value("[name=receipt]") == receipt


def test_two_reports_in_one_sitting_are_two(
    quick: Phone, network: Proxy, var: Path, make_phone: Callable[..., Phone]
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    for words in ("uno", "dos"):
        page.goto(f"{network.url}/reports/new")
        fill_in(page, words=words)
        send(page)
        page.wait_for_selector("[data-ticket]")
    assert [each.description for each in kept_by_the_city(var)] == ["uno", "dos"]
