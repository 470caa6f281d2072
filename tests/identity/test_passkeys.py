"""What a browser may answer to a question for a passkey, and may not."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.identity.models import Passkey
from backend.identity.passkeys import Site, made, shown
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import SAME_SITE, Person

SITE = Site("localhost", "http://localhost", "Ventanilla")
CREDENTIAL = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "AAAA",
        "attestationObject": "AAAA",
        "authenticatorData": "AAAA",
        "signature": "AAAA",
    },
}
ODD: list[Any] = [
    None,
    [],
    "x",
    5,
    {},
    {"id": 5},
    {**CREDENTIAL, "id": "x" * 5000},
    {**CREDENTIAL, "rawId": "é"},
    {**CREDENTIAL, "type": "password"},
    {**CREDENTIAL, "response": []},
    {**CREDENTIAL, "response": {**CREDENTIAL["response"], "clientDataJSON": None}},
    {**CREDENTIAL, "response": {**CREDENTIAL["response"], "clientDataJSON": "bm90IGpzb24"}},
    {**CREDENTIAL, "response": {**CREDENTIAL["response"], "clientDataJSON": "W10"}},
    {**CREDENTIAL, "response": {**CREDENTIAL["response"], "clientDataJSON": "e30"}},
    CREDENTIAL,
]


@pytest.fixture
def hers(app: Flask, amina: Person) -> Llave:
    """Amina, signed in, with a passkey whose key is no key."""
    llave = a_llave(app)
    signs_in(amina, app, llave)
    with app.app_context():
        db.session.add(
            Passkey(
                account_id=llave.id,
                credential="AAAA",
                key=b"\xa0",
                uses=0,
                name="",
                created=clock.now(),
                used=None,
            )
        )
        db.session.commit()
    return llave


@pytest.mark.parametrize("answer", ODD, ids=range(len(ODD)))
def test_odd_answers_open_nothing(app: Flask, amina: Person, hers: Llave, answer: Any) -> None:
    for path in ("/llave/passkeys", "/sign-in/passkey"):
        asked = amina.client.post(f"{path}/ask", headers=SAME_SITE)
        assert asked.status_code == 200
        assert asked.json and asked.json["challenge"]
        answered = amina.client.post(path, json=answer, headers=SAME_SITE)
        assert answered.status_code == 400
    with app.app_context():
        assert db.session.query(Passkey).count() == 1


def test_an_answer_to_no_question_opens_nothing(app: Flask, eve: Person) -> None:
    assert (
        eve.client.post("/sign-in/passkey", json=CREDENTIAL, headers=SAME_SITE).status_code == 400
    )


def test_each_question_has_a_challenge_of_its_own(app: Flask, eve: Person) -> None:
    asked = [eve.client.post("/sign-in/passkey/ask", headers=SAME_SITE).json for _ in range(3)]
    assert len({each["challenge"] for each in asked if each}) == 3


def test_no_other_site_asks_for_passkeys(app: Flask, eve: Person) -> None:
    other = {"Sec-Fetch-Site": "cross-site"}
    assert eve.client.post("/sign-in/passkey/ask", headers=other).status_code == 403


base64url = st.text("ABCDEFGHijklmnop0123-_=", max_size=80)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | base64url,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*CREDENTIAL, *CREDENTIAL["response"]]), inner, max_size=6
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer=anything)
def test_no_answer_at_all_breaks_the_check(answer: Any) -> None:
    told = {**CREDENTIAL, **answer} if isinstance(answer, dict) else answer
    assert made(SITE, told, "AAAA") is None
    assert shown(SITE, told, "AAAA", key=b"\xa0", uses=0) is None
