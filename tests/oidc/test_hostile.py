"""Whatever Eve sends to where sites' servers ask is answered, at once and without failing."""

import base64
import json
import time
from urllib.parse import quote

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.oidc.sites import Site, a_site
from tests.page import Person

ODD = ["", "\x00", "ñ", "\ud800", '"\\', "\r\nSet-Cookie: x=1", "%ff", "a" * 60_000, "[]", "{}"]
FORMS = ("grant_type", "code", "refresh_token", "client_id", "client_secret", "redirect_uri")
ASKED = ("client_id", "redirect_uri", "scope", "state", "nonce", "prompt", "max_age", "ui_locales")


@pytest.fixture
def library(app: Flask) -> Site:
    return a_site(app)


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def basic(raw: bytes) -> str:
    return f"Basic {base64.b64encode(raw).decode()}"


def jws(header: dict[str, object], payload: object = None) -> str:
    parts = (json.dumps(header), json.dumps(payload or {"aud": "x"}), "x" * 43)
    return ".".join(base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts)


@pytest.mark.parametrize(
    "credentials",
    [
        *("", "Basic", "Basic ", "Basic !!!", "Basic ñ", "Bearer", "Bearer ", "Digest x"),
        *(basic(raw) for raw in (b"\xff\xfe:\xff", b"nocolon", b"\x00:\x00", b":", b"%ff:%ff")),
        f"Bearer {'x' * 5000}",
    ],
)
def test_odd_credentials_open_nothing(app: Flask, library: Site, credentials: str) -> None:
    for path in ("/oidc/token", "/oidc/revoke", "/oidc/userinfo"):
        answer = app.test_client().post(
            path,
            data={"grant_type": "authorization_code", "code": "x", "token": "x"},
            environ_overrides={"HTTP_AUTHORIZATION": credentials},
        )
        assert answer.status_code in {400, 401}, (path, credentials)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_words_are_no_failure(app: Flask, library: Site, odd: str) -> None:
    begun = time.monotonic()
    client = app.test_client()
    form = {"grant_type": "refresh_token", "refresh_token": "x", "client_id": library.id}
    for name in FORMS:
        body = "&".join(f"{key}={encoded(value)}" for key, value in {**form, name: odd}.items())
        for path in ("/oidc/token", "/oidc/revoke"):
            answer = client.post(path, data=body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code in {400, 401}, (path, name)
            assert answer.mimetype == "application/json"
    for name in ASKED:
        answer = client.get(f"{library.asks(**{name: None})}&{name}={encoded(odd)}")
        assert answer.status_code in {303, 400}, name
        assert "\n" not in answer.headers.get("Location", "")
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "hint",
    [
        *("x", "..", "a.b.c", "a.b.c.d.e", "e30.e30.", "." * 5000),
        jws({"alg": "none"}),
        jws({"alg": "RS256"}),
        jws({"alg": "RS256", "kid": "unknown"}),
        jws({"alg": "RS256", "kid": ["x"]}),
        jws({"alg": "RS256", "kid": "x", "jku": "https://eve.example/keys"}),
        jws({"alg": "RS256", "crit": ["exp"], "exp": 1}),
        jws({"alg": ["RS256"]}),
        jws({"alg": "RS256"}, [1, 2]),
        jws([1], "x"),  # type: ignore[arg-type]
    ],
    ids=lambda hint: hint[:12],
)
def test_a_broken_hint_is_refused(app: Flask, library: Site, hint: str, amina: Person) -> None:
    for key in app.test_client().get("/oidc/jwks").json["keys"]:
        for told in (hint, hint.replace("unknown", key["kid"])):
            out = amina.client.get(f"/oidc/logout?id_token_hint={encoded(told)}")
            assert out.status_code == 400
            asked = amina.client.get(f"{library.asks()}&id_token_hint={encoded(told)}")
            assert "error=invalid_request" in asked.location


def test_a_public_key_is_no_secret_to_sign_with(app: Flask, library: Site, amina: Person) -> None:
    """Key confusion (RFC 8725, 2.1): our RSA key, taken for the secret of HS256."""
    for key in app.test_client().get("/oidc/jwks").json["keys"]:
        for secret in (json.dumps(key), key.get("n", "") or key["x"]):
            forged = jwt.encode(
                {"alg": "HS256", "kid": key["kid"]},
                {"aud": library.id, "sub": "x"},
                OctKey.import_key(secret),
            )
            assert amina.client.get(f"/oidc/logout?id_token_hint={forged}").status_code == 400


def test_a_nested_hint_takes_no_time(app: Flask, library: Site, amina: Person) -> None:
    deep = "[" * 20_000 + "]" * 20_000
    hint = ".".join(base64.urlsafe_b64encode(x.encode()).decode() for x in (deep, deep, "x"))
    begun = time.monotonic()
    assert amina.client.get(f"/oidc/logout?id_token_hint={hint}").status_code == 400
    assert time.monotonic() - begun < 5
