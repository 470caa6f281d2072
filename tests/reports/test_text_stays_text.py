"""Whatever somebody writes is read as it was written: never as a page, a pattern or a command."""

import json
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import actions, queries
from backend.reports.models import Report
from backend.reports.status import Actor, State
from tests.page import Page, Person
from tests.people import a_fault, a_photo

OTRA = Path(__file__).parent.parent / "fixtures" / "city" / "otra"
BOMBS = (
    "<script>alert(1)</script>", "</title></head><script>alert(1)</script>", "<!--", "]]>",
    '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)' autofocus='", "</textarea><b>bold",
    "{{ 7*7 }}{% if 1 %}", "%(who)s %s %d {n} {0.__class__}", "javascript:alert(1)",
    "&lt;b&gt;&amp;", "=HYPERLINK(\"https://evil.example\")", "'; DROP TABLE reports_reports; --",
    "\\u003cb\\u003e", "https://evil.example/", "\ue000KB\ue000",
)  # fmt: skip
"""The last is how a page marks where its own weight is to be said."""

PLAIN = ("Port Elsewhere", "Counter", "A small town", "Number on the post", "Red")


def is_harmless(page: Page) -> None:
    """The page has only what a template of ours draws."""
    assert [each.get("src", "")[:12] for each in page.all("script")] == ["/static/app."]
    assert not page.all("img")
    assert not page.all("iframe")
    for each in page.root.iter():
        assert not [name for name in each.attrib if name.startswith("on")]
        for name in ("href", "action", "src"):
            assert not (each.get(name) or "").lower().startswith("javascript:")
            assert not re.match(r"(https?:)?[/\\]*evil", each.get(name) or "")


def told(bomb: str) -> str:
    """As a page tells it: a browser shows runs of blanks as one."""
    return " ".join(bomb.replace("\ue000", "").split())


def reads(page: Page, bomb: str) -> bool:
    return told(bomb) in page.text.replace("\ue000", "")


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_amina_writes_is_shown_as_she_wrote_it(
    site: Flask, amina: Person, bo: Person, bomb: str
) -> None:
    fault = a_fault(
        **{"place-street": bomb, "place-number": bomb[:20], "place-reference": bomb},
        description=bomb,
        contact=bomb,
        photos=(BytesIO(a_photo()), f"{bomb}.jpg"),
    )
    address = amina.posts("/reports/new", fault).location
    note = amina.opens(address).form("/notes")
    note.fields["note"] = bomb
    amina.sends(note)
    with site.app_context():
        report = db.session.query(Report).one()
        now = clock.now()
        actions.move(report=report, to=State.ASSIGNED, actor=Actor.CITY, words=bomb, now=now)
        actions.move(report=report, to=State.FIXED, actor=Actor.CITY, words=bomb, now=now)
        actions.reopen(report=report, reason=bomb, days=9, now=now)
        actions.publish(report=report)
        db.session.commit()
    for person in (amina, bo):
        for prefix in ("", "/en"):
            for path in (address, "/reports", "/"):
                page = person.opens(prefix + path)
                is_harmless(page)
                assert path != address or reads(page, bomb)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_form_that_comes_back_holds_what_was_typed(app: Flask, amina: Person, bomb: str) -> None:
    fault = a_fault(**{"place-borough": bomb, "place-street": bomb, "near": bomb})
    fault |= {"description": bomb, "contact": bomb, "place-lat": bomb}
    page = Page(amina.posts("/reports/new", fault))
    assert page.status == 422
    is_harmless(page)
    form = page.form("/reports/new")
    assert told(form.fields["description"]) == told(bomb)
    assert told(form.fields["contact"]) == told(bomb)
    assert form.fields["near"] == "ask"


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_stands_in_an_address_is_text_too(app: Flask, eve: Person, bomb: str) -> None:
    for path in (f"/{bomb}", f"/en/{bomb}", f"/reports/{bomb}"):
        is_harmless(Page(eve.client.get(path)))
    asked = {"borough": bomb, "near": bomb, "after": bomb, bomb: bomb}
    is_harmless(Page(eve.client.get("/reports", query_string=asked)))


@pytest.mark.parametrize("bomb", BOMBS[:-1])
def test_to_whom_a_report_was_passed_on_is_text(app: Flask, amina: Person, bomb: str) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    with app.app_context():
        report = queries.by_folio(address.rsplit("/", 1)[1])
        assert report is not None
        actions.move(
            report=report, to=State.NOT_OURS, actor=Actor.CITY, words=bomb, now=clock.now(),
            refers_to=bomb,
        )  # fmt: skip
        db.session.commit()
    page = amina.opens(address)
    is_harmless(page)
    assert reads(page, f"Le toca a {bomb}")


@pytest.fixture(params=[bomb for bomb in BOMBS[:-1] if '"' not in bomb and "\\" not in bomb])
def odd_city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """A city whose pack is full of such words."""
    bomb: str = request.param
    pack = tmp_path / "pack"
    shutil.copytree(OTRA, pack)
    for name in ("city.toml", "reports.toml"):
        words = (pack / name).read_text()
        for plain in PLAIN:
            words = words.replace(f'"{plain}', f'"{bomb} {plain}')
        (pack / name).write_text(words)
    catalogue = pack / "translations" / "es" / "LC_MESSAGES" / "city.po"
    for plain in PLAIN:
        pair = re.compile(f'msgid "({plain}[^"]*)"\nmsgstr "')
        said = pair.sub(
            lambda found: f'msgid "{bomb} {found[1]}"\nmsgstr "{bomb} ', catalogue.read_text()
        )
        catalogue.write_text(said)
    settings = Settings(var=tmp_path / "var", city=pack, log_level="error")
    yield create_app(settings), bomb


def test_what_the_city_writes_is_text_in_pages_and_in_the_manifest(
    odd_city: tuple[Flask, str],
) -> None:
    app, bomb = odd_city
    dora = Person(app.test_client())
    for path in ("/", "/reports/new", "/es/reports/new", "/es/", "/offline", "/outbox", "/nada"):
        page = Page(dora.client.get(path))
        scripts = [each.get("src") for each in page.all("script")]
        assert len(scripts) == 1
        assert not page.all("img")
        assert told(f"{bomb} Counter") in " ".join(page.title.split()).replace("\ue000", "")
    answer = dora.client.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest: dict[str, Any] = json.loads(answer.text)
    assert manifest["short_name"] == f"{bomb} Counter"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    worker = dora.client.get("/sw.js")
    assert worker.mimetype == "text/javascript"
    assert bomb not in worker.text
