"""A page asks the database a few times, however much there is to show: never once for each row."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from backend.kernel.access import public
from backend.kernel.db import db
from tests.contracts.tour import LOOKS, Visit, noted

MOST = 10
"""Questions a page may have for the database. The fullest pages of the tour list dozens of rows."""
MORE = {
    # A way of several rides is told ride by ride, and there are never more than three.
    "transit.from_to": 18,
    # Who is asked, by which site, what she agreed to, and what of hers it would be told: each a
    # kind of row of its own, and not more of them for who has more.
    "oidc.go_on": 15,
    "record.agree": 13,
    "record.seen": 11,
    # A report at the desk: its moves, notes, photos, log, followers, crews, each a kind of row of
    # its own, whoever wrote the notes and did the acts all named at once.
    "staff.case": 12,
    **dict.fromkeys(("staff.move", "staff.assign", "staff.approve", "staff.hand_over"), 14),
    **dict.fromkeys(("staff.merge", "staff.note"), 14),
}
ALIKE = 6
"""Questions that differ in nothing but their values: more of them are a loop over rows."""


def test_no_page_asks_more_than_a_few_times(tour: list[Visit]) -> None:
    over = {
        visit.page.name: len(visit.queries)
        for visit in tour
        if len(visit.queries) > MORE.get(visit.view or "", MOST)
    }
    assert over == {}


def test_no_page_asks_the_same_for_each_row(tour: list[Visit]) -> None:
    loops = {
        visit.page.name: (count, question)
        for visit in tour
        for question, count in Counter(visit.queries).most_common(1)
        if count > ALIKE
    }
    assert loops == {}


def test_the_tour_has_pages_with_something_to_ask(tour: list[Visit]) -> None:
    asking = {visit.view for visit in tour if visit.queries}
    assert {"mine.home", "reports.index", "reports.follow", "offline.packs"} <= asking
    assert asking >= MORE.keys(), "a view that is gone needs no exception"


@pytest.mark.parametrize("rows", [2, 40])
def test_a_page_that_asks_for_each_row_would_be_noticed(
    make_site: Callable[..., Flask], rows: int
) -> None:
    site = make_site()

    @site.get("/counter")
    @public
    def counter() -> str:
        for row in range(rows):
            db.session.execute(text("SELECT id FROM reports_reports WHERE id = :id"), {"id": row})
        return "counted"

    with noted(site) as (_views, _templates, statements):
        site.test_client().get("/counter")
    asked = Counter(each for each in statements if LOOKS.match(each))
    assert (asked.total() > MOST) == (rows == 40)
    assert (max(asked.values()) > ALIKE) == (rows == 40)
