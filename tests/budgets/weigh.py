"""Weighs every page in every language and state: ``python -m tests.budgets.weigh``; with the names
of states after it (``empty full busy real``) only those.

Exits 1 when a page is over ``budgets.json``, and 2 when something cannot be told: a page that
answers otherwise than it should, or a route of the site that stands in no list here.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask

from backend.app import create_app
from backend.budgets.check import conclude, weigh_all
from backend.budgets.commands.options import add_outputs, outputs_of
from backend.budgets.config import BudgetsError, read
from backend.budgets.law import Law
from backend.budgets.page import Page
from backend.budgets.says.baseline import BaselineError
from backend.budgets.target import Target
from backend.budgets.weighed import CANNOT_TELL, Weighed
from backend.config import ROOT, Settings
from backend.demo.reports import invent
from backend.files.encode import photo_from
from backend.kernel import clock
from backend.kernel.access import MOST_KEYS
from backend.kernel.city import City
from backend.kernel.db import db
from backend.reports import actions, folio
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.begun import begun
from tests.budgets import cases, llave, outcomes, record, services, staff
from tests.budgets import sites as provider
from tests.budgets.not_pages import NOT_PAGES
from tests.people import a_fault, a_photo_file
from tests.places.made import a_full_city
from tests.transit import pages as transport

HEAVY_PLACES = (
    "/places/wifi",
    "/places/wifi?near=19.350,-99.060",
    "/places/wifi/iztapalapa",
    "/places/wifi/iztapalapa?page=3",
    "/places/wifi/iztapalapa/ampliacion-mirador-guadalupe",
    "/places/counter",
    "/places/counter?near=19.350,-99.060",
    "/places/counter/iztapalapa?page=2",
)

MARKET = (19.35, -99.16)
LONG = "Está apagada toda la cuadra desde la esquina del mercado y de noche no se ve nada. "
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


class Filled:
    """What the heavy states need: one report with everything, and a phone full of keys."""

    def __init__(self, app: Flask) -> None:
        dice = random.Random(7)
        self._receipts = [str(UUID(int=dice.getrandbits(128), version=4)) for _ in range(MOST_KEYS)]
        with app.app_context():
            invent(36, now=clock.now())
            for receipt in self._receipts[1:-1]:
                self._file(app, receipt, dice)
            self.own = self._full(app, dice).folio
            self.closed = self._closed(app, dice).folio
            db.session.commit()
            self.places = a_full_city(app)
            self.open = self._file(app, str(UUID(int=dice.getrandbits(128), version=4)), dice).folio
            db.session.commit()

    @property
    def keys(self) -> str:
        """What a phone holds that filed as many reports as it can hold the keys of."""
        return ".".join(folio.key_of(receipt) for receipt in self._receipts)

    @property
    def waiting(self) -> str:
        """The folio of one of them that waits for the city."""
        return folio.folio_of(self._receipts[1])

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies of that phone."""
        return {"__Host-phone": self.keys}

    @property
    def form(self) -> dict[str, str]:
        """Everything a resident can fill in, near reports of the same fault."""
        lat, lon = MARKET
        place = {"place-lat": f"{lat}", "place-lon": f"{lon}", "place-accuracy": "12"}
        more = {"description": LONG * 6, "place-reference": LONG[:190]}
        return a_fault(receipt=self._receipts[0], **place, **more)

    def _file(self, app: Flask, receipt: str, dice: random.Random) -> Report:
        city: City = app.extensions["city"]
        return actions.file_report(
            receipt=receipt,
            filing=actions.Filing(
                category=next(each for each in city.categories if each.id == "streetlight"),
                borough=dice.choice(city.boroughs).id,
                lat=MARKET[0] + dice.uniform(-0.0003, 0.0003),
                lon=MARKET[1] + dice.uniform(-0.0003, 0.0003),
                accuracy=12,
                street="Avenida Miguel Hidalgo y Costilla",
                number="1140 bis",
                reference=LONG,
                description=LONG * 6,
                contact="55 1234 5678",
            ),
            now=clock.now() - timedelta(minutes=dice.randrange(1, 9000)),
        )

    def _full(self, app: Flask, dice: random.Random) -> Report:
        report = self._file(app, self._receipts[0], dice)
        for state in (State.ASSIGNED, State.SCHEDULED, State.IN_PROGRESS, State.FIXED):
            self._move(report, state, Actor.CITY)
        self._move(report, State.REOPENED, Actor.RESIDENT)
        self._move(report, State.ASSIGNED, Actor.CITY)
        self._move(report, State.FIXED, Actor.CITY)
        for number in range(actions.MOST_PHOTOS - 1):
            photo = photo_from(a_photo_file(("navy", "teal")[number % 2]))
            actions.add_photo(report=report, photo=photo, now=clock.now())
        for number in range(3):
            actions.add_note(
                report=report, receipt=f"{number}", text=f"{number}. {LONG}", now=clock.now()
            )
        actions.publish(report=report)
        return report

    def _closed(self, app: Flask, dice: random.Random) -> Report:
        """One that it is too late to reopen."""
        report = self._file(app, self._receipts[-1], dice)
        for state in (State.ASSIGNED, State.FIXED):
            self._move(report, state, Actor.CITY)
        report.since -= timedelta(days=60)
        return report

    @staticmethod
    def _move(report: Report, state: State, actor: Actor) -> None:
        actions.move(report=report, to=state, actor=actor, words=LONG, now=clock.now())


def empty_pages(prefix: str, language: str) -> Iterator[Page]:
    """Each page as somebody new meets it, on a site where nothing happened yet."""
    for path in ("/", "/reports", "/reports/new", "/reports/new/2"):
        yield Page(prefix + path, language, "empty")
    for path in ("/inbox", "/outbox", "/offline", "/privacy", "/privacy/1", "/packs"):
        yield Page(prefix + path, language, "empty")
    for path in ("/places", "/wifi"):
        yield Page(prefix + path, language, "empty")
    yield Page(f"{prefix}/notices/phone", language, "empty")
    yield Page(f"{prefix}/reports/new", language, "with errors", "POST", {}, SAME_SITE, status=422)
    yield Page(f"{prefix}/nothing-here", language, "not found", status=404)


def full_pages(prefix: str, language: str, filled: Filled) -> Iterator[Page]:
    """Each page with as much on it as it may ever hold."""
    here = f"{prefix}/reports/{filled.own}"
    mine = {"cookies": filled.cookies}
    wrong = filled.form | {"category": "", "place-borough": "", "place-street": "x" * 200}
    for path in ("/", "/reports", "/reports?borough=coyoacan", "/reports?near=19.350,-99.160"):
        yield Page(prefix + path, language, "full", **mine)
    yield Page(f"{prefix}/notices/phone", language, "full", **mine)
    for path in ("/packs", "/places", "/wifi", *HEAVY_PLACES):
        yield Page(prefix + path, language, "full")
    for kind in ("wifi", "counter"):
        yield Page(f"{prefix}/place/{kind}/{filled.places[kind]}", language, "full")
    yield Page(here, language, "mine, full", **mine)
    yield Page(f"{prefix}/inbox", language, "of a phone, full", **mine)
    yield Page(f"{prefix}/reports/{filled.closed}", language, "mine, too late", **mine)
    yield Page(f"{prefix}/reports/{filled.closed}/again", language, "full", **mine)
    yield _sent(f"{prefix}/reports/{filled.closed}/again", language, "with errors", {}, filled)
    yield _sent(f"{prefix}/reports/{filled.waiting}/rate/3", language, "too soon", {}, filled)
    yield Page(here, language, "public")
    yield Page(f"{prefix}/reports/{filled.open}", language, "public, new")
    yield _sent(f"{prefix}/reports/new", language, "full, with errors", wrong, filled)
    yield _sent(f"{prefix}/reports/new", language, "reported nearby", filled.form, filled)
    for ending in ("notes", "reopen", "photos"):
        yield _sent(f"{here}/{ending}", language, "with errors", {}, filled)


def _sent(path: str, language: str, state: str, form: dict[str, str], filled: Filled) -> Page:
    return Page(path, language, state, "POST", form, SAME_SITE, filled.cookies, 422)


def unlisted(app: Flask, pages: list[Page]) -> list[str]:
    """Addresses of the site that no page stands for."""
    routes = app.url_map.bind("localhost")
    weighed = set()
    for page in pages:
        path = page.path.removeprefix(page.prefix).partition("?")[0]
        if routes.test(path, page.method):
            weighed.add(routes.match(path, page.method)[0])
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in weighed | NOT_PAGES
    )


Sites = dict[str, tuple[Flask, list[Page]]]


def sites(folder: Path, states: Collection[str] = ()) -> Sites:
    """The site as new, full and busy as it may be, each by the name of the folder it keeps its data
    in, with the pages to be met there in every language; of these ``states`` only, where they are
    named."""
    makers = {"empty": _empty, "full": _full, "busy": _busy}
    if transport.REAL_FEED.exists():
        makers["real"] = _real
    found: Sites = {}
    for name, make in makers.items():
        if not states or name in states:
            var = begun(folder / name)
            app = create_app(Settings(var=var, log_level="error", write_rate="100000 per minute"))
            found[name] = (app, make(app))
    return found


def _codes(app: Flask) -> list[tuple[str, str]]:
    city: City = app.extensions["city"]
    return [(f"/{each.code}" if n else "", each.code) for n, each in enumerate(city.languages)]


def _empty(app: Flask) -> list[Page]:
    codes, city = _codes(app), app.extensions["city"]
    pages = [page for code in codes for page in (*empty_pages(*code), *transport.no_feed(*code))]
    pages += [page for code in codes for page in llave.empty_pages(*code)]
    return pages + [page for code in codes for page in services.pages(*code, city)]


def _full(app: Flask) -> list[Page]:
    codes, city = _codes(app), app.extensions["city"]
    filled = Filled(app)
    transport.with_sample(app)
    house = llave.Household(app)
    pages = [page for code in codes for page in full_pages(*code, filled)]
    pages += [page for code in codes for page in llave.full_pages(app, *code, house)]
    life = record.Life(app, house)
    pages += [page for code in codes for page in record.full_pages(app, *code, life)]
    library = provider.Library(app, house)
    pages += [page for code in codes for page in provider.pages(*code, library)]
    desk = staff.Desk(app, house)
    pages += [page for code in codes for page in staff.full_pages(*code, desk)]
    pages += [staff.empty_page(*code, house) for code in codes]
    made = outcomes.Outcomes(app, house)
    pages += [page for code in codes for page in outcomes.full_pages(*code, made)]
    errands = cases.Errands(app, house)
    pages += [page for code in codes for page in cases.full_pages(*code, errands)]
    pages += [page for code in codes for page in transport.sample(*code)]
    return pages + [page for code in codes for page in services.pages(*code, city)]


def _busy(app: Flask) -> list[Page]:
    with tempfile.TemporaryDirectory() as folder:
        transport.with_busy(app, Path(folder) / "feed")
    return [page for code in _codes(app) for page in transport.full(*code)]


def _real(app: Flask) -> list[Page]:
    transport.with_real(app)
    return [page for code in _codes(app) for page in transport.real(app, *code)]


def main(argv: Sequence[str] | None = None) -> int:
    """Weigh the site as it stands; the exit code."""
    asked = argparse.ArgumentParser("make budgets", description=__doc__)
    asked.add_argument("states", nargs="*", help="empty, full, busy, real; all, if none is named")
    add_outputs(asked)
    given = asked.parse_args(argv)
    file = ROOT / "budgets.json"
    try:
        law, outputs = Law(Path(file.name), read(file)), outputs_of(given)
    except (BudgetsError, BaselineError) as error:
        print(error)
        return CANNOT_TELL
    with tempfile.TemporaryDirectory(prefix="ventanilla-budgets-") as folder:
        found = sites(Path(folder), given.states)
        every = [page for _, pages in found.values() for page in pages]
        weighed: list[Weighed] = []
        questions = [
            f"{rule} is weighed by nobody; add it to tests/budgets/weigh.py"
            for rule in ([] if given.states else unlisted(found["empty"][0], every))
        ]
        for app, pages in found.values():
            more, doubts = weigh_all(Target(app, worker="/sw.js"), pages, law, sys.stderr)
            weighed += more
            questions += [doubt for doubt in doubts if doubt not in questions]
    return conclude(weighed, questions, sys.stdout, law, outputs)


if __name__ == "__main__":
    sys.exit(main())
