"""Phones, and the bad network between them and a server."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from backend.config import ROOT
from tests.browser.chromium import FLAGS, PROGRAM, Phone
from tests.browser.city import City
from tests.browser.floor import OldPhone
from tests.browser.proxy import Proxy


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that runs, for whoever needs none of her own."""
    running = playwright.chromium.launch(executable_path=PROGRAM, args=list(FLAGS))
    yield running
    running.close()


@pytest.fixture
def make_phone(
    playwright: Playwright, browser: Browser, tmp_path: Path
) -> Iterator[Callable[..., Phone]]:
    """Makes phones, started, each with nothing on it; takes what ``Phone`` takes. One that is its
    ``own`` browser, as one with flags must be, can be killed and started again."""
    with ExitStack() as phones:
        made: list[Phone] = []

        def make(*, own: bool = False, **options: Any) -> Phone:
            is_own = own or options.keys() & {"pins", "flags"}
            options["within"] = None if is_own else browser
            phone = Phone(playwright, tmp_path / f"phone-{len(made)}", **options)
            made.append(phone)
            phones.callback(phone.stop)
            phone.start()
            return phone

        yield make


@pytest.fixture
def phone(make_phone: Callable[..., Phone]) -> Phone:
    """A phone: 360 x 640, six times slower than this machine."""
    return make_phone()


@pytest.fixture
def make_quick(make_phone: Callable[..., Phone]) -> Callable[..., Phone]:
    """Makes phones as fast as this machine, for promises that do not depend on the pace."""
    return lambda **options: make_phone(slowness=1, **options)


@pytest.fixture
def quick(make_quick: Callable[..., Phone]) -> Phone:
    """A phone as fast as this machine."""
    return make_quick()


@pytest.fixture
def lasting(make_quick: Callable[..., Phone]) -> Phone:
    """A phone as fast as this machine that can be killed, and keeps what it had."""
    return make_quick(own=True)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """Where the server writes."""
    return tmp_path / "var"


@pytest.fixture
def city(var: Path) -> Iterator[City]:
    """The server, with nothing reported yet."""
    with City(var) as running:
        yield running


@pytest.fixture
def network(city: City) -> Iterator[Proxy]:
    """What lies between the phones and the server."""
    with Proxy(city.port) as between:
        yield between


@pytest.fixture
def old_phone(tmp_path: Path) -> Iterator[OldPhone]:
    """Chromium 80; no script of ours may fail on it, whatever else the test is about."""
    phone = OldPhone(tmp_path / "old-phone")
    phone.start()
    try:
        yield phone
        assert phone.complaints() == []
    finally:
        phone.kill()


@pytest.fixture
def another_pack(tmp_path: Path) -> Path:
    """The city changed a word of its pack: another build."""
    pack = tmp_path / "pack"
    shutil.copytree(ROOT / "backend" / "city" / "cdmx", pack)
    text = (pack / "city.toml").read_text()
    (pack / "city.toml").write_text(text.replace('product = "Ventanilla"', 'product = "Taquilla"'))
    return pack
