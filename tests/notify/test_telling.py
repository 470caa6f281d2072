"""Amina is told where she wants to be told, when she wants to be told, and always in her inbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.city import Quiet
from backend.kernel.db import db
from backend.notify import actions, outbox, queries
from backend.notify.channels import Answer
from backend.notify.models import Message
from backend.notify.quiet import out_of
from backend.notify.retry import Outcome, State
from backend.notify.telling import Notice, tell
from tests.notify.letters import Pigeon, rows

CITY = "America/Mexico_City"
NOON = datetime(2026, 11, 25, 18, tzinfo=UTC)
"""Twelve o'clock in the city."""
AMINA = "person:1"


@dataclass
class Phone:
    """A phone that takes what is pushed to it."""

    id: int


def a_notice(**changes: Any) -> Notice:
    plain: dict[str, Any] = {
        "owner": AMINA,
        "kind": "reports",
        "topic": "reports.fixed",
        "language": "es",
        "subject": "Tu reporte K7Q4 2M9XC quedó arreglado",
        "body": "Luminaria apagada\nCambiamos el foco",
        "short": "Tu reporte K7Q4 2M9XC quedó arreglado",
        "address": "/reports/K7Q42M9XC",
        "reached": (("mail", "amina@example.org"), ("sms", "+525512345678")),
    }
    return Notice(**{**plain, **changes})


@contextmanager
def phones(monkeypatch: pytest.MonkeyPatch, *ids: int) -> Iterator[None]:
    """Amina asked for pushes on these phones."""
    with monkeypatch.context() as there:
        hers = {AMINA: [Phone(id) for id in ids]}
        there.setattr(queries, "phones_of", lambda _owners: hers)
        yield


def tells(site: Flask, *notices: Notice, now: datetime = NOON) -> list[Message]:
    with site.app_context():
        tell(notices, now=now)
        db.session.commit()
    return rows(site)


def prefers(site: Flask, *off: str, is_quiet: bool = True, is_sms_last: bool = True) -> None:
    with site.app_context():
        actions.prefer(AMINA, off=off, is_quiet=is_quiet, is_sms_last=is_sms_last, now=NOON)
        db.session.commit()


def test_she_is_told_in_her_inbox_by_mail_and_by_sms(site: Flask) -> None:
    inbox, mail, sms = tells(site, a_notice(more="https://ventanilla.example/reports/K7Q42M9XC"))
    assert (inbox.channel, inbox.state, inbox.recipient) == ("inbox", State.SENT, "")
    assert inbox.address == "/reports/K7Q42M9XC"
    assert mail.body.endswith("https://ventanilla.example/reports/K7Q42M9XC")
    assert "Cambiamos el foco" in mail.body
    assert sms.body == "Ventanilla: Tu reporte K7Q4 2M9XC quedó arreglado"
    assert {row.next for row in (mail, sms)} == {NOON}
    assert {row.expires for row in (mail, sms)} == {NOON + timedelta(days=2)}


def test_what_is_in_the_inbox_is_carried_by_nobody(site: Flask) -> None:
    tells(site, a_notice(reached=()))
    with site.app_context():
        assert outbox.serve({"mail": Pigeon(), "sms": Pigeon()}) == 0


def test_nobody_and_nowhere_is_told_twice(site: Flask) -> None:
    sister = a_notice(owner="person:2", reached=(("sms", "+525512345678"),))
    told = tells(site, a_notice(), a_notice(topic="followed.fixed"), sister)
    assert [(row.owner, row.channel) for row in told] == [
        (AMINA, "inbox"),
        (AMINA, "mail"),
        (AMINA, "sms"),
        ("person:2", "inbox"),
    ]


@pytest.mark.parametrize("off", ["mail", "sms"])
def test_what_she_does_not_want_is_not_sent_and_stands_in_her_inbox(site: Flask, off: str) -> None:
    prefers(site, f"reports.{off}")
    told = tells(site, a_notice(), a_notice(owner="person:2", reached=()))
    assert {row.channel for row in told if row.owner == AMINA} == {"inbox", "mail", "sms"} - {off}


def test_a_choice_is_for_what_it_was_made_for(site: Flask) -> None:
    prefers(site, "followed.sms")
    assert "sms" in {row.channel for row in tells(site, a_notice())}


def test_of_what_she_did_herself_she_finds_a_line_in_her_inbox(site: Flask) -> None:
    assert [row.channel for row in tells(site, a_notice(is_inbox_only=True))] == ["inbox"]


def test_an_sms_waits_until_the_phone_had_time_to_fetch_the_push(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with phones(monkeypatch, 7, 8):
        told = tells(site, a_notice())
    pushes = [row for row in told if row.channel == "push"]
    (sms,) = [row for row in told if row.channel == "sms"]
    assert [push.recipient for push in pushes] == ["7", "8"]
    assert sms.unless == pushes[0].id
    assert sms.next == NOON + timedelta(minutes=10)
    assert pushes[0].subject == "Tu reporte K7Q4 2M9XC quedó arreglado"
    assert pushes[0].body == "", "which says it once"


@pytest.mark.parametrize("which", [0, 1])
def test_no_sms_goes_out_once_a_push_was_delivered_to_any_of_her_phones(
    site: Flask, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    prefers(site, is_quiet=False)
    with phones(monkeypatch, 7, 8):
        told = tells(site, a_notice(), now=clock.now() - timedelta(hours=1))
    pushes = [row.id for row in told if row.channel == "push"]
    delivered(site, pushes[which])
    pigeon = Pigeon()
    carry(site, pigeon)
    assert pigeon.carried == []
    assert {row.state for row in rows(site) if row.channel == "sms"} == {State.UNNEEDED}


def test_an_sms_goes_out_where_no_push_was_delivered(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefers(site, is_quiet=False)
    with phones(monkeypatch, 7):
        told = tells(site, a_notice(), now=clock.now() - timedelta(hours=1))
        tells(site, a_notice(topic="reports.assigned"), now=clock.now() - timedelta(hours=2))
    other = next(row for row in rows(site) if row.topic == "reports.assigned" and row.unless)
    delivered(site, other.unless or 0)
    pigeon = Pigeon()
    carry(site, pigeon)
    assert [parcel.recipient for parcel in pigeon.carried] == ["+525512345678"]
    assert len([row for row in told if row.channel == "sms"]) == 1


def test_who_wants_every_sms_gets_it_at_once(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    prefers(site, is_sms_last=False)
    with phones(monkeypatch, 7):
        (sms,) = [row for row in tells(site, a_notice()) if row.channel == "sms"]
    assert (sms.unless, sms.next) == (None, NOON)


def test_at_night_nothing_rings_until_eight(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    night = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)  # half past eleven in the evening
    eight = datetime(2026, 11, 26, 14, tzinfo=UTC)
    with phones(monkeypatch, 7):
        told = {row.channel: row for row in tells(site, a_notice(), now=night)}
    assert told["push"].next == eight
    assert told["sms"].next == eight + timedelta(minutes=10)
    assert told["mail"].next == night
    assert told["inbox"].created == night
    assert told["sms"].expires == told["sms"].next + timedelta(days=2)


def test_who_does_not_mind_is_told_at_night(site: Flask) -> None:
    prefers(site, is_quiet=False)
    night = datetime(2026, 11, 26, 5, 30, tzinfo=UTC)
    assert {row.next for row in tells(site, a_notice(), now=night)} == {night}


# city's clock, quiet hours -> when it rings, by the city's clock
NIGHT, LUNCH, NEVER = Quiet(), Quiet(time(14), time(16, 30)), Quiet(time(8), time(8))
RINGS = [
    ("2026-11-25 20:59", NIGHT, "2026-11-25 20:59"),
    ("2026-11-25 21:00", NIGHT, "2026-11-26 08:00"),
    ("2026-11-25 23:59", NIGHT, "2026-11-26 08:00"),
    ("2026-11-26 00:00", NIGHT, "2026-11-26 08:00"),
    ("2026-11-26 07:59", NIGHT, "2026-11-26 08:00"),
    ("2026-11-26 08:00", NIGHT, "2026-11-26 08:00"),
    ("2026-12-31 22:00", NIGHT, "2027-01-01 08:00"),
    ("2026-11-25 14:00", LUNCH, "2026-11-25 16:30"),
    ("2026-11-25 13:59", LUNCH, "2026-11-25 13:59"),
    ("2026-11-25 16:30", LUNCH, "2026-11-25 16:30"),
    ("2026-11-25 08:00", NEVER, "2026-11-25 08:00"),
]


@pytest.mark.parametrize(("asked", "quiet", "rings"), RINGS)
def test_quiet_hours_by_the_city_s_clock(asked: str, quiet: Quiet, rings: str) -> None:
    when, due = (moment(text, "-06:00") for text in (asked, rings))
    assert out_of(when, quiet, CITY) == due


def test_on_the_night_when_clocks_change_it_rings_at_eight_all_the_same() -> None:
    """Madrid, the last Sunday of October: that night is an hour longer."""
    evening = moment("2026-10-24 22:00", "+02:00")
    assert out_of(evening, Quiet(), "Europe/Madrid") == moment("2026-10-25 08:00", "+01:00")


def test_a_subject_is_one_line_however_it_was_broken(site: Flask) -> None:
    broken = "Hola\r\nBcc: eve@example.org\x0b\x85\u2028X-Evil: 1"
    for row in tells(site, a_notice(subject=broken)):
        assert len(row.subject.splitlines()) == 1


def moment(text: str, offset: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00{offset}")


def delivered(site: Flask, id: int) -> None:
    """The phone asked for this message, five minutes after it was put down."""
    with site.app_context():
        message = db.session.get_one(Message, id)
        message.delivered = message.created + timedelta(minutes=5)
        db.session.commit()


def carry(site: Flask, sms: Pigeon) -> None:
    """A worker sends what is due; no push service answers."""
    away = Pigeon(lambda _parcel: gone())
    with site.app_context():
        while outbox.serve({"sms": sms, "mail": Pigeon(), "push": away}):
            pass


def gone() -> Answer:
    return Answer(Outcome.GONE, "410")
