"""What a browser says of itself is hostile until read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.config import Settings
from backend.notify.endpoint import LOOPBACK, Refused, check, read
from backend.notify.payload import MOST_BYTES, payload
from tests.notify.phones import Browser, base64url

KNOWN = Settings().known_push_services
REAL = (
    "https://fcm.googleapis.com/fcm/send/cX3:APA91bH-x_y",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk",
    "https://wns2-ch1p.notify.windows.com/w/?token=BQYAAAD%2f%2b",
    "https://web.push.apple.com/QKuI0hU",
    "https://fcm.googleapis.com:443/fcm/send/a",
)


@pytest.mark.parametrize("endpoint", REAL)
def test_the_push_services_of_browsers_are_known(endpoint: str) -> None:
    given = Browser(endpoint)
    assert read(given.told, KNOWN) == given.reached


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/a",
        "https://eve.example/a",
        "https://fcm.googleapis.com.eve.example/a",
        "https://evefcm.googleapis.com/a",
        "https://push.services.mozilla.com/a",
        "https://evil-notify.windows.com/a",
        "https://fcm.googleapis.com@eve.example/a",
        "https://eve:x@fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com\\@eve.example/a",
        "https://fcm.googleapis.com\t.eve.example/a",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a#b",
        "https://fcm.googleapis.com/a\r\nX: y",
        "https://fcm.googleapis.com",
        "https://FCM.googleapis.com/a",
        "https://fcm.googleapis.com./a",
        "https://127.0.0.1/a",
        "https://2130706433/a",
        "https://0x7f.1/a",
        "https://[::1]/a",
        "https://[::ffff:169.254.169.254]/a",
        "https://localhost/a",
        "http://127.0.0.1:8080/a",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "//fcm.googleapis.com/a",
        "https:fcm.googleapis.com/a",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "",
        None,
        7,
        ["https://fcm.googleapis.com/a"],
    ],
)
def test_eve_gives_an_address_that_is_no_push_service(endpoint: object) -> None:
    with pytest.raises(Refused):
        check(endpoint, KNOWN)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1/a",
        "https://127.1/a",
        "https://0x7f.0x1/a",
        "https://[::1]/a",
        "https://a/",
    ],
)
def test_numbers_are_no_names_even_where_any_service_may_be_given(endpoint: str) -> None:
    check("https://push.example/a", ["*"])
    with pytest.raises(Refused):
        check(endpoint, ["*"])


def test_a_service_of_ones_own_is_for_development_alone() -> None:
    check("http://127.0.0.1:8090/notify/a", [LOOPBACK])
    for other in ("http://127.0.0.1.eve.example:80/a", "http://127.0.0.1@eve.example:80/a"):
        with pytest.raises(Refused):
            check(other, [LOOPBACK])


@pytest.mark.parametrize(
    "changes",
    [
        {"p256dh": ""},
        {"p256dh": base64url(b"\x04" + b"\x01" * 64)},
        {"p256dh": base64url(b"\x02" + b"\x01" * 32)},
        {"p256dh": Browser("x").p256dh[:-1]},
        {"p256dh": "not base64url!"},
        {"p256dh": None},
        {"p256dh": 7},
        {"auth": base64url(b"x" * 15)},
        {"auth": base64url(b"x" * 17)},
        {"auth": "ñ" * 22},
        {"auth": None},
    ],
)
def test_keys_that_cannot_encrypt_are_refused_when_they_are_given(changes: dict[str, str]) -> None:
    told = json.loads(Browser(REAL[0]).told)
    told["keys"] |= changes
    with pytest.raises(Refused):
        read(json.dumps(told), KNOWN)


@pytest.mark.parametrize(
    "told", ["", "null", "7", "[]", "{}", '{"endpoint": 7}', "[" * 4000, "x" * 5000, "\ud800"]
)
def test_what_is_no_subscription_is_refused(told: str) -> None:
    with pytest.raises(Refused):
        read(told, KNOWN)


@given(st.text(max_size=4200))
def test_whatever_is_told_is_read_or_refused(told: str) -> None:
    with pytest.raises(Refused):
        read(told, KNOWN)


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)


@given(title=WORDS, body=WORDS, path=st.from_regex(r"/[!-~]{0,119}", fullmatch=True))
def test_a_push_is_never_more_than_fits(title: str, body: str, path: str) -> None:
    packed = payload(title=title, body=body, path=path, id="x" * 22)
    assert len(packed) <= MOST_BYTES
    said = json.loads(packed)
    assert (said["path"], said["id"]) == (path, "x" * 22)
    assert title.startswith(said["title"].removesuffix("…"))
    assert body.startswith(said["body"].removesuffix("…"))
