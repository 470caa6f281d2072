"""What people do on a page, in a browser of any age, and what the city then has."""

import json
import random
import sqlite3
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

REDUCED = "() => /KB/.test(document.querySelector('[data-photos-list]').textContent)"
SHOWN_FOLIO = "document.querySelector('[data-folio]:not(:empty)').textContent"
OUTBOX_SHOWN = """() => location.pathname.endsWith("/outbox")
  && document.querySelector("[data-folio]:not(:empty)") !== null"""
TURNED = 6
"""EXIF's word for a phone that was held upright while its sensor lay on its side."""


class Hands(Protocol):
    """A page of either browser, for somebody to read and touch. Milliseconds."""

    def evaluate(self, expression: str, /) -> Any: ...
    def wait_for_function(self, expression: str, /, *, timeout: float = ...) -> Any: ...
    def check(self, selector: str, /) -> None: ...
    def click(self, selector: str, /) -> None: ...
    def fill(self, selector: str, words: str, /) -> None: ...
    def select_option(self, selector: str, value: str, /) -> Any: ...
    def set_input_files(self, selector: str, file: Path, /) -> None: ...


def a_large_photo(folder: Path, name: str = "poste.jpg") -> Path:
    """What a phone's camera makes: 2,000 x 1,500, about a megabyte, lying on its side."""
    path = folder / name
    path.write_bytes(_photo())
    return path


@cache
def _photo() -> bytes:
    dice = random.Random(3)
    grain = Image.frombytes("RGB", (500, 375), dice.randbytes(500 * 375 * 3))
    photo = grain.resize((2000, 1500))
    exif = Image.Exif()
    exif[0x0112] = TURNED
    made = BytesIO()
    photo.save(made, "JPEG", quality=90, exif=exif)
    return made.getvalue()


def fill_in(
    page: Hands, photo: Path | None = None, words: str = "No prende desde el lunes"
) -> None:
    """Amina fills in the report form."""
    page.check("input[value=streetlight]")
    page.fill("#place-street", "Av. Hidalgo")
    page.fill("#place-reference", "frente al mercado")
    page.select_option("#place-borough", "coyoacan")
    page.fill("#description", words)
    if photo is not None:
        page.set_input_files("#photos", photo)
        page.wait_for_function(REDUCED)


def send(page: Hands) -> None:
    page.click("main form > button.btn")


def says(page: Hands, words: str, at: str = "main") -> None:
    """Waits until the page has these words."""
    there = f"document.querySelector({json.dumps(at)})?.innerText.includes({json.dumps(words)})"
    page.wait_for_function(there)


def waiting_folio(page: Hands, within: float = 30) -> str:
    """The folio that the outbox shows, once it is shown."""
    page.wait_for_function(OUTBOX_SHOWN, timeout=within * 1000)
    return str(page.evaluate(SHOWN_FOLIO)).replace(" ", "")


def count_waiting(page: Hands) -> int:
    """What the strip says of how many wait."""
    page.wait_for_function("() => 'outboxCount' in document.body.dataset")
    return int(page.evaluate("document.body.dataset.outboxCount"))


@dataclass(frozen=True)
class Kept:
    """A report as the city has it, and its photos: width, height and bytes of each."""

    folio: str
    description: str
    photos: list[tuple[int, int, int]]


def kept_by_the_city(var: Path) -> list[Kept]:
    """Read from the server's files themselves."""
    with sqlite3.connect(f"file:{var / 'ventanilla.db'}?mode=ro", uri=True, timeout=10) as database:
        return [
            Kept(folio, description, _photos(database, var, report))
            for report, folio, description in database.execute(
                "SELECT id, folio, description FROM reports_reports ORDER BY id"
            )
        ]


def _photos(database: sqlite3.Connection, var: Path, report: int) -> list[tuple[int, int, int]]:
    rows: list[Any] = database.execute(
        "SELECT f.width, f.height, f.bytes FROM reports_photos p JOIN files_photos f"
        " ON f.id = p.photo_id WHERE p.report_id = ? ORDER BY p.position",
        (report,),
    ).fetchall()
    return [tuple(row) for row in rows]
