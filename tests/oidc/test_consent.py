"""What Amina is asked, what she is told, and how she takes it back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.notify.models import Message
from backend.oidc import queries
from backend.oidc.actions import consents
from backend.oidc.models import Consent
from backend.record import queries as record
from tests.identity.people import a_llave, a_session, signs_in
from tests.oidc.sites import a_site, agrees, bearer, in_amina, signs_in_to, told_by
from tests.page import Page, Person, text_of


def letters(app: Flask) -> list[str]:
    with app.app_context():
        told = db.session.query(Message).filter_by(topic="oidc.consent").order_by(Message.id)
        rows = told.filter(Message.channel != "inbox")
        return [f"{each.subject}\n{each.body}" for each in rows]


def test_she_sees_who_asks_what_of_hers_and_why(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    page = amina.opens(library.asks("openid profile email curp"))
    for words in (
        *("Secretaría de Cultura", "Biblioteca Vasconcelos", "Prestarte libros a tu nombre"),
        *("Nombre y fecha de nacimiento", "Amina Reyes"),
        *("Dar: Correo (amina@example.mx)", "Dar: CURP (GOMC880524MDFRRL09)"),
    ):
        assert words in page.text
    assert "Celular" not in page.text, "the site did not ask for it this time"
    ticked = [each for each in page.all("input") if each.get("checked") is not None]
    assert ticked == [], "nothing is given that she did not choose"


def test_what_the_city_does_not_have_is_said(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    library = a_site(app, scopes=["curp"])
    assert "No lo tenemos; no se dará" in amina.opens(library.asks("openid curp")).text


def test_what_she_has_not_she_is_not_asked_to_give(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    page = amina.opens(a_site(app).asks("openid profile email phone"))
    assert "Dar: Celular" in page.text
    assert "Dar: Correo" not in page.text


def test_a_no_to_what_is_optional_is_kept_too(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    agrees(amina, amina.opens(library.asks("openid profile email")))
    answer = amina.client.get(library.asks("openid profile email"))
    token = library.redeems(app, told_by(answer.location)["code"])
    assert token.json["scope"] == "openid profile", "she is not asked each time until she gives in"


def test_an_app_that_cannot_show_who_it_is_asks_each_time(app: Flask, amina: Person) -> None:
    signs_in(amina, app, a_llave(app))
    pocket = a_site(app, is_public=True)
    for _ in range(2):
        page = amina.opens(pocket.asks())
        assert "te pide" in page.text
        assert "code" in agrees(amina, page)
    told = told_by(amina.client.get(pocket.asks(prompt="none")).location)
    assert told["error"] == "consent_required"


def test_a_form_that_was_tampered_with_gives_no_more(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    page = amina.opens(library.asks("openid profile"))
    told = agrees(amina, page, "curp", "email", "admin", "openid")
    assert library.redeems(app, told["code"]).json["scope"] == "openid profile"


def test_she_is_told_by_letter_the_first_time(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    signs_in_to(amina, library, "email")
    first = letters(app)
    assert len(first) == 2, "one by SMS, one by mail"
    assert "Entraste en Biblioteca Vasconcelos" in first[0]
    assert "Le diste: Nombre y fecha de nacimiento, Correo." in first[0]
    signs_in_to(amina, library, prompt="consent")
    assert letters(app) == first


def test_each_use_of_her_data_is_noted_before_it_is_told(site: Flask, amina: Person) -> None:
    llave, library = in_amina(site, amina)
    token = library.redeems(site, signs_in_to(amina, library, "email")["code"]).json["access_token"]
    for _ in range(2):
        site.test_client().get("/oidc/userinfo", headers=bearer(token))
    with site.app_context():
        noted = [each for each in audit.about(audit.person(llave.id)) if each.act == "oidc.use"]
    assert [each.actor for each in noted] == [f"client:{library.id}"] * 2
    assert noted[0].what == "name birthdate locale email email_verified"
    assert noted[0].purpose == "Prestarte libros a tu nombre"


def test_what_was_asked_for_is_noted_even_if_telling_it_fails(
    app: Flask, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    llave = a_llave(app)
    signs_in(amina, app, llave)
    library = a_site(app, scopes=["address"])
    told = agrees(amina, amina.opens(library.asks("openid address")))
    token = library.redeems(app, told["code"]).json["access_token"]
    monkeypatch.setattr(record, "data_of", away)
    answer = app.test_client().get("/oidc/userinfo", headers=bearer(token))
    assert answer.status_code == 500
    with app.app_context():
        (noted,) = [each for each in audit.about(audit.person(llave.id)) if each.act == "oidc.use"]
    assert noted.what == "address"


def away(account_id: int) -> dict[str, str]:
    raise RuntimeError("the record is away")


def test_she_sees_her_sites_and_takes_one_back(site: Flask, amina: Person) -> None:
    _, library = in_amina(site, amina)
    tokens = library.redeems(site, signs_in_to(amina, library, "curp")["code"]).json
    page = amina.opens("/llave/sites")
    for words in ("Biblioteca Vasconcelos", "CURP", "Prestarte libros a tu nombre"):
        assert words in page.text
    after = amina.sends(page.form("/withdraw"))
    assert "Ninguno todavía" in after.text

    late = site.test_client().get("/oidc/userinfo", headers=bearer(tokens["access_token"]))
    assert (late.status_code, late.json["error"]) == (401, "invalid_token")  # RFC 6750, 3.1
    again = library.refreshes(site, tokens["refresh_token"])
    assert (again.status_code, again.json["error"]) == (400, "invalid_grant")  # RFC 6749, 5.2
    assert "te pide" in amina.opens(library.asks()).text, "and it asks her again"
    silent = amina.client.get(library.asks(prompt="none"))
    assert told_by(silent.location)["error"] == "consent_required"  # OIDC Core 3.1.2.6


def test_a_code_that_was_on_its_way_opens_nothing_after_she_took_it_back(
    app: Flask, amina: Person
) -> None:
    _, library = in_amina(app, amina)
    code = signs_in_to(amina, library)["code"]
    amina.sends(amina.opens("/llave/sites").form("/withdraw"))
    assert library.redeems(app, code).json["error"] == "invalid_grant"


def test_giving_less_ends_what_was_more(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    before = library.redeems(app, signs_in_to(amina, library, "curp")["code"]).json
    signs_in_to(amina, library, prompt="consent")
    late = app.test_client().get("/oidc/userinfo", headers=bearer(before["access_token"]))
    assert late.status_code == 401


def test_a_yes_that_is_sent_twice_at_once_is_one_yes(
    site: Flask, person: Callable[[], Person]
) -> None:
    library, cookies = a_site(site), a_session(site, a_llave(site))
    forms = []
    for _ in range(4):
        hers = person()
        for name, value in cookies.items():
            hers.client.set_cookie(name, value)
        forms.append((hers, hers.client.get(library.asks()).location))
    with ThreadPoolExecutor(4) as several:
        sent = list(several.map(lambda form: form[0].posts(form[1], {"yes": "1"}), forms))
    assert [each.status_code for each in sent] == [303] * 4
    with site.app_context():
        assert db.session.query(Consent).count() == 1
    assert len(letters(site)) == 1


def test_eve_takes_nothing_back_for_amina(app: Flask, amina: Person, eve: Person) -> None:
    _, library = in_amina(app, amina)
    signs_in_to(amina, library)
    signs_in(eve, app, a_llave(app, "Eve", phone="+525500000009"))
    action = amina.opens("/llave/sites").form("/withdraw").action
    assert eve.posts(action, {}).status_code == 303
    assert "Biblioteca" in amina.opens("/llave/sites").text
    assert "Biblioteca" not in eve.opens("/llave/sites").text


def test_another_site_cannot_say_yes_for_her(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    answer = amina.client.get(library.asks())
    sent = amina.client.post(
        answer.location, data={"yes": "1"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert sent.status_code == 403
    assert "te pide" in amina.opens(answer.location).text


def test_two_asks_in_two_tabs_do_not_mix(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    museum = a_site(app, "Museo", redirect_uris=["https://museum.example/callback"])
    first, second = amina.opens(library.asks()), amina.opens(museum.asks())
    assert "Biblioteca" in first.title
    assert "Museo" in second.title
    assert agrees(amina, first)[""] == "https://library.example/callback"
    assert agrees(amina, second)["state"] == museum.state


def test_of_many_asks_the_last_three_are_kept(app: Flask, amina: Person) -> None:
    _, library = in_amina(app, amina)
    asked = [amina.client.get(library.asks()).location for _ in range(5)]
    kept = [amina.client.get(each).status_code for each in asked]
    assert kept == [400, 400, 200, 200, 200]


def test_a_page_that_nobody_was_sent_to_says_so(app: Flask, amina: Person) -> None:
    in_amina(app, amina)
    for path in ("/oidc/go/x", "/oidc/go/x/level", "/oidc/leave/x", "/oidc/out/x"):
        answer = amina.client.get(path)
        assert answer.status_code == 400
        assert "Esta página ya no sirve" in Page(answer).title


def test_all_can_be_taken_back_at_once(app: Flask, amina: Person) -> None:
    llave, library = in_amina(app, amina)
    museum = a_site(app, "Museo", redirect_uris=["https://museum.example/callback"])
    given = [here.redeems(app, signs_in_to(amina, here)["code"]).json for here in (library, museum)]
    with app.app_context():
        consents.withdraw_all(account_id=llave.id, now=clock.now())
        db.session.commit()
    assert "Ninguno todavía" in amina.opens("/llave/sites").text
    for tokens in given:
        late = app.test_client().get("/oidc/userinfo", headers=bearer(tokens["access_token"]))
        assert late.status_code == 401


def test_many_sites_come_page_by_page(app: Flask, amina: Person) -> None:
    llave, _ = in_amina(app, amina)
    names = [f"Sitio {number}" for number in range(19)]
    for name in names:
        a_site(app, name)
    with app.app_context():
        for client in queries.clients()[1:]:
            consents.give(
                account_id=llave.id, client=client, asked="openid", scopes="openid", now=clock.now()
            )
        db.session.commit()
    path, seen = "/llave/sites", []
    while path:
        page = amina.opens(path)
        seen += [text_of(each) for each in page.all("h2")]
        path = next((each for each in page.links() if each.startswith("/llave/sites?b")), "")
    assert seen == names[::-1]
