"""A site asks in a way that cannot be, or it is no site at all. Eve tries.

Each test names the section it stands for.
"""

from urllib.parse import quote

import pytest
from flask import Flask

from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import (
    LIBRARY,
    ORIGIN,
    Site,
    a_site,
    declines,
    is_told,
)
from tests.page import Page, Person

# Where an answer goes.


@pytest.mark.parametrize(
    "uri",
    [
        "https://eve.example/callback",
        "https://library.example/callback/",
        "https://library.example/callback?x=1",
        "https://library.example.eve.example/callback",
        "https://library.example@eve.example/callback",
        "http://library.example/callback",
        "HTTPS://library.example/callback",
        "javascript:alert(1)",
        'https://library.example/"\\',
        "",
        None,
    ],
)
def test_a_redirect_uri_is_the_registered_one_to_the_letter_rfc9700_2_1(
    library: Site, amina: Person, uri: str | None
) -> None:
    """RFC 6749, 4.1.2.1: nobody is sent there, and she is told."""
    answer = amina.client.get(library.asks(redirect_uri=uri))
    assert answer.status_code == 400
    assert "Ese sitio no está dado de alta" in Page(answer).title


def test_a_site_that_is_not_there_gets_no_answer_rfc6749_4_1_2_1(
    library: Site, amina: Person
) -> None:
    for id in ("nobody", "", "\x00", "ñ", None):
        assert amina.client.get(library.asks(client_id=id)).status_code == 400


def test_said_twice_is_not_said_rfc6749_3_1(library: Site, amina: Person) -> None:
    address = library.asks()
    for more in ("client_id=other", f"redirect_uri={quote(LIBRARY)}"):
        assert amina.client.get(f"{address}&{more}").status_code == 400
    for more in ("scope=openid", "nonce=2", "code_challenge_method=plain", "prompt=none&prompt=x"):
        assert is_told(library, f"{address}&{more}", amina)["error"] == "invalid_request"
    assert "state" not in is_told(library, f"{address}&state=2", amina)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_type": 'co"de\\'}, "unsupported_response_type"),
        ({"response_type": None}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"request_uri": "https://eve.example"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"id_token_hint": "eyJhbGciOiJub25lIn0.e30."}, "invalid_request"),
        ({"nonce": "n" * 3000}, "invalid_request"),
        ({"nonce": "á\x00"}, "invalid_request"),
    ],
)
def test_what_cannot_be_is_told_to_the_site_oidc_core_3_1_2_6(
    library: Site, amina: Person, more: dict[str, str | None], error: str
) -> None:
    told = is_told(library, library.asks(**more), amina)
    assert told["error"] == error
    assert told["state"] == library.state
    assert "code" not in told


def test_a_no_is_told_rfc6749_4_1_2_1(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    library = a_site(app)
    told = declines(amina, amina.opens(library.asks()))
    assert told["error"] == "access_denied"
    assert told["state"] == library.state
    assert told["iss"] == ORIGIN
