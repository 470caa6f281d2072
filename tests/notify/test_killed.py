"""Workers are killed while they send: nothing is lost, and what may arrive twice says so."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from backend.notify.retry import State
from tests.notify.letters import a_letter, post, rows
from tests.waiting import until

pytestmark = pytest.mark.proof
LETTERS = 60
KILLS = 2


class Gateway(BaseHTTPRequestHandler):
    """Takes every SMS, and remembers each time it was told."""

    told: list[dict[str, Any]]
    lock: Lock

    def do_POST(self) -> None:
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.lock:
            self.told.append(message)
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[str]:
    Gateway.told, Gateway.lock = [], Lock()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def workers(site: Flask, gateway: str) -> Iterator["Workers"]:
    made = Workers(site.extensions["settings"], gateway)
    yield made
    made.kill()


class Workers:
    """``flask notify work`` in a process of its own, to be killed and started again."""

    def __init__(self, settings: Settings, gateway: str) -> None:
        self._environment = {
            **os.environ,
            "FLASK_APP": "backend.wsgi",
            "VENTANILLA_VAR": str(settings.var),
            "DATABASE_URL": settings.database,
            "VENTANILLA_SMS_URL": gateway,
            "VENTANILLA_LOG_LEVEL": "error",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(Path(sys.executable).parent / "flask"), "notify", "work"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


def test_workers_killed_while_sending_lose_nothing(site: Flask, workers: Workers) -> None:
    post(site, *[a_letter(body=str(number)) for number in range(LETTERS)])
    for turn in range(1, KILLS + 1):
        workers.start()
        until(lambda: len(Gateway.told) >= turn * 13, within=180, what="some messages")  # noqa: B023
        workers.kill()
    _let_leases_run_out(site)
    workers.start()
    until(lambda: all(row.state == State.SENT for row in rows(site)), within=180, what="the rest")
    times = Counter(message["id"] for message in Gateway.told)
    assert len(times) == LETTERS
    assert sum(times.values()) - LETTERS <= KILLS, "at most the one in hand goes out again"
    for id, count in times.items():
        marks = [message["repeat"] for message in Gateway.told if message["id"] == id]
        assert marks[1:] == [True] * (count - 1)


def _let_leases_run_out(app: Flask) -> None:
    with app.app_context():
        db.session.execute(
            update(Message).where(Message.state == State.WAITING).values(next=clock.now())
        )
        db.session.commit()
