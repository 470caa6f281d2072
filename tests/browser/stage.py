"""Two cities to look at: one where nothing happened yet, and one that is full of reports."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.demo.reports import WAYS
from backend.demo.reports import WORDS as CITY_WORDS
from backend.files.encode import photo_from
from backend.kernel import clock
from backend.kernel.city import City as CityPack
from backend.kernel.db import db
from backend.reports import actions, folio
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.begun import begun
from tests.browser.city import City
from tests.budgets.llave import Household
from tests.budgets.outcomes import Outcomes
from tests.budgets.staff import Desk
from tests.budgets.weigh import Filled
from tests.people import a_photo_file, a_receipt
from tests.transit.pages import with_sample

ONE_WORD = "Parangaricutirimícuaro" * 4
"""Longer than a phone is wide."""


@dataclass(frozen=True)
class Own:
    """A report and the key of the phone that sent it."""

    folio: str
    key: str

    @property
    def path(self) -> str:
        return f"/reports/{self.folio}"


class Lives:
    """Amina's reports, one for each way a report may go, and Bo's phone that follows one."""

    def __init__(self, app: Flask) -> None:
        self._city: CityPack = app.extensions["city"]
        self.first = self._file("streetlight")
        self.in_state: dict[State, Own] = {}
        for way in WAYS:
            own = self._file("streetlight", age=timedelta(days=2))
            self._go(own, way)
            self.in_state[way[-1] if way else State.RECEIVED] = own
        self.late = self._file("pothole", age=timedelta(days=40))
        self._go(self.late, (State.ASSIGNED,))
        self.closed = self._file("pothole", age=timedelta(days=90))
        self._go(self.closed, (State.ASSIGNED, State.FIXED))
        self.photos_to_come = self._file("trafficlight", photos_expected=2)
        self.long_words = self._file(
            "other",
            street=ONE_WORD,
            reference=f"{ONE_WORD} {ONE_WORD}",
            description=ONE_WORD * 5,
            contact=f"{ONE_WORD}@example.org",
        )
        self.published = self._file("tree", answers={"state": "down"})
        report = self._report(self.published)
        actions.add_photo(report=report, photo=photo_from(a_photo_file()), now=clock.now())
        actions.publish(report=report)
        self.followed = Own(self.first.folio, self._follow(self.first))
        db.session.commit()

    def _file(self, category: str, *, age: timedelta = timedelta(), **told: object) -> Own:
        receipt = a_receipt()
        kind = self._city.category(category)
        assert kind is not None
        filing = {
            "street": "Av. Hidalgo",
            "number": "14",
            "reference": "frente al mercado",
            "description": "No prende desde el lunes.",
            "contact": "55 1234 5678",
            **told,
        }
        report = actions.file_report(
            receipt=receipt,
            filing=actions.Filing(category=kind, borough="coyoacan", **filing),  # type: ignore[arg-type]
            now=clock.now() - age,
        )
        return Own(report.folio, folio.key_of(receipt))

    def _report(self, own: Own) -> Report:
        return db.session.query(Report).filter_by(folio=own.folio).one()

    def _go(self, own: Own, way: tuple[State, ...]) -> None:
        report = self._report(own)
        refers = {State.DUPLICATE: self.first.folio, State.NOT_OURS: "SICT"}
        for hour, state in enumerate(way, start=1):
            actions.move(
                report=report,
                to=state,
                actor=Actor.RESIDENT if state in {State.CONFIRMED, State.REOPENED} else Actor.CITY,
                words=CITY_WORDS.get(state, ""),
                now=report.created + timedelta(hours=hour),
                refers_to=refers.get(state, ""),
            )

    def _follow(self, own: Own) -> str:
        receipt = a_receipt()
        actions.follow(receipt=receipt, report=self._report(own), now=clock.now())
        return folio.key_of(receipt)


class Stage:
    """Both cities, served as `make run` serves, and who lives in the full one."""

    def __init__(self, folder: Path) -> None:
        self.empty = City(folder / "empty")
        self.full = City(folder / "full")
        self._running = ExitStack()

    def __enter__(self) -> Self:
        app = create_app(Settings(var=begun(self.full.var), log_level="error"))
        self.app = app
        self.filled = Filled(app)
        self.household = Household(app)
        self.desk = Desk(app, self.household)
        self.outcomes = Outcomes(app, self.household)
        with_sample(app)
        with app.app_context():
            self.lives = Lives(app)
        for city in (self.empty, self.full):
            self._running.enter_context(city)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()
