"""Dora gives keys to apps and takes them back; Eve has none."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from backend.kernel.db import db
from backend.reports.models import Report
from backend.reports.open311.models import Key
from tests.open311.apps import HERE, App, a_pothole, an_app
from tests.page import SAME_SITE


def dora(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["open311", "keys", *words])


def test_a_key_is_shown_once_and_kept_as_a_digest(site: Flask) -> None:
    app = an_app(site)
    assert len(app.key) == 43
    with site.app_context():
        (key,) = db.session.query(Key)
        kept = [str(getattr(key, column.name)) for column in Key.__table__.columns]
    assert not [each for each in kept if app.key in each]
    assert app.key not in dora(site, "list").output


def test_dora_sees_who_holds_a_key_and_how_it_is_used(site: Flask, baches: App) -> None:
    assert "0 reports, never used  Baches (bo@baches.example)" in dora(site, "list").output
    baches.files()
    baches.files()
    (line,) = dora(site, "list").output.splitlines()
    assert line.startswith(f"{baches.id}  100000 per 1 minute  2 reports, used 20")


def test_a_key_that_was_taken_back_opens_nothing(site: Flask, baches: App) -> None:
    folio = baches.files()
    assert dora(site, "revoke", baches.id).output == "Revoked the key of Baches.\n"
    (error,) = baches.told("requests.json", a_pothole(), 403)
    assert error["code"] == 403
    assert baches.gets(f"requests/{folio}"), "what came with it stays"
    assert "revoked 20" in dora(site, "list").output
    assert "There is no key" in dora(site, "revoke", "x").output


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x" * 81, "--contact", "x"),
        ("add", "x", "--contact", "x" * 121),
        ("add", "x"),
        ("add", "x", "--contact", "x", "--rate", "often"),
        ("add", "x", "--contact", "x", "--rate", f"{'9' * 40} per minute"),
        ("add", "x", "--contact", "x", "--rate", "1 per minute; 2 per hour"),
    ],
)
def test_a_key_cannot_be_added_like_this(app: Flask, words: tuple[str, ...]) -> None:
    assert dora(app, *words).exit_code == 2
    assert dora(app, "list").output == ""


def test_nobody_writes_without_a_key(app: Flask) -> None:
    for key in ("", " ", "x", "' OR 1=1", "ñ", "x" * 10_000):
        eve = App(app.test_client(), key, "")
        for path in ("requests.json", "requests.xml", "servicerequestupdates.xml"):
            answer = eve.sends(path, a_pothole(), **SAME_SITE)
            assert answer.status_code == 403
            assert "api_key" in answer.text
    with app.app_context():
        assert db.session.query(Report).count() == 0


def test_a_key_in_the_address_is_no_key(site: Flask, baches: App) -> None:
    """Addresses end up in logs."""
    form = {name: value for name, value in a_pothole().items() if name != "api_key"}
    answer = baches.client.post(f"{HERE}/requests.json?api_key={baches.key}", data=form)
    assert answer.status_code == 403


def test_a_key_may_write_so_often_and_no_more(site: Flask) -> None:
    app, other = an_app(site, rate="3 per minute"), an_app(site, "Otra")
    folios = {app.files() for _ in range(3)}
    assert len(folios) == 3
    for ending in ("json", "xml"):
        answer = app.sends(f"requests.{ending}", a_pothole())
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "30"
        assert "errors" in answer.text or '"code": 429' in answer.text
    other.files()


def test_one_line_may_read_so_often_and_no_more(make_site: Callable[..., Flask]) -> None:
    client = make_site(open311_rate="3 per minute").test_client()
    paths = ["services.json", "requests.xml", "openapi.json"]
    assert {client.get(f"{HERE}/{path}").status_code for path in paths} == {200}
    answer = client.get(f"{HERE}/services.xml")
    assert answer.status_code == 429
    assert answer.mimetype == "text/xml"
    assert client.get("/reports").status_code == 200, "a page is no reading by an app"
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(f"{HERE}/services.xml", environ_base=elsewhere).status_code == 200
