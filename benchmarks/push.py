"""Pushes a second and core, beside the pure cost of encrypting them: ``python -m benchmarks.push``.

Two thousand pushes go through the outbox on SQLite to a push service in a process of its own. What
is counted is the processor's time of the process that sends, so that what else the machine does
tells little.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from pywebpush import WebPusher
from sqlalchemy import insert

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox, vapid
from backend.notify.channels import Answer, Parcel
from backend.notify.channels.webpush import WebPush
from backend.notify.endpoint import LOOPBACK
from backend.notify.models import Subscription
from backend.notify.payload import payload
from backend.notify.retry import Outcome
from tests.notify.letters import post
from tests.notify.phones import Browser, subscriptions
from tests.notify.test_together import a_push
from tests.postgres import free_port
from tests.waiting import until

TITLE, BODY, PATH = "Tu reporte cambió", "Ya quedó arreglado. ¿Quedó bien?", "/reports/K7Q42M9XC"


@dataclass(frozen=True)
class Pace:
    """``count`` pushes took so many seconds, on the wall and of the processor."""

    count: int
    wall: float
    cpu: float

    def __str__(self) -> str:
        core, line = self.count / self.cpu, self.count / self.wall
        return f"{core:>8,.0f} a second and core {line:>8,.0f} a second on the wall"


def paced(count: int, work: Callable[[], None]) -> Pace:
    """How long ``work`` takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Pace(count, time.perf_counter() - wall, time.process_time() - cpu)


def encrypt(browser: Browser, count: int) -> None:
    """What cannot be saved: a key pair, an agreement and a cipher for each push."""
    reached = browser.reached
    keys = {"p256dh": reached.p256dh, "auth": reached.auth}
    told = payload(title=TITLE, body=BODY, path=PATH, id="x" * 22)
    for _ in range(count):
        WebPusher({"endpoint": reached.endpoint, "keys": keys}).encode(told)


def send(channel: WebPush, browser: Browser, count: int) -> None:
    """Through the channel alone, without the outbox, two hundred at a time."""
    answers: list[Answer] = []
    for begun in range(count):
        until(lambda: begun - len(answers) < 200, within=60, every=0.001)  # noqa: B023
        channel.begin(
            Parcel(
                id=f"{begun}",
                recipient="1",
                subject=TITLE,
                body=BODY,
                reached=browser.reached,
                token="x" * 22,
                address=PATH,
            ),
            answers.append,
        )
    until(lambda: len(answers) == count, within=120, every=0.001)
    assert {each.outcome for each in answers} == {Outcome.SENT}


def fill(app: Flask, browser: Browser, count: int) -> None:
    """A push in the outbox for each of so many phones."""
    reached = browser.reached
    with app.app_context():
        now = clock.now()
        row = {"p256dh": reached.p256dh, "auth": reached.auth, "language": "es", "created": now}
        made = [
            row
            | {"phone": f"{at:022}", "owner": f"person:{at}", "digest": f"{at:064}"}
            | {"endpoint": f"{reached.endpoint}{at}"}
            for at in range(count)
        ]
        db.session.execute(insert(Subscription), made)
        db.session.commit()
    ids = [each.id for each in subscriptions(app)]
    post(app, *[a_push(id, subject=TITLE, body=BODY, address=PATH) for id in ids])


def serve(app: Flask, channel: WebPush) -> None:
    """Everything that is due."""
    with app.app_context():
        while outbox.serve({"push": channel}):
            pass


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and say; the exit code."""
    asked = argparse.ArgumentParser("python -m benchmarks.push", description=__doc__)
    asked.add_argument("--count", type=int, default=2000, help="how many pushes")
    count: int = asked.parse_args(argv).count
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.notify.push_service", str(port)])
    try:
        until(lambda: _answers(port), within=20, what="the push service")
        browser = Browser(f"{LOOPBACK}:{port}/push/ok/a")
        channel = WebPush(vapid.new_key(), "mailto:avisos@ciudad.example", [LOOPBACK])
        send(channel, browser, 20)
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(Settings(var=Path(folder), log_level="error"))
            fill(app, browser, count)
            pure = paced(count, lambda: encrypt(browser, count))
            alone = paced(count, lambda: send(channel, browser, count))
            whole = paced(count, lambda: serve(app, channel))
        channel.close()
    finally:
        process.kill()
        process.wait()
    print(f"encrypting alone            {pure}")
    print(f"encrypted and sent          {alone}")
    print(f"from the outbox and settled {whole}")
    print(f"of the processor's time of a push {pure.cpu / whole.cpu:.0%} is encryption")
    return 0


def _answers(port: int) -> bool:
    with suppress(OSError):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2)
        except urllib.error.HTTPError:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
