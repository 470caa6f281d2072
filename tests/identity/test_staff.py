"""Dora works at a counter: she checks who people are, and lets them back in. Nothing unseen."""

from datetime import timedelta

import pytest
from flask import Flask

from backend.identity.models import Account, Check, Role
from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.audit import Entry
from backend.kernel.db import db
from backend.notify.models import Message
from tests.identity.entering import enters
from tests.identity.people import PHRASE, Llave, a_llave, codes_sent, signs_in
from tests.page import Page, Person, text_of

PHONE = "+525512345678"
CURP = "BOXW310820HNERXN09"
SEEN = {"name": "AMINA REYES LUNA", "birth_date": "20/08/1931", "curp": CURP, "document": "ine"}


@pytest.fixture
def dora(site: Flask, person: object) -> Person:
    """A clerk of the lighting office."""
    dora: Person = person()  # type: ignore[operator]
    llave = a_llave(
        site,
        "Dora",
        phone="+525500000001",
        role="clerk",
        office="lighting",
        app_secret=new_secret(),
        phrase=PHRASE,
    )
    signs_in(dora, site, llave, strong=True)
    return dora


@pytest.fixture
def hers(site: Flask, amina: Person) -> Llave:
    llave = a_llave(site)
    signs_in(amina, site, llave)
    return llave


def shown_code(person: Person) -> str:
    page = person.sends(person.opens("/llave/level").form("/llave/level/code"))
    return text_of(next(p for p in page.all("p") if p.get("class") == "folio"))


def found_by_code(clerk: Person, code: str, status: int = 200) -> Page:
    form = clerk.opens("/staff/counter").form("/staff/counter")
    form.fields["code"] = code
    return clerk.sends(form, status)


def test_amina_reaches_level_three_at_the_counter(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    form = found_by_code(dora, shown_code(amina).lower()).form("/staff/counter/check")
    assert form.fields["name"] == "Amina Reyes"
    form.fields |= SEEN
    assert "nivel 3" in dora.sends(form).text
    page = amina.opens("/llave")
    assert "Nivel 3" in page.text
    assert "AMINA REYES LUNA" in page.text
    with site.app_context():
        check = db.session.query(Check).one()
        assert (check.account_id, check.office, check.document) == (hers.id, "lighting", "ine")
        told = db.session.query(Message).filter_by(topic="identity.keys").all()
        assert any("nivel 3" in each.body and each.recipient == PHONE for each in told)


def test_that_dora_saw_her_data_is_noted_before_she_sees_it_and_amina_sees_so(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    found_by_code(dora, shown_code(amina))
    with site.app_context():
        entry = db.session.query(Entry).one()
        assert (entry.act, entry.subject, entry.office) == (
            "identity.read",
            f"person:{hers.id}",
            "lighting",
        )
    assert "Dora → Amina Reyes: Vio los datos" in amina.opens("/llave/help").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"document": ""}, "Elige qué documento"),
        ({"name": ""}, "Escribe el nombre"),
        ({"birth_date": "21/08/1931"}, "No es la fecha que dice la CURP"),
        ({"curp": "BOXW310820HNERXN08"}, "Esa CURP no es correcta"),
    ],
)
def test_what_dora_types_is_checked(
    site: Flask,
    amina: Person,
    dora: Person,
    hers: Llave,
    *,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    form = found_by_code(dora, shown_code(amina)).form("/staff/counter/check")
    form.fields |= {**SEEN, **wrong}
    assert sentence in dora.sends(form, 422).text
    with site.app_context():
        assert db.session.get_one(Account, hers.id).level == 2


def test_one_curp_is_checked_for_one_llave(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    a_llave(site, "Amina, once more", phone="+525500000009", level=3, curp=CURP)
    form = found_by_code(dora, shown_code(amina)).form("/staff/counter/check")
    form.fields |= SEEN
    assert "ya tiene otra Llave" in dora.sends(form, 422).text


def test_a_clerk_cannot_check_herself_nor_with_a_used_or_old_code(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    assert "no sirve" in found_by_code(dora, shown_code(dora), 422).text
    code = shown_code(amina)
    found_by_code(dora, code)
    assert "no sirve" in found_by_code(dora, code, 422).text
    assert dora.posts("/sign-out", {})
    assert dora.posts("/staff/counter/check", SEEN).status_code == 401


def test_the_code_of_one_purpose_is_worth_nothing_for_another(
    site: Flask, amina: Person, dora: Person, hers: Llave
) -> None:
    page = amina.sends(amina.opens("/llave/help").form("/llave/help/code"))
    code = text_of(next(p for p in page.all("p") if p.get("class") == "folio"))
    assert "no sirve" in found_by_code(dora, code, 422).text


def test_amina_lost_everything_and_gets_back_in(
    site: Flask, amina: Person, bo: Person, dora: Person, hers: Llave
) -> None:
    form = dora.opens("/staff/counter").form("/staff/counter/lost")
    form.fields["who"] = "55 1234 5678"
    page = dora.sends(form)
    assert "Amina Reyes" in page.text
    page = dora.sends(page.form("/staff/counter/back"))
    code = text_of(next(p for p in page.all("p") if p.get("class") == "folio"))
    with site.app_context():
        acts = [each.act for each in db.session.query(Entry).order_by(Entry.id)]
        assert acts == ["identity.read", "identity.recover"]
        told = db.session.query(Message).filter_by(recipient=PHONE).one()
        assert code not in told.body
    form = bo.opens("/recover").form("/recover")
    answers = {"who": "55 1234 5678", "code": "K7Q4 K7Q4 K7Q4", "passphrase": PHRASE}
    form.fields |= answers
    assert "no sirve" in bo.sends(form, 422).text
    form.fields["code"] = code
    assert "Amina Reyes" in bo.sends(form).text
    assert "Ventanilla-Person" not in amina.client.get("/").headers, "every session ended"
    assert "no sirve" in bo.sends(form, 422).text, "it opens once"
    bo.posts("/sign-out", {})
    assert "Amina" in enters(bo).text


def test_at_the_counter_one_person_is_found_and_no_list(
    site: Flask, dora: Person, hers: Llave
) -> None:
    a_llave(site, "Bo Reyes")
    form = dora.opens("/staff/counter").form("/staff/counter/lost")
    for who in ("55 1234 5678", "Amina", "55 9999 9999"):
        form.fields["who"] = who
        page = dora.sends(form, 422)
        assert "No hay una sola" in page.text
        assert "Reyes" not in page.text


def test_staff_without_a_second_factor_set_one_up_first(
    site: Flask, amina: Person, hers: Llave
) -> None:
    with site.app_context():
        db.session.add(
            Role(account_id=hers.id, role="clerk", office="", given=clock.now(), given_by=None)
        )
        db.session.commit()
    assert "Hace falta un segundo paso" in amina.opens("/staff/counter").text


def test_staff_show_their_second_factor_again_after_twelve_hours(
    site: Flask, amina: Person
) -> None:
    llave = a_llave(site, role="clerk", phrase=PHRASE, app_secret=new_secret())
    signs_in(amina, site, llave)
    page = amina.opens("/staff/counter")
    assert "Confirma que eres tú" in page.text
    form = page.form("/sign-in/again")
    form.fields["passphrase"] = PHRASE
    assert "Un paso más" in amina.sends(form).text


def test_the_first_admin_is_invited_by_who_runs_the_server(
    site: Flask, amina: Person, eve: Person, hers: Llave
) -> None:
    run = site.test_cli_runner().invoke
    done = run(args=["staff", "invite", "55 1234 5678", "--role", "admin"])
    assert done.exit_code == 0, done.output
    (code,) = codes_sent(site, PHONE)
    signs_in(eve, site, a_llave(site, "Eve", phone="+525500000000"))
    form = eve.opens("/staff/join").form("/staff/join")
    form.fields["code"] = code
    assert "se envió a otro contacto" in eve.sends(form, 422).text
    before = amina.client.get_cookie("llave")
    assert "Personal" in amina.sends(form).text
    after = amina.client.get_cookie("llave")
    assert before and after and before.value != after.value, "a new id at a rise of privilege"
    assert amina.sends(form, 422), "it works once"
    assert "admin" in run(args=["staff", "list"]).output


def test_who_runs_the_server_ends_the_sessions_of_a_stolen_phone(
    site: Flask, amina: Person, hers: Llave
) -> None:
    run = site.test_cli_runner().invoke
    assert run(args=["staff", "sign-out", "55 9999 9999"]).exit_code == 1
    assert "Ventanilla-Person" in amina.client.get("/").headers
    assert run(args=["staff", "sign-out", "55 1234 5678"]).exit_code == 0
    assert "Ventanilla-Person" not in amina.client.get("/").headers


@pytest.mark.parametrize("to, office", [("nobody", ""), ("55 1234 5678", "atlantis")])
def test_who_runs_the_server_is_told_what_is_wrong(app: Flask, to: str, office: str) -> None:
    run = app.test_cli_runner().invoke
    done = run(args=["staff", "invite", to, "--role", "clerk", "--office", office])
    assert done.exit_code == 2


def test_an_invitation_lasts_three_days(site: Flask, amina: Person, hers: Llave) -> None:
    run = site.test_cli_runner().invoke
    run(args=["staff", "invite", "55 1234 5678", "--role", "clerk"])
    with site.app_context():
        db.session.execute(
            db.text("UPDATE identity_invitations SET until = :past"),
            {"past": (clock.now() - timedelta(seconds=1)).replace(tzinfo=None)},
        )
        db.session.commit()
    form = amina.opens("/staff/join").form("/staff/join")
    form.fields["code"] = codes_sent(site, PHONE)[0]
    assert "no sirve" in amina.sends(form, 422).text


def test_an_admin_invites_and_dismisses_but_never_herself(
    site: Flask, amina: Person, dora: Person
) -> None:
    boss = a_llave(site, "Jefa", role="admin")
    signs_in(amina, site, boss, strong=True)
    page = amina.opens("/staff/people")
    assert "Dora" in page.text
    form = page.form("/staff/people")
    form.fields |= {"contact": "nueva@ciudad.example", "role": "desk", "office": "lighting"}
    amina.sends(form)
    assert codes_sent(site, "nueva@ciudad.example")
    with site.app_context():
        roles = {each.account_id: each.id for each in db.session.query(Role)}
    own = roles.pop(boss.id)
    assert amina.posts(f"/staff/people/{own}/end", {}).status_code == 422
    (doras,) = roles.values()
    assert amina.posts(f"/staff/people/{doras}/end", {}).status_code == 303
    dora.opens("/staff/counter", 404)
    with site.app_context():
        ended = db.session.get_one(Role, doras)
        assert ended.ended is not None and ended.ended_by == boss.id


def test_an_admin_of_one_office_has_no_say_in_another(
    site: Flask, amina: Person, dora: Person
) -> None:
    signs_in(amina, site, a_llave(site, "Jefa", role="admin", office="roads"), strong=True)
    page = amina.opens("/staff/people")
    assert "Dora" not in page.text
    assert page.form("/staff/people").choices["office"] == ["", "roads"]
    form = {"contact": "x@y.example", "role": "desk", "office": "lighting"}
    assert amina.posts("/staff/people", form).status_code == 422
    with site.app_context():
        (doras,) = (each.id for each in db.session.query(Role) if each.office == "lighting")
    assert amina.posts(f"/staff/people/{doras}/end", {}).status_code == 422
    assert amina.posts("/staff/people/999999/end", {}).status_code == 404


def test_giving_roles_asks_again_who_she_is(site: Flask, amina: Person) -> None:
    signs_in(
        amina,
        site,
        a_llave(site, "Jefa", role="admin"),
        strong=True,
        proved=clock.now() - timedelta(minutes=20),
    )
    answer = amina.posts("/staff/people", {})
    assert (answer.status_code, answer.location) == (303, "/sign-in/again?next=/staff/people")
