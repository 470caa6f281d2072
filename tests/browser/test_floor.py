"""The oldest phone served, Chromium 80: Amina reports on it as on any other."""

from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.browser.city import City
from tests.browser.floor import OldPage, OldPhone
from tests.browser.person import (
    Kept,
    count_waiting,
    fill_in,
    kept_by_the_city,
    says,
    send,
    waiting_folio,
)
from tests.browser.photos import UPRIGHT, a_photo_held, corners, seen_on
from tests.browser.proxy import Proxy
from tests.browser.storage import databases, kept
from tests.people import ZOCALO, a_fault
from tests.waiting import until

READY = "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')"
TICKET = "document.querySelector('[data-ticket]')?.dataset.ticket"
SHARE_SHEET = """() => {
  const sheet = document.createElement("form");
  Object.assign(sheet, {action: "/share", method: "post", enctype: "multipart/form-data"});
  sheet.innerHTML = '<input type="file" name="photo" id="sheet">';
  document.body.appendChild(sheet);
}"""
"""What the phone's share sheet sends, in place of it."""
MOST_BYTES = 100 * 1024


def ticket(page: OldPage) -> str:
    """The folio on the ticket, once there is one."""
    return str(page.wait_for_function(TICKET))


def comes_to_say(page: OldPage, address: str, words: str) -> None:
    """Opens the address until it has these words: a slow server is answered for by a copy."""

    def look() -> bool:
        page.goto(address)
        return words in page.text_content("main")

    until(look, within=60, what=words)


def nothing_waits(page: OldPage) -> None:
    page.wait_for_function("document.body.dataset.outboxCount === '0'")


@pytest.fixture
def home(old_phone: OldPhone, network: Proxy) -> OldPage:
    """Amina has opened the app before: its worker is there."""
    page = old_phone.open(network.url)
    page.wait_for_function(READY)
    return page


def test_a_report_goes_straight_through_with_its_photo_small_and_upright(
    home: OldPage, network: Proxy, var: Path, tmp_path: Path
) -> None:
    assert "Chrome/80." in home.evaluate("navigator.userAgent")
    photo = a_photo_held(tmp_path, 6, size=(1500, 2000))
    assert photo.stat().st_size > 4 * MOST_BYTES
    home.goto(f"{network.url}/reports/new")
    fill_in(home, photo)
    small = home.evaluate("document.querySelector('#photos').files[0].size")
    assert small <= MOST_BYTES
    before = network.up
    send(home)
    folio = ticket(home)
    assert network.up - before < small + 10_000
    (report,) = kept_by_the_city(var)
    assert report == Kept(folio, "No prende desde el lunes", report.photos)
    (width, height, _) = report.photos[0]
    assert height == pytest.approx(width * 4 / 3, abs=1)
    address = f"/reports/{folio}/photos/1.webp"
    stored = seen_on(home, f"fetch('{address}').then(answer => answer.blob())")
    assert stored.size == (width, height)
    assert corners(stored) == UPRIGHT


def test_on_lie_fi_the_report_outlives_the_browser_and_arrives_once(
    home: OldPage, old_phone: OldPhone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    home.goto(f"{network.url}/reports/new")
    network.cut()
    fill_in(home, a_photo_held(tmp_path, 6, size=(900, 1200)))
    send(home)
    folio = waiting_folio(home, within=60)
    assert kept_by_the_city(var) == []

    old_phone.kill()
    network.restore()
    old_phone.start()
    page = old_phone.open(network.url)
    nothing_waits(page)
    (report,) = kept_by_the_city(var)
    assert report.folio == folio
    assert len(report.photos) == 1
    page.goto(f"{network.url}/outbox")
    page.click("[data-outbox-list] a.btn")
    assert ticket(page) == folio
    assert kept_by_the_city(var) == [report]


def test_without_signal_the_form_opens_and_opening_the_app_later_is_enough(
    home: OldPage, old_phone: OldPhone, network: Proxy, var: Path
) -> None:
    network.refuse()
    home.offline()
    home.goto(f"{network.url}/reports/new")
    fill_in(home, words="Se apaga a las 9")
    send(home)
    folio = waiting_folio(home)
    says(home, "Sin conexión · 1 envío pendiente", at="[data-net]")
    says(home, "Guardado en tu teléfono", at="[data-state]")
    home.close()

    network.restore()
    page = old_phone.open(network.url)
    nothing_waits(page)
    assert kept_by_the_city(var) == [Kept(folio, "Se apaga a las 9", [])]


def test_a_refused_report_comes_back_with_its_answers_and_its_photo(
    home: OldPage, network: Proxy, var: Path, tmp_path: Path
) -> None:
    home.goto(f"{network.url}/reports/new")
    fill_in(home, a_photo_held(tmp_path, 8))
    home.select_option("#place-borough", "")
    send(home)
    home.wait_for_function("document.activeElement?.matches('[data-summary]')")
    assert home.evaluate("document.querySelector('.err').offsetHeight") > 0
    assert home.evaluate("document.querySelector('#description').value") == (
        "No prende desde el lunes"
    )
    assert home.evaluate("document.querySelector('input[value=streetlight]').checked")
    home.wait_for_function("document.querySelector('#photos').files.length === 1")
    home.select_option("#place-borough", "coyoacan")
    send(home)
    folio = ticket(home)
    (report,) = kept_by_the_city(var)
    assert (report.folio, [photo[:2] for photo in report.photos]) == (folio, [(90, 120)])


def test_what_bo_reported_nearby_is_offered_to_amina_who_follows_it(
    home: OldPage, network: Proxy, city: City, var: Path
) -> None:
    bos = urlencode(a_fault(**ZOCALO, near="new")).encode()
    urlopen(Request(f"{city.url}/reports/new", bos, {"Origin": city.url})).close()
    (report,) = kept_by_the_city(var)
    home.stands_at(float(ZOCALO["place-lat"]), float(ZOCALO["place-lon"]))
    home.goto(f"{network.url}/reports/new")
    fill_in(home)
    home.click("[data-locate]")
    home.wait_for_function("document.querySelector('[name=place-lat]').value !== ''")
    send(home)
    says(home, "Quizá ya está reportado")
    home.check("#near-1")
    home.click("fieldset.box button")
    says(home, "Sigues este reporte")
    assert ticket(home) == report.folio
    assert kept_by_the_city(var) == [report]


def test_a_note_waits_for_signal_like_a_report(
    home: OldPage, old_phone: OldPhone, network: Proxy
) -> None:
    home.goto(f"{network.url}/reports/new")
    fill_in(home)
    send(home)
    folio = ticket(home)
    network.refuse()
    home.fill("#note", "Es el tercer poste")
    home.click("form[action$='/notes'] button")
    home.wait_for_function("location.pathname === '/outbox'")
    says(home, "Luminaria apagada")
    assert count_waiting(home) == 1
    network.restore()
    page = old_phone.open(f"{network.url}/reports/{folio}")
    nothing_waits(page)
    comes_to_say(page, f"{network.url}/reports/{folio}", "Es el tercer poste")
    assert page.text_content("main").count("Es el tercer poste") == 1


def test_what_is_badly_fixed_is_reopened_and_what_is_well_fixed_confirmed(
    home: OldPage, network: Proxy, city: City, tmp_path: Path
) -> None:
    home.goto(f"{network.url}/reports/new")
    fill_in(home)
    send(home)
    folio = ticket(home)
    city.staff("move", folio, "assigned")
    city.staff("move", folio, "fixed")
    comes_to_say(home, f"{network.url}/reports/{folio}", "¿Quedó bien?")
    home.fill("#reason", "Sigue apagada")
    home.click("form[action$='/reopen'] button")
    says(home, "Reabierto")
    assert "Sigue apagada" in home.text_content(".steps")
    home.set_input_files("#photo", a_photo_held(tmp_path, 6))
    home.click("form[action$='/photos'] button")
    says(home, "Foto 1")
    home.click("#confirm")
    says(home, "Confirmado")


def test_the_list_shows_mine_and_those_of_a_borough(home: OldPage, network: Proxy) -> None:
    home.goto(f"{network.url}/reports/new")
    fill_in(home)
    send(home)
    folio = ticket(home)
    shown = f"{folio[:4]} {folio[4:]}"
    comes_to_say(home, f"{network.url}/reports", "En este teléfono")
    assert home.text_content("main .list").count(shown) == 1
    for borough, times in (("tlalpan", 1), ("coyoacan", 2)):
        home.select_option("#borough", borough)
        home.click("form[action='/reports'] button")
        home.wait_for_function(f"location.search.includes('{borough}')")
        home.wait_for_function("document.readyState === 'complete'")
        assert home.text_content("main").count(shown) == times
    until(lambda: any(name.startswith("v-private-") for name in kept(home)), within=30)


def test_in_english_too_and_what_is_not_on_the_phone_is_said_so(
    home: OldPage, network: Proxy, var: Path
) -> None:
    home.goto(f"{network.url}/en/reports/new")
    home.wait_for_function("caches.match('/en/offline').then(kept => !!kept)")
    network.refuse()
    home.goto(f"{network.url}/en/reports/00000000")
    assert home.text_content("h1") == "Offline"
    says(home, "Report a fault", at="[data-saved-pages]")
    home.click("main a.btn")
    home.wait_for_function("location.pathname === '/en/reports/new'")
    home.wait_for_function("document.readyState === 'complete'")
    fill_in(home, words="Dark since Monday")
    send(home)
    folio = waiting_folio(home)
    (row,) = databases(home)["ventanilla"]["outbox"]
    assert (row["value"]["folio"], row["value"]["url"]) == (folio, "/en/reports/new")
    network.restore()
    home.goto(f"{network.url}/en/")
    nothing_waits(home)
    assert kept_by_the_city(var) == [Kept(folio, "Dark since Monday", [])]


def test_a_photo_shared_into_the_app_is_on_the_form(
    home: OldPage, network: Proxy, tmp_path: Path
) -> None:
    home.evaluate(SHARE_SHEET)
    home.set_input_files("#sheet", a_photo_held(tmp_path, 3))
    home.evaluate("document.querySelector('#sheet').form.submit()")
    home.wait_for_function("document.querySelector('#photos')?.files.length === 1")
    assert home.evaluate("location.pathname + location.hash") == "/reports/new"
    shared = seen_on(home, "document.querySelector('#photos').files[0]")
    assert (shared.size, corners(shared)) == ((90, 120), UPRIGHT)
