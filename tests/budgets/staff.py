"""The pages of the desk and of a crew as heavy as they may ever be, for the weighing."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import Flask

from backend.budgets.page import Page
from backend.files.encode import photo_from
from backend.identity.actions import accounts
from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.reports import actions
from backend.reports.actions import crews, handling
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.budgets.llave import SAME_SITE, Household
from tests.people import a_photo_file, a_receipt

WORDS = "Fuimos el martes y no había luz en el poste; hace falta traer la escalera larga. "
LONG = "Está apagada toda la cuadra desde la esquina del mercado y de noche no se ve nada. "
LISTS = ("/staff/reports", "/staff/reports?many=1", "/staff/reports?state=all&q=apagada+mercado")

REFUSED: dict[str, dict[str, str]] = {
    "/staff/reports/new": {},
    "/staff/reports/move": {},
    "/staff/crews": {},
    "/staff/reports/{full}/move": {},
    "/staff/reports/{full}/assign": {"planned": "mañana"},
    "/staff/reports/{full}/office": {},
    "/staff/reports/{full}/public": {},
    "/staff/reports/{full}/merge": {},
    "/staff/reports/{full}/note": {},
    "/staff/crew/{full}": {},
    "/staff/crew/{closed}/photos": {},
}
"""Forms that the page they stand on answers."""


class Desk:
    """A full desk: a report with everything, crews with a full round, and who works with it."""

    def __init__(self, app: Flask, house: Household) -> None:
        self.house = house
        with app.app_context():
            city: City = app.extensions["city"]
            self._category = next(each for each in city.categories if each.id == "streetlight")
            now = clock.now()
            by = handling.By(house.id, "lighting")
            account = db.session.get_one(Account, house.other)
            accounts.give_role(account=account, role="crew", office="lighting", now=now)
            teams = [
                crews.start_crew(office="lighting", name=f"Cuadrilla de altura {n}", now=now)
                for n in range(6)
            ]
            for team in teams:
                crews.join(crew=team, account_id=house.id, now=now)
            for number in range(20):
                report = self._file(age=timedelta(days=9, hours=number))
                handling.assign(
                    report=report, crew=teams[0], planned=date(2026, 11, 20), by=by, now=now
                )
                report.escalated = now
            full = self._file(age=timedelta(days=9))
            self._live(full, by)
            handling.assign(report=full, crew=teams[0], planned=date(2026, 11, 20), by=by, now=now)
            self.full = full.folio
            closed = self._file()
            handling.assign(report=closed, crew=teams[0], planned=None, by=by, now=now)
            actions.move(report=closed, to=State.FIXED, actor=Actor.CITY, words=WORDS, now=now)
            self.closed = closed.folio
            self.new = self._file().folio
            db.session.commit()

    def _file(self, age: timedelta = timedelta()) -> Report:
        return actions.file_report(
            receipt=a_receipt(),
            filing=actions.Filing(
                category=self._category,
                borough="gustavoamadero",
                answers={"extent": "many"},
                lat=19.35123,
                lon=-99.16321,
                street="Avenida Miguel Hidalgo y Costilla",
                number="1140 bis",
                reference=LONG,
                description=LONG * 6,
                contact="maria.guadalupe.hernandez@correo-de-la-ciudad.example",
            ),
            now=clock.now() - age,
        )

    def _live(self, report: Report, by: handling.By) -> None:
        now = clock.now()
        for to, actor in (
            (State.ASSIGNED, Actor.CITY),
            (State.FIXED, Actor.CITY),
            (State.REOPENED, Actor.RESIDENT),
        ):
            actions.move(report=report, to=to, actor=actor, words=WORDS, now=now)
        for number in range(actions.MOST_PHOTOS - 1):
            photo = photo_from(a_photo_file(("navy", "teal")[number % 2]))
            actions.add_photo(report=report, photo=photo, now=now)
        handling.add_proof(report=report, photo=photo_from(a_photo_file()), by=by, now=now)
        for number in range(3):
            receipt, said = a_receipt(), f"{number}. {LONG}"
            actions.add_note(report=report, receipt=receipt, text=said, now=now)
        for number in range(6):
            handling.note_inside(report=report, text=f"{number}. {WORDS}", by=by, now=now)
            handling.approve_text(report=report, is_public=bool(number % 2), by=by, now=now)
        for _ in range(5):
            actions.follow(receipt=a_receipt(), report=report, now=now)


def full_pages(prefix: str, language: str, desk: Desk) -> Iterator[Page]:
    """What the desk and a crew meet on a full day."""
    hers = desk.house.session
    for path in (*LISTS, "/staff/reports/new", "/staff/reports/new?more=1", "/staff/crews"):
        yield Page(prefix + path, language, "full", cookies=hers)
    for folio in (desk.full, desk.new):
        yield Page(f"{prefix}/staff/reports/{folio}", language, "full", cookies=hers)
    for path in ("/staff/crew", f"/staff/crew/{desk.full}", f"/staff/crew/{desk.closed}"):
        yield Page(prefix + path, language, "full", cookies=hers)
    yield Page(f"{prefix}/staff/reports/new?done={desk.new}", language, "taken", cookies=hers)
    for path, form in REFUSED.items():
        here = prefix + path.format(full=desk.full, closed=desk.closed)
        yield Page(here, language, "with errors", "POST", form, SAME_SITE, hers, 422)


def empty_page(prefix: str, language: str, house: Household) -> Page:
    """A desk where nothing came in."""
    path = f"{prefix}/staff/reports?q=nadadeeso"
    return Page(path, language, "empty", cookies=house.session)
