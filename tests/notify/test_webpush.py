"""A push as it really leaves, and what a push service may do to it."""

import asyncio
import base64
import json
import socket
import time
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from backend.kernel import clock
from backend.notify import vapid
from backend.notify.channels import TIMEOUT_SECONDS, Parcel
from backend.notify.channels.pushing import DAYS_SECONDS, PublicResolver
from backend.notify.channels.webpush import WebPush
from backend.notify.endpoint import Reached
from backend.notify.payload import MOST_BYTES
from backend.notify.retry import Outcome
from tests.notify.phones import Browser
from tests.notify.push_service import PushService

TOKEN = "Zk3v0s1mJxQ2fN8aYw5b7g"


def parcel(reached: Reached, **changes: Any) -> Parcel:
    plain: dict[str, Any] = {
        "id": "ventanilla-7-1",
        "recipient": "1",
        "subject": "Tu reporte cambió",
        "body": "Ya quedó arreglado. ¿Quedó bien?",
        "reached": reached,
        "token": TOKEN,
        "address": "/reports/K7Q42M9XC",
    }
    return Parcel(**{**plain, **changes})


def test_only_aminas_browser_reads_what_it_is_told(service: PushService, webpush: WebPush) -> None:
    amina, eve = (Browser(service.endpoint("ok", name)) for name in ("amina", "eve"))
    assert webpush.send(parcel(amina.reached)).outcome is Outcome.SENT
    (got,) = service.got
    assert amina.reads(got.body) == {
        "title": "Tu reporte cambió",
        "body": "Ya quedó arreglado. ¿Quedó bien?",
        "path": "/reports/K7Q42M9XC",
        "id": TOKEN,
    }
    with pytest.raises(http_ece.ECEException):
        eve.reads(got.body)
    assert got.headers["Content-Encoding"] == "aes128gcm"
    assert got.headers["TTL"] == str(DAYS_SECONDS)
    assert got.headers["Topic"] == TOKEN
    assert len(TOKEN) <= 32
    assert got.headers["Urgency"] == "normal"


def test_each_push_service_is_told_who_sends_in_words_for_it_alone(
    webpush: WebPush, vapid_key: str
) -> None:
    with PushService() as one, PushService() as other:
        for service in (one, other, one):
            browser = Browser(service.endpoint("ok"))
            assert webpush.send(parcel(browser.reached)).outcome is Outcome.SENT
        signed = [each.headers["Authorization"] for each in (*one.got, *other.got)]
        assert signed[0] == signed[1], "made once"
        claims = [_claims(each, vapid.public_of(vapid_key)) for each in signed]
        assert [each["aud"] for each in claims] == [one.url, one.url, other.url]
        assert {each["sub"] for each in claims} == {"mailto:avisos@ciudad.example"}
        ahead = claims[0]["exp"] - clock.now().timestamp()
        assert 0 < ahead <= timedelta(hours=24).total_seconds()


def _claims(header: str, public: str) -> dict[str, Any]:
    """What a VAPID header claims (RFC 8292, 3), its signature proved."""
    told = dict(each.strip().split("=", 1) for each in header.removeprefix("vapid ").split(","))
    assert told["k"] == public
    signed, _, signature = told["t"].rpartition(".")
    raw = _raw(signature)
    both = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(public))
    point.verify(both, signed.encode(), ec.ECDSA(SHA256()))
    claims: dict[str, Any] = json.loads(_raw(signed.split(".")[1]))
    return claims


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        ("ok", Outcome.SENT),
        ("200", Outcome.SENT),
        ("202", Outcome.SENT),
        ("404", Outcome.GONE),
        ("410", Outcome.GONE),
        ("413", Outcome.REFUSED),
        ("400", Outcome.REFUSED),
        ("401", Outcome.FAILED),
        ("403", Outcome.FAILED),
        ("429", Outcome.BUSY),
        ("503", Outcome.BUSY),
        ("500", Outcome.FAILED),
        ("redirect", Outcome.FAILED),
    ],
)
def test_what_a_push_service_may_answer(
    service: PushService, webpush: WebPush, what: str, outcome: Outcome
) -> None:
    answer = webpush.send(parcel(Browser(service.endpoint(what)).reached))
    assert answer.outcome is outcome
    assert service.names["elsewhere"] == 0, "a redirect is not followed"
    assert len(service.got) == (2 if what == "413" else 1)
    if outcome is Outcome.BUSY:
        assert answer.wait == timedelta(seconds=30)


def test_a_service_may_ask_to_wait_until_a_time(service: PushService, webpush: WebPush) -> None:
    service.retry_after = format_datetime(clock.now() + timedelta(hours=2), usegmt=True)
    answer = webpush.send(parcel(Browser(service.endpoint("429")).reached))
    assert answer.wait is not None
    assert timedelta(minutes=119) < answer.wait <= timedelta(hours=2)


def test_what_is_too_large_goes_once_more_without_its_body(
    service: PushService, webpush: WebPush
) -> None:
    browser = Browser(service.endpoint("large"))
    long = parcel(browser.reached, body="Ya quedó arreglado. " * 20)
    assert webpush.send(long).outcome is Outcome.SENT
    first, second = (browser.reads(got.body) for got in service.got)
    assert first["body"]
    assert second == {**first, "body": ""}


def test_words_beyond_what_fits_are_cut(service: PushService, webpush: WebPush) -> None:
    browser = Browser(service.endpoint("ok"))
    webpush.send(parcel(browser.reached, body="ñ" * 500))
    (got,) = service.got
    said = browser.reads(got.body)
    assert said["title"] == "Tu reporte cambió"
    assert said["body"].endswith("ñ…")
    assert len(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()) <= MOST_BYTES


def test_what_came_too_late_is_not_kept_for_a_phone_that_is_off(
    service: PushService, webpush: WebPush
) -> None:
    soon = clock.now() + timedelta(minutes=5)
    webpush.send(parcel(Browser(service.endpoint("ok")).reached, expires=soon))
    assert 0 < int(service.got[0].headers["TTL"]) <= 300


def test_a_service_that_hangs_is_left(
    service: PushService, webpush: WebPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.notify.channels.pushing.TIMEOUT_SECONDS", 0.5)
    answer = webpush.send(parcel(Browser(service.endpoint("hang")).reached))
    assert answer.outcome is Outcome.FAILED
    assert "Timeout" in answer.said


def test_of_an_answer_without_end_only_the_beginning_is_read(
    service: PushService, webpush: WebPush
) -> None:
    began = time.monotonic()
    answer = webpush.send(parcel(Browser(service.endpoint("drip")).reached))
    assert answer.outcome is Outcome.SENT
    assert time.monotonic() - began < TIMEOUT_SECONDS / 2


def test_nobody_answers_there(webpush: WebPush) -> None:
    answer = webpush.send(parcel(Browser("http://127.0.0.1:11/push/ok/a").reached))
    assert answer.outcome is Outcome.FAILED


def test_an_address_is_read_again_before_it_is_used(service: PushService, vapid_key: str) -> None:
    """It was taken when the city knew that service, which it does no more."""
    now = WebPush(vapid_key, "mailto:avisos@ciudad.example", ["fcm.googleapis.com"])
    answer = now.send(parcel(Browser(service.endpoint("ok")).reached))
    now.close()
    assert answer.outcome is Outcome.REFUSED
    assert service.got == []


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Each time it is asked for, the name leads to the next of these."""
    ahead = iter(addresses)

    def found(host: str, port: int, **_: Any) -> list[Any]:
        address = next(ahead)
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        where = (address, port, 0, 0) if ":" in address else (address, port)
        return [(kind, socket.SOCK_STREAM, 6, "", where)]

    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **more: found(host, port))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"],
)
def test_a_name_that_leads_inside_gets_no_line(
    webpush: WebPush, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    leads_to(monkeypatch, address)
    answer = webpush.send(parcel(Browser("https://push.example/a").reached))
    assert answer.outcome is Outcome.FAILED
    assert "not public" in answer.said


async def _resolved(times: int) -> list[str]:
    names = PublicResolver()
    found = []
    for _ in range(times):
        try:
            found += [each["host"] for each in await names.resolve("push.example", 443)]
        except OSError as error:
            found.append(str(error))
    await names.close()
    return found


def test_a_name_that_leads_elsewhere_the_second_time_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leads_to(monkeypatch, "8.8.8.8", "127.0.0.1")
    assert asyncio.run(_resolved(2)) == [
        "8.8.8.8",
        "push.example leads to an address that is not public",
    ]
