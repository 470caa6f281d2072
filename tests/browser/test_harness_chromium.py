"""The phone of the tests is a real browser that can lose its power at any moment."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser import processes
from tests.browser.certificate import self_signed
from tests.browser.chromium import (
    Phone,
    WorkerControl,
    first_paint,
    worker_controls,
    worker_is_active,
)
from tests.browser.portal import Portal
from tests.browser.proxy import Proxy
from tests.browser.sample import PAGE, WORKER, Sample
from tests.browser.storage import databases, kept
from tests.waiting import until


@pytest.fixture
def site() -> Iterator[Sample]:
    with Sample() as sample:
        yield sample


@pytest.fixture
def network(site: Sample) -> Iterator[Proxy]:
    with Proxy(site.port) as proxy:
        yield proxy


def test_the_screen_is_that_of_a_cheap_phone(phone: Phone, network: Proxy) -> None:
    page = phone.open(network.url)
    assert page.evaluate("[innerWidth, innerHeight, devicePixelRatio]") == [360, 640, 2]
    assert page.evaluate("navigator.language") == "es-MX"


def test_it_is_killed_and_finds_everything_again(lasting: Phone, network: Proxy) -> None:
    page = lasting.open(network.url)
    worker_is_active(page)
    page.fill("#word", "luz")
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"123"})
    page.click("button")
    page.wait_for_selector("text=kept luz")
    browser = processes.on_profile(lasting.profile)
    relatives = processes.family(browser[0])
    assert len(relatives) > 2

    lasting.kill()
    assert not any(map(processes.is_alive, relatives))
    network.refuse()
    lasting.start()

    page = lasting.open(network.url)
    assert worker_controls(page).endswith("/sw.js")
    assert databases(page) == {
        "box": {
            "entries": [
                {
                    "key": 1,
                    "value": {
                        "id": 1,
                        "word": "luz",
                        "photo": {"blob": "image/jpeg", "size": 3, "name": "a.jpg"},
                    },
                }
            ]
        }
    }
    (answers,) = kept(page).values()
    assert [answer["url"] for answer in answers] == [f"{network.url}/", f"{network.url}/page.js"]
    assert answers[0]["text"] == PAGE.decode()


def test_it_leaves_nothing_behind(make_phone: Callable[..., Phone]) -> None:
    phone = make_phone(own=True)
    relatives = [
        p for parent in processes.on_profile(phone.profile) for p in processes.family(parent)
    ]
    phone.stop()
    until(lambda: not any(map(processes.is_alive, relatives)))
    with pytest.raises(RuntimeError, match="not running"):
        phone.open()


def test_a_cut_is_not_noticed_by_the_browser_and_no_signal_is(quick: Phone, network: Proxy) -> None:
    page = quick.open(network.url)
    worker_controls(page)
    network.cut()
    assert page.evaluate("navigator.onLine") is True
    silent = "fetch('/live', {signal: AbortSignal.timeout(300)}).catch(e => e.name)"
    assert page.evaluate(silent) == "TimeoutError"
    network.restore()
    quick.offline()
    assert page.evaluate("navigator.onLine") is False
    page.reload()
    assert page.inner_text("h1") == "Sample"
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"{network.url}/live")


def test_sync_is_fired_by_hand_and_by_the_browser(
    quick: Phone, site: Sample, network: Proxy
) -> None:
    page = quick.open(network.url)
    worker_controls(page)
    WorkerControl(page).sync("by-hand")
    until(lambda: ("POST", "/arrived/by-hand") in site.asked)
    assert b"by the worker" in site.bodies

    quick.offline()
    page.click("button")
    page.wait_for_selector("text=kept")
    blank = quick.open()
    page.close()
    assert ("POST", "/arrived/send") not in site.asked
    quick.offline(False)
    for _ in range(500):
        if ("POST", "/arrived/send") in site.asked:
            break
        blank.wait_for_timeout(20)
    assert ("POST", "/arrived/send") in site.asked


def test_a_worker_is_stopped_updated_and_wakes(quick: Phone, site: Sample, network: Proxy) -> None:
    page = quick.open(network.url)
    worker_controls(page)
    control = WorkerControl(page)
    control.stop()
    control.sync("awake")
    until(lambda: ("POST", "/arrived/awake") in site.asked)
    site.shelf["/sw.js"] = ("text/javascript", WORKER.replace(b'"shell"', b'"shell-2"'))
    control.update()
    page.wait_for_function("caches.has('shell-2')")


def test_the_first_paint_feels_the_network(quick: Phone, network: Proxy) -> None:
    network.slow(round_trip=0.4, rate=400_000)
    page = quick.open(network.url)
    assert 800 < first_paint(page) < 5_000


def test_https_of_ours_is_trusted_and_a_portal_is_not(
    make_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    ours = self_signed(tmp_path)
    phone = make_phone(slowness=1, pins=(ours.pin,))
    with Sample(ours.context()) as site, Proxy(site.port) as network:
        address = network.url.replace("http:", "https:")
        page = phone.open(address)
        assert worker_is_active(page) == f"{address}/sw.js"
        with Portal("certificate") as portal:
            network.portal(portal.port)
            with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
                page.goto(f"{address}/live")
            # A tab that shows the browser's error page is still busy with it; take another.
            assert phone.open(address).inner_text("h1") == "Sample"
            assert portal.asked == []


def test_without_script_the_plain_form_goes_out(
    make_phone: Callable[..., Phone], site: Sample, network: Proxy
) -> None:
    page = make_phone(slowness=1, java_script_enabled=False).open(network.url)
    page.fill("#word", "luz")
    page.click("button")
    assert ("POST", "/sent") in site.asked
