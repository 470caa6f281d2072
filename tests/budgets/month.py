"""What a month of typical use weighs: ``python -m tests.budgets.month``.

Reckoned like the budgets, from the site as it stands. What is typical is declared below; what each
thing weighs is measured. Photos travel upward and are reckoned at the most they may weigh.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from backend.app import create_app
from backend.budgets.fetch import Phone, wire_bytes
from backend.budgets.measure import first_visit, weigh
from backend.budgets.page import Page
from backend.budgets.worker import install
from backend.config import Settings
from tests.budgets.weigh import SAME_SITE, Filled
from tests.people import a_photo_file, a_receipt

WORKER = "/sw.js"
PHOTO_BYTES = 100 * 1024
TEXT_BYTES = 2 * 1024

OPENED = (
    ("/", 20),
    ("/reports", 4),
    ("/reports/new", 2),
    ("{report}", 8),
    ("/places/wifi", 4),
    ("/places/wifi?near=19.350,-99.060", 8),
    ("/places/counter", 2),
    ("{counter}", 2),
    ("/packs", 2),
)
"""Pages opened in a month, and how often."""
REPORTS = 2
SAVED = (("wifi-iztapalapa", 2), ("counter-all", 1))
"""Packs, and how often each comes down: once when it is saved, again when the city renewed it."""
RELEASES = 1
"""New versions of the app, each of which brings worker, scripts and shell again."""


@dataclass(frozen=True)
class Line:
    """One thing people do in a month: how often, and bytes each time, down and up."""

    what: str
    times: int
    down: int
    up: int = 0

    @property
    def total(self) -> int:
        return self.times * (self.down + self.up)


def month(folder: Path) -> Iterator[Line]:
    """The lines of a month; the site they are reckoned on is made in ``folder``."""
    quiet = {"log_level": "error", "write_rate": "100000 per minute"}
    app = create_app(Settings(var=folder, **quiet))  # type: ignore[arg-type]
    filled = Filled(app)
    places = {
        "report": f"/reports/{filled.own}",
        "counter": f"/place/counter/{filled.places['counter']}",
    }
    new = Phone(app)
    home = weigh(new, Page("/", "es", "new"))
    installed = install(new, WORKER, "").items
    yield Line("first visit", 1, sum(item.size for item in first_visit(home, installed)))
    yield Line("new version", RELEASES, sum(item.size for item in installed))
    phone = Phone(app, cookies=filled.cookies)
    for path, times in OPENED:
        yield Line(path, times, phone.fetch(path.format(**places)).size)
    form = filled.form | {"near": "new", "receipt": a_receipt()}
    sent = phone.fetch("/reports/new", method="POST", form=form, headers=SAME_SITE)
    yield Line("a report sent", REPORTS, sent.size, TEXT_BYTES)
    yield Line("its photo, reduced on the phone", REPORTS, _photo_taken(app, filled), PHOTO_BYTES)
    for name, times in SAVED:
        yield Line(f"/packs/{name}", times, phone.fetch(f"/packs/{name}", "other").size)


def _photo_taken(app: Flask, filled: Filled) -> int:
    """Bytes of the answer to a photo that is sent on its own."""
    client = app.test_client()
    for name, value in filled.cookies.items():
        client.set_cookie(name, value, domain="localhost")
    answer = client.post(
        f"/reports/{filled.own}/photos",
        base_url="https://localhost",
        data={"receipt": a_receipt(), "photo": (a_photo_file(), "photo.jpg")},
        headers={**SAME_SITE, "Ventanilla-Replay": "1"},
    )
    assert answer.status_code == 201, answer.status
    return wire_bytes(answer.status, list(answer.headers), [answer.get_data()])


def main() -> int:
    """Print the month."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-month-") as folder:
        lines = list(month(Path(folder)))
    widest = max(len(line.what) for line in lines)
    for line in lines:
        each = f"{line.times:>3} x {line.down + line.up:>8,} B"
        print(f"{line.what:<{widest}}  {each}  {line.total:>9,} B")
    total = sum(line.total for line in lines)
    print(f"{'a month':<{widest}}  {'':>16}  {total:>9,} B = {total / 1024:,.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
