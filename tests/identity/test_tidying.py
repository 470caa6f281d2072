"""What opens nothing any more is forgotten; what keeps Eve out is not."""

from datetime import timedelta

import time_machine
from flask import Flask

from backend.identity.models import Code, Guess, Session, Turn
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.entering import asks_for_a_code, enters
from tests.identity.people import PHRASE, a_llave
from tests.page import Person


def test_flask_tidy_forgets_codes_and_old_sessions(site: Flask, amina: Person, eve: Person) -> None:
    llave = a_llave(site, phrase=PHRASE)
    asks_for_a_code(amina)
    enters(amina)
    enters(eve, 422, passphrase="not hers at all 1")
    enters(eve, 422, who="5500000000")
    run = site.test_cli_runner().invoke
    assert run(args=["tidy"]).exit_code == 0
    assert _count(site) == {Code: 1, Turn: 1, Session: 1, Guess: 1}
    with time_machine.travel(clock.now() + timedelta(days=130), tick=False):
        assert "codes, sessions" in run(args=["tidy"]).output
    assert _count(site) == {Code: 0, Turn: 0, Session: 0, Guess: 1}
    with site.app_context():
        assert db.session.query(Guess).one().at == f"{llave.id}:passphrase"


def _count(app: Flask) -> dict[type, int]:
    with app.app_context():
        return {table: db.session.query(table).count() for table in (Code, Turn, Session, Guess)}
