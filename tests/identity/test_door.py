"""Who may pass: closed unless marked open, and asked for no more than the view needs."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Forbidden, HTTPException, NotFound, Unauthorized

from backend.identity import lasting, session
from backend.identity.models import Account, Session
from backend.kernel import clock
from backend.kernel.access import (
    Helped,
    LevelTooLow,
    NotForAnother,
    ProveAgain,
    Rule,
    decide,
)
from backend.kernel.access import (
    Person as Asking,
)
from backend.kernel.db import db
from tests.identity.people import a_llave, signs_in
from tests.page import Person
from tests.people import a_fault

NOW = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
AMINA = Asking(id=1, tag="t", name="Amina", level=2, session=1, proved=NOW)
CLERK = {"roles": frozenset({("clerk", "cuauhtemoc")})}


def asking(**changes: object) -> Asking:
    return Asking(**{**AMINA.__dict__, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "person", "refusal"),
    [
        (Rule(is_open=True), None, None),
        (Rule(), None, Unauthorized),
        (Rule(), asking(), None),
        (Rule(level=2), asking(), None),
        (Rule(level=3), asking(), LevelTooLow),
        (Rule(is_fresh=True), asking(), None),
        (Rule(is_fresh=True), asking(proved=NOW - timedelta(minutes=16)), ProveAgain),
        (Rule(role="clerk"), asking(), NotFound),
        (Rule(role="clerk"), asking(**CLERK), ProveAgain),
        (Rule(role="clerk"), asking(**CLERK, strong=NOW - timedelta(hours=13)), ProveAgain),
        (Rule(role="clerk"), asking(**CLERK, strong=NOW), None),
        (Rule(role="admin"), asking(**CLERK, strong=NOW), NotFound),
        (Rule(), asking(helps=Helped(2, "Bo", 1)), NotForAnother),
        (Rule(is_for_another=True), asking(helps=Helped(2, "Bo", 1)), None),
    ],
)
def test_the_door_decides(
    rule: Rule, person: Asking | None, refusal: type[HTTPException] | None
) -> None:
    if refusal is None:
        decide(rule, person, NOW)
        return
    with pytest.raises(refusal):
        decide(rule, person, NOW)
    assert issubclass(LevelTooLow, Forbidden)


def test_amina_is_known_by_her_two_cookies(site: Flask, amina: Person) -> None:
    llave = a_llave(site)
    signs_in(amina, site, llave)
    assert amina.client.get("/").headers["Ventanilla-Person"] == llave.tag


def test_nobody_is_named_to_a_stranger(app: Flask, eve: Person) -> None:
    a_llave(app)
    assert "Ventanilla-Person" not in eve.client.get("/").headers


def test_a_session_whose_tag_was_deleted_on_the_phone_is_ended(app: Flask, amina: Person) -> None:
    llave = a_llave(app)
    signs_in(amina, app, llave)
    amina.client.delete_cookie("person")
    assert "Ventanilla-Person" not in amina.client.get("/").headers
    amina.client.set_cookie("person", llave.tag)
    assert "Ventanilla-Person" not in amina.client.get("/").headers
    with app.app_context():
        assert db.session.query(Session).one().ended is not None


def test_a_database_that_is_away_signs_nobody_out(
    app: Flask, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_in(amina, app, a_llave(app))
    with monkeypatch.context() as away:

        def cannot_tell(*_: object) -> None:
            raise OperationalError("SELECT 1", {}, ConnectionError("no route"))

        away.setattr(session, "_read", cannot_tell)
        answer = amina.client.get("/llave")
        assert answer.status_code == 503
        assert "Set-Cookie" not in answer.headers
    assert "Amina Reyes" in amina.opens("/llave").text


@pytest.mark.parametrize("ago, is_known", [(14, True), (15, False)])
def test_a_shared_phone_forgets_after_fifteen_idle_minutes(
    app: Flask, amina: Person, ago: int, is_known: bool
) -> None:
    llave = a_llave(app)
    signs_in(amina, app, llave, is_shared=True, proved=clock.now() - timedelta(minutes=ago))
    assert ("Ventanilla-Person" in amina.client.get("/").headers) is is_known


def test_a_closed_account_has_no_session(site: Flask, amina: Person) -> None:
    llave = a_llave(site)
    signs_in(amina, site, llave)
    with site.app_context():
        db.session.get_one(Account, llave.id).closed = clock.now()
        db.session.commit()
    assert "Ventanilla-Person" not in amina.client.get("/").headers


def test_using_a_shared_phone_keeps_it_open(app: Flask, amina: Person) -> None:
    llave = a_llave(app)
    signs_in(amina, app, llave, is_shared=True, proved=clock.now() - timedelta(minutes=10))
    amina.client.get("/")
    with app.app_context():
        session = db.session.query(Session).one()
        assert clock.now() - session.seen < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("idle", "is_shared", "is_staff", "is_over"),
    [
        (timedelta(days=29), False, False, False),
        (timedelta(minutes=14, seconds=59), True, False, False),
        (timedelta(minutes=15), True, False, True),
        (timedelta(minutes=59), False, True, False),
        (timedelta(hours=1), False, True, True),
    ],
)
def test_how_long_a_session_lasts(
    idle: timedelta, is_shared: bool, is_staff: bool, is_over: bool
) -> None:
    until = lasting.ends(NOW, is_shared=is_shared, is_staff=is_staff)
    assert (
        lasting.is_over(NOW + idle, until=until, seen=NOW, is_shared=is_shared, is_staff=is_staff)
        is is_over
    )


def test_what_was_written_by_one_never_goes_out_as_another(
    app: Flask, amina: Person, bo: Person
) -> None:
    hers, his = a_llave(app), a_llave(app, "Bo Díaz", phone="+525587654321")
    signs_in(bo, app, his)
    replay = {"Ventanilla_Replay": "1"}
    assert bo.posts("/reports/new", a_fault(), **replay).status_code == 401
    told = {**replay, "Ventanilla_Person": hers.tag}
    assert bo.posts("/reports/new", a_fault(), **told).status_code == 401
    assert amina.posts("/reports/new", a_fault(), **told).status_code == 401
    signs_in(amina, app, hers)
    assert amina.posts("/reports/new", a_fault(), **told).status_code == 201
