"""Amina answers the SMS that said "fixed": 1 it is, 2 it is not. Eve signs nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox
from backend.notify.models import Message
from backend.reports import folio as folios
from backend.reports import queries
from backend.reports.actions import replies
from backend.reports.models import Reply, Report
from backend.reports.signed import is_signed, signature
from backend.reports.status import State
from tests.identity.people import a_llave, signs_in
from tests.notify.letters import Pigeon, rows
from tests.page import Person
from tests.people import a_fault, a_receipt
from tests.reports.test_notices import files, moves

SECRET = "a secret that the gateway shares with us"
HERS = "+525512345678"
PATH = "/notices/sms"


@pytest.fixture
def site(site: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A city whose gateway takes answers."""
    settings = site.extensions["settings"]
    told = type(settings)(**{**vars(settings), "sms_reply_secret": SECRET})
    monkeypatch.setitem(site.extensions, "settings", told)
    return site


def says(
    site: Flask,
    text: str,
    *,
    number: str = HERS,
    id: str | None = None,
    secret: str = SECRET,
    ago: timedelta = timedelta(),
) -> TestResponse:
    """The gateway brings what somebody answered."""
    told = {"id": id or a_receipt(), "from": number, "text": text}
    return brings(site, json.dumps(told).encode(), secret=secret, ago=ago)


def brings(
    site: Flask, body: bytes, *, secret: str = SECRET, ago: timedelta = timedelta(), **headers: str
) -> TestResponse:
    timestamp = str(int((clock.now() - ago).timestamp()))
    signed = {
        "Content-Type": "application/json",
        "Ventanilla-Timestamp": timestamp,
        "Ventanilla-Signature": signature(secret, timestamp, body),
    }
    return site.test_client().post(PATH, data=body, headers={**signed, **headers})


def sends_sms(site: Flask) -> list[str]:
    """The worker sends what is due by day or by night; what went out by SMS, its words."""
    with site.app_context():
        db.session.execute(
            update(Message).where(Message.state == "waiting").values(next=clock.now())
        )
        db.session.commit()
        pigeon = Pigeon()
        while outbox.serve({"sms": pigeon, "mail": Pigeon()}):
            pass
    return [parcel.body for parcel in pigeon.carried]


def state_of(site: Flask, folio: str) -> str:
    with site.app_context():
        report = queries.by_folio(folio)
        assert report is not None
        return report.state


@pytest.fixture
def folio(site: Flask, amina: Person) -> str:
    """A report of Amina's that she was told is fixed, by SMS to the number she left."""
    folio = files(amina, contact="55 1234 5678")
    moves(site, folio, State.ASSIGNED, State.FIXED)
    assert "Contesta 1 si quedó bien o 2 para reabrirlo." in sends_sms(site)[-1]
    return folio


@pytest.mark.parametrize(
    ("text", "state", "answer"),
    [
        ("1", State.CONFIRMED, "queda cerrado"),
        (" 1. ", State.CONFIRMED, "queda cerrado"),
        ("１", State.CONFIRMED, "queda cerrado"),
        ("2", State.REOPENED, "Reabrimos tu reporte"),
        ("2\n", State.REOPENED, "Reabrimos tu reporte"),
    ],
)
def test_amina_answers(site: Flask, folio: str, text: str, state: State, answer: str) -> None:
    assert says(site, text).status_code == 204
    assert state_of(site, folio) == state
    (said,) = sends_sms(site)
    assert answer in said
    assert folios.spaced(folio) in said


def test_a_reopening_by_sms_says_that_it_was_one(site: Flask, folio: str, amina: Person) -> None:
    says(site, "2")
    assert "Contestó por SMS que no quedó bien." in amina.opens(f"/reports/{folio}").text


def test_who_has_a_llave_answers_from_her_confirmed_number(site: Flask, bo: Person) -> None:
    llave = a_llave(site, "Bo", phone="+525500000001")
    signs_in(bo, site, llave)
    folio = files(bo, contact="")
    moves(site, folio, State.ASSIGNED, State.FIXED)
    sends_sms(site)
    says(site, "2", number="+525500000001")
    assert state_of(site, folio) == State.REOPENED


def test_the_last_report_that_was_told_is_meant(site: Flask, folio: str, amina: Person) -> None:
    other = files(amina, contact="55 1234 5678")
    moves(site, other, State.ASSIGNED, State.FIXED)
    sends_sms(site)
    says(site, "1")
    assert (state_of(site, other), state_of(site, folio)) == (State.CONFIRMED, State.FIXED)


def test_what_was_not_told_yet_is_not_answered(site: Flask, amina: Person) -> None:
    folio = files(amina, contact="55 1234 5678")
    moves(site, folio, State.ASSIGNED, State.FIXED)
    says(site, "1")
    assert state_of(site, folio) == State.FIXED


def test_a_follower_is_not_asked_and_reopens_nothing(site: Flask, folio: str, bo: Person) -> None:
    llave = a_llave(site, "Bo", phone="+525500000001")
    signs_in(bo, site, llave)
    bo.posts("/reports/new", a_fault(near=folio, contact=""))
    moves(site, folio)
    says(site, "2", number="+525500000001")
    assert state_of(site, folio) == State.FIXED


def test_what_the_gateway_brings_twice_is_done_once(site: Flask, folio: str) -> None:
    for _ in range(3):
        assert says(site, "2", id="gateway-7").status_code == 204
    assert state_of(site, folio) == State.REOPENED
    assert len(sends_sms(site)) == 1
    moves(site, folio, State.ASSIGNED, State.FIXED)
    sends_sms(site)
    says(site, "2", id="gateway-7")
    assert state_of(site, folio) == State.FIXED, "an old answer is not an answer to a new question"


def test_copies_that_come_at_the_same_moment_are_heard_once(site: Flask, folio: str) -> None:
    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(lambda _: says(site, "2", id="gateway-7"), range(8)))
    assert {answer.status_code for answer in answers} == {204}
    assert state_of(site, folio) == State.REOPENED
    assert len(sends_sms(site)) == 1


def test_she_is_asked_once_and_a_second_answer_changes_nothing(site: Flask, folio: str) -> None:
    says(site, "1")
    sends_sms(site)
    says(site, "2")
    assert state_of(site, folio) == State.CONFIRMED


def test_when_the_days_are_over_she_is_told_so(site: Flask, folio: str) -> None:
    with site.app_context():
        db.session.query(Report).one().since = clock.now() - timedelta(days=400)
        db.session.commit()
    says(site, "2")
    assert state_of(site, folio) == State.FIXED
    assert "ya no se puede reabrir" in sends_sms(site)[0]


def test_anything_else_is_helped_once_a_day(site: Flask, folio: str) -> None:
    for text in ("hola", "3", "12", "", "¿quién es?", "<script>", "1 y 2", "x" * 9000):
        assert says(site, text[:1500]).status_code == 204
    assert state_of(site, folio) == State.FIXED
    (said,) = sends_sms(site)
    assert "Contesta 1 si tu último reporte" in said
    assert "script" not in said
    with site.app_context():
        db.session.execute(
            update(Message)
            .where(Message.topic == replies.HELP)
            .values(created=clock.now() - timedelta(hours=25))
        )
        db.session.commit()
    says(site, "hola")
    assert len(sends_sms(site)) == 1


def test_a_number_that_the_city_never_told_anything_learns_nothing(site: Flask, folio: str) -> None:
    before = len(rows(site))
    for number in ("+525599999999", "911", "not a number", "", "a@b.example", "+1" * 100):
        for text in ("1", "2", "hola"):
            answer = says(site, text, number=number)
            assert (answer.status_code, answer.data) == (204, b"")
    assert len(rows(site)) == before
    assert state_of(site, folio) == State.FIXED


def test_a_confirmed_number_that_was_told_nothing_yet_is_helped(site: Flask) -> None:
    a_llave(site, "Bo", phone="+525500000001")
    sends_sms(site)
    says(site, "hola", number="55 0000 0001")
    (said,) = sends_sms(site)
    assert "Contesta 1" in said


def test_a_number_that_answers_all_day_is_not_heard_any_more(site: Flask, folio: str) -> None:
    for _ in range(replies.MOST_AN_HOUR):
        says(site, "hola")
    says(site, "2")
    assert state_of(site, folio) == State.FIXED
    with site.app_context():
        for row in db.session.query(Reply):
            row.at -= timedelta(hours=2)
        db.session.commit()
    says(site, "2")
    assert state_of(site, folio) == State.REOPENED


@pytest.mark.parametrize(
    "headers",
    [
        {"Ventanilla-Signature": ""},
        {"Ventanilla-Signature": "sha256=" + "0" * 64},
        {"Ventanilla-Signature": "sha256=é"},
        {"Ventanilla-Timestamp": ""},
        {"Ventanilla-Timestamp": "now"},
        {"Ventanilla-Timestamp": "1" * 400},
        {"Ventanilla-Timestamp": "1"},
    ],
)
def test_what_the_gateway_did_not_sign_is_refused(
    site: Flask, folio: str, headers: dict[str, str]
) -> None:
    body = json.dumps({"id": "1", "from": HERS, "text": "2"}).encode()
    assert brings(site, body, **headers).status_code == 401
    assert state_of(site, folio) == State.FIXED


@pytest.mark.parametrize("minutes", [-6, 6, 60])
def test_what_was_signed_long_ago_or_will_be_is_refused(
    site: Flask, folio: str, minutes: int
) -> None:
    assert says(site, "2", ago=timedelta(minutes=minutes)).status_code == 401
    assert state_of(site, folio) == State.FIXED


def test_another_secret_signs_nothing_here(site: Flask, folio: str) -> None:
    assert says(site, "2", secret="another secret, of somebody else").status_code == 401


def test_a_signature_is_for_what_was_signed(site: Flask) -> None:
    now = clock.now()
    timestamp = str(int(now.timestamp()))
    told = signature(SECRET, timestamp, b"one")
    assert is_signed(SECRET, timestamp, told, b"one", now)
    assert not is_signed(SECRET, timestamp, told, b"two", now)
    assert not is_signed(SECRET, str(int(timestamp) + 1), told, b"one", now)
    assert not is_signed("", timestamp, signature("", timestamp, b"one"), b"one", now)


NOTHING: list[Any] = [
    b"", b"{", b"[]", b"null", b'"1"', b"{}", b'{"id": 1, "from": "x", "text": "1"}',
    b'{"id": "", "from": "x", "text": "1"}', b'{"id": "x", "from": null, "text": "1"}',
    b"\xff\xfe", b"[" * 2000, b'{"id": "' + b"x" * 300 + b'", "from": "x", "text": "1"}',
]  # fmt: skip


@pytest.mark.parametrize("body", NOTHING)
def test_what_says_nothing_is_refused(site: Flask, body: bytes) -> None:
    assert brings(site, body).status_code == 400


def test_too_much_is_refused(site: Flask) -> None:
    assert brings(site, b"x" * 5000).status_code == 413


def test_a_lone_surrogate_or_a_null_is_nothing_to_fall_over(site: Flask, folio: str) -> None:
    for text in ("\\ud800", "\\u0000", "2\\u0000"):
        body = f'{{"id": "{a_receipt()}", "from": "{HERS}", "text": "{text}"}}'
        assert brings(site, body.encode()).status_code == 204


def test_where_nobody_can_answer_nobody_is_asked_to(app: Flask, amina: Person) -> None:
    folio = files(amina, contact="55 1234 5678")
    moves(app, folio, State.ASSIGNED, State.FIXED)
    assert not [row for row in rows(app) if "Contesta 1" in row.body]
    assert says(app, "2").status_code == 404


def test_what_was_heard_is_forgotten_and_says_no_number(site: Flask, folio: str) -> None:
    says(site, "1")
    with site.app_context():
        (row,) = db.session.query(Reply)
        assert HERS[1:] not in f"{row.id} {row.number}"
        assert replies.forget_old(clock.now() + timedelta(days=31)) == 1
        db.session.rollback()
