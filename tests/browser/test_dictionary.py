"""A phone that holds the offline page gets the others for a few hundred bytes, and never fails."""

import shutil
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.chromium import Phone, visit, worker_controls
from tests.browser.city import City
from tests.browser.proxy import Proxy

TAKES = "() => caches.match('/offline')"


def with_the_worker(phone: Phone, network: Proxy) -> Page:
    """The app was opened once: the offline page, which is the dictionary, is on the phone."""
    page = phone.open(network.url)
    worker_controls(page)
    page.wait_for_function(TAKES)
    page.wait_for_load_state("networkidle")
    return page


def cost(page: Page, network: Proxy, path: str) -> int:
    """Bytes that came down the line for a page, headers included."""
    before = network.down
    visit(page, network.url + path)
    page.wait_for_load_state("networkidle")
    assert page.inner_text("h1")
    return network.down - before


def test_a_page_costs_its_difference(quick: Phone, network: Proxy) -> None:
    page = with_the_worker(quick, network)
    assert cost(page, network, "/privacy") < 1500
    assert "Qué guardamos" in page.inner_text("main")
    assert cost(page, network, "/reports") < 1900


def test_a_form_is_asked_for_and_does_not_come_again(quick: Phone, network: Proxy) -> None:
    page = with_the_worker(quick, network)
    receipts = set()
    appointment = "/services/health-appointment/form"
    assert cost(page, network, appointment) > 500  # nobody fetched it before
    for _ in range(2):
        assert cost(page, network, appointment) < 500
        receipts.add(page.input_value("[name=receipt]"))
        assert cost(page, network, "/reports/new") < 500
        receipts.add(page.input_value("[name=receipt]"))
        assert cost(page, network, "/reports/new/2") < 500
    assert len(receipts) == 4


def test_without_the_server_s_dictionaries_pages_still_come(
    quick: Phone, network: Proxy, city: City, var: Path
) -> None:
    page = with_the_worker(quick, network)
    city.kill()
    shutil.rmtree(var / "built" / "dictionaries")
    city.start()
    assert 2000 < cost(page, network, "/privacy") < 6000
    assert "Qué guardamos" in page.inner_text("main")


def test_through_a_new_build_every_page_comes_with_the_old_dictionary_or_the_new(
    quick: Phone, network: Proxy, city: City, var: Path, another_pack: Path
) -> None:
    page = with_the_worker(quick, network)
    city.kill()
    with City(var, city=str(another_pack)) as renewed:
        network.target = ("127.0.0.1", renewed.port)
        assert cost(page, network, "/privacy") < 30_000  # the new worker may be fetched as well
        for path in ("/reports", "/", "/privacy", "/reports?borough=coyoacan", "/outbox"):
            visit(page, network.url + path)
            assert page.inner_text("h1")
        visit(page, f"{network.url}/privacy")
        assert "Taquilla" in page.title()
