"""The keys a phone holds: what Amina sent she can follow, and a cookie holds so many."""

import pytest
from flask import Flask, Response

from backend.kernel.access import MOST_KEYS, hand_key, held_keys, is_key

SECURE = "https://localhost"


def a_key(number: int) -> str:
    return f"{number:022d}"


def held(app: Flask, cookie: str, origin: str = SECURE) -> list[str]:
    name = "__Host-phone" if origin == SECURE else "phone"
    with app.test_request_context("/", base_url=origin, headers={"Cookie": f"{name}={cookie}"}):
        return held_keys()


def handed(app: Flask, key: str, cookie: str = "", origin: str = SECURE) -> str:
    name = "__Host-phone" if origin == SECURE else "phone"
    with app.test_request_context("/", base_url=origin, headers={"Cookie": f"{name}={cookie}"}):
        return hand_key(Response(), key).headers["Set-Cookie"]


def test_a_new_phone_holds_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        assert held_keys() == []


def test_the_newest_key_comes_first_and_once(app: Flask) -> None:
    cookie = handed(app, a_key(1), f"{a_key(2)}.{a_key(1)}.{a_key(3)}").partition(";")[0]
    assert cookie == f"__Host-phone={a_key(1)}.{a_key(2)}.{a_key(3)}"


def test_beyond_what_fits_the_oldest_goes(app: Flask) -> None:
    full = [a_key(number) for number in range(MOST_KEYS)]
    cookie = handed(app, a_key(99), ".".join(full)).partition(";")[0]
    keys = cookie.partition("=")[2].split(".")
    assert keys == [a_key(99), *full[:-1]]
    assert len(cookie) < 1024


@pytest.mark.parametrize(
    "cookie", ["", ".", "...", "short", "x" * 5000, "y" * 23, '"><script>', "ñ" * 22, "%" * 22]
)
def test_a_forged_cookie_holds_nothing(app: Flask, cookie: str) -> None:
    assert held(app, cookie) == []


def test_what_reads_as_keys_among_rubbish_is_kept(app: Flask) -> None:
    assert held(app, f"x.{a_key(1)}..{a_key(2)}.{'y' * 23}") == [a_key(1), a_key(2)]


def test_a_thousand_keys_are_forty(app: Flask) -> None:
    assert len(held(app, ".".join(map(a_key, range(1000))))) == MOST_KEYS


def test_the_cookie_is_this_hosts_alone(app: Flask) -> None:
    cookie = handed(app, a_key(1))
    assert cookie.startswith("__Host-phone=")
    parts = set(cookie.split("; "))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=34560000"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]


def test_without_https_it_has_no_prefix_and_is_not_taken_for_the_other(app: Flask) -> None:
    assert handed(app, a_key(1), origin="http://localhost").startswith("phone=")
    with app.test_request_context("/", base_url=SECURE, headers={"Cookie": f"phone={a_key(1)}"}):
        assert held_keys() == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("AbCdEfGhIjKlMnOpQrStU-", True),
        ("AbCdEfGhIjKlMnOpQrStU_", True),
        ("AbCdEfGhIjKlMnOpQrStU=", False),
        ("AbCdEfGhIjKlMnOpQrStU", False),
        ("AbCdEfGhIjKlMnOpQrStUvW", False),
        ("AbCdEfGhIjKlMnOpQrStU\n", False),
        ("", False),
    ],
)
def test_a_key_has_one_shape(text: str, is_one: bool) -> None:
    assert is_key(text) is is_one
