"""The whole site, walked once: every page in every language and state, and what each one did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, request, request_started, template_rendered
from sqlalchemy import event
from werkzeug.test import Client, TestResponse

from backend.app import create_app
from backend.budgets.page import Page
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.kernel.shelf import Shelf
from backend.reports import actions, folio
from backend.reports.status import Actor, State
from tests.begun import begun
from tests.budgets import cases, llave, outcomes, record, services, sites, staff
from tests.budgets.weigh import Filled, empty_pages, full_pages
from tests.page import SAME_SITE
from tests.transit import pages as transport

ORIGIN = "https://localhost"
READS = re.compile(r"\s*(SELECT|BEGIN|PRAGMA|ROLLBACK)\b", re.I)
LOOKS = re.compile(r"\s*(SELECT|WITH)\b", re.I)


@dataclass
class Visit:
    """One page as one person meets it. ``templates`` are those drawn, ``statements`` what the
    database was asked, ``writes`` those of them that were more than reading."""

    page: Page
    answer: TestResponse
    view: str | None
    templates: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)

    @property
    def writes(self) -> list[str]:
        return [each for each in self.statements if not READS.match(each)]

    @property
    def queries(self) -> list[str]:
        """What was looked up."""
        return [each for each in self.statements if LOOKS.match(each)]

    @property
    def html(self) -> str:
        return self.answer.text


def walk(folder: Path) -> list[Visit]:
    """Every page there is, on a new site and on one where much has happened."""
    quiet: dict[str, Any] = {"log_level": "error", "write_rate": "100000 per minute"}
    new = create_app(Settings(var=begun(folder / "new"), **quiet))
    full = create_app(Settings(var=begun(folder / "full"), **quiet))
    filled = Filled(full)
    declined = _declined(full)
    transport.with_sample(full)
    house = llave.Household(full)
    life = record.Life(full, house)
    library = sites.Library(full, house)
    desk = staff.Desk(full, house)
    ended = outcomes.Outcomes(full, house)
    errands = cases.Errands(full, house)
    city: City = new.extensions["city"]
    visits: list[Visit] = []
    # Packs are made when they are first asked for: what each page asks the database comes after.
    _ask(full, Page("/packs", city.languages[0].code, "first"))
    for number, language in enumerate(city.languages):
        prefix = f"/{language.code}" if number else ""
        late = _too_late(prefix, language.code, *declined)
        here = (prefix, language.code)
        empty = [*empty_pages(*here), *llave.empty_pages(*here), *transport.no_feed(*here)]
        heavy = [*full_pages(*here, filled), *transport.sample(*here), late]
        visits += [_ask(new, page) for page in empty]
        heavy += llave.full_pages(full, *here, house)
        heavy += sites.pages(*here, library)
        heavy += services.pages(*here, city)
        heavy += record.full_pages(full, *here, life)
        heavy += cases.full_pages(*here, errands)
        heavy += [*staff.full_pages(*here, desk), staff.empty_page(*here, house)]
        heavy += outcomes.full_pages(*here, ended)
        visits += [_ask(full, page) for page in heavy]
    return visits


def _declined(app: Flask) -> tuple[str, str]:
    """The folio and the key of a report that the city could not take."""
    receipt = str(UUID(int=311, version=4))
    with app.app_context():
        city: City = app.extensions["city"]
        report = actions.file_report(
            receipt=receipt,
            filing=actions.Filing(category=city.categories[0], borough=city.boroughs[0].id),
            now=clock.now(),
        )
        actions.move(
            report=report, to=State.CANNOT, actor=Actor.CITY, words="Es privado", now=clock.now()
        )
        db.session.commit()
        return report.folio, folio.key_of(receipt)


def _too_late(prefix: str, language: str, number: str, key: str) -> Page:
    path = f"{prefix}/reports/{number}/confirm"
    cookies = {"__Host-phone": key}
    return Page(path, language, "too late", "POST", {}, SAME_SITE, cookies, 422)


def _ask(app: Flask, page: Page) -> Visit:
    client = Client(app)
    app.extensions["ready"].shelf = Shelf()  # drawn, and not given what lies ready
    for name, value in page.cookies.items():
        client.set_cookie(name, value, domain="localhost")
    with noted(app) as (views, templates, statements):
        answer = client.open(
            path=page.path.partition("?")[0],
            query_string=page.path.partition("?")[2],
            base_url=ORIGIN,
            method=page.method,
            data=dict(page.form) if page.method == "POST" else None,
            headers=[*page.headers.items()],
        )
    assert answer.status_code == page.status, f"{page.name} answers {answer.status_code}"
    return Visit(page, answer, views[0], templates, statements)


@contextmanager
def noted(app: Flask) -> Iterator[tuple[list[str | None], list[str], list[str]]]:
    """The views that ``app`` calls meanwhile, the templates it draws, the statements it runs."""
    views: list[str | None] = []
    templates: list[str] = []
    statements: list[str] = []

    def drawn(_sender: Flask, template: Any, **_: Any) -> None:
        templates.append(template.name)

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    def called(_sender: Flask, **_: Any) -> None:
        views.append(request.endpoint)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", executed)
    try:
        with template_rendered.connected_to(drawn, app), request_started.connected_to(called, app):
            yield views, templates, statements
    finally:
        event.remove(engine, "before_cursor_execute", executed)
