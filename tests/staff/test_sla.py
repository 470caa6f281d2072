"""The city's own days: an office is warned, who stands above it is told, each report once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import worker
from backend.notify.models import Message
from backend.reports import folio as folios
from backend.reports.actions import sla
from backend.reports.status import State
from tests.identity.people import a_llave
from tests.page import Person
from tests.staff.people import HOLE, LAMP, came_in, kept, logged, works
from tests.waiting import until

DAYS = timedelta(days=1)
TARGET = 5 * DAYS
"""What the city gives itself for a street light."""


def looks(site: Flask) -> tuple[int, int]:
    with site.app_context():
        told = sla.watch(clock.now())
        db.session.commit()
        return told.warned, told.escalated


def letters(site: Flask) -> list[tuple[str, str, str]]:
    """To whom, about what, and in which words."""
    with site.app_context():
        of_delay = Message.topic.in_(["reports.due", "reports.late"])
        found = db.session.query(Message).where(of_delay).order_by(Message.id)
        return [(each.recipient, each.topic, f"{each.subject} {each.body}") for each in found]


@pytest.fixture
def staff(site: Flask, dora: Person) -> None:
    """Dora's office has an admin, the city a desk of its own; so has the office of roads."""
    a_llave(site, "Admin", role="admin", office="lighting", phone="", mail="admin@city.example")
    a_llave(site, "Jefa", role="desk", office="", phone="", mail="jefa@city.example")
    a_llave(site, "Ramón", role="desk", office="roads", phone="", mail="ramon@city.example")


def test_an_office_is_warned_before_and_who_is_above_told_after(site: Flask, staff: None) -> None:
    fresh = came_in(site)
    soon = came_in(site, age=TARGET - DAYS / 2)
    late = came_in(site, age=TARGET + DAYS)
    very_late = came_in(site, age=TARGET + 3 * DAYS)
    came_in(site, age=TARGET + 9 * DAYS, way=(State.ASSIGNED, State.FIXED))
    assert looks(site) == (2, 1)
    told = letters(site)
    assert {(to, topic) for to, topic, _ in told} == {
        ("jefa@city.example", "reports.late"),
        ("admin@city.example", "reports.late"),
        ("+525500000009", "reports.due"),
    }
    assert len(told) == 3
    by_topic = {topic: words for _, topic, words in told}
    assert folios.spaced(very_late) in by_topic["reports.late"]
    for folio in (soon, late):
        assert folios.spaced(folio) in by_topic["reports.due"]
    assert kept(site, fresh, "warned", "escalated") == (None, None)
    assert all(kept(site, very_late, "warned", "escalated"))
    assert logged(site, very_late) == [("escalated", ""), ("warned", "")]


def test_each_is_told_of_once_and_again_only_when_it_is_later(
    site: Flask, staff: None, dora: Person
) -> None:
    folio = came_in(site, age=TARGET + DAYS)
    assert looks(site) == (1, 0)
    assert looks(site) == (0, 0)
    assert len(letters(site)) == 1
    with site.app_context():
        assert not sla.is_anything_due(clock.now())
        assert sla.is_anything_due(clock.now() + 2 * DAYS)
        sla.watch(clock.now() + 2 * DAYS)
        db.session.commit()
    assert kept(site, folio, "escalated") != (None,)
    said = dora.opens("/staff/reports").text
    assert "Avisado arriba" in said


def test_two_that_look_at_the_same_moment_tell_once(site: Flask, staff: None) -> None:
    sent = [came_in(site, age=TARGET + DAYS) for _ in range(12)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: looks(site), range(8)))
    assert sum(warned for warned, _ in told) == len(sent)
    for folio in sent:
        assert logged(site, folio) == [("warned", "")]


def test_each_office_is_told_of_its_own(site: Flask, staff: None) -> None:
    came_in(site, LAMP, age=TARGET)
    came_in(site, HOLE, age=7 * DAYS)
    looks(site)
    said = {to: words for to, _, words in letters(site)}
    assert "Alumbrado" in said["+525500000009"]
    assert "Alumbrado" not in said["ramon@city.example"]


def test_an_office_without_anybody_is_spoken_for_by_the_city(site: Flask, staff: None) -> None:
    came_in(site, "leak", age=3 * DAYS)
    looks(site)
    assert [to for to, _, _ in letters(site)] == ["jefa@city.example"]


def test_the_server_does_it_by_itself(app: Flask, person: Callable[[], Person]) -> None:
    """The thread that serves messages looks once a minute, whoever holds the lease."""
    works(app, person())
    folio = came_in(app, age=TARGET + DAYS)
    stop = threading.Event()
    thread = threading.Thread(
        target=worker.run, args=(app, {}, stop), kwargs={"chores": (sla.tick,)}
    )
    thread.start()
    try:
        until(lambda: kept(app, folio, "warned") != (None,))
    finally:
        stop.set()
        worker.wake.set()
        thread.join(30)
    assert logged(app, folio) == [("warned", "")]


def test_from_where_the_server_runs(app: Flask, dora: Person) -> None:
    came_in(app, age=TARGET + DAYS)
    said = app.test_cli_runner().invoke(args=["reports", "sla"]).output
    assert said == "Warned of 1 reports, escalated 0.\n"
