"""Looking changes nothing: a GET never writes, so a link can be followed, fetched early, kept."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from backend.kernel.access import public
from backend.kernel.db import db
from tests.contracts.tour import READS, Visit, noted
from tests.page import Person
from tests.people import a_fault, a_photo_file

TELL_OF_SOMEBODY = {
    *("identity.check", "identity.let_back", "record.case", "record.seen"),
    *("staff.procedure", "staff.slot_day"),
}
"""Pages that show one person's data to another, who works here."""


def test_no_page_writes_when_it_is_looked_at(tour: list[Visit]) -> None:
    looks = [visit for visit in tour if visit.page.method == "GET"]
    assert {"mine.home", "reports.index", "reports.follow"} <= {visit.view for visit in looks}
    wrote = {visit.page.name: visit for visit in looks if visit.writes}
    assert {name: visit.writes for name, visit in wrote.items() if not is_noted(visit)} == {}
    assert {visit.view for visit in wrote.values()} <= TELL_OF_SOMEBODY


def is_noted(visit: Visit) -> bool:
    """Did it write no more than who read whose data? That stands there before it is shown."""
    return all(statement.startswith("INSERT INTO kernel_audit ") for statement in visit.writes)


def test_nor_does_anything_else_that_is_fetched(app: Flask, amina: Person) -> None:
    here = amina.posts("/reports/new", a_fault(photos=(a_photo_file(), "lamp.jpg"))).location
    link = next(each for each in amina.opens(here).links() if "/r/" in each)
    paths = [link, f"{here}/photos/1.webp", f"{here}/photos/1.webp?thumb", here.lower()]
    paths += ["/healthz", "/readyz", "/sw.js", "/manifest.webmanifest", "/icon.svg"]
    with noted(app) as (views, _templates, statements):
        for path in paths:
            assert amina.client.get(path).status_code < 400, path
    assert len(views) == len(paths)
    assert statements
    assert [each for each in statements if not READS.match(each)] == []


def test_the_tour_would_notice_a_page_that_writes(make_site: Callable[..., Flask]) -> None:
    site = make_site()

    @site.get("/counter")
    @public
    def counter() -> str:
        db.session.execute(text("UPDATE reports_reports SET state = state"))
        return "once more"

    with noted(site) as (_views, _templates, statements):
        site.test_client().get("/counter")
    assert [each for each in statements if not READS.match(each)]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_nor_do_the_other_ways_to_look(app: Flask, amina: Person, method: str) -> None:
    with noted(app) as (_views, _templates, statements):
        assert amina.client.open("/reports", method=method).status_code == 200
    assert [each for each in statements if not READS.match(each)] == []
