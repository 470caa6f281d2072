"""Amina is told on her phone: encrypted by us, decrypted by another's hand, shown by her worker."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page

from tests.browser.chromium import Phone, worker_controls
from tests.browser.city import City
from tests.browser.person import fill_in, kept_by_the_city, send, waiting_folio
from tests.browser.proxy import Proxy
from tests.browser.told import (
    SHOWN,
    Told,
    amina,
    city,
    delivered,
    desk,
    endpoints,
    theirs,
    told_of,
)
from tests.notify.decrypting import Decrypting
from tests.waiting import until

__all__ = ["amina", "city", "desk", "theirs"]

COUNTED = """
  const asking = Notification.requestPermission;
  Notification.requestPermission = () => {
    sessionStorage.asked = "yes";
    return asking.call(Notification);
  };
"""
MOVED = """async (given) => {
  const told = Object.assign({}, given, {
    toJSON: () => ({ endpoint: given.endpoint, expirationTime: null, keys: given.keys }),
  });
  PushManager.prototype.subscribe = async (how) => { self.asked = how; return told; };
  PushManager.prototype.getSubscription = async () => told;
}"""
CLICK = """async () => {
  self.opened = [];
  self.clients.openWindow = async (url) => { self.opened.push(url); return null; };
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  self.dispatchEvent(event);
  return new Promise((done) => { setTimeout(() => done(self.opened), 500); });
}"""


def test_she_is_asked_by_her_own_tap_and_never_before(amina: Told) -> None:
    assert amina.page.evaluate("window.asked") == {
        "userVisibleOnly": True,
        "applicationServerKey": amina.key,
    }


def test_a_push_brings_the_page_it_speaks_of_and_then_there_is_no_signal(
    amina: Told, network: Proxy, city: City, var: Path
) -> None:
    page = amina.page
    city.staff("move", amina.folio, "assigned")
    said = amina.push()
    assert said["path"] == amina.path
    (shown,) = amina.shown()
    assert "ya tiene quien lo atienda" in shown["title"]
    assert (shown["body"], shown["tag"], shown["data"]) == ("", said["id"], amina.path)
    assert delivered(var) == [True]
    kept = f"caches.match({json.dumps(amina.path)}).then(found => found && found.text())"
    until(
        lambda: page.wait_for_timeout(50) or "Asignado" in (page.evaluate(kept) or ""),
        within=20,
        what="the page as it is now",
    )
    network.cut()
    page.goto(f"{amina.url}{amina.path}")
    page.wait_for_selector("[data-net]:has-text('Página guardada: ')")
    assert "Asignado" in page.inner_text("main"), "a state that she had never seen"


def test_the_same_once_more_takes_the_place_of_the_first(
    amina: Told, desk: Flask, var: Path
) -> None:
    told_of(desk, var, amina)
    said = amina.push()
    amina.shown()
    amina.worker.push(json.dumps({**said, "body": "(Quizá ya te llegó este mensaje.)"}))
    amina.page.wait_for_timeout(300)
    assert len(amina.shown()) == 1


def test_without_signal_the_push_says_itself_what_there_is(
    amina: Told, network: Proxy, desk: Flask, var: Path
) -> None:
    told_of(desk, var, amina)
    until(amina.told, within=20, what="a push")
    network.cut()
    said = amina.push()
    assert [each["body"] for each in amina.shown()] == [said["body"]]
    assert delivered(var) == [False]


def test_what_waits_goes_out_when_a_push_says_that_there_is_network(
    amina: Told, network: Proxy, city: City, desk: Flask, var: Path
) -> None:
    page = amina.page
    page.goto(f"{amina.url}/reports/new")
    network.refuse()
    fill_in(page, words="El segundo poste")
    send(page)
    folio = waiting_folio(page)
    page.goto(f"{city.url}/manifest.webmanifest")  # no page of hers is open that would send it
    assert folio not in [each.folio for each in kept_by_the_city(var)]
    told_of(desk, var, amina)
    until(amina.told, within=20, what="a push")
    network.restore()
    amina.worker.push(amina.told()[-1])
    until(
        lambda: (
            page.wait_for_timeout(50) or folio in [each.folio for each in kept_by_the_city(var)]
        ),
        within=30,
        what="the report that waited",
    )


def test_a_tap_opens_the_page_or_brings_it_forward(
    amina: Told, quick: Phone, desk: Flask, var: Path
) -> None:
    told_of(desk, var, amina)
    amina.push()
    amina.shown()
    (worker,) = quick.context.service_workers
    assert worker.evaluate(CLICK) == [amina.url + amina.path]
    assert amina.page.evaluate(SHOWN) == [], "it is read"


def test_what_was_for_somebody_else_is_not_shown(amina: Told, desk: Flask, var: Path) -> None:
    told_of(desk, var, amina, owner="person:77")
    amina.push()
    ended = "SELECT count(*) FROM notify_subscriptions WHERE dead IS NOT NULL"

    def is_ended() -> bool:
        amina.page.wait_for_timeout(50)
        with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
            return bool(database.execute(ended).fetchone()[0])

    until(is_ended, within=20, what="the end of those notices")
    amina.page.wait_for_timeout(300)
    assert amina.page.evaluate(SHOWN) == []
    assert delivered(var) == [False]


def test_a_browser_that_moves_gives_its_new_address_by_itself(
    amina: Told, quick: Phone, theirs: Decrypting, var: Path
) -> None:
    ((owner, _),) = endpoints(var)
    other = theirs.browser(amina.key)
    (worker,) = quick.context.service_workers
    worker.evaluate(MOVED, other)
    worker.evaluate('self.dispatchEvent(new ExtendableEvent("pushsubscriptionchange")), 0')
    until(
        lambda: amina.page.wait_for_timeout(50) or endpoints(var) == [(owner, other["endpoint"])],
        within=20,
        what="the new address",
    )
    assert worker.evaluate("self.asked.applicationServerKey") == amina.key


def test_a_further_report_is_told_of_on_the_same_phone(
    amina: Told, quick: Phone, var: Path
) -> None:
    (worker,) = quick.context.service_workers
    worker.evaluate(MOVED, amina.browser)
    page = amina.page
    page.goto(f"{amina.url}/reports/new")
    fill_in(page, words="Otro poste")
    send(page)
    page.wait_for_selector("[data-ticket]")
    until(
        lambda: page.wait_for_timeout(50) or len(endpoints(var)) == 2,
        within=20,
        what="the second key of this phone",
    )
    assert {endpoint for _, endpoint in endpoints(var)} == {amina.browser["endpoint"]}


def test_she_has_heard_enough(amina: Told, var: Path) -> None:
    amina.page.click("form[data-when=on] button")
    amina.page.wait_for_selector("form[data-when=off] button")
    with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
        live = "SELECT count(*) FROM notify_subscriptions WHERE dead IS NULL"
        assert database.execute(live).fetchone() == (0,)


def with_the_page(phone: Phone, network: Proxy) -> Page:
    """She has a report, and looks at where notices are asked for."""
    page = phone.open(f"{network.url}/reports/new")
    worker_controls(page)
    fill_in(page)
    send(page)
    page.wait_for_selector("[data-ticket]")
    page.click("text=Avísame en este teléfono")
    return page


def test_who_said_no_is_told_once_what_remains(quick: Phone, network: Proxy) -> None:
    """Nobody is asked before she taps. Without a screen the browser says no by itself."""
    quick.context.add_init_script(COUNTED)
    page = with_the_page(quick, network)
    page.wait_for_selector("[data-when]:not([hidden])")
    assert page.evaluate("sessionStorage.asked") is None, "neither here nor on the pages before"
    if page.is_visible("form[data-when=off] button"):
        page.click("form[data-when=off] button")
    page.wait_for_selector("text=Tu reporte siempre dice cómo va cuando lo abres. >> visible=true")
    assert page.locator("[data-when]:visible").count() == 1
    page.click("text=Mis reportes")
    page.wait_for_selector("main a[href*='/reports/']")


def test_a_browser_that_cannot_says_so(quick: Phone, network: Proxy) -> None:
    quick.context.add_init_script("delete window.PushManager")
    page = with_the_page(quick, network)
    page.wait_for_selector("text=Este navegador no puede avisarte. >> visible=true")
    assert page.locator("form:visible").count() == 0
