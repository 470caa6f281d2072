"""What a site wishes of a sign-in: prompt, max_age, acr_values, a hint (OIDC Core 3.1.2.1)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.db import db
from backend.oidc.assurance import amr_of, level_of
from backend.oidc.decide import Agreed, Signed, Step, Wish, next_step
from tests.identity.people import PHRASE, a_llave, signs_in
from tests.oidc.sites import (
    LIBRARY,
    Site,
    a_site,
    agrees,
    claims_in,
    signs_in_to,
    told_by,
    told_on,
)
from tests.page import Page, Person, text_of

NOW = datetime.fromisoformat("2026-11-25T10:00:00+00:00")
HOUR = timedelta(hours=1)
NAME = frozenset({"profile"})
MAIL = frozenset({"profile", "email"})


def wish(**more: object) -> Wish:
    return Wish(**{"at": NOW, "scopes": NAME, **more})  # type: ignore[arg-type]


def amina_is_in(ago: timedelta = HOUR, level: int = 2) -> Signed:
    return Signed(NOW - ago, level, "amina")


def agreed(ago: timedelta = HOUR) -> Agreed:
    return Agreed(NAME, NOW - ago)


AFTER = -timedelta(seconds=1)


@pytest.mark.parametrize(
    ("wished", "signed", "consent", "step"),
    [
        (wish(), None, None, Step.SIGN_IN),
        (wish(), amina_is_in(), None, Step.CONSENT),
        (wish(), amina_is_in(), agreed(), Step.DONE),
        (wish(scopes=MAIL), amina_is_in(), agreed(), Step.CONSENT),
        (wish(scopes=frozenset()), amina_is_in(), agreed(), Step.DONE),
        (wish(prompts=frozenset({"login"})), amina_is_in(), agreed(), Step.PROVE),
        (wish(prompts=frozenset({"login"})), amina_is_in(AFTER), agreed(), Step.DONE),
        (wish(prompts=frozenset({"consent"})), amina_is_in(), agreed(), Step.CONSENT),
        (wish(prompts=frozenset({"consent"})), amina_is_in(), agreed(AFTER), Step.DONE),
        (wish(prompts=frozenset({"select_account"})), amina_is_in(), agreed(), Step.CONSENT),
        (wish(max_age=3599), amina_is_in(), agreed(), Step.PROVE),
        (wish(max_age=3600), amina_is_in(), agreed(), Step.DONE),
        (wish(max_age=0), amina_is_in(), agreed(), Step.PROVE),
        (wish(max_age=0), amina_is_in(AFTER), agreed(), Step.DONE),
        (wish(level=3), amina_is_in(), agreed(), Step.LEVEL),
        (wish(level=3), amina_is_in(level=3), agreed(), Step.DONE),
        (wish(subject="amina"), amina_is_in(), agreed(), Step.DONE),
        (wish(subject="bo"), amina_is_in(), agreed(), Step.OTHER),
    ],
)
def test_what_comes_next(
    wished: Wish, signed: Signed | None, consent: Agreed | None, step: Step
) -> None:
    assert next_step(wished, signed, consent, NOW) is step


@pytest.mark.parametrize(
    ("acr_values", "level"),
    [
        ("", 0),
        ("urn:ventanilla:level:2", 2),
        ("urn:ventanilla:level:3 urn:ventanilla:level:2", 2),
        ("urn:mace:incommon:iap:silver urn:ventanilla:level:3", 3),
        ("urn:ventanilla:level:9 gold", 0),
    ],
)
def test_the_least_level_that_will_do(acr_values: str, level: int) -> None:
    assert level_of(acr_values) == level


@pytest.mark.parametrize(
    ("methods", "is_strong", "amr"),
    [
        (["passphrase"], False, ["pwd"]),
        (["code"], False, ["otp"]),
        (["passphrase", "totp"], True, ["otp", "pwd", "mfa"]),
        (["passkey"], True, ["pop", "mfa"]),
        ([], False, []),
    ],
)
def test_how_she_signed_in_rfc8176(methods: list[str], is_strong: bool, amr: list[str]) -> None:
    assert amr_of(methods, is_strong=is_strong) == amr


@pytest.fixture
def library(app: Flask, amina: Person) -> Site:
    """A site that Amina has agreed to. She is signed in since an hour ago."""
    llave = a_llave(app, phrase=PHRASE)
    signs_in(amina, app, llave, proved=clock.now() - HOUR)
    made = a_site(app)
    signs_in_to(amina, made)
    return made


def silently(person: Person, library: Site, **more: str) -> dict[str, str]:
    """What the site is told that allows no page to be shown."""
    answer = person.client.get(library.asks(prompt="none", **more))
    assert answer.location.startswith(LIBRARY)
    assert "Set-Cookie" not in answer.headers
    return told_by(answer.location)


def proves_again(person: Person, page: Page) -> Page:
    form = page.form("/sign-in/again")
    form.fields["passphrase"] = PHRASE
    return person.sends(form)


def test_nothing_is_shown_where_nothing_may_be_oidc_core_3_1_2_1(
    app: Flask, library: Site, amina: Person, eve: Person
) -> None:
    assert "code" in silently(amina, library)
    assert silently(eve, library)["error"] == "login_required"
    assert silently(amina, library, max_age="60")["error"] == "login_required"
    level = "urn:ventanilla:level:3"
    assert silently(amina, library, acr_values=level)["error"] == (
        "unmet_authentication_requirements"
    )
    museum = a_site(app, "Museo")
    assert silently(amina, museum)["error"] == "consent_required"


def test_prompt_login_asks_again_who_she_is(app: Flask, library: Site, amina: Person) -> None:
    address = amina.client.get(library.asks(prompt="login")).location
    page = amina.opens(address)
    assert "Confirma que eres tú" in page.title
    assert "Confirma que eres tú" in amina.opens(address).title, "opening it again is no way past"
    told = told_on(proves_again(amina, page))
    said = claims_in(library.redeems(app, told["code"]).json["id_token"])
    assert clock.now().timestamp() - said["auth_time"] < 60


def test_max_age_asks_again_who_was_in_for_longer(app: Flask, library: Site, amina: Person) -> None:
    assert "Confirma que eres tú" in amina.opens(library.asks(max_age="60")).title
    told = told_by(amina.client.get(library.asks(max_age="7200")).location)
    said = claims_in(library.redeems(app, told["code"]).json["id_token"])
    assert 3600 <= clock.now().timestamp() - said["auth_time"] < 3700


def test_prompt_consent_asks_again_what_she_gives(app: Flask, library: Site, amina: Person) -> None:
    for prompt in ("consent", "select_account"):
        page = amina.opens(library.asks(prompt=prompt))
        assert "te pide" in page.text
        assert "code" in agrees(amina, page)


def test_a_site_that_wants_to_be_surer_is_explained(
    app: Flask, library: Site, amina: Person
) -> None:
    page = amina.opens(library.asks(acr_values="urn:ventanilla:level:3"))
    assert "Falta un paso" in page.title
    assert "Nivel 3: identidad comprobada" in page.text
    assert "/llave/level" in page.links()
    no = next(each for each in page.links() if "no=level" in each)
    assert told_on(amina.opens(no))["error"] == "unmet_authentication_requirements"

    with app.app_context():
        db.session.query(Account).one().level = 3
        db.session.commit()
    go_on = next(each for each in page.links() if "/oidc/go/" in each and "/en/" not in each)
    told = told_on(amina.opens(go_on))
    said = claims_in(library.redeems(app, told["code"]).json["id_token"])
    assert said["acr"] == "urn:ventanilla:level:3"


def test_a_site_may_always_want_a_level(app: Flask, amina: Person, library: Site) -> None:
    registry = a_site(app, "Registro", level=3)
    assert "Falta un paso" in amina.opens(registry.asks()).title


def test_a_hint_names_who_it_is_to_be(app: Flask, library: Site, amina: Person, bo: Person) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    signs_in(bo, app, a_llave(app, "Bo", phone="+525500000001"))
    signs_in_to(bo, library)
    hint = tokens["id_token"]
    assert "code" in silently(amina, library, id_token_hint=hint)
    assert silently(bo, library, id_token_hint=hint)["error"] == "login_required"
    page = bo.opens(library.asks(id_token_hint=hint))
    assert told_on(page)["error"] == "login_required"
    museum = a_site(app, "Museo")
    told = told_by(amina.client.get(museum.asks(id_token_hint=hint)).location)
    assert told["error"] == "invalid_request", "it was given to another site"


def test_an_old_hint_is_as_good(app: Flask, library: Site, amina: Person) -> None:
    hint = library.redeems(app, signs_in_to(amina, library)["code"]).json["id_token"]
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert "code" in silently(amina, library, id_token_hint=hint)


def test_a_post_is_as_good_as_a_get_oidc_core_3_1_2_1(
    app: Flask, library: Site, amina: Person
) -> None:
    path, _, query = library.asks().partition("?")
    sent = amina.client.post(
        path,
        data=query,
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": "https://library.example", "Sec-Fetch-Site": "cross-site"},
    )
    assert sent.status_code == 303
    assert "code" in told_by(amina.client.get(sent.location).location)


def test_who_helps_another_signs_in_nowhere_for_him(
    app: Flask, library: Site, amina: Person, bo: Person
) -> None:
    signs_in(bo, app, a_llave(app, "Bo Díaz", phone="+525500000001"))
    code = text_of(next(p for p in shows_code(bo).all("p") if p.get("class") == "folio"))
    form = amina.opens("/llave/help").form("/llave/help")
    form.fields |= {"code": code, "kind": "family"}
    amina.sends(form)
    assert silently(amina, library)["error"] == "login_required"
    page = amina.opens(library.asks(), 403)
    assert "Bo Díaz" in page.text


def shows_code(person: Person) -> Page:
    return person.sends(person.opens("/llave/help").form("/llave/help/code"))
