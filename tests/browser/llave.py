"""People with a Llave in a real browser: how they make one, sign in and out."""

import re

import pyotp
from playwright.sync_api import Page

from tests.browser.city import City
from tests.waiting import until

PHRASE = "cuatro gatos pintan lunas"


def codes(city: City, to: str) -> list[str]:
    """The codes that the server sent to ``to``, oldest first: it shows messages where it runs."""
    return re.findall(
        rf"To {re.escape(to)}\n(?:  \|.*\n)*?  \| .* (?:es|is) ([0-9]{{6}})\.", city.log
    )


def next_code(city: City, to: str, seen: int) -> str:
    """The code that comes after the ``seen`` first ones."""
    return until(lambda: codes(city, to)[seen:], within=30, what=f"a code to {to}")[0]


def sign_up(page: Page, city: City, url: str, name: str, phone: str, *, own: bool = True) -> None:
    """Three pages, and the code that came."""
    page.goto(f"{url}/sign-up")
    page.fill("#name", name)
    page.fill("#birth_date", "24/05/1988")
    page.click("main form button.btn:not([type=button])")
    page.fill("#contact", phone)
    page.fill("#passphrase", PHRASE)
    page.check("#phone-own" if own else "#phone-shared")
    seen = len(codes(city, f"+52{phone}"))
    page.click("main form button.btn:not([type=button])")
    page.fill("#code", next_code(city, f"+52{phone}", seen))
    page.click("main form button.btn:not([type=button])")
    page.wait_for_url(f"{url}/llave")


def sign_in(page: Page, url: str, phone: str, *, own: bool = True) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("#who", phone)
    page.fill("#passphrase", PHRASE)
    page.check("#phone-own" if own else "#phone-shared")
    page.click("main form button.btn:not([type=button])")


def turn_on_app(page: Page, url: str) -> str:
    """Turns the authenticator app on; its secret."""
    page.goto(f"{url}/llave/app")
    page.click("main form button.btn")
    secret = page.text_content(".wide") or ""
    page.fill("#digits", pyotp.TOTP(secret).now())
    page.click("main form button.btn")
    page.wait_for_url(f"{url}/llave/keys")
    return secret
