"""Amina's phone that is told of her report, and the city that tells it.

A browser without a screen cannot ask a push service for an address, so the page is given one; what
comes from there is handed to the worker by the DevTools protocol. All else is as it is.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import ROOT, Settings
from backend.notify.endpoint import LOOPBACK
from tests.browser.chromium import Phone, WorkerControl, worker_controls
from tests.browser.city import City
from tests.browser.person import fill_in, send
from tests.browser.proxy import Proxy
from tests.notify.decrypting import Decrypting
from tests.notify.letters import post
from tests.notify.test_together import a_push
from tests.waiting import until

ADDRESS = """(given) => {
  let mine = null;
  const told = Object.assign({}, given, {
    toJSON: () => ({ endpoint: given.endpoint, expirationTime: null, keys: given.keys }),
    unsubscribe: async () => { mine = null; return true; },
  });
  PushManager.prototype.getSubscription = async () => mine;
  PushManager.prototype.subscribe = async (how) => {
    window.asked = how;
    mine = told;
    return mine;
  };
}"""
DELIVERED = """SELECT delivered IS NOT NULL FROM notify_messages
  WHERE channel = 'push' ORDER BY id"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, tag, data }) => (
    { title, body, tag, data }
  ));
}"""


@pytest.fixture
def city(var: Path, tmp_path: Path) -> Iterator[City]:
    """One whose phones may ring at whatever hour this is run, and that knows the push service."""
    pack = tmp_path / "pack"
    shutil.copytree(ROOT / "backend" / "city" / "cdmx", pack)
    told = (pack / "city.toml").read_text()
    told = told.replace('from = "21:00"', 'from = "08:00"')
    assert told != (pack / "city.toml").read_text()
    (pack / "city.toml").write_text(told)
    with City(var, city=str(pack), push_services=LOOPBACK) as running:
        yield running


@pytest.fixture
def theirs() -> Iterator[Decrypting]:
    with Decrypting() as running:
        yield running


@pytest.fixture
def desk(var: Path, city: City) -> Flask:
    """Whoever writes messages in the city, on its own database."""
    return create_app(Settings(var=var, log_level="error"))


class Told:
    """Amina's phone, with a report of hers, told from now on."""

    def __init__(self, phone: Phone, network: Proxy, theirs: Decrypting) -> None:
        self._theirs = theirs
        self.url = network.url
        self.page = page = phone.open(f"{network.url}/reports/new")
        worker_controls(page)
        fill_in(page)
        send(page)
        page.wait_for_selector("[data-ticket]")
        self.path: str = page.evaluate("location.pathname")
        self.worker = WorkerControl(page)
        phone.context.grant_permissions(["notifications"], origin=network.url)
        with urlopen(f"{network.url}/notices/key", timeout=10) as answer:
            self.key = answer.read().decode()
        self.browser = theirs.browser(self.key)
        page.click("text=Avísame en este teléfono")
        page.wait_for_selector("[data-notices]")
        page.evaluate(ADDRESS, self.browser)
        page.click("form[data-when=off] button")
        page.wait_for_selector("text=Listo: te avisamos en este teléfono.")

    @property
    def folio(self) -> str:
        return self.path.rpartition("/")[2]

    def told(self) -> list[str]:
        """What came out of the push service for her, decrypted."""
        return self._theirs.read_by(self.browser)

    def push(self) -> dict[str, Any]:
        """The last thing she is told, once it came out of the push service; her worker gets it."""
        decrypted = until(self.told, within=20, what="a push")[-1]
        self.worker.push(decrypted)
        said: dict[str, Any] = json.loads(decrypted)
        return said

    def shown(self) -> list[dict[str, str]]:
        """The notifications on her screen, once there are any."""
        found: list[dict[str, str]] = until(
            lambda: self.page.wait_for_timeout(50) or self.page.evaluate(SHOWN),
            within=40,
            what="a notification",
        )
        return found


@pytest.fixture
def amina(quick: Phone, network: Proxy, theirs: Decrypting) -> Told:
    return Told(quick, network, theirs)


def told_of(desk: Flask, var: Path, amina: Told, **changes: Any) -> None:
    """The city writes to the phone that follows her report."""
    with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
        ((subscription, owner),) = database.execute("SELECT id, owner FROM notify_subscriptions")
    post(desk, a_push(subscription, **{"owner": owner, "address": amina.path, **changes}))


def delivered(var: Path) -> list[bool]:
    """Of each push, did the phone say that it arrived?"""
    with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
        rows = database.execute(DELIVERED)
        return [bool(one) for (one,) in rows]


def endpoints(var: Path) -> list[tuple[str, str]]:
    """Who is told, and where."""
    with closing(sqlite3.connect(var / "ventanilla.db", timeout=10)) as database:
        live = "SELECT owner, endpoint FROM notify_subscriptions WHERE dead IS NULL ORDER BY id"
        return database.execute(live).fetchall()
