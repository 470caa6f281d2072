"""Letters to send, and channels that do as a test says."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.actions import Letter, send
from backend.notify.channels import Answer, Parcel
from backend.notify.models import Message
from backend.notify.retry import Outcome


def a_letter(**changes: Any) -> Letter:
    """To Amina's phone, nothing secret."""
    plain: dict[str, Any] = {
        "channel": "sms",
        "recipient": "+525512345678",
        "topic": "test.hello",
        "language": "es",
        "subject": "",
        "body": "Tu reporte quedó arreglado",
        "owner": "person:1",
    }
    return Letter(**{**plain, **changes})


def post(app: Flask, *letters: Letter, now: datetime | None = None) -> None:
    """Put letters into the outbox."""
    with app.app_context():
        for letter in letters:
            send(letter, now=now or clock.now())
        db.session.commit()


def rows(app: Flask) -> list[Message]:
    """The outbox as it stands, in the order of posting."""
    with app.app_context():
        return list(db.session.query(Message).order_by(Message.id))


class Pigeon:
    """A channel that remembers what it carried, and answers as told (sent, by default)."""

    def __init__(self, answer: Callable[[Parcel], Answer] | None = None) -> None:
        self.carried: list[Parcel] = []
        self.answer = answer
        self._lock = threading.Lock()

    def send(self, parcel: Parcel) -> Answer:
        with self._lock:
            self.carried.append(parcel)
        return self.answer(parcel) if self.answer else Answer(Outcome.SENT)
