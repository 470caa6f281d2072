"""Amina saves what she will need, and decides what stays on her phone."""

import json

import pytest
from flask import Flask

from tests.browser.chromium import Phone, worker_controls
from tests.browser.pocket.things import HERE, Fill, asked_for, points, rows, save, saved
from tests.browser.portal import ON_HTTP, HttpKind, Portal, one_at_once
from tests.browser.proxy import Proxy
from tests.browser.storage import kept
from tests.places.made import an_entry


def test_what_is_on_the_phone_is_listed_with_size_and_day_and_may_go(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    load("counter", an_entry(name="Módulo"))
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    assert page.locator("[data-packs]").is_hidden()
    save(page, "wifi-coyoacan")
    save(page, "counter-all")
    mine = page.locator("[data-packs]")
    sizes = [int(row.get_attribute("data-kb") or 0) for row in mine.locator("[data-pack]").all()]
    assert mine.locator("h2").inner_text() == f"En este teléfono: {sum(sizes)} KB"
    day = page.evaluate("new Date().toLocaleDateString('es', {day: 'numeric', month: 'short'})")
    row = mine.locator("[data-pack=wifi-coyoacan]")
    assert row.locator("b").inner_text() == "WiFi gratis, Coyoacán"
    assert page.evaluate("document.activeElement.dataset.do") == "drop"
    assert page.locator("text=Ventanillas de trámites").last.is_hidden()
    assert row.locator("small").inner_text() == f"{sizes[0]} KB · guardado el {day}"

    phone.offline()
    page.reload()
    row = page.locator("[data-packs] [data-pack=wifi-coyoacan]")
    row.locator("[data-do=drop]").click()
    page.wait_for_selector("text=WiFi gratis, Coyoacán ya no está en tu teléfono.")
    names = [each["url"].rsplit("/", 1)[1] for each in kept(page)["v-packs"]]
    assert "wifi-coyoacan" not in names
    assert "counter-all" in names
    assert page.locator("[data-pack=wifi-coyoacan] [data-do=save]").is_visible()


def test_what_travels_is_what_was_said_before_the_tap(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    said = int(page.locator("[data-pack=wifi-coyoacan]").get_attribute("data-kb") or 0)
    travelled = page.evaluate("""() => new Promise((done) => {
      const path = location.origin + "/packs/wifi-coyoacan";
      new PerformanceObserver((seen) => {
        const [entry] = seen.getEntriesByName(path);
        if (entry) done(entry.encodedBodySize);
      }).observe({type: "resource"});
      fetch(path, {cache: "no-store"}).then((answer) => answer.text());
    })""")
    assert 0 < said * 1024 - travelled <= 1024


def test_only_what_changed_is_renewed_and_only_where_it_costs_nothing(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    save(page, "wifi-cuauhtemoc")
    page.close()
    load("wifi", *points(), an_entry(HERE.lat, HERE.lon, sort="school", area="Justo aquí"))

    for connection in ("undefined", '{type: "cellular"}', '{type: "wifi", saveData: true}'):
        assert asked_for(phone, network, connection) == []
    assert asked_for(phone, network, '{type: "wifi"}') == ["/packs.json", "/packs/wifi-coyoacan"]
    assert asked_for(phone, network, '{type: "wifi"}') == ["/packs.json"]
    phone.offline()
    page = phone.open(f"{network.url}/places/wifi")
    page.click("text=Cerca de mí")
    assert rows(page)[0] == ["Escuela", "aquí mismo · Justo aquí"]


def test_a_newer_one_is_offered_and_taken_with_a_tap(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    load("wifi", *points()[1:])
    page.reload()
    row = page.locator("[data-packs] [data-pack=wifi-coyoacan]")
    page.wait_for_selector("text=hay uno más nuevo")
    row.locator("[data-do=renew]").click()
    page.wait_for_selector("text=ya está en tu teléfono")
    assert "hay uno más nuevo" not in row.inner_text()
    assert row.locator("[data-do=renew]").is_hidden()


def test_what_the_city_no_longer_has_goes_from_the_phone(
    phone: Phone, network: Proxy, load: Fill, app: Flask
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-cuauhtemoc")
    load("wifi", *points()[:-1])
    asked = asked_for(phone, network, '{type: "wifi"}')
    assert asked == ["/packs.json", "/packs/wifi-cuauhtemoc"]
    assert saved(page) == {}


@pytest.mark.parametrize("kind", one_at_once(ON_HTTP))
def test_a_captive_portal_is_no_pack(
    phone: Phone, network: Proxy, load: Fill, kind: HttpKind
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    with Portal(kind) as portal:
        network.portal(portal.port)
        page.click("[data-pack=wifi-coyoacan] [data-do=save]")
        page.wait_for_selector("text=No hay señal y no se guardó.")
        assert saved(page) == {}


def test_half_a_pack_is_no_pack(phone: Phone, network: Proxy, load: Fill) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    network.drop_after(900)
    page.click("[data-pack=wifi-coyoacan] [data-do=save]")
    page.wait_for_selector("text=No hay señal y no se guardó.")
    assert saved(page) == {}


def test_a_full_phone_says_so(phone: Phone, network: Proxy, load: Fill) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    devtools = page.context.new_cdp_session(page)
    quota = {"origin": network.url, "quotaSize": 1}
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    page.click("[data-pack=wifi-coyoacan] [data-do=save]")
    page.wait_for_selector("text=Tu teléfono está lleno y no se guardó.")


def test_packs_outlast_sixty_pages_of_reading(phone: Phone, network: Proxy, load: Fill) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    page.goto(f"{network.url}/places/wifi")
    page.evaluate("""async () => {
      const pages = await caches.open("v-pages");
      for (let n = 0; n < 70; n += 1) await pages.put("/n/" + n, new Response("x"));
    }""")
    for path in ("/places", "/reports", "/places/wifi/coyoacan"):
        page.goto(network.url + path)
    page.wait_for_function(
        "async () => (await (await caches.open('v-pages')).keys()).length === 60"
    )
    phone.offline()
    page.goto(f"{network.url}/places/wifi")
    page.click("text=Cerca de mí")
    assert len(rows(page)) == 10


def test_what_is_written_beside_a_pack_says_what_it_is(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    told = saved(page)["wifi-coyoacan"]
    assert told["title"] == "WiFi gratis, Coyoacán"
    assert told["page"] == "/places/wifi"
    assert 0 < int(told["size"]) < 12 * 1024
    answers = {each["url"].removeprefix(network.url): each for each in kept(page)["v-packs"]}
    assert {path for path in answers if not path.startswith("/static/")} == {
        "/packs",
        "/packs/wifi-coyoacan",
        "/places/wifi",
    }
    assert len([path for path in answers if path.startswith("/static/")]) == 2
    assert json.loads(answers["/packs/wifi-coyoacan"]["text"])["step"] == 1
