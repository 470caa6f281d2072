"""Amina's Llave in a real Chromium: without script, and with it where a passkey needs it."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone
from tests.browser.city import City
from tests.browser.llave import codes, next_code, sign_in, sign_up, turn_on_app

PHONE = "5512345678"
SUBMIT = "main form button.btn:not([type=button])"


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def page(request: pytest.FixtureRequest, make_phone: Callable[..., Phone]) -> Page:
    """A tab on a phone, with and without script."""
    phone = make_phone(slowness=1, java_script_enabled=request.param)
    return phone.open()


def test_from_sign_up_to_sign_out(page: Page, city: City) -> None:
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    assert "Amina Reyes" in (page.text_content("main") or "")
    assert "Nivel 2" in (page.text_content("main") or "")

    secret = turn_on_app(page, city.url)
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    page.goto(f"{city.url}/llave/sessions")
    assert page.url.startswith(f"{city.url}/sign-in"), "signed out, she is asked to sign in"

    sign_in(page, city.url, PHONE)
    page.wait_for_url(f"{city.url}/sign-in/second")
    page.fill("#digits", _unused(secret))
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/llave")

    page.goto(f"{city.url}/llave/sessions")
    assert "Este teléfono" in (page.text_content("main") or "")


def test_who_forgot_gets_in_by_a_code(page: Page, city: City) -> None:
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    page.goto(f"{city.url}/recover")
    page.click("main a.btn")
    page.fill("#who", PHONE)
    page.check("#phone-own")
    seen = len(codes(city, f"+52{PHONE}"))
    page.click(SUBMIT)
    page.fill("#code", next_code(city, f"+52{PHONE}", seen))
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/llave/passphrase")
    page.fill("#passphrase", "ocho perros cantan soles")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/llave/keys")


def test_a_session_is_ended_from_another_phone(
    page: Page, city: City, make_phone: Callable[..., Phone]
) -> None:
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    other = make_phone(slowness=1).open()
    sign_in(other, city.url, PHONE)
    other.wait_for_url(f"{city.url}/llave")
    other.goto(f"{city.url}/llave/sessions")
    other.click("text=Cerrar todos menos este")
    other.wait_for_url(f"{city.url}/llave/sessions")
    page.goto(f"{city.url}/llave/keys")
    assert "/sign-in" in page.url


def _unused(secret: str) -> str:
    """Digits of the step after the one that was used a moment ago."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30)


@pytest.fixture
def keyed(make_phone: Callable[..., Phone]) -> Iterator[tuple[Page, Any]]:
    """A phone whose lock makes and shows passkeys."""
    page = make_phone(slowness=1).open()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    added = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page, (devtools, added["authenticatorId"])


def test_a_passkey_is_made_and_opens_the_llave(keyed: tuple[Page, Any], city: City) -> None:
    page, (devtools, authenticator) = keyed
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    page.goto(f"{city.url}/llave/passkeys")
    page.click("[data-passkey-new]")
    page.wait_for_selector("dl dd")
    kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert len(kept["credentials"]) == 1
    assert kept["credentials"][0]["isResidentCredential"]

    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    page.goto(f"{city.url}/sign-in?next=/llave/sessions")
    page.click("[data-passkey]")
    page.wait_for_selector("[data-phone-missing]:not([hidden])")
    page.check("#phone-own")
    page.click("[data-passkey]")
    page.wait_for_url(f"{city.url}/llave/sessions")

    # It is two factors in one, so nothing more is asked before the keys.
    page.goto(f"{city.url}/llave/passkeys")
    page.click("text=Quitar")
    page.wait_for_selector("dl", state="detached")


def test_a_passkey_is_the_second_step_too(keyed: tuple[Page, Any], city: City) -> None:
    page, _ = keyed
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    page.goto(f"{city.url}/llave/passkeys")
    page.click("[data-passkey-new]")
    page.wait_for_selector("dl dd")
    sign_in(page, city.url, PHONE)
    page.wait_for_url(f"{city.url}/sign-in/second")
    page.click("[data-passkey]")
    page.wait_for_url(f"{city.url}/llave")


def test_a_phone_without_the_passkey_says_so(keyed: tuple[Page, Any], city: City) -> None:
    page, (devtools, authenticator) = keyed
    devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto(f"{city.url}/sign-in")
    page.check("#phone-own")
    page.click("[data-passkey]")
    page.wait_for_selector("[data-passkey-failed]:not([hidden])", timeout=90_000)


def test_a_passphrase_can_be_shown(make_phone: Callable[..., Phone], city: City) -> None:
    page = make_phone(slowness=1).open(f"{city.url}/sign-in")
    page.fill("#passphrase", "cuatro gatos")
    page.click("[data-show]")
    assert page.get_attribute("#passphrase", "type") == "text"
    assert page.input_value("#passphrase") == "cuatro gatos"
    page.click("[data-show]")
    assert page.get_attribute("#passphrase", "type") == "password"
