"""An invented crew with something to do today, for a first look at the desk and at its list."""

from datetime import datetime, timedelta

from flask import current_app

from backend.kernel.city import City
from backend.record.today import today
from backend.reports.actions import crews, handling, sla
from backend.reports.queries import desk

MOST = 6


def invent(*, clerk: int, member: int, now: datetime) -> None:
    """Let ``member`` go out with a crew of the city's first office, which ``clerk`` gave what is
    open there; and mark what is late, as the clock would."""
    city: City = current_app.extensions["city"]
    office = city.departments[0].id
    crew = crews.start_crew(office=office, name="Cuadrilla Norte", now=now)
    crews.join(crew=crew, account_id=member, now=now)
    found = desk.inbox(desk.Asked({office}), now=now, size=MOST)
    for number, report in enumerate(found.reports):
        handling.assign(
            report=report,
            crew=crew,
            planned=today(now) + timedelta(days=number // 3),
            by=handling.By(clerk, office),
            now=now,
        )
    sla.watch(now)
