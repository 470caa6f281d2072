"""Amina signs in to sites of three makes with her Llave, and out again, in a real Chromium."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Phone
from tests.browser.city import City
from tests.browser.llave import PHRASE, sign_up
from tests.browser.parties import by_apache, by_authlib, by_openid_client
from tests.waiting import until

PHONE = "5512345678"
PRIVATE = "caches.keys().then(names => names.filter(name => name.startsWith('v-private-')))"
SUBMIT = "main form button.btn:not([type=button])"


@pytest.fixture(
    params=[
        pytest.param(False, id="without script", marks=pytest.mark.proof),
        pytest.param(True, id="with script"),
    ]
)
def page(request: pytest.FixtureRequest, make_phone: Callable[..., Phone]) -> Page:
    """A tab on a phone, with and without script."""
    phone = make_phone(slowness=1, java_script_enabled=request.param)
    return phone.open()


def has_a_llave_and_is_out(page: Page, city: City) -> None:
    sign_up(page, city, city.url, "Amina Reyes", PHONE)
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")


def signs_in_and_agrees(page: Page, city: City) -> None:
    page.wait_for_url(f"{city.url}/sign-in?**")
    page.fill("#who", PHONE)
    page.fill("#passphrase", PHRASE)
    page.check("#phone-own")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/oidc/go/**")
    said = page.text_content("main") or ""
    assert "Cultura te pide" in said
    assert "Prestarte libros" in said
    assert "Amina Reyes" in said
    page.click("button[name=yes]")


def closes_her_llave(page: Page, city: City) -> None:
    page.wait_for_url(f"{city.url}/oidc/out/**")
    page.click("button[name=yes]")


def is_out(page: Page, city: City) -> None:
    page.goto(f"{city.url}/llave/sessions")
    assert page.url.startswith(f"{city.url}/sign-in")


def test_a_site_made_with_authlib(page: Page, city: City, tmp_path: Path) -> None:
    with by_authlib(city, tmp_path) as site:
        has_a_llave_and_is_out(page, city)
        page.goto(site)
        page.click("button")
        signs_in_and_agrees(page, city)
        page.wait_for_url(f"{site}/")
        assert "Hola, Amina Reyes" in (page.text_content("body") or "")

        page.click("button")
        closes_her_llave(page, city)
        page.wait_for_url(f"{site}/")
        assert "Entrar con mi Llave" in (page.text_content("body") or "")
        is_out(page, city)


def test_a_site_made_with_openid_client(page: Page, city: City, tmp_path: Path) -> None:
    with by_openid_client(city, tmp_path) as site:
        has_a_llave_and_is_out(page, city)
        page.goto(f"{site}/enter")
        signs_in_and_agrees(page, city)
        page.wait_for_url(f"{site}/")
        told: dict[str, Any] = json.loads(page.text_content("body") or "")
        assert told["person"]["name"] == "Amina Reyes"
        assert "email" not in told["person"], "she did not give it"
        assert (told["acr"], told["amr"]) == ("urn:ventanilla:level:2", ["pwd"])
        assert told["late"] == "WWWAuthenticateChallengeError", "it had revoked its own tokens"

        page.goto(f"{site}/leave")
        closes_her_llave(page, city)
        page.wait_for_url(f"{site}/goodbye?**")
        assert page.text_content("body") == "goodbye see-you"
        is_out(page, city)


def test_a_site_behind_apache(page: Page, city: City, tmp_path: Path) -> None:
    folder = tmp_path / "apache"
    folder.mkdir()
    with by_apache(city, folder) as site:
        has_a_llave_and_is_out(page, city)
        page.goto(f"{site}/inside/page")
        signs_in_and_agrees(page, city)
        page.wait_for_url(f"{site}/inside/page")
        inside = page.reload()
        assert inside and inside.headers["person"] == "Amina Reyes"
        assert page.text_content("body") == "inside\n"

        page.goto(f"{site}/inside/back?logout={site}/")
        closes_her_llave(page, city)
        page.wait_for_url(f"{site}/")
        assert page.text_content("body") == "outside\n"
        is_out(page, city)
        page.goto(f"{site}/inside/page")
        assert page.url.startswith(f"{city.url}/sign-in"), "and out of the site as well"


def test_signing_out_at_a_site_leaves_nothing_of_hers_on_the_phone(
    make_phone: Callable[..., Phone], city: City, tmp_path: Path
) -> None:
    page = make_phone(slowness=1).open()
    with by_authlib(city, tmp_path) as site:
        has_a_llave_and_is_out(page, city)
        page.goto(site)
        page.click("button")
        signs_in_and_agrees(page, city)
        page.wait_for_url(f"{site}/")
        page.goto(f"{city.url}/llave")
        until(lambda: page.evaluate(PRIVATE), what="a page of hers that is kept")

        page.goto(site)
        page.click("button")
        closes_her_llave(page, city)
        page.wait_for_url(f"{site}/")
        is_out(page, city)
        assert page.evaluate(PRIVATE) == []
