"""A clerk does it for somebody who shows her code; and what changed between draft and sending."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from backend.cases.status import State
from backend.identity.actions import helping
from backend.identity.models import Account, Session
from backend.kernel import clock
from backend.kernel.db import db
from backend.record.given import hooks
from tests.cases.people import (
    answers,
    asks_a_question,
    fills_in_permit,
    has_a_llave,
    kept,
    lives,
    noted,
    sends,
    starts,
    state_of,
    told,
)
from tests.identity.people import Llave, a_llave, gets_a_role
from tests.page import Person
from tests.staff.people import works

Acting = Callable[[Llave], Person]


@pytest.fixture
def acting(app: Flask, dora: Person) -> Acting:
    """Dora, acting for somebody who showed her code at the counter."""

    def act(for_: Llave) -> Person:
        with app.app_context():
            account = db.session.query(Account).filter_by(name="Dora Luna").one()
            helped = db.session.get_one(Account, for_.id)
            agreed = helping.agree(
                helper=account,
                helped=helped,
                kind=helping.COUNTER,
                office="mobility",
                now=clock.now(),
            )
            session = db.session.query(Session).filter_by(account_id=account.id).one()
            session.help_id = agreed.id
            db.session.commit()
            dora.client.set_cookie("person", agreed.tag)
        return dora

    return act


def test_a_clerk_does_it_for_amina_and_amina_is_told(app: Flask, acting: Acting) -> None:
    amina = a_llave(app, "Amina Reyes", level=2)
    lives(app, amina)
    clerk = acting(amina)
    folio = fills_in_permit(clerk)
    sends(clerk, folio)
    assert kept(app, folio, "account_id", "channel") == (amina.id, "counter")
    assert kept(app, folio, "begun_by") != amina.id
    assert kept(app, folio, "held")["name"]["value"] == "Amina Reyes"
    said = told(app, amina)
    assert any(each.startswith("Recibimos tu trámite") for each in said)
    assert noted(app, "acted:cases.send")
    agreed = {actor for actor, _, _ in noted(app, "record.consent")}
    assert agreed == {f"person:{kept(app, folio, 'begun_by')}"}


def test_a_clerk_goes_on_with_what_amina_began(app: Flask, amina: Person, acting: Acting) -> None:
    llave = has_a_llave(app, amina)
    folio = starts(amina, "permit", adult="yes")
    clerk = acting(llave)
    page = clerk.opens(f"/cases/{folio}/you")
    assert "Amina Reyes" in page.text
    assert noted(app, "record.read"), "that her data was seen is noted"
    answers(clerk, folio, "you", agree="yes")
    assert "Amina Reyes" in clerk.opens("/cases").html
    assert clerk.client.get(f"/cases/{folio}").headers.get("Ventanilla-Keep") is None


def test_the_level_is_of_whose_case_it_is(app: Flask, acting: Acting) -> None:
    amina = a_llave(app, "Amina Reyes", level=2)
    clerk = acting(amina)
    answer = clerk.posts("/services/checked/start", {})
    assert clerk.client.get(answer.location).status_code == 403


def test_who_acts_for_another_is_not_at_the_desk(app: Flask, acting: Acting) -> None:
    amina = a_llave(app, "Amina Reyes", level=2)
    assert acting(amina).client.get("/staff/cases").status_code == 403


def test_the_desk_leads_to_doing_it_for_somebody(app: Flask, bo: Person) -> None:
    llave = works(app, bo, office="mobility")
    gets_a_role(app, llave, "clerk", "mobility")
    page = bo.opens("/staff/cases")
    assert "/llave/help" in page.links()


def test_where_the_form_changed_since_old_answers_stay_and_what_is_new_is_asked(
    app: Flask, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_a_llave(app, amina)
    folio = fills_in_permit(amina)
    version = kept(app, folio, "version")
    city = app.extensions["city"]
    permit = city.service("permit")
    first, stall, *others = permit.steps
    new = replace(stall.fields[1], id="why", when=())
    changed = replace(permit, steps=(first, replace(stall, fields=(*stall.fields, new)), *others))
    services = tuple(changed if each.slug == "permit" else each for each in city.services)
    monkeypatch.setitem(app.extensions, "city", replace(city, services=services))
    page = sends(amina, folio, 422).get_data(as_text=True)
    assert f'href="/cases/{folio}/stall"' in page
    form = amina.opens(f"/cases/{folio}/stall").form("/stall")
    assert form.fields["what"] == "Flores"
    form.fields["why"] = "Porque sí"
    amina.sends(form)
    sends(amina, folio)
    assert state_of(app, folio) is State.RECEIVED
    assert kept(app, folio, "version") != version
    assert kept(app, folio, "answers")["what"] == "Flores"


def test_who_cancels_her_llave_has_nothing_under_way_any_more(
    app: Flask, amina: Person, dora: Person
) -> None:
    llave = has_a_llave(app, amina)
    draft, waiting = starts(amina, "permit", adult="yes"), asks_a_question(amina)
    with app.app_context():
        hooks().blocked[2](account_id=llave.id, now=clock.now())
        db.session.commit()
    assert state_of(app, draft) is State.CANCELLED
    assert state_of(app, waiting) is State.CANCELLED
    assert waiting not in dora.opens("/staff/cases").html
