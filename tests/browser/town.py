"""A city whose services people want, the people, and phones with and without script."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from backend.app import create_app
from backend.config import Settings
from backend.kernel.db import db
from tests.begun import begun
from tests.browser.chromium import SCREEN
from tests.browser.city import City
from tests.cases.made import BORN, CURPS
from tests.cases.walk import with_everything
from tests.identity.people import Llave, a_llave, a_session
from tests.places.made import an_entry, fill

CLINIC = "Centro de Salud Portales"
BUTTON = "main form button.btn:not([type=button])"


class Town:
    """Amina and Ana want something, Dora works at the desk of the whole city. ``city`` is to be
    entered by whoever asks for it."""

    def __init__(self, var: Path, browser: Browser | None = None) -> None:
        self.city = City(var)
        self.browser = browser
        self.app = create_app(Settings(var=begun(var), log_level="error"))
        self.amina = with_everything(self.app, "Amina Reyes", CURPS[1], BORN)
        self.ana = with_everything(
            self.app, "Ana Pech", CURPS[0], BORN.replace(year=1931, month=8, day=20),
            phone="+525500000002",
        )  # fmt: skip
        self.dora = a_llave(self.app, "Dora Luna", role="desk", phone="+525500000009")
        with self.app.app_context():
            fill("clinic", an_entry(name=CLINIC))
            fill("counter", an_entry(name="Ventanilla Coyoacán"))
            db.session.commit()

    @property
    def url(self) -> str:
        return self.city.url

    @contextmanager
    def phone(self, whose: Llave | None, *, script: bool = True) -> Iterator[BrowserContext]:
        """A phone on which somebody is signed in, or nobody."""
        assert self.browser
        context = self.browser.new_context(
            viewport=SCREEN, locale="es-MX", java_script_enabled=script, device_scale_factor=2
        )
        if whose:
            self.signs_in(context, whose, self.url)
        yield context
        context.close()

    def signs_in(self, phone: BrowserContext, whose: Llave, url: str) -> None:
        """Let a phone hold a session, of staff with a second factor."""
        session = a_session(self.app, whose, strong=whose == self.dora)
        phone.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in session.items()]
        )


def shows(page: Page, words: str) -> None:
    """Waits until the main part of a page has these words."""
    page.locator("main", has_text=words).wait_for()


def goes_on(page: Page, words: str = "") -> None:
    """The button of the form, and the page behind it."""
    button = page.locator(BUTTON, has_text=words) if words else page.locator(BUTTON)
    with page.expect_navigation():
        button.first.click()


def follows(page: Page, words: str) -> None:
    """A link, by what it says."""
    with page.expect_navigation():
        page.locator("main a", has_text=words).first.click()


def scanned(page: Page, selector: str = "svg.qr") -> str:
    """What a phone reads that is held in front of the QR on a page."""
    picture = Image.open(BytesIO(page.locator(selector).screenshot()))
    [code] = zxingcpp.read_barcodes(picture.convert("L"))
    return str(code.text)
