"""Eve wants Amina's Llave: neither what she declares nor what she is sent gives it to her."""

import time

from flask import Flask

from backend.identity.actions import guesses
from backend.identity.models import Account, Code, Contact, Guess, Help, Role
from backend.identity.passphrase import fault
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from tests.identity.entering import asks_for_a_code, types_code
from tests.identity.people import PHRASE, a_llave, codes_sent, signs_in
from tests.page import Page, Person, text_of

HERS, EVES = "+525512345678", "+525500000001"
CURP = "BOXW310820HNERXN09"


def test_eve_declares_the_curp_of_amina_and_her_code_opens_only_her_own_llave(
    site: Flask, amina: Person, eve: Person
) -> None:
    a_llave(site, curp=CURP)
    a_llave(site, "Eve", phone=EVES, curp=CURP)
    page = asks_for_a_code(eve, CURP)
    (hers,), (eves,) = codes_sent(site, HERS), codes_sent(site, EVES)
    assert hers != eves
    entered = types_code(eve, page, eves)
    assert "Eve" in entered.text
    assert "Amina" not in entered.text
    page = asks_for_a_code(amina, CURP)
    assert "Amina Reyes" in types_code(amina, page, codes_sent(site, HERS)[-1]).text


def test_a_curp_checked_at_a_counter_means_nobody_else(
    site: Flask, amina: Person, eve: Person
) -> None:
    a_llave(site, "Eve", phone=EVES, curp=CURP)
    hers = a_llave(site, curp=CURP, level=3)
    with site.app_context():
        db.session.add(Guess(at=guesses.place(hers.id, "code"), failures=20, last=clock.now()))
        db.session.commit()
    page = asks_for_a_code(eve, CURP)
    assert codes_sent(site, EVES) == []
    types_code(eve, page, "000000" if codes_sent(site, HERS) != ["000000"] else "1", 422)
    page = asks_for_a_code(eve, "55 0000 0001")
    types_code(eve, page, codes_sent(site, EVES)[-1])
    with site.app_context():
        assert db.session.get_one(Guess, guesses.place(hers.id, "code")).failures == 21


def test_the_counter_lets_amina_back_by_her_curp_whoever_else_declares_it(
    site: Flask, bo: Person
) -> None:
    a_llave(site, "Eve", phone=EVES, curp=CURP)
    a_llave(site, curp=CURP, level=3)
    clerk = a_llave(site, "Dora", phone="+525500000002", role="clerk", office="lighting")
    signs_in(bo, site, clerk, strong=True)
    form = bo.opens("/staff/counter").form("/staff/counter/lost")
    form.fields["who"] = CURP
    assert "Amina Reyes" in bo.sends(form).text


def asks_from_line(app: Flask, line: str, who: str) -> int:
    """Somebody asks for a code through another line."""
    return (
        app.test_client()
        .post(
            "/sign-in/code",
            data={"who": who, "phone": "own"},
            headers={"Sec-Fetch-Site": "same-origin"},
            environ_base={"REMOTE_ADDR": line},
        )
        .status_code
    )


def test_however_a_number_is_written_its_codes_are_counted_together(app: Flask) -> None:
    for number, who in enumerate(["55 0000 0009", "5500000009", "+52 55 0000 0009"] * 4):
        status = asks_from_line(app, f"10.0.0.{number}", who)
        assert status == (303 if number < 10 else 422), number
    with app.app_context():
        assert db.session.query(Code).filter_by(address="+525500000009").count() == 10


def test_one_line_does_not_use_up_the_codes_of_a_person(app: Flask, eve: Person) -> None:
    a_llave(app)
    form = {"who": "5512345678", "phone": "own"}
    assert [eve.posts("/sign-in/code", form).status_code for _ in range(6)] == [303] * 5 + [422]
    assert asks_from_line(app, "10.0.0.7", "5512345678") == 303
    assert len(codes_sent(app, HERS)) == 6


def test_who_has_a_second_factor_is_not_helped_by_a_code_sent_to_her(
    site: Flask, amina: Person, eve: Person
) -> None:
    a_llave(site, app_secret="A" * 32)
    signs_in(eve, site, a_llave(site, "Eve", phone=EVES))
    answers = []
    for who in ("55 1234 5678", "55 9999 9999"):
        form = eve.opens("/llave/help").form("/llave/help/ask")
        form.fields |= {"who": who, "ask-kind": "family"}
        answers.append(eve.sends(form).html)
    assert answers[0] == answers[1]
    assert codes_sent(site, HERS) == []


def test_a_code_typed_where_the_second_step_is_asked_starts_over(site: Flask, eve: Person) -> None:
    a_llave(site, app_secret="A" * 32, phrase="cuatro gatos pintan lunas")
    form = {"who": "5512345678", "passphrase": "cuatro gatos pintan lunas", "phone": "own"}
    assert eve.posts("/sign-in", form).location == "/sign-in/second"
    assert eve.posts("/sign-in/enter", {"code": "123456"}).location == "/sign-in"


def counter_code(clerk: Person, who: str) -> str:
    """The code by which a counter lets somebody back."""
    form = clerk.opens("/staff/counter").form("/staff/counter/lost")
    form.fields["who"] = who
    page = clerk.sends(clerk.sends(form).form("/staff/counter/back"))
    return text_of(next(p for p in page.all("p") if p.get("class") == "folio"))


def test_a_clerk_who_lets_an_admin_back_gets_no_role_and_no_helper_stays(
    site: Flask, amina: Person, bo: Person, eve: Person
) -> None:
    boss = a_llave(site, "Jefa", mail="jefa@correo.example", role="admin")
    friend = a_llave(site, "Eve", phone=EVES)
    signs_in(amina, site, boss)
    signs_in(eve, site, friend)
    page = amina.sends(amina.opens("/llave/help").form("/llave/help/code"))
    form = eve.opens("/llave/help").form("/llave/help")
    shown = text_of(next(p for p in page.all("p") if p.get("class") == "folio"))
    form.fields |= {"code": shown, "kind": "family"}
    assert "Estás ayudando" in eve.sends(form).text or "Ayudas a Jefa" in eve.opens("/").html
    clerk = a_llave(site, "Dora", phone="+525500000002", role="clerk", office="lighting")
    signs_in(bo, site, clerk, strong=True)
    code = counter_code(bo, "55 1234 5678")
    bo.posts("/sign-out", {})
    form = bo.opens("/recover").form("/recover")
    form.fields |= {"who": "55 1234 5678", "code": code, "passphrase": PHRASE}
    assert "Jefa" in bo.sends(form).text
    bo.opens("/staff/people", 404)
    assert "Ayudas a Jefa" not in eve.opens("/").html
    with site.app_context():
        role = db.session.query(Role).filter_by(account_id=boss.id).one()
        assert role.ended is not None
        assert all(each.ended for each in db.session.query(Help))
        contacts = db.session.query(Contact).filter_by(account_id=boss.id)
        assert [each.address for each in contacts if each.confirmed] == [HERS]
        told = db.session.query(Message).filter_by(recipient="jefa@correo.example").all()
        assert any("frase nueva" in each.body for each in told), "she is told there first"


def test_a_declared_curp_that_the_document_does_not_say_is_not_checked_with_it(
    site: Flask, amina: Person, bo: Person
) -> None:
    hers = a_llave(site, curp=CURP)
    clerk = a_llave(site, "Dora", phone="+525500000002", role="clerk", office="lighting")
    signs_in(amina, site, hers)
    signs_in(bo, site, clerk, strong=True)
    for curp, kept in (("", None), (CURP, CURP), ("", CURP)):
        assert amina.posts("/llave/level/code", {}).status_code == 303
        page = amina.opens("/llave/code")
        form = bo.opens("/staff/counter").form("/staff/counter")
        form.fields["code"] = text_of(next(p for p in page.all("p") if p.get("class") == "folio"))
        form = bo.sends(form).form("/staff/counter/check")
        form.fields |= {
            "name": "AMINA REYES",
            "birth_date": "20/08/1931",
            "curp": curp,
            "document": "ine",
        }
        bo.sends(form)
        with site.app_context():
            account = db.session.get_one(Account, hers.id)
            assert (account.level, account.curp) == (3, kept)
            account.level = 3 if kept else 2
            db.session.commit()


def test_a_phrase_of_marks_upon_marks_is_refused_at_once_and_told_why(app: Flask) -> None:
    with app.app_context():
        began = time.process_time()
        assert "Es muy larga" in (fault("\u0301\u0316" * 56000, has_second=False) or "")
        assert time.process_time() - began < 0.05


def test_a_phrase_that_could_never_be_typed_again_is_not_accepted(app: Flask) -> None:
    phrase = "cuatro gatos pintan lunas " + "e\u0301" * 120
    with app.app_context():
        assert "Es muy larga" in (fault(phrase, has_second=False) or "")


def invites(boss: Person, to: str, status: int = 200, **answers: str) -> Page:
    form = boss.opens("/staff/people").form("/staff/people")
    form.fields |= {"contact": to, "role": "clerk", "office": "lighting", **answers}
    return boss.sends(form, status)


def joins(person: Person, code: str, status: int = 200) -> Page:
    form = person.opens("/staff/join").form("/staff/join")
    form.fields["code"] = code
    return person.sends(form, status)


def test_an_admin_who_invites_herself_gets_nothing(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site, "Jefa", role="admin"), strong=True)
    invites(amina, HERS, role="privacy", office="all")
    assert "no sirve" in joins(amina, codes_sent(site, HERS)[-1], 422).text


def test_the_invitations_of_an_admin_end_with_her(site: Flask, amina: Person, eve: Person) -> None:
    boss = a_llave(site, "Jefa", role="admin", office="lighting")
    signs_in(amina, site, boss, strong=True)
    signs_in(eve, site, a_llave(site, "Eve", phone=EVES))
    invites(amina, EVES)
    invites(amina, EVES)
    first, second = codes_sent(site, EVES)
    joins(eve, first)
    with site.app_context():
        db.session.query(Role).filter_by(account_id=boss.id).one().ended = clock.now()
        db.session.commit()
    assert "no sirve" in joins(eve, second, 422).text


def test_who_answers_rights_does_so_for_the_whole_city(site: Flask, amina: Person) -> None:
    signs_in(amina, site, a_llave(site, "Jefa", role="admin"), strong=True)
    page = invites(amina, EVES, 422, role="privacy")
    assert "ve datos de toda la ciudad" in page.text
    invites(amina, EVES, role="privacy", office="all")
    assert len(codes_sent(site, EVES)) == 1
    run = site.test_cli_runner().invoke
    done = run(args=["staff", "invite", HERS, "--role", "privacy", "--office", "lighting"])
    assert done.exit_code == 2
