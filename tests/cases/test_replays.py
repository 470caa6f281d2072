"""What was sent once is sent again: by her, by somebody else, to another address; or only read."""

from flask import Flask

from backend.cases.models import Case, CaseDocument, CaseMove
from backend.cases.status import State
from backend.kernel.db import db
from backend.papers.models import Paper
from backend.payments.models import Payment
from backend.record.models import Consent
from tests.cases.people import (
    a_file,
    fills_in_permit,
    folio_in,
    has_a_llave,
    sends,
    starts,
    state_of,
)
from tests.cases.test_offline import WHOLE, replays
from tests.page import Person
from tests.people import a_receipt

VERBS = ("send", "cancel", "appeal", "answer", "photos", "rate/3", "pay", "visit", "visit/cancel")


def everything(app: Flask) -> list[str]:
    """All that the city has of cases and of what comes of them."""
    with app.app_context():
        return sorted(
            str({name: value for name, value in vars(row).items() if not name.startswith("_")})
            for table in (Case, CaseMove, CaseDocument, Payment, Paper, Consent)
            for row in db.session.query(table)
        )


def both(app: Flask, amina: Person, eve: Person) -> tuple[str, str]:
    """Each has a permit that is ready to be sent."""
    has_a_llave(app, amina)
    has_a_llave(app, eve, "Eve Luna", phone="+525500000001")
    return fills_in_permit(amina), fills_in_permit(eve)


def test_the_receipt_of_another_is_worth_nothing(site: Flask, amina: Person, eve: Person) -> None:
    hers, mine = both(site, amina, eve)
    form = amina.opens(f"/cases/{hers}/check").form("/send")
    amina.sends(form)
    before = everything(site)
    assert eve.posts(form.action, form.fields).status_code == 404
    assert eve.posts(f"/cases/{mine}/send", form.fields).status_code == 404
    assert everything(site) == before
    assert state_of(site, mine) is State.DRAFT


def test_a_receipt_of_ones_own_opens_no_folio_of_another(
    app: Flask, amina: Person, eve: Person
) -> None:
    hers, mine = both(app, amina, eve)
    form = eve.opens(f"/cases/{mine}/check").form("/send")
    eve.sends(form)
    before = everything(app)
    for verb in VERBS:
        told = form.fields | {"answer": "x", "appeal": "x", "photo": a_file()}
        assert eve.posts(f"/cases/{hers}/{verb}", told).status_code == 404, verb
    assert everything(app) == before


def test_a_form_that_waited_on_another_phone_is_not_taken_over(
    app: Flask, amina: Person, eve: Person
) -> None:
    amina_s = has_a_llave(app, amina)
    eve_s = has_a_llave(app, eve, "Eve Luna", phone="+525500000001")
    form = WHOLE | {"receipt": a_receipt()}
    folio = folio_in(replays(amina, amina_s, "/services/permit/form", form).location)
    before = everything(app)
    stolen = replays(eve, eve_s, "/services/permit/form", form)
    assert stolen.status_code == 404 and folio not in stolen.get_data(as_text=True)
    assert replays(eve, amina_s, "/services/permit/form", form).status_code == 401
    assert everything(app) == before


def test_a_receipt_serves_for_one_address(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    form = amina.opens(f"/cases/{folio}/check").form("/send")
    amina.sends(form)
    before = everything(app)
    assert amina.posts(f"/cases/{folio}/cancel", form.fields).status_code in {404, 409}
    assert everything(app) == before
    assert amina.posts(form.action, form.fields).location == f"/cases/{folio}"
    assert everything(app) == before


def test_to_look_at_something_changes_nothing(app: Flask, amina: Person) -> None:
    has_a_llave(app, amina)
    draft = starts(amina, "permit", adult="yes")
    sent = fills_in_permit(amina, sort="food")
    assert sent == draft, "the same draft, filled in"
    sends(amina, sent)
    draft = starts(amina, "permit", adult="yes")
    before = everything(app)
    tricks = "?agree=yes&sort=other&adult=no&state=granted&receipt=" + a_receipt()
    for folio in (draft, sent):
        for path in ("", "/check", "/you", "/stall", "/proof", *(f"/{verb}" for verb in VERBS)):
            answer = amina.client.get(f"/cases/{folio}{path}{tricks}")
            assert answer.status_code in {200, 302, 303, 404, 405}, (path, answer.status_code)
    for path in ("start", "form", "can"):
        amina.client.get(f"/services/permit/{path}{tricks}")
    assert everything(app) == before
