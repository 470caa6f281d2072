"""Amina helps Bo, with his code; both see all that she does."""

from datetime import timedelta

import pytest
from flask import Flask

from backend.identity.models import Account, Help
from backend.kernel import clock
from backend.kernel.audit import Entry
from backend.kernel.db import db
from backend.notify.models import Message
from backend.reports.models import Report
from tests.identity.people import Llave, a_llave, codes_sent, signs_in
from tests.page import Page, Person, text_of
from tests.people import a_fault

HIS = "+525587654321"


@pytest.fixture
def both(site: Flask, amina: Person, bo: Person) -> tuple[Llave, Llave]:
    """Amina and Bo, signed in on their phones."""
    hers, his = a_llave(site), a_llave(site, "Bo Díaz", phone=HIS)
    signs_in(amina, site, hers)
    signs_in(bo, site, his)
    return hers, his


def shows_code(person: Person) -> str:
    """The code on a person's phone."""
    page = person.sends(person.opens("/llave/help").form("/llave/help/code"))
    assert "<svg" in page.html
    return text_of(next(p for p in page.all("p") if p.get("class") == "folio"))


def begins(person: Person, code: str, status: int = 200, kind: str = "family") -> Page:
    form = person.opens("/llave/help").form("/llave/help")
    form.fields |= {"code": code, "kind": kind}
    return person.sends(form, status)


def test_amina_files_a_report_for_bo(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    begins(amina, shows_code(bo))
    assert "Estás ayudando a Bo Díaz" in amina.opens("/llave").text
    answer = amina.posts("/reports/new", a_fault())
    with site.app_context():
        assert db.session.query(Report).one().account_id == both[1].id
    assert "No prende desde el lunes" in bo.opens(answer.location).text
    for person in (bo, amina):
        if person is amina:
            person.posts("/llave/help/stop", {})
        page = person.opens("/llave/help")
        assert "Amina Reyes → Bo Díaz: Hizo un reporte" in page.text
        assert answer.location in page.links()
    assert "No prende" not in amina.opens(answer.location).text, "it is his, not hers"


def test_every_page_says_for_whom_and_is_kept_for_nobody_else(
    amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    pages = ("/", "/reports", "/reports/new", "/transit")
    begins(amina, shows_code(bo))
    for path in pages:
        page = amina.opens(path)
        assert "Ayudas a Bo Díaz" in page.html, path
        assert page.response.headers.get("Ventanilla-Keep", "private").startswith("private"), path
    amina.posts("/llave/help/stop", {})
    for path in pages:
        page = amina.opens(path)
        assert "Bo Díaz" not in page.html, path
        assert page.response.headers["Ventanilla-Keep"].startswith("public"), path


def test_bo_is_told_at_once(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    begins(amina, shows_code(bo))
    with site.app_context():
        told = db.session.query(Message).filter_by(topic="identity.help", channel="sms").one()
        assert told.recipient == HIS
        assert "Amina Reyes" in told.body


def test_while_helping_his_keys_are_out_of_reach(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    begins(amina, shows_code(bo))
    for path in ("/llave/keys", "/llave/contacts", "/llave/passphrase", "/llave/sessions"):
        assert "Estás ayudando a otra persona" in amina.opens(path, 403).text
    assert amina.posts("/llave/passphrase", {"passphrase": "x"}).status_code == 403
    assert amina.posts("/llave/help/code", {}).status_code == 403


def test_helping_has_an_id_and_a_tag_of_its_own(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    before = amina.client.get_cookie("llave")
    begins(amina, shows_code(bo))
    after = amina.client.get_cookie("llave")
    assert before and after and before.value != after.value
    tag = amina.client.get("/").headers["Ventanilla-Person"]
    assert tag not in {both[0].tag, both[1].tag}
    told = {"Ventanilla_Replay": "1", "Ventanilla_Person": both[0].tag}
    assert amina.posts("/reports/new", a_fault(), **told).status_code == 401
    told = {"Ventanilla_Replay": "1", "Ventanilla_Person": tag}
    assert amina.posts("/reports/new", a_fault(), **told).status_code == 201


def test_bo_ends_it_and_she_is_herself_again(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    begins(amina, shows_code(bo))
    bo.sends(bo.opens("/llave/help").form("/end"))
    assert amina.client.get("/").headers["Ventanilla-Person"] == both[0].tag
    assert "Estás ayudando" not in amina.opens("/llave").text
    assert amina.client.get("/").headers["Ventanilla-Person"] == both[0].tag
    amina.posts("/reports/new", a_fault())
    with site.app_context():
        assert db.session.query(Report).one().account_id == both[0].id


def test_she_may_help_again_until_it_runs_out(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    begins(amina, shows_code(bo))
    amina.posts("/llave/help/stop", {})
    act = amina.opens("/llave/help").form("/act")
    amina.sends(act)
    assert "Estás ayudando a Bo" in amina.opens("/llave").text
    with site.app_context():
        db.session.query(Help).one().until = clock.now()
        db.session.commit()
    assert "Estás ayudando" not in amina.opens("/llave").text
    assert amina.posts(act.action, {}).status_code == 404


def test_a_code_helps_once_and_nobody_helps_herself(
    site: Flask, amina: Person, bo: Person, eve: Person, both: tuple[Llave, Llave]
) -> None:
    signs_in(eve, site, a_llave(site, "Eve", phone="+525500000000"))
    code = shows_code(bo)
    assert "no sirve" in begins(bo, code, 422).text
    code = shows_code(bo)
    begins(amina, code)
    assert "no sirve" in begins(eve, code, 422).text
    assert "no sirve" in begins(eve, "K7Q4 2M9X", 422).text
    assert "Dinos qué eres" in begins(eve, shows_code(bo), 422, kind="").text


def test_others_agreements_are_not_there_for_eve(
    site: Flask, amina: Person, bo: Person, eve: Person, both: tuple[Llave, Llave]
) -> None:
    signs_in(eve, site, a_llave(site, "Eve", phone="+525500000000"))
    begins(amina, shows_code(bo))
    with site.app_context():
        id = db.session.query(Help).one().id
    for verb in ("act", "end"):
        assert eve.posts(f"/llave/help/{id}/{verb}", {}).status_code == 404
    assert bo.posts(f"/llave/help/{id}/act", {}).status_code == 404, "he is helped, not helping"
    assert "Bo" not in eve.opens("/llave/help").text


def test_who_has_no_app_tells_a_code_that_was_sent(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    form = amina.opens("/llave/help").form("/llave/help/ask")
    form.fields |= {"who": "55 8765 4321", "ask-kind": "carer"}
    page = amina.sends(form)
    with site.app_context():
        sent = db.session.query(Message).filter_by(recipient=HIS).one()
        assert "Amina Reyes quiere hacer trámites por ti" in sent.body
    form = page.form("/llave/help/enter")
    form.fields["code"] = "000000"
    assert "no sirve" in amina.sends(form, 422).text
    form.fields["code"] = codes_sent(site, HIS)[0]
    amina.sends(form)
    assert "Estás ayudando a Bo Díaz" in amina.opens("/llave").text


def test_asking_tells_nobody_who_has_a_llave(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    pages = []
    for who in ("55 8765 4321", "55 0000 0000"):
        form = amina.opens("/llave/help").form("/llave/help/ask")
        form.fields |= {"who": who, "ask-kind": "carer"}
        pages.append(amina.sends(form).html)
    assert pages[0] == pages[1]


def test_a_phone_they_share_means_the_other(
    site: Flask, amina: Person, both: tuple[Llave, Llave]
) -> None:
    a_llave(site, "Abuela Reyes")
    form = amina.opens("/llave/help").form("/llave/help/ask")
    form.fields |= {"who": "55 1234 5678", "ask-kind": "family"}
    form = amina.sends(form).form("/llave/help/enter")
    form.fields["code"] = codes_sent(site, "+525512345678")[0]
    amina.sends(form)
    assert "Estás ayudando a Abuela Reyes" in amina.opens("/llave").text


def test_a_clerk_helps_at_the_counter_for_half_an_hour(
    site: Flask, bo: Person, person: object, both: tuple[Llave, Llave], eve: Person
) -> None:
    dora = eve
    signs_in(
        dora,
        site,
        a_llave(site, "Dora", phone="+525500000001", role="clerk", office="lighting"),
        strong=True,
    )
    begins(dora, shows_code(bo), kind="counter")
    with site.app_context():
        agreed = db.session.query(Help).one()
        assert agreed.until - agreed.since == timedelta(minutes=30)
        assert agreed.office == "lighting"
        assert db.session.query(Entry).filter_by(act="identity.help").one().office == "lighting"


def test_who_is_no_clerk_cannot_say_so(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    assert "Dinos qué eres" in begins(amina, shows_code(bo), 422, kind="counter").text


def test_a_closed_account_is_helped_by_nobody(
    site: Flask, amina: Person, bo: Person, both: tuple[Llave, Llave]
) -> None:
    code = shows_code(bo)
    with site.app_context():
        db.session.get_one(Account, both[1].id).closed = clock.now()
        db.session.commit()
    assert "no sirve" in begins(amina, code, 422).text
