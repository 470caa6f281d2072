"""What the specifications say is refused, is refused as they say. Eve tries.

Each test names the section it stands for.
"""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import (
    Site,
    a_site,
    challenge_of,
    is_told,
    signs_in_to,
    still_opens,
)
from tests.page import Person

# The code.


def test_a_code_used_twice_ends_what_it_gave_rfc6749_4_1_2(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site))
    library = a_site(site)
    code = signs_in_to(amina, library)["code"]
    tokens = library.redeems(site, code).json
    assert still_opens(site, tokens)
    again = library.redeems(site, code)
    assert (again.status_code, again.json["error"]) == (400, "invalid_grant")
    assert not still_opens(site, tokens)
    assert library.refreshes(site, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_code_lasts_a_minute_rfc6749_4_1_2(app: Flask, library: Site, amina: Person) -> None:
    code = signs_in_to(amina, library)["code"]
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        late = library.redeems(app, code)
    assert (late.status_code, late.json["error"]) == (400, "invalid_grant")


def test_a_code_belongs_to_the_site_it_was_given_to_rfc6749_4_1_3(
    app: Flask, library: Site, amina: Person
) -> None:
    code = signs_in_to(amina, library)["code"]
    eve = a_site(app, "Eve")
    eve.verifier = library.verifier
    taken = eve.redeems(app, code)
    assert (taken.status_code, taken.json["error"]) == (400, "invalid_grant")
    assert library.redeems(app, code).status_code == 200, "and Eve has not spoilt it"


def test_the_redirect_uri_of_the_token_request_is_the_same_rfc6749_4_1_3(
    app: Flask, library: Site, amina: Person
) -> None:
    code = signs_in_to(amina, library)["code"]
    for uri in ("https://library.example/other", None):
        other = library.redeems(app, code, redirect_uri=uri)
        assert (other.status_code, other.json["error"]) == (400, "invalid_grant")


def test_a_wrong_secret_opens_nothing_rfc6749_5_2(app: Flask, library: Site, amina: Person) -> None:
    code = signs_in_to(amina, library)["code"]
    library.secret, right = "wrong", library.secret
    wrong = library.redeems(app, code)
    assert (wrong.status_code, wrong.json["error"]) == (401, "invalid_client")
    assert wrong.headers["WWW-Authenticate"].startswith("Basic")
    library.secret = ""  # as if it were an app without one
    assert library.redeems(app, code).json["error"] == "invalid_client"
    library.secret = right
    assert library.redeems(app, code).status_code == 200


def test_other_ways_to_tokens_are_not_there_rfc9700_2_4(app: Flask, library: Site) -> None:
    for grant in ("password", "client_credentials", "implicit"):
        form = {"grant_type": grant, "username": "amina", "password": "x"}
        answer = library.sends(app, "/oidc/token", form)
        assert (answer.status_code, answer.json["error"]) == (400, "unsupported_grant_type")


def test_a_site_that_may_not_refresh_cannot_rfc6749_5_2(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    museum = a_site(app, may_refresh=False)
    tokens = museum.redeems(app, signs_in_to(amina, museum)["code"]).json
    assert "refresh_token" not in tokens
    assert museum.refreshes(app, "x").json["error"] == "unauthorized_client"


def test_no_parameter_comes_twice_or_in_the_address_rfc6749_3_2(app: Flask, library: Site) -> None:
    for path, form in (
        ("/oidc/token", {"grant_type": ["authorization_code", "refresh_token"]}),
        ("/oidc/token?client_secret=x", {"grant_type": "refresh_token"}),
        ("/oidc/revoke", {"token": ["x", "y"]}),
    ):
        answer = library.sends(app, path, form)
        assert (answer.status_code, answer.json) == (400, {"error": "invalid_request"})


# PKCE.


@pytest.mark.parametrize("is_public", [False, True], ids=["with a secret", "an app without one"])
def test_every_site_needs_a_challenge_rfc9700_2_1_1(
    app: Flask, amina: Person, is_public: bool
) -> None:
    signs_in(amina, app, a_llave(app))
    library = a_site(app, is_public=is_public)
    told = is_told(library, library.asks(code_challenge=None, code_challenge_method=None), amina)
    assert told["error"] == "invalid_request"
    assert told["state"] == library.state


@pytest.mark.parametrize("method", ["plain", None, "S512"])
def test_no_method_but_s256_will_do_rfc7636_4_4_1(
    library: Site, amina: Person, method: str | None
) -> None:
    told = is_told(library, library.asks(code_challenge_method=method), amina)
    assert told["error"] == "invalid_request"


@pytest.mark.parametrize("verifier", ["w" * 43, "short", "ñ" * 43, None, ""])
def test_a_wrong_verifier_is_refused_rfc7636_4_6(
    app: Flask, library: Site, amina: Person, verifier: str | None
) -> None:
    code = signs_in_to(amina, library)["code"]
    wrong = library.redeems(app, code, code_verifier=verifier)
    is_guess = verifier == "w" * 43
    assert wrong.status_code == 400
    assert wrong.json["error"] == ("invalid_grant" if is_guess else "invalid_request")
    assert library.redeems(app, code).status_code == 200, "who holds it can still redeem it"


def test_the_challenge_itself_is_no_verifier_rfc7636_4_6(
    app: Flask, library: Site, amina: Person
) -> None:
    """As it would be if ``plain`` were taken."""
    code = signs_in_to(amina, library)["code"]
    wrong = library.redeems(app, code, code_verifier=challenge_of(library.verifier))
    assert wrong.json["error"] == "invalid_grant"


# What belongs to another.


def test_another_sites_refresh_token_is_refused_rfc6749_6(
    app: Flask, library: Site, amina: Person
) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    eve = a_site(app, "Eve")
    taken = eve.refreshes(app, tokens["refresh_token"])
    assert (taken.status_code, taken.json["error"]) == (400, "invalid_grant")
    assert library.refreshes(app, tokens["refresh_token"]).status_code == 200


def test_another_sites_token_cannot_be_revoked_rfc7009_2_1(
    app: Flask, library: Site, amina: Person
) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    eve = a_site(app, "Eve")
    for kind in ("access_token", "refresh_token"):
        taken = eve.sends(app, "/oidc/revoke", {"token": tokens[kind]})
        assert (taken.status_code, taken.json["error"]) == (400, "invalid_grant")
    assert still_opens(app, tokens)


def test_what_is_no_access_token_opens_nothing_rfc6750_3_1(
    app: Flask, library: Site, amina: Person
) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    for wrong in (tokens["refresh_token"], tokens["id_token"], "x", "ñ", "\udcff"):
        answer = app.test_client().get(
            "/oidc/userinfo",
            environ_overrides={"HTTP_AUTHORIZATION": f"Bearer {wrong}"},
        )
        assert (answer.status_code, answer.json["error"]) == (401, "invalid_token")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer error=")


def test_who_shows_no_token_is_told_how_rfc6750_3(app: Flask, library: Site, amina: Person) -> None:
    answer = amina.client.get("/oidc/userinfo")
    assert answer.status_code == 401, "her own session opens nothing there"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_access_token_lasts_ten_minutes_rfc6749_5_1(
    app: Flask, library: Site, amina: Person
) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    assert tokens["expires_in"] == 600
    with time_machine.travel(clock.now() + timedelta(seconds=601), tick=False):
        assert not still_opens(app, tokens)


def test_a_site_that_was_removed_gets_nothing(app: Flask, library: Site, amina: Person) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    said = app.test_cli_runner().invoke(args=["clients", "remove", library.id])
    assert "Removed" in said.output
    assert not still_opens(app, tokens)
    assert library.refreshes(app, tokens["refresh_token"]).json["error"] == "invalid_client"
    assert amina.client.get(library.asks()).status_code == 400


def test_a_closed_account_is_told_of_no_more(app: Flask, library: Site, amina: Person) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    with app.app_context():
        db.session.query(Account).one().closed = clock.now()
        db.session.commit()
    assert not still_opens(app, tokens)
    assert library.refreshes(app, tokens["refresh_token"]).json["error"] == "invalid_grant"
