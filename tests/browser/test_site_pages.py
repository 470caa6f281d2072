"""The pages about sites before a strict reviewer, in both languages, light and dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.chromium import SCREEN
from tests.browser.city import City
from tests.browser.llave import sign_up
from tests.browser.review import ASKED, SCHEMES
from tests.browser.reviewer import nu_checks, too_small, too_wide, violations
from tests.oidc.sites import Site

SITE = "http://127.0.0.1:9"
LANGUAGES = {"es": "", "en": "/en"}
EVERYTHING = "openid profile email phone address curp"


def library_of(city: City, *more: str) -> Site:
    """A site that asks for everything; nobody is at home there."""
    said = city.flask(
        *("clients", "add", "Biblioteca Vasconcelos", "--owner", "Secretaría de Cultura"),
        *("--site", SITE, "--redirect", f"{SITE}/callback", "--logout", f"{SITE}/goodbye"),
        *("--purpose", "es", "Prestarte libros a tu nombre", "--scope", "profile"),
        *("--purpose", "en", "Lend you books in your name", "--scope", "curp"),
        *("--optional", "email", "--optional", "phone", "--optional", "address", *more),
    )
    id, secret = (line.split()[-1] for line in said.splitlines()[1:])
    return Site(id, secret, f"{SITE}/callback")


def stays(route: Route) -> None:
    """As if the site did not answer yet: what goes there leaves the page as it is."""
    route.abort("aborted")


def asked(page: Page, city: City, prefix: str) -> None:
    page.goto(city.url + prefix + library_of(city).asks(EVERYTHING))
    page.wait_for_selector("button[name=yes]")


def too_low(page: Page, city: City, prefix: str) -> None:
    page.goto(city.url + prefix + library_of(city, "--level", "3").asks(EVERYTHING))
    page.wait_for_selector("a[href*='no=level']")


def back(page: Page, city: City, prefix: str) -> None:
    asked(page, city, prefix)
    page.click("button[name=no]")
    page.wait_for_selector(f"a[href^='{SITE}']")


def sites(page: Page, city: City, prefix: str) -> None:
    asked(page, city, prefix)
    page.check("#scope-phone")
    page.click("button[name=yes]")
    page.wait_for_selector(f"a[href^='{SITE}']")
    page.goto(f"{city.url}{prefix}/llave/sites")


def no_site(page: Page, city: City, prefix: str) -> None:
    page.goto(f"{city.url}{prefix}/oidc/authorize")


def leaving(page: Page, city: City, prefix: str) -> None:
    page.goto(f"{city.url}{prefix}/oidc/logout?client_id={library_of(city).id}")
    page.wait_for_selector("button[name=yes]")


SCENES: dict[str, Callable[[Page, City, str], None]] = {
    each.__name__: each for each in (asked, too_low, back, sites, no_site, leaving)
}


@pytest.mark.parametrize("language", ASKED)
def test_a_strict_reviewer_finds_nothing(
    browser: Browser, city: City, tmp_path: Path, language: str
) -> None:
    context = browser.new_context(viewport=SCREEN, service_workers="block")
    page = context.new_page()
    context.route(f"{SITE}/**", stays)
    sign_up(page, city, city.url, "Amina Reyes", "5512345678")
    html = tmp_path / "html"
    html.mkdir()
    found: dict[str, list[str]] = {}
    for name, show in SCENES.items():
        show(page, city, LANGUAGES[language])
        assert page.get_attribute("html", "lang") == language
        drawn = page.evaluate("document.documentElement.outerHTML")
        (html / f"{name}.html").write_text(f"<!doctype html>{drawn}")
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found[f"{name}, {scheme}"] = violations(page, rules)
        page.emulate_media(color_scheme="light")
        found[f"{name}, thumb"] = too_small(page)
        found[f"{name}, width"] = too_wide(page)
    context.close()
    found["nu"] = [f"{each['url']}: {each['message']}" for each in nu_checks(html)]
    wrong = [f"{where}: {each}" for where, what in found.items() for each in what]
    assert not wrong, "\n".join(wrong)
