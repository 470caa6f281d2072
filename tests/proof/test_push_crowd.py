"""Ten thousand phones are told at once, three in ten of which are no more."""

import random
import time
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import insert, update

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox
from backend.notify.channels.webpush import WebPush
from backend.notify.models import Message, Subscription
from backend.notify.retry import State
from tests.notify.conftest import service, vapid_key, webpush
from tests.notify.letters import post, rows
from tests.notify.phones import Browser, subscriptions
from tests.notify.push_service import PushService
from tests.notify.test_together import a_push

__all__ = ["service", "vapid_key", "webpush"]
pytestmark = pytest.mark.proof
CROWD = {
    "ok": 6_150,
    "404": 1_500,
    "410": 1_500,
    "413": 200,
    "429": 300,
    "500": 200,
    "redirect": 100,
    "hang": 50,
}
"""How many phones' push service answers in which way; 429 and 500 the first time only."""
GONE = ("404", "410")
ONCE_MORE = ("429", "500")
NEVER = ("redirect", "hang")


def told(app: Flask, service: PushService) -> list[str]:
    """The crowd subscribes, each phone on its own, and a message goes to each; its answers."""
    kinds = [kind for kind, count in CROWD.items() for _ in range(count)]
    random.Random(5).shuffle(kinds)
    one = Browser("x").reached
    now = clock.now()
    with app.app_context():
        made = [
            {
                "phone": f"{at:022}",
                "owner": f"person:{at}",
                "endpoint": service.endpoint(kind, f"{at}"),
                "digest": f"{at:064}",
                "p256dh": one.p256dh,
                "auth": one.auth,
                "language": "es",
                "created": now,
            }
            for at, kind in enumerate(kinds)
        ]
        db.session.execute(insert(Subscription), made)
        db.session.commit()
        ids = [each.id for each in subscriptions(app)]
    post(app, *[a_push(id, owner=f"person:{at}") for at, id in enumerate(ids)])
    return kinds


def serve_all(app: Flask, channel: WebPush) -> float:
    """Send all that is due; seconds."""
    began = time.monotonic()
    with app.app_context():
        while outbox.serve({"push": channel}):
            pass
    return time.monotonic() - began


def come_due(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(Message).values(next=clock.now()))
        db.session.commit()


def test_ten_thousand_phones_are_told_once_and_the_dead_are_dropped(
    site: Flask, service: PushService, webpush: WebPush
) -> None:
    kinds = told(site, service)
    seconds = serve_all(site, webpush)
    once = sum(service.names.values())
    come_due(site)
    serve_all(site, webpush)
    asked: dict[str, Counter[int]] = {kind: Counter() for kind in CROWD}
    states: dict[str, Counter[str]] = {kind: Counter() for kind in CROWD}
    for at, (kind, row) in enumerate(zip(kinds, rows(site), strict=True)):
        asked[kind][service.names[f"{at}"]] += 1
        states[kind][row.state] += 1

    print(f"\n{len(kinds)} pushes, asked for {once} times in {seconds:.1f} s; then once more")
    print(f"{'answer':<10}{'phones':>7}  times asked, and what became of them")
    for kind, count in CROWD.items():
        print(f"{kind:<10}{count:>7}  {dict(asked[kind])} {dict(states[kind])}")

    assert states == {
        "ok": {State.SENT: CROWD["ok"]},
        **{kind: {State.GONE: CROWD[kind]} for kind in GONE},
        "413": {State.REFUSED: CROWD["413"]},
        **{kind: {State.SENT: CROWD[kind]} for kind in ONCE_MORE},
        **{kind: {State.WAITING: CROWD[kind]} for kind in NEVER},
    }
    dead = [each.dead is not None for each in subscriptions(site)]
    assert dead == [kind in GONE for kind in kinds]
    assert set(asked["ok"]) == {1}, "nobody is told twice"
    assert all(set(asked[kind]) == {1} for kind in GONE), "nor asked again where nobody is"
    assert set(asked["413"]) == {2}, "once whole and once shorter"
    assert all(set(asked[kind]) == {2} for kind in ONCE_MORE), "told when it was their turn"
    assert all(min(asked[kind]) >= 2 for kind in NEVER)
    assert service.names["elsewhere"] == 0
