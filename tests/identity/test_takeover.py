"""Eve wants Amina's Llave: neither what she declares nor what she is sent gives it to her."""

from flask import Flask

from backend.identity.actions import guesses
from backend.identity.models import Code, Guess
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.entering import asks_for_a_code, types_code
from tests.identity.people import a_llave, codes_sent, signs_in
from tests.page import Person

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
