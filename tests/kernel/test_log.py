"""The log says what happened to a request, and nothing of who asked or what they wrote."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask, abort
from sqlalchemy import text

from backend.app import create_app
from backend.config import Settings
from backend.kernel.access import public
from backend.kernel.db import db
from backend.reports import folio as folios
from tests.page import SAME_SITE, Person
from tests.people import a_fault

Lines = Callable[[], list[dict[str, Any]]]
SECRET = "vive en Hidalgo 14, tel. 55 1234 5678"


@pytest.fixture
def talking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[Flask, Lines]]:
    """A site that logs everything, with two views that fail; and what it has logged since."""
    before = structlog.get_config()
    said: list[str] = []
    app = create_app(Settings(var=tmp_path, log_level="debug"))

    @app.get("/broken")
    @public
    def broken() -> str:
        raise RuntimeError("the reason")

    @app.get("/astray")
    @public
    def astray() -> str:
        db.session.execute(text("SELECT x FROM nowhere WHERE x = :x"), {"x": SECRET})
        return abort(404)

    def lines() -> list[dict[str, Any]]:
        said.extend(capsys.readouterr().err.splitlines())
        return [json.loads(line) for line in said]

    yield app, lines
    structlog.configure(**before)


def test_a_request_is_one_line_that_names_the_view(talking: tuple[Flask, Lines]) -> None:
    app, lines = talking
    app.test_client().get("/reports?borough=coyoacan")
    (line,) = lines()
    assert (line["event"], line["method"], line["view"]) == ("request", "GET", "reports.index")
    assert (line["status"], line["level"]) == (200, "info")
    assert line["ms"] > 0
    assert line["timestamp"].endswith("Z")
    assert set(line) == {
        "event", "method", "view", "status", "ms", "level", "timestamp", "request_id",
    }  # fmt: skip


def test_no_key_no_address_and_no_word_of_amina_is_in_the_log(
    talking: tuple[Flask, Lines],
) -> None:
    app, lines = talking
    client = app.test_client()
    fault = a_fault(description=SECRET)
    key = folios.key_of(fault["receipt"])
    found = client.post("/reports/new", data=fault, headers=SAME_SITE)
    for path in (found.location, f"/r/{key}", f"/en/r/{key}", "/reports?near=19.432,-99.133"):
        client.get(path, headers={"User-Agent": "Amina's phone", "X-Forwarded-For": "203.0.113.9"})
    told = json.dumps(lines(), ensure_ascii=False)
    assert told.count('"event": "request"') == 5
    hidden = [key, SECRET, fault["receipt"], fault["contact"], "127.0.0.1", "203.0.113.9"]
    for secret in (*hidden, folios.folio_of(fault["receipt"]), "19.432", "Amina"):
        assert secret not in told


def test_each_request_has_an_id_of_its_own(talking: tuple[Flask, Lines]) -> None:
    app, lines = talking
    for _ in range(3):
        app.test_client().get("/healthz")
    assert len({line["request_id"] for line in lines()}) == 3


def test_what_failed_is_told_under_the_id_that_amina_reads_out(
    talking: tuple[Flask, Lines],
) -> None:
    app, lines = talking
    page = Person(app.test_client()).opens("/broken", 500)
    failure, request = lines()
    assert failure["event"] == "failure"
    assert failure["level"] == "error"
    assert "the reason" in failure["exception"]
    assert request["status"] == 500
    assert failure["request_id"] == request["request_id"]
    assert failure["request_id"] in page.text
    assert "the reason" not in page.html


def test_an_error_of_the_database_is_told_without_what_people_wrote(
    talking: tuple[Flask, Lines],
) -> None:
    app, lines = talking
    assert app.test_client().get("/astray").status_code == 503
    database, _request = lines()
    assert "no such table: nowhere" in database["exception"]
    assert SECRET not in json.dumps(database, ensure_ascii=False)


def test_an_address_that_is_none_has_no_view(talking: tuple[Flask, Lines]) -> None:
    app, lines = talking
    app.test_client().get("/r/")
    app.test_client().get("/healthz", headers={"Host": "eve.example"})
    assert [(line["view"], line["status"]) for line in lines()] == [(None, 404), (None, 400)]
