"""Between Amina and the city stands the WiFi's sign-in page: nothing of it is believed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.browser.certificate import self_signed
from tests.browser.chromium import Phone, worker_is_active
from tests.browser.city import City
from tests.browser.person import (
    a_large_photo,
    count_waiting,
    fill_in,
    kept_by_the_city,
    send,
    waiting_folio,
)
from tests.browser.portal import ON_HTTP, ON_HTTPS, WORDS, HttpKind, HttpsKind, Portal, one_at_once
from tests.browser.proxy import Proxy
from tests.browser.storage import kept
from tests.waiting import until


@contextmanager
def behind(portal: Portal, network: Proxy) -> Iterator[None]:
    with portal:
        network.portal(portal.port)
        yield
    network.restore()


def reports_behind_the_portal(page: Page, address: str, photo: Path) -> str:
    """She fills in the form and sends it while the portal answers; the folio she gets."""
    page.goto(f"{address}/reports/new")
    fill_in(page, photo)
    send(page)
    folio = waiting_folio(page)
    assert count_waiting(page) == 1
    return folio


def nothing_is_believed(page: Page) -> None:
    for cache, answers in kept(page).items():
        for answer in answers:
            assert WORDS not in answer["text"], (cache, answer["url"])
            assert "ventanilla" in answer["headers"], (cache, answer["url"])


def arrives(page: Page, var: Path, folio: str) -> None:
    until(
        lambda: page.wait_for_timeout(50) or [r for r in kept_by_the_city(var) if r.photos],
        within=30,
        what="the report with its photo",
    )
    assert [(each.folio, len(each.photos)) for each in kept_by_the_city(var)] == [(folio, 1)]


@pytest.mark.parametrize("kind", one_at_once(ON_HTTP))
def test_on_http_a_portal_s_page_is_silence(
    kind: HttpKind, quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_is_active(page)
    with behind(Portal(kind, keep=3600), network):
        folio = reports_behind_the_portal(page, network.url, a_large_photo(tmp_path))
        assert kept_by_the_city(var) == []
        page.goto(f"{network.url}/reports")
        # Where it redirects, she is let through to sign in; elsewhere its page is no page of ours.
        assert (WORDS in page.content()) == (kind == "redirect")
        page.goto(f"{network.url}/outbox")
        nothing_is_believed(page)
    page.goto(network.url)
    arrives(page, var, folio)
    nothing_is_believed(page)


@pytest.mark.parametrize("kind", one_at_once(ON_HTTPS))
def test_on_https_a_portal_is_silence(
    kind: HttpsKind, make_phone: Callable[..., Phone], var: Path, tmp_path: Path
) -> None:
    ours = self_signed(tmp_path)
    phone = make_phone(slowness=1, pins=(ours.pin,))
    with City(var, tls=ours) as city, Proxy(city.port) as network:
        address = network.url.replace("http:", "https:")
        page = phone.open(f"{address}/reports/new")
        worker_is_active(page)
        with behind(Portal(kind), network):
            folio = reports_behind_the_portal(page, address, a_large_photo(tmp_path))
            assert kept_by_the_city(var) == []
            nothing_is_believed(page)
        page.goto(address)
        arrives(page, var, folio)
        nothing_is_believed(page)


def test_a_first_visit_behind_a_portal_installs_nothing_of_it(quick: Phone, network: Proxy) -> None:
    """The page came, then the portal: the worker's list must not be filled with sign-in pages."""
    page = quick.open()
    page.goto(network.url, wait_until="commit")
    with behind(Portal("page"), network):
        page.wait_for_timeout(1500)
    with pytest.raises(Error):
        page.goto(f"{network.url}/nothing", wait_until="commit", timeout=1)
    page = quick.open(network.url)
    worker_is_active(page)
    nothing_is_believed(page)
