"""Eve sends what no app would send."""

import json
import re
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from backend.kernel.db import db
from backend.reports.models import Move, Report
from backend.reports.status import State
from tests.open311.apps import HERE, App, a_pothole, an_app, publishes, the_city
from tests.refusal import tells_nothing, under
from tests.reports.test_text_stays_text import BOMBS

FORM = "application/x-www-form-urlencoded"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %s "%s">' % (name, b"&%s;" % before * 10)
        for before, name in zip(b"a b c d e f g h".split(), b"b c d e f g h i".split(), strict=True)
    )
    + b"]><requests>&i;</requests>"
)
FILE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><request>&e;</request>'
KINDS = (
    *("text/xml", "application/xml", "application/json", "text/plain", "multipart/form-data"),
    *("", "application/soap+xml", f"{FORM}; charset=iso-8859-1", f"{FORM}; charset=utf-7"),
)


def refused(answer: Any, *statuses: int) -> str:
    """What an app is told, in whichever format."""
    assert answer.status_code in statuses, (answer.status_code, answer.text)
    assert answer.headers["Ventanilla"]
    tells_nothing(answer.text)
    if answer.mimetype == "application/json":
        errors = json.loads(answer.data)
        assert {tuple(each) for each in errors} == {("code", "description")}
        return str(errors[0]["description"])
    root = fromstring(answer.data)
    assert root.tag == "errors"
    return root.findtext("error/description") or ""


@pytest.mark.parametrize("kind", KINDS)
def test_only_forms_are_read(app: Flask, kind: str) -> None:
    client = app.test_client()
    for body in (LAUGHS, FILE, b"", b"{}", b"api_key=x"):
        for path in ("requests.json", "requests.xml", "servicerequestupdates.xml"):
            with under(0.5):
                answer = client.post(f"{HERE}/{path}", data=body, content_type=kind)
            assert FORM in refused(answer, 400)


def test_bytes_that_are_not_utf_8_stay_escaped(app: Flask) -> None:
    baches = an_app(app)
    told = f"api_key={baches.key}&service_code=pothole&lat=19.4&long=-99.1&".encode()
    raw = baches.client.post(
        f"{HERE}/requests.json", data=told + b"description=\xff\xfe", content_type=FORM
    )
    refused(raw, 403)  # it reads as no form, so it has no key
    for odd in (b"description=%FF%FE", b"%ED%A0%80=1&first_name=%80"):
        answer = baches.client.post(f"{HERE}/requests.xml", data=told + odd, content_type=FORM)
        assert answer.status_code == 200
    with app.app_context():
        words = {report.description for report in db.session.query(Report)}
    assert words == {"%FF%FE", ""}


TOO_MUCH: dict[str, bytes] = {
    "100,000 fields": "&".join(f"f{n}=x" for n in range(100_000)).encode(),
    "a long field": b"description=" + b"x" * 1_000_000,
    "10,000 attributes": b"&".join(b"attribute[a%d]=1" % n for n in range(5_000)),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_at_once(app: Flask, name: str) -> None:
    baches = an_app(app)
    body = f"api_key={baches.key}&service_code=pothole&lat=19.4&long=-99.1&".encode()
    with under(1):
        answer = baches.client.post(
            f"{HERE}/requests.json", data=body + TOO_MUCH[name], content_type=FORM
        )
    refused(answer, 400)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["requests.json", "requests.xml", "services.xml"])
def test_other_ways_are_told_which_there_are(app: Flask, method: str, path: str) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = app.test_client().open(f"{HERE}/{path}", method=method, headers=headers)
    refused(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_another_sites_page_cannot_write_without_the_key(app: Flask) -> None:
    headers = {"Origin": "https://eve.example", "Sec-Fetch-Site": "cross-site"}
    answer = app.test_client().post(f"{HERE}/requests.json", data=a_pothole(), headers=headers)
    assert "api_key" in refused(answer, 403)


def test_a_database_that_is_away_is_told_as_an_error(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, ConnectionError("no route to db.internal"))

    monkeypatch.setattr("backend.reports.open311.queries.requests", away)
    for ending in ("json", "xml"):
        answer = app.test_client().get(f"{HERE}/requests.{ending}")
        refused(answer, 503)
        assert answer.headers["Retry-After"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_text_is_text_in_both_formats(app: Flask, bomb: str) -> None:
    baches = an_app(app)
    folio = baches.files(a_pothole(description=bomb, address_string=bomb))
    publishes(app, folio)
    the_city(app, folio, State.ASSIGNED, words=bomb)
    answer = baches.client.get(f"{HERE}/requests/{folio}.xml")
    assert b"<!" not in answer.data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    root = fromstring(answer.data)
    (told,) = baches.gets(f"requests/{folio}")
    shown = bomb.replace("\ue000", "")
    for said in (told, {each.tag: each.text for each in root[0]}):
        assert said["description"] == shown
        assert said["address"].startswith(shown)
        assert said["status_notes"] == f"Asignado a Obras. {bomb}"
    assert len(root[0]) == len(told)
    updates = baches.gets_xml("servicerequestupdates")
    assert updates.findtext("request_update[2]/description") == f"Asignado a Obras. {bomb}"
    places = baches.client.get(f"{HERE}/requests.geojson?borough=cuauhtemoc")
    assert places.json is not None
    assert places.json["features"][0]["properties"]["description"] == shown


ODD = "a\x00b\x01c\x0bd\x0ce\x1ff\x7fg\ud800h\ufffei\uffffj\U0001f600k\rl\u2028m"


def test_what_xml_cannot_write_is_left_out(app: Flask) -> None:
    """However it came to be there: from an import, or from before it was kept out."""
    baches = an_app(app)
    folio = baches.files()
    publishes(app, folio)
    with app.app_context():
        for table, column in ((Report, "description"), (Move, "words")):
            words = ODD.replace("\x00", "").replace("\ud800", "")  # no database takes these
            db.session.execute(update(table).values({column: words}))
        db.session.commit()
    root = baches.gets_xml(f"requests/{folio}")
    (told,) = baches.gets(f"requests/{folio}")
    plain = "abcdef\x7fghij\U0001f600kl\u2028m"
    assert root.findtext("request/description") == told["description"] == plain


@pytest.mark.parametrize(
    "name",
    ["service_request_id", "service_code", "status", "start_date", "page", "jurisdiction_id"],
)
def test_nothing_that_is_asked_breaks_it(app: Flask, name: str) -> None:
    for value in (*BOMBS[:6], "\x00", "\ud800", "9" * 30_000, "," * 30_000, "٣"):
        sent = value.encode("utf-8", "surrogatepass")
        for path in ("requests.json", "servicerequestupdates.xml", "requests.geojson"):
            with under(0.5):
                answer = app.test_client().get(f"{HERE}/{path}", query_string={name: sent})
            if answer.status_code != 200:
                refused(answer, 400, 404)


@pytest.mark.parametrize("path", ["requests", "tokens", "services"])
def test_nothing_in_an_address_breaks_it(app: Flask, path: str) -> None:
    for value in (*BOMBS, "x" * 5_000, "%00", "%ff", "..%2f..%2fetc", "٣"):
        tail = re.sub(r"[?#/]", "", value)
        for ending in ("json", "xml", ""):
            refused(app.test_client().get(f"{HERE}/{path}/{tail}.{ending}"), 404)


def test_an_app_is_no_way_around_the_limits_of_a_name(app: Flask) -> None:
    baches = an_app(app)
    for name in ("x" * 20_000, "ñ", " ", "a,b", '"q"'):
        answer = App(baches.client, baches.key, "").sends(
            "requests.json", a_pothole(), Idempotency_Key=name.encode().decode("latin-1")
        )
        assert answer.status_code == 200
