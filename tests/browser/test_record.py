"""The record in a real browser: in both languages before a strict reviewer, and without signal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from backend.app import create_app
from backend.config import Settings
from tests.begun import begun
from tests.browser.chromium import SCREEN, Phone, worker_controls
from tests.browser.city import City
from tests.browser.llave import sign_up
from tests.browser.review import ASKED, SCHEMES
from tests.browser.reviewer import nu_checks, too_small, too_wide, violations
from tests.browser.storage import databases, kept
from tests.budgets.llave import Household
from tests.budgets.record import SIGNED_IN, Life
from tests.waiting import until

PREFIXES = {"es": "", "en": "/en"}
AMINA = "5512345678"
SUBMIT = "main form button.btn:not([type=button])"
STREET = "Av. Hidalgo 14"


@dataclass
class Lived:
    """A city where somebody has all of it, and a browser with her cookies."""

    city: City
    life: Life
    browser: Browser

    @property
    def paths(self) -> list[str]:
        life = self.life
        requests = [f"/me/requests/{each}" for each in (life.access, life.open, life.granted)]
        staff = [f"/staff/rights/{each}" for each in (life.open, life.granted)]
        more = ["/privacy", "/privacy/1", f"/privacy/cancelled/{life.cancelled}"]
        return [*SIGNED_IN, *requests, *staff, *more]

    @cached_property
    def page(self) -> Page:
        """Hers, signed in."""
        context = self.browser.new_context(viewport=SCREEN, service_workers="block")
        cookies = self.life.house.session
        context.add_cookies(
            [
                {"name": name.removeprefix("__Host-"), "value": value, "url": self.city.url}
                for name, value in cookies.items()
            ]
        )
        return context.new_page()

    def opens(self, path: str) -> Page:
        answer = self.page.goto(self.city.url + path)
        assert answer and answer.status == 200, path
        return self.page


@pytest.fixture(scope="module")
def lived(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    var = tmp_path_factory.mktemp("lived")
    app = create_app(Settings(var=begun(var), log_level="error"))
    life = Life(app, Household(app))
    with City(var) as city:
        lived = Lived(city, life, browser)
        yield lived
        lived.page.context.close()


@pytest.mark.parametrize("language", ASKED)
def test_a_strict_reviewer_finds_nothing(lived: Lived, language: str, tmp_path: Path) -> None:
    said: dict[str, list[str]] = {}
    for path in lived.paths:
        page = lived.opens(PREFIXES[language] + path)
        name = f"{language}{path.replace('/', ' ')}"
        (tmp_path / f"{name}.html").write_text(page.content())
        found = [*too_small(page), *too_wide(page)]
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found += violations(page, rules)
        if found:
            said[path] = found
    assert not said, "\n".join(f"{path}: {found}" for path, found in said.items())
    errors = [
        f"{told['url']}: {told['message']} {told.get('extract', '')}"
        for told in nu_checks(tmp_path)
        if told["type"] == "error"
    ]
    assert not errors


@pytest.fixture
def page(make_phone: Callable[..., Phone], city: City) -> Page:
    """Amina, signed in on a phone of her own, has given her address and seen it."""
    phone = make_phone(slowness=1)
    page = phone.open(f"{city.url}/")
    worker_controls(page)
    sign_up(page, city, city.url, "Amina Reyes", AMINA)
    _gives_address(page, city)
    return page


def test_without_signal_she_reads_her_data_as_last_seen(city: City, page: Page) -> None:
    page.goto(f"{city.url}/me")
    until(lambda: _is_kept(page), within=20, what="a private copy of /me")
    page.context.set_offline(True)
    page.goto(f"{city.url}/me")
    assert STREET in _text(page)
    assert "Página guardada" in (page.text_content("[data-net]") or "")
    page.goto(f"{city.url}/llave")
    page.goto(f"{city.url}/me/uses")
    assert "Amina" not in _text(page), "who used what is asked of the city, not of the phone"


def test_signing_out_takes_it_along(city: City, page: Page) -> None:
    page.goto(f"{city.url}/me")
    until(lambda: _is_kept(page), within=20, what="a private copy of /me")
    page.goto(f"{city.url}/sign-out")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/")
    assert not _is_kept(page)
    page.context.set_offline(True)
    page.goto(f"{city.url}/me")
    assert STREET not in _text(page)
    assert STREET not in str(kept(page)) + str(databases(page))


def test_cancelling_leaves_nothing_on_the_phone(city: City, page: Page) -> None:
    page.goto(f"{city.url}/me")
    until(lambda: _is_kept(page), within=20, what="a private copy of /me")
    page.goto(f"{city.url}/me/rights/cancel")
    page.check("#sure-yes")
    page.click(SUBMIT)
    page.wait_for_url("**/privacy/cancelled/*")
    assert "Llave cancelada" in _text(page)
    page.goto(f"{city.url}/privacy")
    until(lambda: not _is_kept(page), within=20, what="the copy to go")
    page.context.set_offline(True)
    page.goto(f"{city.url}/me")
    assert STREET not in _text(page)
    for _ in range(5):
        page.go_back()
        assert STREET not in _text(page), page.url


def test_a_shared_phone_keeps_nothing(make_phone: Callable[..., Phone], city: City) -> None:
    page = make_phone(slowness=1).open(f"{city.url}/")
    worker_controls(page)
    sign_up(page, city, city.url, "Amina Reyes", AMINA, own=False)
    _gives_address(page, city)
    page.goto(f"{city.url}/me")
    assert STREET in _text(page)
    page.goto(f"{city.url}/privacy")
    page.wait_for_function("caches.open('v-pages').then(c => c.match('/privacy')).then(Boolean)")
    page.context.set_offline(True)
    page.goto(f"{city.url}/me")
    assert STREET not in _text(page)
    assert STREET not in str(kept(page)) + str(databases(page))


def _gives_address(page: Page, city: City) -> None:
    page.goto(f"{city.url}/me/data/address")
    page.fill("#street", STREET)
    page.fill("#area", "Del Carmen")
    page.fill("#borough", "Coyoacán")
    page.fill("#postcode", "04100")
    page.click(SUBMIT)
    page.wait_for_url(f"{city.url}/me")
    assert STREET in _text(page)


def _is_kept(page: Page) -> bool:
    found: bool = page.evaluate("caches.match('/me', {ignoreVary: true}).then(Boolean)")
    return found


def _text(page: Page) -> str:
    return page.text_content("main") or ""
