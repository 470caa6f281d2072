"""A message leaves once, whatever dies in between."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox, queries, worker
from backend.notify.actions import send
from backend.notify.channels import Answer, Parcel
from backend.notify.models import Message
from backend.notify.retry import Outcome, State
from tests.notify.letters import Pigeon, a_letter, post, rows
from tests.notify.phones import Browser, subscribe
from tests.waiting import until


def test_a_letter_leaves_and_is_settled(site: Flask) -> None:
    post(site, a_letter(), a_letter(recipient="+525500000000"))
    pigeon = Pigeon()
    with site.app_context():
        assert outbox.serve({"sms": pigeon}) == 2
        assert outbox.serve({"sms": pigeon}) == 0
    assert [parcel.recipient for parcel in pigeon.carried] == ["+525512345678", "+525500000000"]
    assert not any(parcel.is_repeat for parcel in pigeon.carried)
    assert {row.state for row in rows(site)} == {State.SENT}


def test_a_letter_of_an_undone_change_never_leaves(site: Flask) -> None:
    pigeon = Pigeon()
    with site.app_context():
        send(a_letter(), now=clock.now())
        db.session.rollback()
        assert outbox.serve({"sms": pigeon}) == 0
    assert rows(site) == []


def test_what_fails_waits_for_its_next_turn(site: Flask) -> None:
    post(site, a_letter())
    silent = Pigeon(lambda _: Answer(Outcome.FAILED, "timed out"))
    with site.app_context():
        outbox.serve({"sms": silent})
        assert outbox.serve({"sms": silent}) == 0, "it is not tried again at once"
    row = rows(site)[0]
    assert (row.state, row.tries, row.said) == (State.WAITING, 1, "timed out")
    assert row.next > clock.now()
    _come_due(site)
    pigeon = Pigeon()
    with site.app_context():
        assert outbox.serve({"sms": pigeon}) == 1
    assert not pigeon.carried[0].is_repeat, "the other side never had it"


def test_a_channel_that_breaks_stops_no_other_message(site: Flask) -> None:
    post(site, a_letter(channel="mail"), a_letter(), a_letter(channel="pigeon"))

    def explode(parcel: Parcel) -> Answer:
        raise RuntimeError(parcel.recipient)

    sms = Pigeon()
    with site.app_context():
        outbox.serve({"mail": Pigeon(explode), "sms": sms})
    assert len(sms.carried) == 1
    assert [row.state for row in rows(site)] == [State.WAITING, State.SENT, State.REFUSED]


def test_a_worker_that_dies_holds_nothing_up_and_the_repeat_says_so(site: Flask) -> None:
    post(site, a_letter(), a_letter(language="en"))
    with site.app_context():
        assert len(outbox.claim(clock.now())) == 2  # and the worker is gone
        assert outbox.serve({"sms": Pigeon()}) == 0, "its lease still runs"
    _come_due(site)
    pigeon = Pigeon()
    with site.app_context():
        assert outbox.serve({"sms": pigeon}) == 2
    assert all(parcel.is_repeat for parcel in pigeon.carried)
    assert pigeon.carried[0].body.startswith("(Quizá ya te llegó este mensaje.)\nTu reporte")
    assert pigeon.carried[1].body.startswith("(You may have received this message already.)")


def test_a_repeat_keeps_its_name(site: Flask) -> None:
    post(site, a_letter())
    first, again = Pigeon(), Pigeon()
    with site.app_context():
        taken = outbox.claim(clock.now())
        outbox._send(taken[0], {"sms": first})
    _come_due(site)
    with site.app_context():
        outbox.serve({"sms": again})
    assert first.carried[0].id == again.carried[0].id


def test_a_code_is_forgotten_once_it_was_sent_or_came_too_late(site: Flask) -> None:
    soon = clock.now() + timedelta(minutes=10)
    secret = {"is_secret": True, "subject": "Tu código", "body": "482913"}
    post(site, a_letter(**secret, expires=soon), a_letter(**secret, expires=clock.now()))
    pigeon = Pigeon()
    with site.app_context():
        outbox.serve({"sms": pigeon})
        assert queries.inbox(["person:1"]).messages == []
    assert [parcel.body for parcel in pigeon.carried] == ["482913"]
    assert [(row.state, row.body, row.subject) for row in rows(site)] == [
        (State.SENT, "", ""),
        (State.EXPIRED, "", ""),
    ]


def test_the_inbox_shows_what_no_channel_could_tell(site: Flask) -> None:
    here = a_letter(channel="inbox", recipient="")
    post(site, here, a_letter(), a_letter(channel="inbox", owner="person:2"))
    with site.app_context():
        outbox.serve({"sms": Pigeon(lambda _: Answer(Outcome.GONE, "550"))})
        inbox = queries.inbox(["person:1"]).messages
        assert [message.body for message in inbox] == ["Tu reporte quedó arreglado"]


def test_many_workers_at_once_send_each_letter_once(site: Flask) -> None:
    post(site, *[a_letter(body=str(number)) for number in range(60)])
    pigeon = Pigeon()

    def work() -> None:
        with site.app_context():
            while outbox.serve({"sms": pigeon}):
                pass

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sorted(int(parcel.body) for parcel in pigeon.carried) == list(range(60))


def test_a_slow_gateway_never_outlives_the_lease(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(app, *[a_letter(body=str(number)) for number in range(3)])
    ticks = iter(range(0, 1000, 40))  # a clock by which each message takes 40 seconds
    monkeypatch.setattr("backend.notify.outbox.time.monotonic", lambda: next(ticks))
    with app.app_context():
        assert outbox.serve({"sms": Pigeon()}) == 1
        again = Pigeon()
        assert outbox.is_anything_due(clock.now()), "the others were given back"
        outbox.serve({"sms": again})
    assert not again.carried[0].is_repeat


def test_one_process_at_a_time_serves_the_outbox(site: Flask) -> None:
    now = clock.now()
    with site.app_context():
        assert worker.hold("one", now)
        assert not worker.hold("other", now)
        assert worker.hold("one", now + worker.LEASE * 0.9), "it renews while it lives"
        assert not worker.hold("other", now + worker.LEASE * 1.5)
        assert worker.hold("other", now + worker.LEASE * 2), "it died, the other takes over"
        assert not worker.hold("one", now + worker.LEASE * 2)


def test_a_thread_of_the_server_sends_what_is_settled(site: Flask) -> None:
    pigeon, stop = Pigeon(), threading.Event()
    thread = threading.Thread(target=worker.run, args=(site, {"sms": pigeon}, stop))
    thread.start()
    try:
        post(site, a_letter())
        until(lambda: pigeon.carried, what="the letter")
    finally:
        stop.set()
        worker.wake.set()
        thread.join()
    assert rows(site)[0].state == State.SENT


def test_a_code_does_not_wait_for_pushes_that_hang(site: Flask) -> None:
    """Each has a thread of its own."""
    going_on, stop = threading.Event(), threading.Event()
    sms = Pigeon()

    def hang(_parcel: Parcel) -> Answer:
        going_on.wait(20)
        return Answer(Outcome.SENT)

    phones = subscribe(site, Browser("http://127.0.0.1:11/a"))
    post(site, a_letter(channel="push", recipient=str(phones[0])))
    threads = [
        threading.Thread(
            target=worker.run,
            args=(site, {"sms": sms, "push": Pigeon(hang)}, stop),
            kwargs={"name": name, "does": does},
        )
        for name, does in worker.SERVING.items()
    ]
    for each in threads:
        each.start()
    try:
        post(site, a_letter())
        until(lambda: sms.carried, what="the code")
        assert rows(site)[0].state == State.WAITING
    finally:
        stop.set()
        going_on.set()
        worker.wake.set()
        for each in threads:
            each.join()
    assert [row.state for row in rows(site)] == [State.SENT, State.SENT]


def _come_due(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Message).values(next=clock.now()))
        db.session.commit()
