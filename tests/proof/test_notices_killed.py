"""Server and worker are killed again and again while they send notices: none is lost, each is in
the inbox and settled, and what may have come twice says so."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.migrations.upgrade import upgrade
from backend.notify import queries
from backend.notify.endpoint import LOOPBACK
from backend.notify.models import Message
from backend.notify.retry import State
from tests.browser.city import REPOSITORY, City
from tests.conftest import DATABASES
from tests.notify.letters import a_letter, post, rows
from tests.notify.phones import Browser, subscribe
from tests.notify.push_service import PushService
from tests.notify.test_killed import Gateway, gateway
from tests.notify.test_together import a_push
from tests.waiting import until

__all__ = ["gateway"]
pytestmark = pytest.mark.proof
KILLS = 50
A_TURN = 20
"""Messages written before each kill; a third of them SMS, the others pushes."""
OWNER = "person:{}"


class Worker:
    """``flask notify work`` beside the server, in a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(Path(sys.executable).parent / "flask"), "notify", "work"],
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        process, self._process = self._process, None
        if process:
            process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a database server, "" for the embedded one."""
    return request.getfixturevalue("postgres") if request.param == "postgresql" else ""


@pytest.fixture
def make_city(database: str, tmp_path: Path, gateway: str) -> Iterator[Callable[[], City]]:
    made: list[City] = []

    def make() -> City:
        told = {"push_services": LOOPBACK, "sms_url": gateway, "log_level": "error"}
        made.append(City(tmp_path / "var", database_url=database, fresh=True, **told))
        made[-1].var.mkdir()
        upgrade(made[-1].database, made[-1].var)
        return made[-1]

    yield make
    for each in made:
        each.kill()


def a_turn(app: Flask, phones: list[int], turn: int) -> None:
    """The city writes A_TURN messages, each to somebody."""
    for at in range(A_TURN):
        number = turn * A_TURN + at
        owner = OWNER.format(number)
        if at % 3 == 0:
            post(app, a_letter(owner=owner, body=f"{number}"))
        else:
            post(app, a_push(phones[number % len(phones)], owner=owner, body=f"{number}"))


def told_of(service: PushService, browser: Browser) -> dict[str, list[bool]]:
    """Of each message that went out: for each time, whether it said that it may be a repeat."""
    found: dict[str, list[bool]] = defaultdict(list)
    for got in list(service.got):
        body = browser.reads(got.body)["body"]
        found[body.rpartition("\n")[2]].append("\n" in body)
    for message in list(Gateway.told):
        found[message["text"].rpartition("\n")[2]].append(message["repeat"])
    return found


def test_fifty_kills_lose_no_notice(make_city: Callable[[], City], database: str) -> None:
    dice = random.Random(50)
    city = make_city()
    city.start()
    app = create_app(Settings(var=city.var, database_url=database, log_level="error"))
    worker = Worker(
        {
            **os.environ,
            "FLASK_APP": "backend.wsgi",
            "VENTANILLA_VAR": str(city.var),
            "DATABASE_URL": city.database,
            "VENTANILLA_PUSH_SERVICES": LOOPBACK,
            "VENTANILLA_SMS_URL": city._environment["VENTANILLA_SMS_URL"],
            "VENTANILLA_LOG_LEVEL": "error",
        }
    )
    with PushService(seconds=0.05) as service:
        one = Browser(service.endpoint("ok", "one"))
        phones = subscribe(app, one)
        worker.start()
        killed = dict.fromkeys(("server", "worker"), 0)
        for turn in range(KILLS):
            before = len(service.got) + len(Gateway.told)
            a_turn(app, phones, turn)
            # What a process that was killed had in hand comes up again later: not all go out now.
            most = dice.randrange(1, 7)
            until(
                lambda: len(service.got) + len(Gateway.told) >= before + most,  # noqa: B023
                within=120,
                what="some messages",
            )
            Event().wait(dice.uniform(0, 0.1))
            victim = dice.choice(list(killed))
            killed[victim] += 1
            (city if victim == "server" else worker).kill()
            (city if victim == "server" else worker).start()
        city.kill()
        worker.kill()
        _let_leases_run_out(app)
        worker.start()
        until(lambda: not _waiting(app), within=300, what="the rest")
        worker.kill()
        told = told_of(service, one)

    everyone = [f"{number}" for number in range(KILLS * A_TURN)]
    assert sorted(told, key=int) == everyone, "each went out"
    assert {row.state for row in rows(app)} == {State.SENT}, "each is settled"
    with app.app_context():
        for number in everyone:
            (shown,) = queries.inbox(OWNER.format(number))
            assert shown.body == number
    assert all(marks[1:] == [True] * (len(marks) - 1) for marks in told.values())
    again = sum(len(marks) - 1 for marks in told.values())
    print(json.dumps({"killed": killed, "messages": len(everyone), "went out again": again}))
    with app.app_context():
        db.engine.dispose()


def _waiting(app: Flask) -> int:
    with app.app_context():
        count = select(func.count()).where(Message.state == State.WAITING)
        return db.session.scalar(count) or 0


def _let_leases_run_out(app: Flask) -> None:
    with app.app_context():
        db.session.execute(
            update(Message).where(Message.state == State.WAITING).values(next=clock.now())
        )
        db.session.commit()
