"""The worker on Amina's phone: what it keeps, how long she waits, how it is changed or undone."""

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.chromium import Phone, visit, worker_controls
from tests.browser.city import City
from tests.browser.person import (
    a_large_photo,
    count_waiting,
    fill_in,
    kept_by_the_city,
    send,
    waiting_folio,
)
from tests.browser.proxy import Proxy
from tests.browser.storage import databases, kept
from tests.waiting import until

FULL = "() => !document.querySelector('[data-full]').hidden"
# A page kept from before asks for its worker once more, so it has to be one that does not.
GONE = """async () => !("worker" in document.body.dataset) && !navigator.serviceWorker.controller
  && !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"""
IS_FULL = """() => new Promise(done => {
  const asked = indexedDB.open("ventanilla");
  asked.onsuccess = () => {
    const change = asked.result.transaction("meta", "readwrite");
    change.objectStore("meta").put({ id: "try", value: new Blob([new Uint8Array(9e4)]) });
    change.oncomplete = () => done(false);
    change.onabort = () => done(change.error.name === "QuotaExceededError");
  };
})"""


def with_a_report(phone: Phone, address: str) -> tuple[Page, str]:
    """She sent a report; her page of it is on the phone. Page and path."""
    page = phone.open(f"{address}/reports/new")
    worker_controls(page)
    fill_in(page)
    send(page)
    page.wait_for_selector("[data-ticket]")
    page.wait_for_function("() => caches.match(location.pathname)")
    return page, page.evaluate("location.pathname")


def seconds_to(page: Page, address: str, selector: str) -> float:
    """How long she looks at something else until the page shows ``selector``."""
    began = time.monotonic()
    page.goto(address, wait_until="commit", timeout=40_000)
    page.wait_for_selector(selector, timeout=40_000)
    return time.monotonic() - began


def test_on_lie_fi_a_saved_page_comes_within_four_seconds_and_says_when(
    phone: Phone, network: Proxy
) -> None:
    page, path = with_a_report(phone, network.url)
    network.cut()
    assert seconds_to(page, network.url + path, "[data-ticket]") < 4.5
    page.wait_for_selector("[data-net]:has-text('Página guardada: ')")
    assert page.evaluate("navigator.onLine") is True
    assert seconds_to(page, f"{network.url}/reports/new", "#place-street") < 4


def test_on_lie_fi_a_page_never_seen_becomes_the_offline_page(quick: Phone, network: Proxy) -> None:
    page, path = with_a_report(quick, network.url)
    network.cut()
    waited = seconds_to(page, f"{network.url}/privacy", "text=Guardado en este teléfono")
    assert 19 < waited < 23
    for saved in (path, "/reports/new", "/outbox"):
        page.wait_for_selector(f"[data-saved-pages] a[href='{network.url}{saved}']")


def test_her_list_and_her_reports_are_there_without_signal(quick: Phone, network: Proxy) -> None:
    page, path = with_a_report(quick, network.url)
    page.wait_for_function("() => caches.match('/reports')")
    quick.offline()
    page.goto(f"{network.url}/reports")
    assert "En este teléfono" in page.inner_text("main")
    page.wait_for_selector("[data-net]:has-text('Sin conexión · Página guardada: ')")
    page.click(f"a[href='{path}']")
    page.wait_for_selector("[data-ticket]")


def test_however_much_she_reads_the_form_stays_on_the_phone(quick: Phone, network: Proxy) -> None:
    page = quick.open(network.url)
    worker_controls(page)
    for path in ("/reports/new", "/outbox"):
        page.goto(network.url + path)
        page.wait_for_load_state("networkidle")
    page.evaluate(
        """async () => {
          const cache = await caches.open("v-pages");
          for (let n = 0; n < 80; n += 1) await cache.put("/reports?after=" + n, new Response("x"));
        }"""
    )
    page.goto(f"{network.url}/privacy")
    page.wait_for_function(
        "() => caches.open('v-pages').then(c => c.keys()).then(k => k.length <= 60)"
    )
    quick.offline()
    page.goto(f"{network.url}/reports/new")
    page.wait_for_selector("#place-street")
    page.goto(f"{network.url}/outbox")
    page.wait_for_selector("[data-outbox-list]", state="attached")


def test_the_app_can_be_installed(quick: Phone, network: Proxy) -> None:
    page = quick.open(network.url)
    worker_controls(page)
    devtools = page.context.new_cdp_session(page)
    found: dict[str, Any] = devtools.send("Page.getInstallabilityErrors")
    # Chromium refuses to install in a headless, incognito-like profile; nothing else may be wrong.
    wrong = [each["errorId"] for each in found["installabilityErrors"]]
    assert set(wrong) <= {"in-incognito"}
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []


def test_a_photo_shared_into_the_app_opens_the_form(
    quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = quick.open(f"{network.url}/offline")
    worker_controls(page)
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          Object.assign(form, { action: "/share", method: "post", enctype: "multipart/form-data" });
          form.innerHTML = "<input type=file name=photo id=shared><button id=go>go</button>";
          document.querySelector("main").append(form);
        }"""
    )
    quick.offline()
    page.set_input_files("#shared", a_large_photo(tmp_path))
    page.click("#go")
    page.wait_for_url("**/reports/new**")
    page.wait_for_selector("[data-photos-list]:has-text('poste.jpg')")
    fill_in(page)
    send(page)
    waiting_folio(page)
    (row,) = databases(page)["ventanilla"]["outbox"]
    assert [photo["blob"]["size"] <= 100 * 1024 for photo in row["value"]["photos"]] == [True]


def test_on_a_full_phone_saved_pages_go_first_and_then_she_is_told(
    quick: Phone, network: Proxy, var: Path, tmp_path: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    devtools = page.context.new_cdp_session(page)
    page.evaluate(
        """async () => (await caches.open("v-pages")).put(
             "/reports?after=1", new Response(new Blob([new Uint8Array(3e6)])))"""
    )
    quick.offline()
    page.goto(f"{network.url}/reports/new")
    fill_in(page, a_large_photo(tmp_path))

    def leave(quota: float) -> None:
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": network.url, "quotaSize": quota})

    used = devtools.send("Storage.getUsageAndQuota", {"origin": network.url})["usage"]
    leave(used + 20_000)
    send(page)
    waiting_folio(page)
    assert "v-pages" not in kept(page)
    assert any(name.startswith("v-shell") for name in kept(page))

    page.goto(f"{network.url}/reports/new")
    fill_in(page, a_large_photo(tmp_path), words="la segunda")
    leave(1)
    # Chromium trusts what it knew of the free space for a while.
    until(lambda: page.evaluate(IS_FULL), what="a full phone", every=0.2)
    send(page)
    page.wait_for_function(FULL)
    assert "Tu teléfono está lleno" in page.inner_text("[data-full]")
    assert page.input_value("#description") == "la segunda"
    assert count_waiting(page) == 1
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": network.url})
    send(page)
    page.wait_for_url("**/outbox")
    assert len(databases(page)["ventanilla"]["outbox"]) == 2


def test_a_new_worker_takes_over_between_pages_and_the_outbox_stays(
    quick: Phone, network: Proxy, city: City, var: Path, another_pack: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    old = [name for name in kept(page) if name.startswith("v-shell")]
    city.kill()
    fill_in(page)
    send(page)
    folio = waiting_folio(page)
    with City(var, city=str(another_pack)) as renewed:
        network.target = ("127.0.0.1", renewed.port)
        visit(page, network.url)
        page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")

        def is_new() -> bool:
            visit(page, f"{network.url}/offline")
            return "Taquilla" in page.title()

        until(is_new, within=20, every=0.3, what="the new worker's offline page")
        shells = [name for name in kept(page) if name.startswith("v-shell")]
        assert len(shells) == 1
        assert shells != old
        until(
            lambda: page.wait_for_timeout(50) or kept_by_the_city(var),
            what="what waited",
            within=20,
        )
        assert [each.folio for each in kept_by_the_city(var)] == [folio]


def test_the_worker_is_undone_for_everybody_and_nothing_written_is_lost(
    quick: Phone, network: Proxy, city: City, var: Path
) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    city.kill()
    fill_in(page)
    send(page)
    folio = waiting_folio(page)
    with City(var, retire_worker="1") as renewed:
        network.target = ("127.0.0.1", renewed.port)
        page.evaluate(
            "navigator.serviceWorker.getRegistration().then(found => found && found.update())"
        )
        page.wait_for_function(
            "() => navigator.serviceWorker.getRegistrations().then(all => !all.length)"
        )

        def is_gone() -> bool:
            visit(page, network.url)
            gone: bool = page.evaluate(GONE)
            return gone

        until(is_gone, within=40, what="a phone without the worker")
        until(
            lambda: page.wait_for_timeout(50) or kept_by_the_city(var),
            what="what waited",
            within=20,
        )
        assert [each.folio for each in kept_by_the_city(var)] == [folio]


def test_a_spoilt_copy_heals_itself(quick: Phone, network: Proxy) -> None:
    page = quick.open(f"{network.url}/reports/new")
    worker_controls(page)
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const asked of await cache.keys()) {
              const { headers } = await cache.match(asked);
              await cache.put(asked, new Response("<p>spoilt</p>", { headers }));
            }
          }
        }"""
    )

    def is_whole() -> bool:
        page.goto(f"{network.url}/reports/new")
        return page.query_selector("#place-street") is not None

    until(is_whole, within=10, every=0.3, what="the form itself")


def test_a_wrong_clock_on_the_phone_changes_nothing(
    lasting: Phone, network: Proxy, var: Path
) -> None:
    lasting.context.add_init_script("const told = Date.now; Date.now = () => told() + 4e11;")
    page = lasting.open(f"{network.url}/reports/new")
    worker_controls(page)
    lasting.offline()
    page.goto(f"{network.url}/reports/new")
    fill_in(page)
    send(page)
    folio = waiting_folio(page)
    page.close()
    lasting.stop()
    lasting.start()
    page = lasting.open(network.url)
    until(lambda: page.wait_for_timeout(50) or kept_by_the_city(var), within=20, what="the report")
    assert [each.folio for each in kept_by_the_city(var)] == [folio]
