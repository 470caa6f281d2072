"""Pushes leave many at a time, and each is settled by its own answer."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox, queries, together
from backend.notify.actions import Letter, send
from backend.notify.actions.phones import MOST_PHONES
from backend.notify.channels import Answer
from backend.notify.channels.webpush import WebPush
from backend.notify.models import Message
from backend.notify.retry import Outcome, State
from tests.notify.letters import Pigeon, a_letter, post, rows
from tests.notify.phones import Browser, subscribe, subscriptions
from tests.notify.push_service import PushService


def a_push(subscription: int, **changes: Any) -> Letter:
    plain: dict[str, Any] = {
        "channel": "push",
        "recipient": str(subscription),
        "subject": "Tu reporte cambió",
        "body": "Ya quedó arreglado.",
        "address": "/reports/K7Q42M9XC",
    }
    return a_letter(**{**plain, **changes})


KINDS = ("ok", "404", "410", "413", "429", "500", "redirect", "ok")
SETTLED = {
    "ok": State.SENT,
    "404": State.GONE,
    "410": State.GONE,
    "413": State.REFUSED,
    "429": State.WAITING,
    "500": State.WAITING,
    "redirect": State.WAITING,
}


def test_what_each_push_met_settles_that_one_alone(
    site: Flask, service: PushService, webpush: WebPush
) -> None:
    browsers = [Browser(service.endpoint(kind, f"{at}")) for at, kind in enumerate(KINDS * 5)]
    post(site, *[a_push(each) for each in subscribe(site, *browsers)])
    before = clock.now()
    with site.app_context():
        assert outbox.serve({"push": webpush}) == len(browsers)
        assert outbox.serve({"push": webpush}) == 0
    assert [row.state for row in rows(site)] == [SETTLED[kind] for kind in KINDS * 5]
    asked = {kind: {row.next - before for row, each in zip(rows(site), KINDS * 5, strict=True)
                    if each == kind} for kind in ("429", "500")}  # fmt: skip
    assert all(wait >= timedelta(seconds=30) for wait in asked["429"]), "as it asked"
    assert all(wait < timedelta(seconds=30) for wait in asked["500"]), "our own gap"
    dead = [each.dead is not None for each in subscriptions(site)]
    assert dead == [kind in {"404", "410"} for kind in KINDS * 5]
    _come_due(site)
    with site.app_context():
        outbox.serve({"push": webpush})
    states = [row.state for row in rows(site)]
    assert [states[at] for at, kind in enumerate(KINDS * 5) if kind in {"429", "500"}] == [
        State.SENT
    ] * 10
    most = {"413": 2, "429": 2, "500": 2, "redirect": 2}
    for got, times in service.names.items():
        assert times <= most.get((KINDS * 5)[int(got)], 1), got


def test_one_that_hangs_holds_up_no_other(
    app: Flask, service: PushService, webpush: WebPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notify.channels.pushing.TIMEOUT_SECONDS", 3)
    monkeypatch.setattr(together, "WINDOW", 6)
    kinds = ["hang", "hang", *["ok"] * 30]
    browsers = [Browser(service.endpoint(kind, f"{at}")) for at, kind in enumerate(kinds)]
    post(app, *[a_push(each) for each in subscribe(app, *browsers)])
    seen: list[int] = []
    settle = together._settle

    def note(answered: Any, sent_to: Any) -> None:
        settle(answered, sent_to)
        seen.extend(message.id for message, _ in answered)

    monkeypatch.setattr(together, "_settle", note)
    with app.app_context():
        assert outbox.serve({"push": webpush}) == len(kinds)
    hung = [row.id for row in rows(app)][:2]
    assert sorted(seen[-2:]) == hung, "all others were settled before the two that hung"
    assert all(row.state == State.SENT for row in rows(app)[2:])


def test_a_phone_that_is_over_gets_nothing(app: Flask, webpush: WebPush) -> None:
    (gone,) = subscribe(app, Browser("http://127.0.0.1:11/a"))
    with app.app_context():
        db.session.execute(text("UPDATE notify_subscriptions SET dead = created"))
        db.session.commit()
    post(app, a_push(gone), a_push(10_000), a_push(0, recipient="+525512345678"))
    with app.app_context():
        assert outbox.serve({"push": webpush}) == 3
    assert {row.state for row in rows(app)} == {State.GONE}


def test_a_phone_that_moved_meanwhile_is_not_over(site: Flask) -> None:
    browser = Browser("http://127.0.0.1:11/old")
    (amina,) = subscribe(site, browser)

    def move(_parcel: object) -> Answer:
        with site.app_context():
            db.session.execute(text("UPDATE notify_subscriptions SET endpoint = 'new'"))
            db.session.commit()
        return Answer(Outcome.GONE, "HTTP 410")

    post(site, a_push(amina))
    with site.app_context():
        outbox.serve({"push": Pigeon(move)})
    assert subscriptions(site)[0].dead is None


def test_what_was_answered_while_the_database_was_busy_is_settled_after(
    app: Flask, service: PushService, webpush: WebPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    browsers = [Browser(service.endpoint("ok", f"{at}")) for at in range(5)]
    post(app, *[a_push(each) for each in subscribe(app, *browsers)])
    settle, busy = together._settle, iter([True, True])

    def sometimes(*what: Any) -> None:
        if next(busy, False):
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        settle(*what)

    monkeypatch.setattr(together, "_settle", sometimes)
    with app.app_context():
        assert outbox.serve({"push": webpush}) == 5
        assert outbox.serve({"push": webpush}) == 0
    assert set(service.names.values()) == {1}, "nobody is told twice for it"


def an_sms_unless(app: Flask, push: int, after: timedelta = timedelta()) -> None:
    post(app, a_letter(unless=push, after=clock.now() + after))


def test_an_sms_waits_for_the_push_and_goes_when_nobody_asked_for_it(site: Flask) -> None:
    post(site, a_push(subscribe(site, Browser("http://127.0.0.1:11/a"))[0]))
    an_sms_unless(site, rows(site)[0].id, timedelta(minutes=10))
    sms = Pigeon()
    with site.app_context():
        outbox.serve({"sms": sms, "push": Pigeon()})
    assert sms.carried == [], "not before its time"
    _come_due(site)
    with site.app_context():
        outbox.serve({"sms": sms})
    assert len(sms.carried) == 1


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(seconds=3), State.UNNEEDED),
        (queries.IN_TIME, State.UNNEEDED),
        (queries.IN_TIME + timedelta(seconds=1), State.SENT),
    ],
)
def test_an_sms_is_unneeded_when_the_push_was_delivered_in_time(
    site: Flask, after: timedelta, state: State
) -> None:
    post(site, a_push(subscribe(site, Browser("http://127.0.0.1:11/a"))[0]))
    with site.app_context():
        outbox.serve({"push": Pigeon()})
        push = db.session.query(Message).one()
        assert push.settled is not None
        push.delivered = push.settled + after
        db.session.commit()
    an_sms_unless(site, rows(site)[0].id)
    sms = Pigeon()
    with site.app_context():
        assert outbox.serve({"sms": sms}) == 1
    assert rows(site)[1].state == state
    assert len(sms.carried) == (state == State.SENT)


def test_a_repeated_push_says_so(site: Flask) -> None:
    post(site, a_push(subscribe(site, Browser("http://127.0.0.1:11/a"))[0]))
    with site.app_context():
        outbox.claim(clock.now())  # and the worker is gone
    _come_due(site)
    pigeon = Pigeon()
    with site.app_context():
        outbox.serve({"push": pigeon})
    (parcel,) = pigeon.carried
    assert parcel.is_repeat
    assert parcel.body.startswith("(Quizá ya te llegó este mensaje.)")


@pytest.mark.parametrize(
    "address",
    ["https://eve.example/", "//eve.example", "/\\eve.example", "reports", "/" + "a" * 200],
)
def test_a_push_speaks_only_of_pages_of_ours(app: Flask, address: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match="no path of ours"):
        send(a_push(1, address=address), now=clock.now())


def test_so_many_phones_tell_one_person_and_the_first_gives_way(app: Flask) -> None:
    browsers = [Browser(f"http://127.0.0.1:11/{at}") for at in range(MOST_PHONES + 2)]
    subscribe(app, *browsers, owner="person:1")
    subscribe(app, browsers[0], owner="person:2")
    with app.app_context():
        hers = [each.endpoint for each in queries.subscriptions_of("person:1")]
    assert hers == [each.endpoint for each in browsers[2:]]


def _come_due(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Message).values(next=clock.now()))
        db.session.commit()
