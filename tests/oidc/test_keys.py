"""The keys that sign: published before they sign and long after, changed in time, sealed."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from joserfc import jwt

from backend.kernel import clock
from backend.kernel.db import db
from backend.oidc import keyring, rotation
from backend.oidc.models import Client, Grant, Key, Token
from backend.oidc.rotation import Made
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import Site, a_site, part_of, signs_in_to
from tests.page import Person

NOW = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
DAY = timedelta(days=1)


def made(*days_ago: float) -> list[Made]:
    return [Made(f"{days:g}", NOW - days * DAY) for days in days_ago]


@pytest.mark.parametrize(
    ("keys", "signs", "is_due", "over"),
    [
        ((), None, True, []),
        ((0,), "0", False, []),
        ((89,), "89", False, []),
        ((90,), "90", True, []),
        ((90, 0), "90", False, []),
        ((90.9, 0.9), "90.9", False, []),
        ((91, 1), "1", False, []),
        ((120, 30), "30", False, []),
        ((121, 31), "31", False, ["121"]),
        ((211, 121, 31), "31", False, ["211", "121"]),
    ],
)
def test_when_a_key_signs_and_goes(
    keys: tuple[float, ...], signs: str | None, is_due: bool, over: list[str]
) -> None:
    known = made(*keys)
    chosen = rotation.signing(known, NOW)
    assert (chosen.kid if chosen else None) == signs
    assert rotation.is_due(known, NOW) is is_due
    assert [each.kid for each in rotation.over(known, NOW)] == over


def published(app: Flask) -> list[str]:
    return [key["kid"] for key in app.test_client().get("/oidc/jwks").json["keys"]]


def id_token(app: Flask, person: Person, library: Site) -> str:
    token: str = library.redeems(app, signs_in_to(person, library)["code"]).json["id_token"]
    return token


def tidies(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["tidy"])
    assert done.exit_code == 0, done.output


def test_a_year_of_keys(app: Flask) -> None:
    """Whatever key signs was published for a day, and what it signed is known for a month."""
    a_site(app)
    begun = clock.now()
    known_since: dict[str, int] = {}
    signed: list[tuple[int, str, str]] = []
    for day in range(0, 365, 5):
        with time_machine.travel(begun + timedelta(days=day), tick=False), app.app_context():
            tidies(app)
            key = keyring.signing("RS256", clock.now())
            assert day == 0 or day > known_since[key.kid], "sites know it already"
            for kid in published(app):
                known_since.setdefault(kid, day)
            signed.append((day, key.kid, jwt.encode({"alg": "RS256", "kid": key.kid}, {}, key)))
            for since, _, token in signed:
                if day - since <= 30:
                    jwt.decode(token, keyring.known(), algorithms=["RS256"])
            assert len(published(app)) <= 4
    assert len({kid for _, kid, _ in signed}) == 4, "a new one each quarter"


def test_new_keys_before_their_time(app: Flask, amina: Person) -> None:
    library = a_site(app)
    signs_in(amina, app, a_llave(app))
    before = published(app)
    hint = id_token(app, amina, library)
    said = app.test_cli_runner().invoke(args=["clients", "rotate-keys"]).output
    assert "sign from tomorrow on" in said
    assert published(app)[:2] == before
    assert len(published(app)) == 4
    assert part_of(id_token(app, amina, library), 0)["kid"] in before
    assert amina.client.get(f"/oidc/logout?id_token_hint={hint}").status_code == 303


def test_stolen_keys_are_good_for_nothing(app: Flask, amina: Person) -> None:
    library = a_site(app)
    signs_in(amina, app, a_llave(app))
    before = published(app)
    hint = id_token(app, amina, library)
    said = app.test_cli_runner().invoke(args=["clients", "rotate-keys", "--stolen"]).output
    assert "sign from now on" in said
    assert not set(before) & set(published(app))
    assert part_of(id_token(app, amina, library), 0)["kid"] in published(app)
    assert amina.client.get(f"/oidc/logout?id_token_hint={hint}").status_code == 400


def test_no_private_part_is_published(app: Flask) -> None:
    a_site(app)
    for key in app.test_client().get("/oidc/jwks").json["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)
        assert key["use"] == "sig"


def test_a_stolen_database_opens_nothing(site: Flask, amina: Person) -> None:
    """Secrets, codes and tokens are digests there, and keys are sealed."""
    library = a_site(site)
    signs_in(amina, site, a_llave(site))
    code = signs_in_to(amina, library)["code"]
    tokens = library.redeems(site, code).json
    secrets = [library.secret, code, tokens["access_token"], tokens["refresh_token"]]
    with site.app_context():
        rows = [
            str({each.key: getattr(row, each.key) for each in model.__table__.columns})
            for model in (Client, Grant, Token, Key)
            for row in db.session.query(model)
        ]
        assert len(rows) == 6
        keys = db.session.query(Key).all()
        assert not any('"d"' in key.sealed for key in keys)
    assert not [secret for secret in secrets if any(secret in row for row in rows)]


def test_without_a_site_there_are_no_keys_and_nothing_fails(app: Flask) -> None:
    assert app.test_client().get("/oidc/jwks").json == {"keys": []}
    tidies(app)
    assert published(app) == []


def test_tidying_forgets_what_opens_nothing(site: Flask, amina: Person) -> None:
    library = a_site(site)
    signs_in(amina, site, a_llave(site))
    library.redeems(site, signs_in_to(amina, library)["code"])
    signs_in_to(amina, library)  # a code that nobody comes for
    with site.app_context():
        assert (db.session.query(Grant).count(), db.session.query(Token).count()) == (2, 2)
    for days, grants, tokens in ((29, 2, 2), (31, 1, 1), (61, 0, 0)):
        with time_machine.travel(clock.now() + timedelta(days=days, minutes=11), tick=False):
            tidies(site)
        with site.app_context():
            left = (db.session.query(Grant).count(), db.session.query(Token).count())
        assert left == (grants, tokens), days
