"""A site refreshes what it has: each refresh token once, and never for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from backend.kernel import clock
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import Site, a_site, bearer, signs_in_to
from tests.page import Person


def tokens_for(app: Flask, person: Person, library: Site, *given: str) -> dict[str, Any]:
    signs_in(person, app, a_llave(app, mail="amina@example.mx"))
    tokens: dict[str, Any] = library.redeems(app, signs_in_to(person, library, *given)["code"]).json
    return tokens


def is_open(app: Flask, tokens: dict[str, Any]) -> bool:
    answer = app.test_client().get("/oidc/userinfo", headers=bearer(tokens["access_token"]))
    return answer.status_code == 200


def test_each_refresh_brings_the_next_rfc9700_4_14_2(site: Flask, amina: Person) -> None:
    library = a_site(site)
    tokens = tokens_for(site, amina, library)
    seen = {tokens["refresh_token"], tokens["access_token"]}
    for _ in range(3):
        answer = library.refreshes(site, tokens["refresh_token"])
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        tokens = answer.json
        assert is_open(site, tokens)
        assert not {tokens["refresh_token"], tokens["access_token"]} & seen
        seen |= {tokens["refresh_token"], tokens["access_token"]}


def test_a_refresh_token_used_twice_ends_all_of_them_rfc9700_4_14_2(
    site: Flask, amina: Person
) -> None:
    """One of the two who used it is a thief, and nobody knows which."""
    library = a_site(site)
    first = tokens_for(site, amina, library)
    second = library.refreshes(site, first["refresh_token"]).json
    stolen = library.refreshes(site, first["refresh_token"])
    assert (stolen.status_code, stolen.json["error"]) == (400, "invalid_grant")
    assert library.refreshes(site, second["refresh_token"]).json["error"] == "invalid_grant"
    assert not is_open(site, second)
    assert not is_open(site, first)


@pytest.mark.parametrize("kind", ["code", "refresh"])
def test_of_many_at_the_same_moment_one_is_first(site: Flask, amina: Person, kind: str) -> None:
    library = a_site(site)
    signs_in(amina, site, a_llave(site))
    code = signs_in_to(amina, library)["code"]
    if kind == "code":
        spend = lambda _: library.redeems(site, code)  # noqa: E731
    else:
        token = library.redeems(site, code).json["refresh_token"]
        spend = lambda _: library.refreshes(site, token)  # noqa: E731
    with ThreadPoolExecutor(6) as several:
        answers = list(several.map(spend, range(6)))
    assert sorted(each.status_code for each in answers) == [200, 400, 400, 400, 400, 400]
    (won,) = [each.json for each in answers if each.status_code == 200]
    assert not is_open(site, won), "and the others showed that it was stolen"


def test_less_may_be_asked_for_and_never_more_rfc6749_6(app: Flask, amina: Person) -> None:
    library = a_site(app)
    tokens = tokens_for(app, amina, library, "email")
    more = library.refreshes(app, tokens["refresh_token"], scope="openid profile phone")
    assert (more.status_code, more.json["error"]) == (400, "invalid_scope")
    less = library.refreshes(app, tokens["refresh_token"], scope="openid").json
    about = app.test_client().get("/oidc/userinfo", headers=bearer(less["access_token"])).json
    assert set(about) == {"sub"}
    again = library.refreshes(app, less["refresh_token"]).json
    assert again["scope"] == "openid profile email", "what she gave is what she gave"


def test_a_refresh_token_lasts_thirty_days_and_all_of_it_half_a_year(
    app: Flask, amina: Person
) -> None:
    library = a_site(app)
    tokens = tokens_for(app, amina, library)
    begun = clock.now()
    with time_machine.travel(begun + timedelta(days=30, minutes=1), tick=False):
        assert library.refreshes(app, tokens["refresh_token"]).json["error"] == "invalid_grant"
    for day in range(29, 180, 29):
        with time_machine.travel(begun + timedelta(days=day), tick=False):
            tokens = library.refreshes(app, tokens["refresh_token"]).json
            assert is_open(app, tokens), day
    with time_machine.travel(begun + timedelta(days=180, minutes=1), tick=False):
        assert library.refreshes(app, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_site_gives_back_what_it_needs_no_more_rfc7009(app: Flask, amina: Person) -> None:
    library = a_site(app)
    tokens = tokens_for(app, amina, library)
    second = library.refreshes(app, tokens["refresh_token"]).json

    gone = library.sends(app, "/oidc/revoke", {"token": tokens["access_token"]})
    assert gone.status_code == 200
    assert not is_open(app, tokens)
    assert is_open(app, second), "an access token goes alone"

    form = {"token": second["refresh_token"], "token_type_hint": "refresh_token"}
    assert library.sends(app, "/oidc/revoke", form).status_code == 200
    assert not is_open(app, second), "a refresh token takes the others along (2.1)"
    assert library.refreshes(app, second["refresh_token"]).json["error"] == "invalid_grant"
    for what in (second["refresh_token"], "never was"):
        answer = library.sends(app, "/oidc/revoke", {"token": what})
        assert answer.status_code == 200, "2.2: what is unknown is no error"


def test_only_a_site_that_shows_its_secret_gives_back_rfc7009_2_1(
    app: Flask, amina: Person
) -> None:
    library = a_site(app)
    tokens = tokens_for(app, amina, library)
    form = {"token": tokens["access_token"], "client_id": library.id}
    answer = library.sends(app, "/oidc/revoke", form, headers={})
    assert answer.json["error"] == "invalid_client"
    assert is_open(app, tokens)
