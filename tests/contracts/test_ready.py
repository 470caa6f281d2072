"""What lies ready is what would be drawn: every marked view, by what it reads and by the clock."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.access import is_public
from backend.kernel.db import db
from backend.kernel.generations import subject_of
from backend.kernel.ready import Layer, mark_of
from backend.kernel.shelf import Ready, Shelf
from tests.budgets.weigh import Filled, full_pages
from tests.contracts.tour import Visit
from tests.transit import pages as transport

READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)", re.I)
# Public pages without a form that are drawn for each who comes, and why.
DRAWN = {
    "catalogue.can": "has the button that begins, where a service has no rules",
    "transit.line": "says when the next one leaves",
    "transit.stop": "says when the next one leaves",
    "transit.from_to": "says when the next one leaves",
    "offline.wifi": "is kept by no phone: a portal stands before it",
    "mine.inbox": "is one person's, or one phone's",
    "record.farewell": "is one person's",
    "oidc.farewell": "is one person's",
}


def tables_read(statements: list[str]) -> set[str]:
    return {name for each in statements for name in READ.findall(each)} & db.metadata.tables.keys()


def test_a_ready_page_reads_nothing_whose_change_it_would_not_notice(
    tour: list[Visit], app: Flask
) -> None:
    looked = set()
    for visit in tour:
        mark = mark_of(visit.view, app)
        if not mark or visit.answer.status_code != 200 or visit.page.cookies:
            continue
        read = tables_read(visit.statements) - {"kernel_generations"}
        subjects = {subject_of(db.metadata.tables[name]) for name in read}
        assert subjects <= set(mark.subjects), f"{visit.page.name} reads {sorted(read)}"
        looked |= read
    assert {"reports_reports", "transit_lines", "transit_notices", "places_places"} <= looked


def test_a_ready_page_has_no_form_that_writes(tour: list[Visit], app: Flask) -> None:
    for visit in tour:
        if mark_of(visit.view, app) and not visit.page.cookies and visit.page.method == "GET":
            assert 'method="post"' not in visit.html.lower(), visit.page.name


def test_every_public_page_without_a_form_is_ready_or_says_why_not(
    tour: list[Visit], app: Flask
) -> None:
    left = {
        visit.view
        for visit in tour
        if visit.view
        and visit.answer.headers.get("Ventanilla-Keep", "").startswith("public")
        and 'method="post"' not in visit.html.lower()
        and not mark_of(visit.view, app)
    }
    assert left <= DRAWN.keys()
    assert all(
        is_public(rule.endpoint, app)
        for rule in app.url_map.iter_rules()
        if mark_of(rule.endpoint, app)
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, dict[str, Ready]]]:
    """A full site and what it keeps ready of all its pages, by address."""
    var = tmp_path_factory.mktemp("full")
    app = create_app(Settings(var=var, log_level="error", write_rate="100000 per minute"))
    filled = Filled(app)
    transport.with_sample(app)
    layer: Layer = app.extensions["ready"]
    found = {}
    for page in [*full_pages("", "es", filled), *transport.sample("", "es")]:
        if page.method != "GET":
            continue
        layer.shelf = Shelf()
        app.test_client().get(page.path)
        if len(layer.shelf):
            ((ready, _),) = layer.shelf._new._pages.values()
            found[page.path] = ready
    yield app, found


def _drawn(app: Flask, path: str) -> bytes:
    layer: Layer = app.extensions["ready"]
    layer.shelf = Shelf()
    drawn: bytes = app.test_client().get(path).data
    return drawn


@pytest.mark.parametrize("days", [0.01, 0.7, 1, 3, 40, 400, 4000])
def test_until_it_is_said_to_be_another_a_page_is_the_same_whenever_it_is_drawn(
    kept: tuple[Flask, dict[str, Ready]], days: float
) -> None:
    app, pages = kept
    assert len(pages) > 15
    then = clock.now() + timedelta(days=days)
    held = 0
    for path, page in pages.items():
        when = min(then, page.until - timedelta(microseconds=1)) if page.until else then
        with time_machine.travel(when, tick=False):
            assert _drawn(app, path) == page.body, path
        held += when == then
    assert held >= 5, "some hold as long as what they show"
