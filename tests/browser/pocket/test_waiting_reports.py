"""Amina wrote a report without signal. Looking for WiFi sends it, whichever page she opens."""

from pathlib import Path

import pytest

from tests.browser.chromium import Phone, worker_controls
from tests.browser.person import fill_in, kept_by_the_city, send, waiting_folio
from tests.browser.pocket.things import Fill, points
from tests.browser.proxy import Proxy
from tests.waiting import until


@pytest.mark.parametrize("path", ["/places/wifi", "/packs"])
def test_what_waits_goes_out_from_the_pages_of_saved_packs(
    phone: Phone, network: Proxy, load: Fill, var: Path, path: str
) -> None:
    load("wifi", *points())
    page = phone.open(network.url)
    worker_controls(page)
    page.goto(f"{network.url}/reports/new")
    network.refuse()
    fill_in(page, words=f"Enviado desde {path}")
    send(page)
    folio = waiting_folio(page)
    page.close()
    network.restore()
    page = phone.open(network.url + path)
    until(lambda: folio in {report.folio for report in kept_by_the_city(var)})
    page.wait_for_function("() => document.body.dataset.outboxCount === '0'")
