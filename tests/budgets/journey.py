"""What the whole way of each service weighs: ``python -m tests.budgets.journey``.

From the search to the ticket, as it comes down the wire with Brotli, headers counted: every page,
every answer to a form. ``cold`` is a phone that was never here, with everything that a first visit
brings; ``repeat`` is one that has the app; ``new`` the same, with a browser that can unpack what is
packed against a page it holds. Photos go up, and are reckoned at the most that they may weigh.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask

from backend.app import create_app
from backend.budgets.device import NEW, OLD, Device
from backend.budgets.fetch import Phone
from backend.budgets.kept import Kept
from backend.budgets.measure import first_visit, weigh
from backend.budgets.page import Page
from backend.budgets.wire import wire_bytes
from backend.budgets.worker import install
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.city.services.model import Service
from backend.record.today import today
from tests.budgets.month import PHOTO_BYTES, WORKER
from tests.budgets.weigh import SAME_SITE
from tests.cases.made import BORN, CURPS, answers_to, passing
from tests.cases.walk import with_everything
from tests.identity.people import a_session

ORIGIN = "https://localhost"


@dataclass
class Way:
    """Somebody on her way through ``service``: ``down`` is what came to her phone so far, in
    bytes, over so many ``pages``; ``photos`` are those that she sent."""

    phone: Phone
    service: Service
    down: int = 0
    pages: int = 0
    photos: int = 0

    def opens(self, path: str) -> str:
        """A page; its address, behind redirects."""
        answer = self.phone.fetch(path)
        assert answer.status == 200, (path, answer.status)
        self.down += answer.size
        self.pages += 1
        return answer.url.removeprefix(ORIGIN)

    def sends(self, path: str, told: dict[str, Any]) -> str:
        """A form, and the page it leads to."""
        answer = self.phone.client.post(
            path, base_url=ORIGIN, data=told, headers={**SAME_SITE, "Accept-Encoding": "br"}
        )
        assert answer.status_code == 303, (path, answer.status)
        self.down += wire_bytes(answer.status, list(answer.headers), [answer.get_data()])
        return self.opens(answer.location or "")

    def goes(self, app: Flask) -> None:
        """All of it, from the home page to the ticket."""
        slug = self.service.slug
        self.opens("/")
        self.opens(f"/services?q={quote(self.service.needs[0].source)}")
        self.opens(f"/services/{slug}")
        self.opens(f"/services/{slug}/can")
        known: dict[str, Any] = dict(passing(self.service))
        self.opens(f"/services/{slug}/can?{'&'.join(f'{n}={v}' for n, v in known.items())}")
        here = self.sends(f"/services/{slug}/start", dict(known))
        with app.test_request_context():
            day = today(clock.now())
        while not here.endswith("/check"):
            step = self.service.step(here.rpartition("/")[2])
            assert step is not None, here
            told = answers_to(step, known, day, is_first=False)
            files = [each for each in step.fields if each.kind == "file" and each.id in told]
            self.photos += sum(len(told[each.id]) for each in files)
            here = self.sends(here, told | {"agree": "yes"})
        self.sends(here.replace("/check", "/send"), {})


def ways(folder: Path, device: Device) -> Iterator[tuple[Way, int]]:
    """The way through each service, on a phone that has the app; and what the app weighed when it
    came. The site is made in ``folder``."""
    app = create_app(Settings(var=folder, log_level="error", write_rate="100000 per minute"))
    somebody = with_everything(app, "Amina Reyes", CURPS[1], BORN)
    held = {f"__Host-{name}": value for name, value in a_session(app, somebody).items()}
    for service in app.extensions["city"].services:
        kept = Kept()
        phone = Phone(app, cookies=held, device=device, keeps=kept)
        home = weigh(phone, Page("/", "es", "new"))
        installed = install(phone, WORKER, "").items
        brought = sum(item.size for item in first_visit(home, installed))
        document = next(item.size for item in home.items if item.kind == "document")
        way = Way(phone.coming_back(kept=kept), service)
        way.goes(app)
        yield way, brought - document


def main() -> int:
    """Print each way, the longest last."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-journey-") as folder:
        old = list(ways(Path(folder) / "old", OLD))
        new = {way.service.slug: way for way, _ in ways(Path(folder) / "new", NEW)}
    print(f"{'':<24} pages     cold   repeat      new   photos, up")
    for way, brought in sorted(old, key=lambda each: each[0].down):
        slug = way.service.slug
        sizes = (way.down + brought, way.down, new[slug].down)
        told = " ".join(f"{size / 1024:>5.1f} KB" for size in sizes)
        up = way.photos * PHOTO_BYTES / 1024
        print(f"{slug:<24} {way.pages:>5} {told}   {way.photos} x 100 KB = {up:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
