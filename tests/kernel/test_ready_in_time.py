"""What is true for a while only lies ready for that while."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, make_response

from backend.kernel import clock
from backend.kernel.access import keep, public
from backend.kernel.db import db
from backend.kernel.drawing import holds_until
from backend.kernel.ready import ready
from backend.reports import queries
from backend.transit.actions import post_notice
from tests.page import Person
from tests.people import a_fault


def test_a_notice_comes_and_goes_by_the_clock(site: Flask, bo: Person) -> None:
    now = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    with site.app_context():
        post_notice(
            words={"es": "Cierre a mediodía"},
            now=now,
            starts=now + timedelta(hours=2),
            ends=now + timedelta(hours=3),
        )
        db.session.commit()
    shown = {}
    for minutes in (0, 60, 119, 120, 150, 179, 180, 240):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            shown[minutes] = "Cierre a mediodía" in bo.opens("/transit/notices").text
    assert [minutes for minutes, is_shown in shown.items() if is_shown] == [120, 150, 179]


def test_a_report_is_late_from_the_moment_it_is(site: Flask, amina: Person, bo: Person) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    with site.app_context():
        report = queries.by_folio(address.rpartition("/")[2])
        assert report
        due = report.due
    for moment, is_late in (
        (due - timedelta(hours=1), False),
        (due - timedelta(seconds=1), False),
        (due + timedelta(seconds=1), True),
        (due + timedelta(days=9), True),
    ):
        with time_machine.travel(moment, tick=False):
            assert ("Va tarde" in bo.opens(address).text) is is_late


@pytest.fixture
def made(make_site: Callable[..., Flask]) -> Flask:
    """A site with views that are marked and do what they should not."""
    site = make_site()

    def add(name: str, view: Callable[[], str], *, cookie: str = "") -> None:
        @ready("transit")
        @public
        def show() -> object:
            response = keep(make_response(f"<!doctype html><p>{view()}"), "public")
            if cookie:
                response.set_cookie(cookie, "1")
            return response

        site.add_url_rule(f"/{name}", name, show)

    add("clock", lambda: f"{clock.now()}")
    add("minute", _this_minute)
    add("cookie", lambda: "x", cookie="taste")
    add("plain", lambda: "y")
    return site


def _this_minute() -> str:
    now = clock.now()
    holds_until(now.replace(second=0, microsecond=0) + timedelta(minutes=1))
    return f"{now:%H:%M}"


@pytest.mark.parametrize(
    ("view", "is_kept"), [("clock", False), ("minute", True), ("cookie", False), ("plain", True)]
)
def test_a_page_that_tells_the_time_or_sets_a_cookie_is_kept_by_nobody(
    made: Flask, view: str, is_kept: bool
) -> None:
    for _ in range(2):
        assert made.test_client().get(f"/{view}").status_code == 200
    assert len(made.extensions["ready"].shelf) == is_kept


def test_a_page_of_this_minute_is_another_in_the_next(made: Flask) -> None:
    now = datetime(2026, 11, 25, 16, 0, 30, tzinfo=UTC)
    told = []
    for seconds in (0, 20, 29, 30, 60):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            told.append(made.test_client().get("/minute").text[-5:])
    assert told == ["16:00", "16:00", "16:00", "16:01", "16:01"]
