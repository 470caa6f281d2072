"""Amina has a page read to her, by the voice her phone has."""

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone
from tests.browser.proxy import Proxy

# Debian's Chromium has no voice; what it would be told to say is noted.
VOICE = """
const said = [];
const speech = Object.assign(new EventTarget(), {
  getVoices: () => %s,
  speak: (words) => { said.push(words); },
  cancel: () => { said.length = 0; },
});
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = function Words(text) { this.text = text; };
window.said = said;
"""
OWN = "{lang: 'es-MX', localService: true}"
DOWNLOADED = "{lang: 'es-MX', localService: false}"
ENGLISH = "{lang: 'en-US', localService: true}"
LATE = """() => {
  window.voices = [%s];
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
}"""
PAGES = ("/privacy", "/offline", "/places")


def a_page(phone: Phone, url: str, voices: str) -> Page:
    page = phone.open()
    page.add_init_script(VOICE % voices)
    page.goto(url)
    page.wait_for_function("() => 'outboxCount' in document.body.dataset")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_the_whole_page_is_read_from_top_to_bottom(phone: Phone, network: Proxy, path: str) -> None:
    page = a_page(phone, network.url + path, f"[{DOWNLOADED}, {OWN}]")
    page.click("text=Escuchar esta página")
    said = page.evaluate("said.map(({text, lang, voice}) => [text, lang, voice.localService])")
    assert said[0] == [page.inner_text("h1"), "es", True]
    assert {(lang, own) for _, lang, own in said} == {("es", True)}
    assert all(text for text, _, _ in said)
    paragraphs = [each.inner_text().strip() for each in page.locator("main p").all()]
    assert [text for text, _, _ in said if text in paragraphs] == [p for p in paragraphs if p]


def test_she_stops_it_with_a_tap_and_it_ends_by_itself(phone: Phone, network: Proxy) -> None:
    page = a_page(phone, f"{network.url}/privacy", f"[{OWN}]")
    page.click("text=Escuchar esta página")
    page.click("text=Dejar de escuchar")
    assert page.evaluate("said.length") == 0
    page.click("text=Escuchar esta página")
    page.evaluate("said[said.length - 1].onend()")
    assert page.locator("text=Escuchar esta página").is_visible()


def test_without_a_voice_of_its_own_the_phone_offers_nothing(phone: Phone, network: Proxy) -> None:
    for voices in ("[]", f"[{DOWNLOADED}]", f"[{ENGLISH}]"):
        page = a_page(phone, f"{network.url}/privacy", voices)
        assert page.locator("[data-listen]").is_hidden(), voices


def test_a_voice_that_comes_late_is_offered_then(phone: Phone, network: Proxy) -> None:
    page = a_page(phone, f"{network.url}/privacy", "window.voices || []")
    assert page.locator("[data-listen]").is_hidden()
    page.evaluate(
        f"window.voices = [{OWN}]; speechSynthesis.dispatchEvent(new Event('voiceschanged'))"
    )
    assert page.locator("[data-listen]").is_visible()
