"""Mail and SMS as they really leave, and what the other side may answer."""

import json
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from backend.config import Settings, SettingsError
from backend.notify.channels import Parcel
from backend.notify.channels.chosen import channels
from backend.notify.channels.console import Console
from backend.notify.channels.mail import Mail
from backend.notify.channels.sms import Sms
from backend.notify.retry import Outcome
from tests.postgres import free_port

SENDER = "Ventanilla <avisos@ciudad.example>"
PARCEL = Parcel("ventanilla-7-1", "amina@correo.example", "Tu código", "Es 482913, niña ñandú.")


class PostOffice:
    """An SMTP server that keeps what it takes, and refuses by the word in the address."""

    def __init__(self) -> None:
        self.taken: list[Any] = []

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such person"
        if address.startswith("full"):
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        if b"forbidden" in envelope.content:
            return "554 not this"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[tuple[PostOffice, str]]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield office, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def test_mail_arrives_as_it_was_written(post_office: tuple[PostOffice, str]) -> None:
    office, url = post_office
    assert Mail(url, SENDER).send(PARCEL).outcome is Outcome.SENT
    letter = office.taken[0]
    assert letter["To"] == "amina@correo.example"
    assert letter["From"] == SENDER
    assert letter["Subject"] == "Tu código"
    assert letter["Message-ID"] == "<ventanilla-7-1@ciudad.example>"
    assert letter.get_content().strip() == "Es 482913, niña ñandú."


@pytest.mark.parametrize(
    ("recipient", "body", "outcome"),
    [
        ("nobody@correo.example", "x", Outcome.GONE),
        ("full@correo.example", "x", Outcome.BUSY),
        ("amina@correo.example", "forbidden", Outcome.REFUSED),
    ],
)
def test_what_a_mail_server_says_no_to(
    post_office: tuple[PostOffice, str], recipient: str, body: str, outcome: Outcome
) -> None:
    answer = Mail(post_office[1], SENDER).send(Parcel("p", recipient, "s", body))
    assert answer.outcome is outcome
    assert answer.said


@pytest.mark.parametrize(
    "subject", ["x\nBcc: eve@evil.example", "=?utf-8?q?=0d=0aBcc:_eve=40evil.example?="]
)
def test_a_subject_cannot_add_a_header(post_office: tuple[PostOffice, str], subject: str) -> None:
    office, url = post_office
    parcel = Parcel("ventanilla-7-1", "amina@correo.example", subject, "x")
    assert Mail(url, SENDER).send(parcel).outcome is Outcome.SENT
    (letter,) = office.taken
    assert letter["Bcc"] is None
    assert "Bcc" in letter["Subject"]


def test_an_address_that_hides_another_is_refused(post_office: tuple[PostOffice, str]) -> None:
    hidden = "=?utf-8?q?=0d=0aBcc=3aeve=40evil.example?=@correo.example"
    parcel = Parcel("ventanilla-7-1", hidden, "x", "x")
    assert Mail(post_office[1], SENDER).send(parcel).outcome is Outcome.REFUSED
    assert post_office[0].taken == []


def test_a_password_is_never_told_in_clear(post_office: tuple[PostOffice, str]) -> None:
    url = post_office[1].replace("//", "//user:secret@")
    assert Mail(url, SENDER).send(PARCEL).outcome is Outcome.FAILED
    assert post_office[0].taken == []


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("mail", "sms"):
        monkeypatch.setattr(f"backend.notify.channels.{module}.TIMEOUT_SECONDS", 0.2)
    assert Mail("smtp://127.0.0.1:1", SENDER).send(PARCEL).outcome is Outcome.FAILED
    assert Sms("http://127.0.0.1:1/", "t").send(PARCEL).outcome is Outcome.FAILED
    with create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert Mail(f"smtp://127.0.0.1:{port}", SENDER).send(PARCEL).outcome is Outcome.FAILED
        assert Sms(f"http://127.0.0.1:{port}/", "t").send(PARCEL).outcome is Outcome.FAILED


class Gateway(BaseHTTPRequestHandler):
    """An SMS gateway that answers with the status its path names."""

    asked: list[tuple[dict[str, str], Any]] = []  # noqa: RUF012 - one for each test

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((dict(self.headers), json.loads(body)))
        self.send_response(int(self.path.strip("/") or 200))
        self.send_header("Retry-After", "90")
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[str]:
    Gateway.asked = []
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_sms_reaches_the_gateway_with_a_name_of_its_own(gateway: str) -> None:
    assert Sms(f"{gateway}/200", "key").send(PARCEL).outcome is Outcome.SENT
    headers, told = Gateway.asked[0]
    assert headers["Authorization"] == "Bearer key"
    assert headers["Idempotency-Key"] == told["id"] == "ventanilla-7-1"
    assert told["to"] == PARCEL.recipient
    assert told["text"] == PARCEL.body
    assert told["repeat"] is False


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (202, Outcome.SENT),
        (302, Outcome.FAILED),
        (400, Outcome.REFUSED),
        (401, Outcome.FAILED),
        (410, Outcome.GONE),
        (429, Outcome.BUSY),
        (500, Outcome.FAILED),
        (503, Outcome.BUSY),
    ],
)
def test_what_a_gateway_may_answer(gateway: str, status: int, outcome: Outcome) -> None:
    answer = Sms(f"{gateway}/{status}", "key").send(PARCEL)
    assert answer.outcome is outcome
    assert len(Gateway.asked) == 1, "a redirect is not followed"
    if outcome is Outcome.BUSY:
        assert answer.wait == timedelta(seconds=90)


def test_dora_sees_messages_where_the_server_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert Console().send(PARCEL).outcome is Outcome.SENT
    shown = capsys.readouterr().out
    assert PARCEL.recipient in shown
    assert PARCEL.body in shown


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"mail_url": "https://x"}, "VENTANILLA_MAIL_URL"),
        ({"mail_url": "smtp://host", "mail_from": "nobody"}, "VENTANILLA_MAIL_URL"),
        ({"sms_url": "ftp://x"}, "VENTANILLA_SMS_URL"),
    ],
)
def test_dora_is_told_which_setting_is_wrong(
    tmp_path: Path, changes: dict[str, str], variable: str
) -> None:
    with pytest.raises(SettingsError, match=variable):
        channels(Settings(var=tmp_path, **changes))  # type: ignore[arg-type]
