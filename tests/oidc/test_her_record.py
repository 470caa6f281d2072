"""What sites have to do with Amina's record: her address, what she opposes, who used what."""

from flask import Flask

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.oidc import queries
from backend.record.models import Opposition
from backend.record.purposes import SITES
from tests.identity.people import a_llave, signs_in
from tests.oidc.sites import a_site, agrees, bearer, in_amina, signs_in_to
from tests.page import Person


def test_the_address_of_her_record_is_told(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site))
    form = {"street": "Av. Hidalgo 14", "area": "Del Carmen", "borough": "Coyoacán"}
    amina.posts("/me/data/address", {**form, "postcode": "04100"})
    library = a_site(site, scopes=["address"])
    page = amina.opens(library.asks("openid address"))
    assert "Av. Hidalgo 14" in page.text
    token = library.redeems(site, agrees(amina, page)["code"]).json["access_token"]
    about = site.test_client().get("/oidc/userinfo", headers=bearer(token)).json
    assert about["address"]["street_address"] == "Av. Hidalgo 14, Del Carmen"
    assert about["address"]["locality"] == "Coyoacán"
    assert about["address"]["postal_code"] == "04100"


def test_a_site_learns_nothing_more_of_who_opposes_that_sites_use_her_data(
    site: Flask, amina: Person
) -> None:
    llave, library = in_amina(site, amina)
    token = library.redeems(site, signs_in_to(amina, library, "email")["code"]).json["access_token"]
    with site.app_context():
        db.session.add(
            Opposition(account_id=llave.id, purpose=SITES, since=clock.now(), ended=None)
        )
        db.session.commit()
    about = site.test_client().get("/oidc/userinfo", headers=bearer(token)).json
    assert about.keys() == {"sub"}
    with site.app_context():
        noted = [each for each in audit.about(audit.person(llave.id)) if each.act == "oidc.use"]
    assert noted == []


def test_who_cancels_is_signed_out_of_every_site(site: Flask, amina: Person) -> None:
    llave, library = in_amina(site, amina)
    token = library.redeems(site, signs_in_to(amina, library)["code"]).json["access_token"]
    form = amina.opens("/me/rights/cancel").form("/me/rights/cancel")
    amina.posts(form.action, {**form.fields, "sure": "yes"})
    late = site.test_client().get("/oidc/userinfo", headers=bearer(token))
    assert late.status_code == 401
    with site.app_context():
        assert queries.consents_of(llave.id) == []


def test_the_page_of_uses_names_the_site(site: Flask, amina: Person) -> None:
    _, library = in_amina(site, amina)
    token = library.redeems(site, signs_in_to(amina, library, "email")["code"]).json["access_token"]
    site.test_client().get("/oidc/userinfo", headers=bearer(token))
    told = amina.opens("/me/uses").text
    assert "Biblioteca Vasconcelos" in told
    assert "Prestarte libros a tu nombre" in told
    # What a site used is no help that somebody gave her.
    assert "Prestarte libros" not in amina.opens("/llave/help").text
