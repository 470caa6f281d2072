"""What waits on Amina's phone is hers: to see, send, save, correct or delete; never lost."""

import json
import sqlite3
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page

from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.person import (
    Kept,
    a_large_photo,
    count_waiting,
    fill_in,
    kept_by_the_city,
    send,
    waiting_folio,
)
from tests.browser.proxy import Proxy
from tests.browser.storage import databases
from tests.page import SAME_SITE
from tests.people import a_fault
from tests.waiting import until


def writes_without_signal(phone: Phone, address: str, **how: object) -> Page:
    """She opened the app before; now there is no signal, and she fills in the form."""
    page = phone.open(f"{address}/reports/new")
    worker_controls(page)
    phone.offline()
    page.goto(f"{address}/reports/new")
    fill_in(page, **how)  # type: ignore[arg-type]
    return page


def the_city_has(page: Page, var: Path, count: int) -> list[Kept]:
    """What the city has, once it is so many reports."""

    def enough() -> list[Kept]:
        page.wait_for_timeout(50)  # the browser's events are heard only while it waits
        found = kept_by_the_city(var)
        return found if len(found) >= count else []

    return until(enough, within=30, what=f"report number {count}")


def state_shown(page: Page, words: str) -> None:
    page.wait_for_selector(f"[data-state]:has-text('{words}')")


def test_she_saves_a_copy_of_what_waits_as_files(
    quick: Phone, network: Proxy, tmp_path: Path
) -> None:
    page = writes_without_signal(quick, network.url, photo=a_large_photo(tmp_path))
    send(page)
    folio = waiting_folio(page)
    downloads: list[Download] = []

    def note(download: Download) -> None:
        downloads.append(download)

    page.on("download", note)
    page.click("text=Guardar una copia")
    until(lambda: page.wait_for_timeout(50) or len(downloads) == 2, what="both files")
    text, photo = sorted(downloads, key=lambda each: each.suggested_filename, reverse=True)
    words = Path(text.path()).read_text()
    assert folio in words
    assert "No prende desde el lunes" in words
    assert Path(photo.path()).read_bytes().startswith(b"\xff\xd8")


def test_she_deletes_it_and_is_asked_first(quick: Phone, network: Proxy) -> None:
    page = writes_without_signal(quick, network.url)
    send(page)
    waiting_folio(page)
    page.click("text=Borrar")
    page.wait_for_selector("text=¿Seguro? Toca otra vez para borrar")
    assert count_waiting(page) == 1
    page.click("text=¿Seguro? Toca otra vez para borrar")
    page.wait_for_selector("text=No hay nada por enviar.")
    assert databases(page)["ventanilla"]["outbox"] == []
    page.wait_for_function("document.body.dataset.outboxCount === '0'")


def test_what_the_city_does_not_understand_comes_back_with_everything(
    quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = writes_without_signal(quick, network.url, photo=a_large_photo(tmp_path))
    page.select_option("#place-borough", "")
    send(page)
    folio = waiting_folio(page)
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    state_shown(page, "Necesita que lo revises. Elige la alcaldía")
    page.click("text=Corregir y enviar")
    page.wait_for_selector("[data-summary]:has-text('Elige la alcaldía')")
    assert page.input_value("#description") == "No prende desde el lunes"
    page.wait_for_selector("[data-photos-list]:has-text('poste.jpg')")
    page.select_option("#place-borough", "tlalpan")
    send(page)
    page.wait_for_selector("[data-ticket]")
    (report,) = the_city_has(page, var, 1)
    assert (report.folio, len(report.photos)) == (folio, 1)
    page.goto(network.url)
    assert count_waiting(page) == 0


def test_with_signal_errors_are_shown_at_once_and_the_photo_stays(
    quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    fill_in(page, a_large_photo(tmp_path))
    page.fill("#place-street", "")
    page.fill("#place-reference", "")
    send(page)
    page.wait_for_selector("[data-summary]:focus")
    assert page.title().startswith("Error: ")
    page.wait_for_selector("[data-photos-list]:has-text('poste.jpg')")
    page.fill("#place-street", "Av. Juárez")
    send(page)
    page.wait_for_selector("[data-ticket]")
    assert [len(each.photos) for each in the_city_has(page, var, 1)] == [1]


def test_the_same_receipt_with_other_words_is_hers_to_send_as_new(
    quick: Phone, network: Proxy, city: City, var: Path
) -> None:
    page = writes_without_signal(quick, network.url)
    receipt = page.input_value("[name=receipt]")
    send(page)
    first = waiting_folio(page)
    form = urllib.parse.urlencode(a_fault(receipt=receipt, description="Otras palabras"))
    urllib.request.urlopen(
        urllib.request.Request(f"{city.url}/reports/new", form.encode(), SAME_SITE), timeout=10
    )
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    state_shown(page, "Llegó antes con otros datos")
    page.click("text=Enviar como uno nuevo")
    page.click("text=Enviar ahora")
    reports = the_city_has(page, var, 2)
    assert reports[0].folio == first
    assert [each.description for each in reports] == ["Otras palabras", "No prende desde el lunes"]


def test_a_city_that_asks_to_wait_is_given_time(quick: Phone, var: Path) -> None:
    with City(var, write_rate="2 per minute") as city:
        page = quick.open(f"{city.url}/reports/new")
        worker_controls(page)
        for words in ("uno", "dos"):
            page.goto(f"{city.url}/reports/new")
            fill_in(page, words=words)
            send(page)
            page.wait_for_selector("[data-ticket]")
        page.goto(f"{city.url}/reports/new")
        fill_in(page, words="tres")
        send(page)
        waiting_folio(page)
        (row,) = databases(page)["ventanilla"]["outbox"]
        entry = row["value"]
        assert (entry["status"], entry["state"]) == (429, "waiting")
        assert entry["next"] - entry["last"] >= 29_000
        tries = entry["tries"]
        page.reload()
        page.wait_for_selector("[data-folio]:not(:empty)")
        assert databases(page)["ventanilla"]["outbox"][0]["value"]["tries"] == tries
        assert len(kept_by_the_city(var)) == 2


def test_she_reopens_without_signal_what_was_not_fixed(
    quick: Phone, network: Proxy, var: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    fill_in(page)
    send(page)
    page.wait_for_selector("[data-ticket]")
    the_city_says_fixed(var)
    page.reload()
    page.wait_for_selector("#reason")
    page.wait_for_function("path => caches.match(path)", arg=urllib.parse.urlsplit(page.url).path)
    quick.offline()
    page.reload()
    page.fill("#reason", "Sigue sin luz")
    page.click("text=No, reabrir el reporte")
    page.wait_for_url("**/outbox")
    quick.offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    state_shown(page, "Enviado")
    page.click("text=Ver cómo va")
    page.wait_for_selector(".tag:has-text('Reabierto')")
    assert "Sigue sin luz" in page.inner_text("main")


def the_city_says_fixed(var: Path) -> None:
    with sqlite3.connect(var / "ventanilla.db", timeout=10) as database:
        database.execute("UPDATE reports_reports SET state = 'fixed'")
        database.execute(
            "INSERT INTO reports_moves (report_id, state, actor, at, words)"
            " SELECT id, 'fixed', 'city', since, '' FROM reports_reports"
        )


def test_the_text_of_a_report_fits_two_kilobytes(
    quick: Phone, network: Proxy, tmp_path: Path
) -> None:
    """So that forty seconds of WiFi are enough for what matters."""
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    story = "No prende desde el lunes; en la noche no se ve nada y hay un hoyo en la banqueta. " * 4
    fill_in(page, a_large_photo(tmp_path), words=story)
    sent: list[tuple[str, int]] = []
    page.on(
        "request",
        lambda each: (
            each.method == "POST"
            and sent.append((urllib.parse.urlsplit(each.url).path, weight_of(each)))
        ),
    )
    send(page)
    page.wait_for_selector("[data-ticket]")
    (text, weight), (photos, _) = sent
    assert text == "/reports/new"
    assert photos.endswith("/photos")
    assert weight < 2048


def weight_of(request: object) -> int:
    """Bytes of a request, headers included, as HTTP/1.1 writes them."""
    headers = request.all_headers()  # type: ignore[attr-defined]
    body = request.post_data_buffer or b""  # type: ignore[attr-defined]
    return sum(len(name) + len(value) + 4 for name, value in headers.items()) + len(body) + 40


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_state_is_told_in_words(quick: Phone, network: Proxy, language: str) -> None:
    page = quick.open(f"{network.url}{language}/outbox")
    page.evaluate(
        """entries => new Promise(done => {
          const asked = indexedDB.open("ventanilla");
          asked.onsuccess = () => {
            const change = asked.result.transaction("outbox", "readwrite");
            for (const entry of entries) change.objectStore("outbox").put(entry);
            change.oncomplete = done;
          };
        })""",
        [
            an_entry("waiting", wifi=True, next=4e12),
            an_entry("needs", status=413, page=json_page("Es demasiado grande")),
            an_entry("signin", status=401),
            an_entry("done", location="/reports/7W8W6G2WJ"),
        ],
    )
    page.reload()
    page.wait_for_selector("[data-state]")
    told = [each.inner_text() for each in page.query_selector_all("[data-state]")]
    assert len(set(told)) == 4
    assert all(told)
    assert any("demasiado grande" in each for each in told)


def json_page(sentence: str) -> str:
    return f"<main><h1>Error</h1><p>{sentence}</p></main>"


def an_entry(state: str, **more: object) -> dict[str, object]:
    """What the phone keeps of a report, made by hand."""
    entry: dict[str, object] = {
        "v": 1, "id": f"00000000-0000-4000-8000-{state:0>12}", "url": "/reports/new",
        "fields": [["category", "pothole"]], "photos": [], "from": "/reports/new",
        "title": "Bache", "key": "A" * 22, "folio": "7W8W6G2WJ", "location": "", "size": 300,
        "created": 1, "tries": 1, "next": 0, "state": state, "status": 0,
    }  # fmt: skip
    return json.loads(json.dumps(entry | more))  # type: ignore[no-any-return]
