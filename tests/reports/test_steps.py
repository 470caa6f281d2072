"""Amina sees on a line of steps where her report is, and how it ended."""

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.page import Person, text_of
from tests.people import a_fault


def steps_after(app: Flask, amina: Person, *way: State) -> list[tuple[str, str]]:
    """Each step's mark and name, once the city has moved her report along ``way``."""
    address = amina.posts("/reports/new", a_fault()).location
    with app.app_context():
        report = db.session.query(Report).one()
        for state in way:
            actions.move(
                report=report, to=state, actor=Actor.CITY, words="", now=clock.now(), refers_to=""
            )
        db.session.commit()
    line = amina.opens(address).root.find(".//ol[@class='steps']")
    assert line is not None
    return [(each.get("class") or "", text_of(each.find("b"))) for each in line]


def test_one_step_is_now_and_the_rest_lies_ahead(app: Flask, amina: Person) -> None:
    assert steps_after(app, amina, State.ASSIGNED) == [
        ("done", "Recibido"),
        ("now", "Asignado a Alumbrado"),
        ("", "Programado"),
        ("", "En reparación"),
        ("", "Arreglado"),
    ]


@pytest.mark.parametrize(
    ("last", "mark"),
    [(State.FIXED, "done"), (State.CANNOT, "bad"), (State.DUPLICATE, "done")],
)
def test_how_it_ended_shows_in_the_last_step(
    app: Flask, amina: Person, last: State, mark: str
) -> None:
    marks = [each for each, _ in steps_after(app, amina, State.ASSIGNED, last)]
    assert marks == ["done", "done", mark]
