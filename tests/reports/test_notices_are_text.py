"""Whatever anybody writes arrives as it was written: in mail, in an SMS, in an inbox."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.notify import outbox
from backend.notify.actions import Letter, send
from backend.notify.channels.mail import Mail
from backend.reports import actions, queries
from backend.reports.status import Actor, State
from tests.notify.letters import Pigeon, rows
from tests.page import Page, Person
from tests.people import a_receipt
from tests.postgres import free_port
from tests.reports.test_notices import files
from tests.reports.test_text_stays_text import BOMBS, told

HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
}
"""All that a letter of ours has above its text."""
HEADS = (
    "x\r\nBcc: eve@evil.example",
    "x\nContent-Type: text/html\n\n<script>alert(1)</script>",
    "x\rBcc: eve@evil.example",
    "x\x0bBcc: eve@evil.example\x85X: 1\u2028Y: 2\x1cZ: 3",
    ".\r\n.\r\nMAIL FROM:<eve@evil.example>",
    "=?utf-8?q?=0d=0aBcc:_eve=40evil.example?=",
    "=?utf-8?q?=0d=0aBcc=3aeve=40evil.example?=",
)
BREAKS = (*BOMBS[:-1], *HEADS)


class PostOffice:
    """An SMTP server that keeps what it takes, with whom it was for."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        letter = message_from_bytes(envelope.content, policy=default)
        self.taken.append((list(envelope.rcpt_tos), cast(EmailMessage, letter)))
        return "250 OK"


@pytest.fixture(scope="module")
def post_office() -> Iterator[tuple[PostOffice, Mail]]:
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield office, Mail(f"smtp://127.0.0.1:{controller.port}", "Ventanilla <avisos@ciudad.example>")
    controller.stop()


def carried(app: Flask, post_office: tuple[PostOffice, Mail]) -> tuple[list[Any], list[str]]:
    """What leaves: letters as the other side has them, and the texts of SMS as a gateway gets
    them."""
    office, mail = post_office
    office.taken.clear()
    pigeon = Pigeon()
    with app.app_context():
        while outbox.serve({"mail": mail, "sms": pigeon}):
            pass
    return office.taken, [json.loads(json.dumps(parcel.body)) for parcel in pigeon.carried]


def is_ours(letter: EmailMessage) -> None:
    assert set(letter.keys()) <= HEADERS
    assert len(letter.keys()) == len(set(letter.keys()))
    assert letter.get_content_type() == "text/plain"
    assert not letter.is_multipart()


def is_harmless(page: Page) -> None:
    """The page has only what a template of ours draws."""
    assert [each.get("src", "")[:15] for each in page.all("script")] == ["/static/outbox."]
    assert not page.all("img")
    for each in page.root.iter():
        assert not [name for name in each.attrib if name.startswith("on")]
        for name in ("href", "action"):
            where = (each.get(name) or "").lower()
            assert not where.startswith(("javascript:", "http", "//")) or "ventanilla" in where


@pytest.mark.parametrize("bomb", BREAKS)
def test_what_the_city_writes_to_her(
    app: Flask, amina: Person, post_office: tuple[PostOffice, Mail], bomb: str
) -> None:
    receipt = a_receipt()
    folio = files(amina, receipt=receipt, contact="amina@correo.example", description=bomb)
    with app.app_context():
        report = queries.by_folio(folio)
        assert report is not None
        now = clock.now()
        for state in (State.ASSIGNED, State.NOT_OURS):
            actions.move(
                report=report, to=state, actor=Actor.CITY, words=bomb, now=now,
                refers_to=bomb[:120],
            )  # fmt: skip
        db.session.commit()
        for row in db.session.query(outbox.Message):
            row.next = now
        db.session.commit()
    letters, _ = carried(app, post_office)
    assert len(letters) == 3
    for recipients, letter in letters:
        is_ours(letter)
        assert recipients == ["amina@correo.example"]
        assert "\n" not in str(letter["Subject"])
    assert plain(bomb) in plain(letters[-1][1].get_content())
    for prefix in ("", "/en"):
        page = amina.opens(f"{prefix}/inbox")
        is_harmless(page)
        assert plain(bomb) in plain(page.text)


@pytest.mark.parametrize("bomb", BREAKS)
def test_what_somebody_gives_as_a_way_to_reach_her(
    app: Flask, eve: Person, post_office: tuple[PostOffice, Mail], bomb: str
) -> None:
    for contact in (bomb, f"a@correo.example{bomb}", f"{bomb}@correo.example", f"5512345678{bomb}"):
        files(eve, contact=contact)
    letters, texts = carried(app, post_office)
    for recipients, letter in letters:
        is_ours(letter)
        assert all("evil" not in each and "\n" not in each for each in recipients)
        assert len(recipients) == 1
    for row in rows(app):
        assert row.recipient == "" or row.recipient.isprintable()
        assert bomb not in row.body
    assert all(plain(bomb) not in text for text in texts)


@pytest.mark.parametrize("bomb", BREAKS)
def test_a_subject_that_breaks_lines_breaks_no_letter(
    app: Flask, post_office: tuple[PostOffice, Mail], bomb: str
) -> None:
    with app.app_context():
        letter = Letter(
            channel="mail", recipient="amina@correo.example", topic="test.hello", language="es",
            subject=bomb, body=bomb,
        )  # fmt: skip
        send(letter, now=clock.now())
        db.session.commit()
    letters, _ = carried(app, post_office)
    ((recipients, taken),) = letters
    is_ours(taken)
    assert recipients == ["amina@correo.example"]


def plain(text: str) -> str:
    """Without blanks and what nobody can print: pages and letters break lines their own way."""
    return "".join(sign for sign in told(text) if sign.isprintable() and not sign.isspace())
