"""Amina's screen is cracked: she has a keyboard, and nothing else to touch the page with."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Phone
from tests.browser.city import City
from tests.browser.person import fill_in, send

MOST_STOPS = 80

# Where the focus is, and whether it can be seen: outlined, on the screen, with nothing before it.
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    id: element.id, text: element.textContent.trim(), tag: element.localName,
    html: element.outerHTML.slice(0, 200),
    isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isInSight: box.top >= 0 && box.bottom <= innerHeight && !!top && element.contains(top),
  };
}"""
HAS_FOCUS = "selector => document.querySelector(selector) === document.activeElement"

PATHS = ("/", "/reports/new", "/reports", "/outbox", "/privacy", "/llave", "/sign-in", "/sign-up")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """One city for all of them."""
    with City(tmp_path_factory.mktemp("city")) as running:
        yield running


@pytest.fixture
def phone(make_phone: Callable[..., Phone]) -> Phone:
    """As fast as this machine, with a screen that is not touched."""
    return make_phone(slowness=1, is_mobile=False, has_touch=False)


def stops(page: Page) -> Iterator[dict[str, Any]]:
    """Every place that Tab leads to, until it leaves the page."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUS)
        if place is None:
            return
        assert place["isOutlined"], f"nothing shows that the focus is on {place['html']}"
        assert place["isInSight"], f"out of sight: {place['html']}"
        yield place
    raise AssertionError(f"Tab never leaves the page in {MOST_STOPS} steps")


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus is on the element of this id, or that says this."""
    for place in stops(page):
        if what in {place["id"], place["text"]}:
            return
    raise AssertionError(f"Tab never comes to {what}")


def test_the_skip_link_leads_past_the_header(phone: Phone, city: City) -> None:
    page = phone.open(f"{city.url}/")
    page.keyboard.press("Tab")
    place = page.evaluate(FOCUS)
    assert place["text"] == "Saltar al contenido"
    assert place["isInSight"]
    page.keyboard.press("Enter")
    assert page.evaluate(HAS_FOCUS, "#main")
    assert next(stops(page))["id"] == "q"


def test_wherever_tab_leads_she_sees_where_she_is(phone: Phone, city: City) -> None:
    for path in PATHS:
        page = phone.open(f"{city.url}{path}")
        places = list(stops(page))
        assert places[0]["text"] == "Saltar al contenido", path
        assert places[-1]["text"] == "Mi Llave", path


def test_so_too_on_the_page_of_her_report(phone: Phone, city: City) -> None:
    page = phone.open(f"{city.url}/reports/new")
    fill_in(page)
    send(page)
    page.wait_for_selector(".ticket")
    texts = [place["text"] for place in stops(page)]
    assert {"Ya está arreglado", "Agregar nota", "Copiar enlace"} <= set(texts)


def test_she_reports_a_fault(phone: Phone, city: City) -> None:
    page = phone.open(f"{city.url}/reports/new")
    tab_to(page, "category")
    page.keyboard.press("Space")
    tab_to(page, "streetlight-extent")
    page.keyboard.press("ArrowDown")
    tab_to(page, "place-street")
    page.keyboard.type("Av. Hidalgo")
    tab_to(page, "place-borough")
    page.keyboard.type("Coyo")
    tab_to(page, "description")
    page.keyboard.type("No prende")
    tab_to(page, "Enviar reporte")
    page.keyboard.press("Enter")
    expect(page.locator(".ticket")).to_contain_text("Recibido")
    for said in ("Una", "Av. Hidalgo", "Coyoacán", "No prende"):
        expect(page.locator("dl")).to_contain_text(said)


def test_the_arrows_lead_from_one_fault_to_the_next(phone: Phone, city: City) -> None:
    page = phone.open(f"{city.url}/reports/new")
    tab_to(page, "category")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("input[value=pothole]")
    tab_to(page, "pothole-extent")


@pytest.mark.parametrize("script", [True, False])
def test_the_errors_have_the_focus_and_lead_to_their_fields(
    make_phone: Callable[..., Phone], city: City, script: bool
) -> None:
    phone = make_phone(slowness=1, java_script_enabled=script)
    page = phone.open(f"{city.url}/reports/new")
    tab_to(page, "Enviar reporte")
    page.keyboard.press("Enter")
    expect(page.locator("[data-summary]")).to_be_focused()
    tab_to(page, "Elige la alcaldía")
    page.keyboard.press("Enter")
    expect(page.locator("#place-borough")).to_be_focused()
    described = page.get_attribute("#place-borough", "aria-describedby")
    assert page.text_content(f"#{described}") == "Elige la alcaldía"
