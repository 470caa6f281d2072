"""What leaves is read by somebody else's implementation of Web Push: npm's web-push-testing, which
checks the VAPID signature and decrypts."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask

from backend.notify import outbox, vapid
from backend.notify.channels.webpush import WebPush
from backend.notify.endpoint import LOOPBACK, read
from backend.notify.retry import State
from tests.notify.decrypting import Decrypting
from tests.notify.letters import post, rows
from tests.notify.phones import subscribe, subscriptions
from tests.notify.test_together import a_push


@pytest.fixture(scope="module")
def theirs() -> Iterator[Decrypting]:
    with Decrypting() as running:
        yield running


def given_by(browser: dict[str, object], app: Flask) -> int:
    """Its subscription, given to us as a browser does; its id."""
    return subscribe(app, read(json.dumps(browser), [LOOPBACK]))[0]


def test_they_read_what_we_sent(
    app: Flask, theirs: Decrypting, webpush: WebPush, vapid_key: str
) -> None:
    browser = theirs.browser(vapid.public_of(vapid_key))
    post(app, a_push(given_by(browser, app), body="¿Quedó bien, niña ñandú?"))
    with app.app_context():
        assert outbox.serve({"push": webpush}) == 1
    assert [row.said for row in rows(app)] == [""]
    assert [row.state for row in rows(app)] == [State.SENT]
    (said,) = [json.loads(each) for each in theirs.read_by(browser)]
    assert said == {
        "title": "Tu reporte cambió",
        "body": "¿Quedó bien, niña ñandú?",
        "path": "/reports/K7Q42M9XC",
        "id": rows(app)[0].token,
    }


def test_a_push_signed_by_another_key_is_not_taken(
    app: Flask, theirs: Decrypting, webpush: WebPush
) -> None:
    browser = theirs.browser(vapid.public_of(vapid.new_key()))
    post(app, a_push(given_by(browser, app)))
    with app.app_context():
        outbox.serve({"push": webpush})
    assert [row.state for row in rows(app)] == [State.REFUSED]
    assert theirs.read_by(browser) == []


def test_who_expired_there_is_dropped_here(
    app: Flask, theirs: Decrypting, webpush: WebPush, vapid_key: str
) -> None:
    browser = theirs.browser(vapid.public_of(vapid_key))
    post(app, a_push(given_by(browser, app)))
    theirs.expire(browser)
    with app.app_context():
        outbox.serve({"push": webpush})
    assert [row.state for row in rows(app)] == [State.GONE]
    assert subscriptions(app)[0].dead is not None
