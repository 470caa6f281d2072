"""Amina leaves a site, and is asked whether to close her Llave too (RP-Initiated Logout 1.0)."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from backend.kernel.security import MACHINE
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import GOODBYE, LIBRARY, Site, a_site, bearer, signs_in_to, told_on
from tests.page import Page, Person


@pytest.fixture
def library(app: Flask, amina: Person) -> Site:
    """A site that Amina is signed in to."""
    signs_in(amina, app, a_llave(app))
    return a_site(app)


def hint_for(app: Flask, person: Person, library: Site) -> str:
    hint: str = library.redeems(app, signs_in_to(person, library)["code"]).json["id_token"]
    return hint


def leaves(**told: str) -> str:
    return f"/oidc/logout?{urlencode(told)}"


def answers(person: Person, page: Page, word: str) -> Page:
    form = next(each for each in page.all("form") if "/oidc/out/" in each.get("action", ""))
    return person.opens(person.posts(form.get("action", ""), {word: "1"}).location)


def test_she_says_yes_and_is_out_of_both(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site))
    library = a_site(site)
    tokens = library.redeems(site, signs_in_to(amina, library)["code"]).json
    address = leaves(
        id_token_hint=tokens["id_token"], post_logout_redirect_uri=GOODBYE, state="s&t=1"
    )
    page = amina.opens(address)
    assert "Saliste de Biblioteca Vasconcelos" in page.text
    told = told_on(answers(amina, page, "yes"))
    assert told == {"": GOODBYE, "state": "s&t=1"}
    assert amina.client.get("/llave/sessions").location.startswith("/sign-in")
    assert library.refreshes(site, tokens["refresh_token"]).json["error"] == "invalid_grant"
    late = site.test_client().get("/oidc/userinfo", headers=bearer(tokens["access_token"]))
    assert late.status_code == 401


def test_she_says_no_and_stays_in_her_llave(app: Flask, library: Site, amina: Person) -> None:
    tokens = library.redeems(app, signs_in_to(amina, library)["code"]).json
    page = amina.opens(leaves(id_token_hint=tokens["id_token"], post_logout_redirect_uri=GOODBYE))
    assert told_on(answers(amina, page, "no"))[""] == GOODBYE
    assert amina.client.get("/llave/sessions").status_code == 200
    assert library.refreshes(app, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_who_is_out_already_goes_straight_back(app: Flask, library: Site, amina: Person) -> None:
    hint = hint_for(app, amina, library)
    amina.posts("/sign-out", {})
    page = amina.opens(leaves(id_token_hint=hint, post_logout_redirect_uri=GOODBYE))
    assert told_on(page)[""] == GOODBYE


def test_a_link_alone_signs_nobody_out_6(app: Flask, library: Site, amina: Person) -> None:
    hint = hint_for(app, amina, library)
    for address in (leaves(), leaves(id_token_hint=hint), leaves(client_id=library.id)):
        amina.opens(address)
        assert amina.client.get("/llave/sessions").status_code == 200


def test_another_site_cannot_say_yes_for_her(app: Flask, library: Site, amina: Person) -> None:
    address = amina.client.get(leaves(id_token_hint=hint_for(app, amina, library))).location
    sent = amina.client.post(address, data={"yes": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    assert amina.client.get("/llave/sessions").status_code == 200


@pytest.mark.parametrize("uri", ["https://eve.example/", f"{GOODBYE}/", LIBRARY, "javascript:x"])
def test_nobody_is_sent_where_the_site_did_not_say_3(
    app: Flask, library: Site, amina: Person, uri: str
) -> None:
    hint = hint_for(app, amina, library)
    page = amina.opens(leaves(id_token_hint=hint, post_logout_redirect_uri=uri))
    home = answers(amina, page, "yes")
    assert home.response.request.path == "/"


def test_without_a_hint_nobody_is_sent_anywhere_3(app: Flask, library: Site, amina: Person) -> None:
    """Anybody knows a client_id."""
    page = amina.opens(leaves(client_id=library.id, post_logout_redirect_uri=GOODBYE))
    assert answers(amina, page, "yes").response.request.path == "/"


@pytest.mark.parametrize("hint", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "ñ", "e30.e30.e30"])
def test_a_hint_that_is_none_of_ours_is_refused_2(
    app: Flask, library: Site, amina: Person, hint: str
) -> None:
    answer = amina.client.get(leaves(id_token_hint=hint, post_logout_redirect_uri=GOODBYE))
    assert answer.status_code == 400
    assert amina.client.get("/llave/sessions").status_code == 200


def test_a_hint_for_another_site_is_refused_2(app: Flask, library: Site, amina: Person) -> None:
    hint = hint_for(app, amina, library)
    museum = a_site(app, "Museo")
    assert amina.client.get(leaves(id_token_hint=hint, client_id=museum.id)).status_code == 400


def test_a_planted_cookie_leads_nowhere_else(app: Flask, library: Site, amina: Person) -> None:
    """What a browser kept is checked again when it comes back."""
    signs_in_to(amina, library)
    told = {"client_id": library.id, "post_logout_redirect_uri": "https://eve.example/"}
    amina.client.set_cookie("ask-x", f"1795600000.0&{urlencode(told)}", path="/oidc")
    assert amina.client.get("/oidc/bye/x").location == "/"
    told = {"client_id": library.id, "redirect_uri": "https://eve.example/", "scope": "openid"}
    amina.client.set_cookie("ask-x", f"1795600000.0&{urlencode(told)}", path="/oidc")
    assert amina.client.get("/oidc/leave/x?no=denied").status_code == 400
    for broken in ("", "x", "nan&a=b", "9e99&a=b", f"1.0&client_id={library.id}"):
        amina.client.set_cookie("ask-x", broken, path="/oidc")
        assert amina.client.get("/oidc/go/x").status_code == 400


def test_a_post_is_as_good_as_a_get_2(app: Flask, library: Site, amina: Person) -> None:
    hint = hint_for(app, amina, library)
    form = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE}
    sent = amina.client.post("/oidc/logout", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 303
    assert "Saliste de Biblioteca Vasconcelos" in amina.opens(sent.location).text


def test_only_these_views_take_what_other_sites_send(app: Flask) -> None:
    marked = {name for name, view in app.view_functions.items() if hasattr(view, MACHINE)}
    assert marked == {
        *("oidc.authorize_sent", "oidc.logout_sent"),
        *("oidc.token", "oidc.revoke", "oidc.userinfo"),
        *("open311.file", "open311.update", "reports.sms_reply"),
    }
