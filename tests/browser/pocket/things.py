"""Where Amina stands, what is around her, and what she does with it."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page

from backend.kernel.geo import Point
from backend.places.entry import Entry
from tests.browser.chromium import Phone
from tests.browser.proxy import Proxy
from tests.browser.storage import kept
from tests.places.made import an_entry

HERE = Point(19.34660, -99.16170)
UNMETERED = """Object.defineProperty(navigator, "connection", {value: %s})"""

Fill = Callable[..., None]


def points() -> list[Entry]:
    """Some hundred points around Coyoacán, and more further away."""
    dice = random.Random(11)
    return [
        an_entry(
            round(HERE.lat + dice.uniform(-0.02, 0.02), 5),
            round(HERE.lon + dice.uniform(-0.02, 0.02), 5),
            sort=dice.choice(("school", "pole", "")),
            area=dice.choice(("Del Carmen", "Copilco", "")),
        )
        for _ in range(300)
    ] + [an_entry(19.45, -99.14, borough="cuauhtemoc", sort="airport")]


@contextmanager
def nothing_asked(network: Proxy) -> Iterator[None]:
    """Fails if a phone sends a byte."""
    before = network.up
    yield
    assert network.up == before


def save(page: Page, name: str) -> None:
    """Tap Save on the row of a pack and wait for the word."""
    row = page.locator(f"[data-pack={name}]")
    row.locator("[data-do=save]").click()
    page.wait_for_selector("text=ya está en tu teléfono")


def rows(page: Page) -> list[list[str]]:
    """Name and more of each place found on the phone."""
    page.wait_for_selector("[data-found] li")
    return [
        [row.locator("b").inner_text(), row.locator("small").inner_text()]
        for row in page.locator("[data-found] .list li").all()
    ]


def asked_for(phone: Phone, network: Proxy, connection: str) -> list[str]:
    """What the near page asks of packs on such a connection."""
    page = phone.open()
    page.add_init_script(UNMETERED % connection)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(network.url)))
    page.add_init_script("document.addEventListener('packs', () => { window.renewed = 1; })")
    page.goto(f"{network.url}/places/wifi")
    page.wait_for_function("() => window.renewed")
    page.close()
    return [path.partition("?")[0] for path in asked if path.startswith("/packs")]


def saved(page: Page) -> dict[str, dict[str, Any]]:
    """The packs on the phone by name, each with what is written beside it."""
    beside = [each["headers"].get("pack") for each in kept(page).get("v-packs", [])]
    packs = [json.loads(unquote(told)) for told in beside if told]
    return {pack["name"]: pack for pack in packs}
