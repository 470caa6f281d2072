"""Amina signs in to a site with her Llave: what it gets, and what it does not."""

from flask import Flask
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.identity.people import PHRASE, a_llave, signs_in
from tests.oidc.sites import (
    LIBRARY,
    ORIGIN,
    a_site,
    agrees,
    bearer,
    claims_in,
    part_of,
    signs_in_to,
    told_by,
)
from tests.page import Person

AMINA = {"mail": "amina@example.mx", "curp": "GOMC880524MDFRRL09"}


def test_from_the_site_to_the_llave_and_back(site: Flask, amina: Person) -> None:
    library = a_site(site)
    a_llave(site, phrase=PHRASE, **AMINA)
    form = amina.opens(library.asks()).form("/sign-in")
    form.fields.update(who="amina@example.mx", passphrase=PHRASE, phone="own")
    page = amina.sends(form)
    assert "Biblioteca Vasconcelos" in page.title
    assert "Secretaría de Cultura te pide" in page.text
    assert "Prestarte libros a tu nombre" in page.text
    assert "Amina Reyes" in page.text

    told = agrees(amina, page)
    assert told[""] == LIBRARY
    assert told["state"] == library.state
    assert told["iss"] == ORIGIN  # RFC 9207, 2

    tokens = library.redeems(site, told["code"])
    assert tokens.status_code == 200
    assert tokens.headers["Cache-Control"] == "no-store"  # RFC 6749, 5.1
    assert tokens.json["scope"] == "openid profile"
    assert tokens.json["token_type"] == "Bearer"

    about = site.test_client().get("/oidc/userinfo", headers=bearer(tokens.json["access_token"]))
    assert about.json["name"] == "Amina Reyes"
    assert about.json["sub"] == claims_in(tokens.json["id_token"])["sub"]
    assert "email" not in about.json, "she did not choose to give it"


def test_an_id_token_is_signed_by_a_key_that_is_published(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    for alg in ("RS256", "ES256"):
        library = a_site(app, alg=alg)
        tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
        keys = KeySet.import_key_set(app.test_client().get("/oidc/jwks").json)
        token = jwt.decode(tokens["id_token"], keys, algorithms=[alg])
        assert token.header["alg"] == alg
        assert token.claims["iss"] == ORIGIN
        assert token.claims["aud"] == library.id
        assert token.claims["nonce"] == library.nonce
        assert token.claims["exp"] - token.claims["iat"] == 3600
        assert token.claims["acr"] == "urn:ventanilla:level:2"
        assert token.claims["amr"] == ["pwd"]


def test_an_id_token_says_who_and_how_and_holds_no_data(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app, **AMINA), strong=True)
    library = a_site(app)
    token = library.redeems(app, signs_in_to(amina, library, "email", "curp")["code"]).json
    said = claims_in(token["id_token"])
    assert set(said) == {
        *("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash"),
    }
    assert said["amr"] == ["otp", "pwd", "mfa"]
    assert part_of(token["id_token"], 0).keys() == {"alg", "kid", "typ"}


def test_userinfo_tells_what_she_gave_and_no_more(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app, **AMINA))
    library = a_site(app)
    told = signs_in_to(amina, library, "phone", "curp")
    token = library.redeems(app, told["code"]).json["access_token"]
    about = app.test_client().post("/oidc/userinfo", headers=bearer(token))
    assert about.headers["Cache-Control"] == "no-store"
    assert {name: value for name, value in about.json.items() if name != "sub"} == {
        "name": "Amina Reyes",
        "locale": "es",
        "phone_number": "+525512345678",
        "phone_number_verified": True,
        "curp": "GOMC880524MDFRRL09",
        "curp_verified": False,
    }


def test_a_contact_that_was_not_confirmed_is_not_told(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app, level=1, **AMINA))
    library = a_site(app)
    told = signs_in_to(amina, library, "phone", "email")
    token = library.redeems(app, told["code"]).json["access_token"]
    about = app.test_client().get("/oidc/userinfo", headers=bearer(token)).json
    assert not {"email", "phone_number"} & set(about)


def test_a_curp_seen_at_a_counter_is_told_as_such(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app, level=3, **AMINA))
    library = a_site(app)
    token = library.redeems(app, signs_in_to(amina, library, "curp")["code"]).json["access_token"]
    about = app.test_client().get("/oidc/userinfo", headers=bearer(token)).json
    assert about["curp_verified"] is True


def test_two_sites_cannot_tell_that_she_is_the_same_oidc_core_8_1(
    app: Flask, amina: Person, bo: Person
) -> None:
    """Sites of one host share a name for her; those of another have one of their own."""
    signs_in(amina, app, a_llave(app))
    signs_in(bo, app, a_llave(app, "Bo", phone="+525500000001"))
    museum = "https://museum.example/callback"
    subjects = []
    for person, uri in ((amina, LIBRARY), (amina, LIBRARY), (amina, museum), (bo, LIBRARY)):
        here = a_site(app, redirect_uris=[uri])
        told = signs_in_to(person, here)
        subjects.append(claims_in(here.redeems(app, told["code"]).json["id_token"])["sub"])
    assert subjects[0] == subjects[1]
    assert len(set(subjects)) == 3


def test_who_agreed_before_is_not_asked_again(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    library = a_site(app)
    signs_in_to(amina, library)
    answer = amina.client.get(library.asks())
    assert answer.location.startswith(f"{LIBRARY}?")
    assert told_by(answer.location)["state"] == library.state


def test_a_site_that_asks_for_more_asks_her_again(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app, **AMINA))
    library = a_site(app)
    agrees(amina, amina.opens(library.asks("openid profile")))
    assert "Correo" in amina.opens(library.asks("openid profile email")).text


def test_a_site_gets_no_scope_that_it_was_not_registered_for(app: Flask, amina: Person) -> None:
    """OIDC Core 3.1.2.1: what is not known is left out, and the answer says so."""
    signs_in(amina, app, a_llave(app, **AMINA))
    library = a_site(app, scopes=["profile"], optional=[])
    page = amina.opens(library.asks("openid profile curp email offline_access"))
    assert "CURP" not in page.text
    tokens = library.redeems(app, agrees(amina, page, "curp", "email")["code"]).json
    assert tokens["scope"] == "openid profile"


def test_an_app_without_a_secret_signs_her_in_too(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    pocket = a_site(app, is_public=True)
    assert pocket.secret == ""
    tokens = pocket.redeems(app, signs_in_to(amina, pocket)["code"])
    assert tokens.status_code == 200
    again = pocket.refreshes(app, tokens.json["refresh_token"])
    assert again.status_code == 200


def test_a_secret_may_come_in_the_form_as_well(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    library = a_site(app)
    code = signs_in_to(amina, library)["code"]
    form = {
        **{"client_id": library.id, "client_secret": library.secret, "code": code},
        **{"grant_type": "authorization_code", "redirect_uri": LIBRARY},
        "code_verifier": library.verifier,
    }
    assert library.sends(app, "/oidc/token", form, headers={}).status_code == 200


def test_a_shared_phone_gives_a_site_nothing_that_lasts(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app), is_shared=True)
    library = a_site(app)
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    assert "access_token" in tokens
    assert "refresh_token" not in tokens


def test_the_page_comes_in_the_language_that_the_site_asks_for(app: Flask, amina: Person) -> None:
    """OIDC Core 3.1.2.1, ui_locales; she can still change it there."""
    signs_in(amina, app, a_llave(app))
    library = a_site(app)
    page = amina.opens(library.asks(ui_locales="fr-CA en-US es"))
    assert page.root.get("lang") == "en"
    assert "Lend you books in your name" in page.text
    spanish = next(each for each in page.links() if each.startswith("/oidc/go/"))
    assert amina.opens(spanish).root.get("lang") == "es"
    told = agrees(amina, amina.opens(spanish))
    assert library.redeems(app, told["code"]).status_code == 200
