"""Eve guesses at Amina's keys: she is stopped, learns nothing, and Amina still gets in."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest
from flask import Flask

from backend.identity.actions import guesses
from backend.identity.models import Code, Guess, Session
from backend.identity.passphrase import fault
from backend.identity.totp import new_secret
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from tests.identity.entering import asks_for_a_code, enters, types_code
from tests.identity.people import PHRASE, a_llave, codes_sent, digits
from tests.page import Person

PHONE = "+525512345678"
WRONG = {"who": "5512345678", "passphrase": "cuatro gatos pintan soles", "phone": "own"}


def used_up(app: Flask, llave_id: int, what: str, count: int) -> None:
    """So many wrong guesses were made already."""
    with app.app_context():
        db.session.add(Guess(at=guesses.place(llave_id, what), failures=count, last=clock.now()))
        db.session.commit()


def test_a_hundred_guesses_are_all_there_are_and_amina_gets_in_another_way(
    site: Flask, amina: Person, eve: Person
) -> None:
    llave = a_llave(site, phrase=PHRASE)
    used_up(site, llave.id, "passphrase", 99)
    assert "No coincide" in enters(eve, 422, passphrase="not hers at all 1").text
    assert "No coincide" in enters(eve, 422).text, "not even with the right one"
    page = types_code(amina, asks_for_a_code(amina), codes_sent(site, PHONE)[-1])
    assert "Amina Reyes" in page.text
    form = amina.opens("/llave/passphrase").form("/llave/passphrase")
    form.fields["passphrase"] = "ocho perros cantan soles"
    amina.sends(form)
    amina.posts("/sign-out", {})
    assert "Amina" in enters(amina, passphrase="ocho perros cantan soles").text


def test_amina_is_told_when_her_guesses_are_used_up(site: Flask, eve: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    used_up(site, llave.id, "passphrase", 98)
    for _ in range(3):
        enters(eve, 422, passphrase="not hers at all 1")
    with site.app_context():
        told = db.session.query(Message).filter_by(topic="identity.used-up", channel="sms").one()
        assert told.recipient == PHONE
        assert "100 intentos" in told.body


def test_a_failed_guess_is_counted_although_the_page_undoes_everything(
    site: Flask, eve: Person
) -> None:
    llave = a_llave(site, phrase=PHRASE)
    assert eve.posts("/sign-in", WRONG).status_code == 422
    with site.app_context():
        assert db.session.get_one(Guess, f"{llave.id}:passphrase").failures == 1


def test_a_right_one_is_forgiven_what_went_before(site: Flask, amina: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    used_up(site, llave.id, "passphrase", 50)
    enters(amina)
    with site.app_context():
        assert db.session.get_one(Guess, f"{llave.id}:passphrase").failures == 0


def test_guesses_at_the_same_moment_are_all_counted(site: Flask) -> None:
    llave = a_llave(site, phrase=PHRASE)
    used_up(site, llave.id, "passphrase", 95)

    def guess(_: int) -> int:
        eve = Person(site.test_client())
        return eve.posts("/sign-in", {**WRONG, "passphrase": PHRASE}).status_code

    with ThreadPoolExecutor(4) as together:
        list(together.map(guess, [0, 1]))
        wrong = {**WRONG, "passphrase": "not hers at all 1"}
        answers = list(
            together.map(lambda _: Person(site.test_client()).posts("/sign-in", wrong), range(8))
        )
    assert {answer.status_code for answer in answers} == {422}
    with site.app_context():
        assert db.session.get_one(Guess, f"{llave.id}:passphrase").failures == 8


def test_guesses_at_codes_leave_a_code_that_nobody_guesses(
    site: Flask, amina: Person, eve: Person
) -> None:
    llave = a_llave(site, phrase=PHRASE)
    used_up(site, llave.id, "code", 100)
    asks_for_a_code(eve)
    page = asks_for_a_code(amina)
    code = codes_sent(site, PHONE)[-1]
    assert len(code.replace(" ", "")) == 12
    assert "Amina Reyes" in types_code(amina, page, code.lower()).text


def test_guesses_at_the_app_are_bounded_too(site: Flask, eve: Person) -> None:
    secret = new_secret()
    llave = a_llave(site, phrase=PHRASE, app_secret=secret)
    used_up(site, llave.id, "totp", 100)
    form = enters(eve).form("/sign-in/second")
    form.fields["digits"] = digits(secret)
    assert "no sirve" in eve.sends(form, 422).text


@pytest.mark.parametrize(
    "who", ["5500000000", "nobody@correo.example", "BOXW310820HNERXN09", "quién sabe"]
)
def test_who_is_not_known_is_answered_in_the_same_words(
    app: Flask, eve: Person, amina: Person, who: str
) -> None:
    a_llave(app, phrase=PHRASE)
    wrong = "not hers at all 1"
    assert enters(eve, 422, who=who, passphrase=wrong).html.replace(who, "?") == enters(
        amina, 422, passphrase=wrong
    ).html.replace("55 1234 5678", "?")


def test_a_code_for_who_is_not_known_is_promised_in_the_same_words(
    site: Flask, eve: Person, amina: Person
) -> None:
    a_llave(site, phrase=PHRASE)
    unknown, known = asks_for_a_code(eve, "5500000000"), asks_for_a_code(amina)
    assert unknown.html == known.html
    wrong = [types_code(eve, unknown, "123456", 422), types_code(amina, known, "123456", 422)]
    assert wrong[0].html == wrong[1].html
    with site.app_context():
        assert db.session.query(Code).count() == 2
        assert db.session.query(Message).count() == 1


def test_known_and_unknown_take_the_same_time(site: Flask, eve: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    # The processor's time of this process: what others do on this machine does not count.
    times: dict[str, list[float]] = {"5512345678": [], "5500000000": []}
    for _ in range(22):
        for who, taken in times.items():
            began = time.process_time()
            answer = eve.posts("/sign-in", {**WRONG, "who": who})
            taken.append(time.process_time() - began)
            assert answer.status_code == 422
    known, unknown = (median(taken[2:]) for taken in times.values())
    assert abs(known - unknown) < 0.020, (known, unknown)
    assert min(known, unknown) > 0.020, "a passphrase is compared for either"
    with site.app_context():
        assert db.session.get_one(Guess, f"{llave.id}:passphrase").failures == 22


def test_a_forged_address_buys_eve_nothing(app: Flask, eve: Person) -> None:
    a_llave(app, phrase=PHRASE)
    form = {"who": "5512345678", "phone": "own"}
    statuses = [
        eve.posts("/sign-in/code", form, X_Forwarded_For=f"10.0.0.{number}").status_code
        for number in range(12)
    ]
    assert statuses == [303] * 5 + [422] * 7
    assert len(codes_sent(app, PHONE)) == 5


def test_the_rate_of_sign_ups_is_of_the_address_that_connects(app: Flask, eve: Person) -> None:
    answers = [
        eve.posts("/sign-up/key", {}, X_Forwarded_For=f"10.0.0.{number}").status_code
        for number in range(121)
    ]
    assert set(answers[:120]) <= {303, 429}
    assert answers[120] == 429


def test_no_passphrase_takes_long_to_judge(app: Flask) -> None:
    hostile = [
        "4@8({[<369&#!1/|0$5+7%2" * 11,
        "a" * 256,
        "aA1!" * 64,
        "p@ssw0rd" * 32,
        "0$" * 128,
        "abcdefghijklmnopqrstuvwxyz" * 9,
        "1l0ve" * 51,
        "20260101" * 32,
        "\u0301" * 256,
    ]
    with app.app_context():
        fault("warm up the dictionaries", has_second=False)
        for text in hostile:
            began = time.process_time()
            fault(text, has_second=False, about=["Amina Reyes", "amina@correo.example"])
            assert time.process_time() - began < 0.1, text[:20]


def test_a_stolen_database_opens_nothing(site: Flask, amina: Person) -> None:
    a_llave(site, phrase=PHRASE, app_secret=new_secret())
    asks_for_a_code(amina)
    code = codes_sent(site, PHONE)[0]
    token = amina.client.get_cookie("turn")
    assert token
    with site.app_context():
        kept = str([[*each.__dict__.values()] for each in db.session.query(Code)])
        kept += str([[*each.__dict__.values()] for each in db.session.query(Session)])
    assert code not in kept
    assert token.value not in kept
