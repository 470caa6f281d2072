"""Who works at the desk, what came in, and how it is looked up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.reports import actions
from backend.reports.actions import crews, handling
from backend.reports.handling import Activity, Crew
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Person
from tests.people import a_receipt

LAMP, HOLE = "streetlight", "pothole"
"""The first is of the office that Dora works for, the other is not."""
Make = Callable[..., Any]


def works(
    app: Flask,
    person: Person,
    name: str = "Dora Luna",
    *,
    role: str = "desk",
    office: str = "lighting",
    phone: str = "+525500000009",
) -> Llave:
    """Let ``person`` work here, signed in with a second factor."""
    llave = a_llave(app, name, role=role, office=office, phone=phone)
    signs_in(person, app, llave, strong=True)
    return llave


def came_in(
    app: Flask,
    category: str = LAMP,
    *,
    age: timedelta = timedelta(),
    way: tuple[State, ...] = (),
    account: int | None = None,
    borough: str = "coyoacan",
    **told: Any,
) -> str:
    """A report that somebody sent some time ago; its folio."""
    with app.app_context():
        city: City = app.extensions["city"]
        kind = city.category(category)
        assert kind is not None
        filing = {"street": "Av. Hidalgo", "description": "No prende desde el lunes", **told}
        now = clock.now()
        report = actions.file_report(
            receipt=a_receipt(),
            filing=actions.Filing(category=kind, borough=borough, **filing),
            now=now - age,
            account_id=account,
        )
        for hour, state in enumerate(way, start=1):
            actor = Actor.RESIDENT if state in {State.CONFIRMED, State.REOPENED} else Actor.CITY
            actions.move(
                report=report,
                to=state,
                actor=actor,
                words="",
                now=now - age + timedelta(minutes=hour),
            )
        db.session.commit()
        return report.folio


def kept(app: Flask, folio: str, *names: str) -> tuple[Any, ...]:
    """What the city has of a report, by the names of its columns."""
    with app.app_context():
        report = db.session.query(Report).filter_by(folio=folio).one()
        return tuple(getattr(report, name) for name in names)


def logged(app: Flask, folio: str) -> list[tuple[str, str]]:
    """The log of a report: what was done, with what."""
    with app.app_context():
        query = db.session.query(Activity).join(Report, Report.id == Activity.report_id)
        return [
            (each.act, each.told)
            for each in query.filter(Report.folio == folio).order_by(Activity.id)
        ]


def a_crew(app: Flask, *members: Llave, office: str = "lighting", name: str = "Norte") -> int:
    """A crew of an office, with ``members``."""
    with app.app_context():
        crew = crews.start_crew(office=office, name=name, now=clock.now())
        for each in members:
            crews.join(crew=crew, account_id=each.id, now=clock.now())
        db.session.commit()
        return crew.id


def gives_to(app: Flask, folio: str, crew: int, **planned: Any) -> None:
    """Let a crew have a report, as the desk does."""
    with app.app_context():
        report = db.session.query(Report).filter_by(folio=folio).one()
        somebody = db.session.query(Account).order_by(Account.id).first()
        assert somebody is not None
        handling.assign(
            report=report,
            crew=db.session.get_one(Crew, crew),
            planned=planned.get("planned"),
            by=handling.By(somebody.id, report.department),
            now=clock.now(),
        )
        db.session.commit()
