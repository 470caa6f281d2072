"""What pages look like on Chromium 80 and 360 x 640: nothing cut off, nothing hidden."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.browser.city import City
from tests.browser.floor import OldPage, OldPhone
from tests.browser.person import fill_in, send, waiting_folio
from tests.browser.proxy import Proxy
from tests.people import ZOCALO, a_fault

LAID_OUT = """() => {
  const box = element => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return {left, right, top, bottom, name: element.outerHTML.slice(0, 60)};
  };
  const isShown = element => element.getClientRects().length > 0 && !element.closest(".skip");
  const touched = [...document.querySelectorAll("a, button, input, select, textarea")];
  return {
    width: document.documentElement.scrollWidth,
    nav: box(document.querySelector(".nav")),
    cutOff: [...document.querySelectorAll("body *")].filter(isShown).map(box)
      .filter(({left, right}) => left < 0 || right > innerWidth),
    small: touched.filter(isShown).filter(element => element.closest(".nav, .btn, form, .list"))
      .filter(element => element.type !== "radio" && !element.closest("p")).map(box)
      .filter(({top, bottom}) => bottom - top < 47.9),
  };
}"""
PATHS = (
    "/",
    "/reports/new",
    "/reports/new/2",
    "/reports",
    "/reports?borough=coyoacan",
    "/outbox",
    "/offline",
    "/privacy",
    "/nothing-here",
)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def folio(city: City) -> str:
    """A report of Bo's that the city has published, with words that have no blank in them."""
    fault = a_fault(**ZOCALO, near="new", description="m" * 60)
    request = Request(f"{city.url}/reports/new", urlencode(fault).encode(), {"Origin": city.url})
    with urlopen(request) as answer:
        folio: str = answer.url.rpartition("/")[2]
    city.staff("publish", folio)
    return folio


def looks_right(page: OldPage, pictures: Path) -> None:
    """Nothing to the side of the screen, the four places at its foot, room for a thumb.

    A picture of it is left among ``pictures``, to be looked at.
    """
    seen: dict[str, Any] = page.evaluate(LAID_OUT)
    where: str = page.evaluate("location.pathname")
    page.screenshot(pictures / f"{len(list(pictures.iterdir()))}{where.replace('/', '-')}.png")
    assert (where, seen["width"], seen["cutOff"], seen["small"]) == (where, 360, [], [])
    nav = seen["nav"]
    assert (nav["left"], nav["right"], nav["bottom"]) == (0, 360, 640)


def test_each_page_fits_the_screen(
    old_phone: OldPhone, city: City, folio: str, pictures: Path
) -> None:
    page = old_phone.open()
    for language in ("", "/en"):
        for path in (*PATHS, f"/reports/{folio}"):
            page.goto(city.url + language + path)
            looks_right(page, pictures)


def test_the_ticket_is_read_at_a_glance_and_what_waits_fits_too(
    old_phone: OldPhone, network: Proxy, pictures: Path
) -> None:
    page = old_phone.open(f"{network.url}/reports/new")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    send(page)
    page.wait_for_function("document.querySelector('[data-summary]') !== null")
    looks_right(page, pictures)
    fill_in(page)
    send(page)
    page.wait_for_function("document.querySelector('[data-ticket]') !== null")
    looks_right(page, pictures)
    in_sight(page, "[data-ticket] .folio")

    network.refuse()
    page.goto(f"{network.url}/reports/new")
    fill_in(page)
    send(page)
    waiting_folio(page)
    looks_right(page, pictures)
    in_sight(page, "[data-outbox-list] .folio")


def test_the_page_of_notices_says_what_this_phone_can_do(
    old_phone: OldPhone, network: Proxy, pictures: Path
) -> None:
    page = old_phone.open(f"{network.url}/reports/new")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    fill_in(page)
    send(page)
    page.wait_for_function("document.querySelector('[data-ticket]') !== null")
    page.click("main a[href='/notices/phone']")
    page.wait_for_function("document.querySelector('[data-when]:not([hidden])') !== null")
    looks_right(page, pictures)


def in_sight(page: OldPage, selector: str) -> None:
    """It is on the first screen, above the four places, in letters to read across a counter."""
    page.evaluate("scrollTo(0, 0)")
    box = page.evaluate(f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()")
    assert box["top"] > 0
    assert box["bottom"] < page.evaluate("document.querySelector('.nav').offsetTop")
    size = page.evaluate(f"getComputedStyle(document.querySelector({selector!r})).fontSize")
    assert float(size.removesuffix("px")) >= 28
