"""The worker comes, on a network that breaks off halfway, and a newer one takes its place."""

import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.browser.floor import OldPhone
from tests.browser.person import fill_in, send, waiting_folio
from tests.browser.proxy import Proxy

FORM = "/reports/new"
OTHERS_KEPT = """async () => {
  const kept = await Promise.all(["/", "/outbox"].map(path => caches.match(path)));
  return kept.every(answer => answer);
}"""
GIVEN_UP = "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)"
ACTIVE = "navigator.serviceWorker.ready.then(({active}) => active.state === 'activated')"
NEWER_WAITS = "navigator.serviceWorker.getRegistration().then(({waiting}) => !!waiting)"
SHELLS = "caches.keys().then(names => names.filter(name => name.startsWith('v-shell-')))"
CONTROLLED = "navigator.serviceWorker.controller !== null"


class Moody:
    """The site, of which the form does not come while ``is_broken``, and which may be ``newer``."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.is_broken = False
        self.is_newer = False
        self.gives_up = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if self.is_broken and environ["PATH_INFO"] == FORM:
            self.gives_up.wait(60)
            start("502 Bad Gateway", [("Content-Length", "0")])
            return []
        if self.is_newer and environ["PATH_INFO"] == "/sw.js":
            with self.app.test_client() as client:
                worker = client.get("/sw.js").data.replace(b'VERSION="', b'VERSION="newer', 1)
            start("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-cache")])
            return [worker]
        return self.app(environ, start)


@pytest.fixture
def moody(app: Flask) -> Moody:
    return Moody(app)


@pytest.fixture
def network(moody: Moody) -> Iterator[Proxy]:
    server = make_server("127.0.0.1", 0, moody, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    with Proxy(server.server_port) as between:
        yield between
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_the_first_try_did_not_get_the_second_gets(
    old_phone: OldPhone, network: Proxy, moody: Moody
) -> None:
    moody.is_broken = True
    page = old_phone.open(network.url)
    page.wait_for_function(OTHERS_KEPT)
    moody.gives_up.set()
    page.wait_for_function(GIVEN_UP)
    assert any(FORM in words for words in old_phone.complaints())

    moody.is_broken = False
    page.goto(network.url)
    page.wait_for_function(ACTIVE)
    network.refuse()
    page.goto(f"{network.url}{FORM}")
    fill_in(page)
    send(page)
    assert waiting_folio(page)


def test_a_newer_worker_takes_over_between_pages_and_no_page_is_blank(
    old_phone: OldPhone, network: Proxy, moody: Moody
) -> None:
    page = old_phone.open(network.url)
    page.wait_for_function(ACTIVE)
    page.wait_for_function(CONTROLLED)
    (old,) = page.evaluate(SHELLS)
    moody.is_newer = True
    page.goto(f"{network.url}/reports")
    page.wait_for_function(NEWER_WAITS)
    assert page.evaluate(SHELLS) == [old, old.replace("v-shell-", "v-shell-newer")]

    page.goto(f"{network.url}{FORM}")
    page.wait_for_function(f"{SHELLS}.then(names => names.length === 1)")
    assert page.evaluate(SHELLS) == [old.replace("v-shell-", "v-shell-newer")]
    assert page.text_content("h1") == "Reportar una falla"
    fill_in(page)
    send(page)
    page.wait_for_function("document.querySelector('[data-ticket]') !== null")
