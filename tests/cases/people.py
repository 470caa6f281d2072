"""Amina asks the city for something; what the city has of it."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel import clock
from backend.kernel.audit import Entry
from backend.kernel.db import db
from backend.notify.models import Message
from backend.payments import actions as payments
from backend.payments.decide import Line
from backend.payments.queries import of_subject as payment_of
from backend.record.actions import giving
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.people import a_photo_file

HOME = {"street": "Av. Hidalgo 14", "area": "Centro", "borough": "Coyoacán", "postcode": "04000"}


def has_a_llave(
    app: Flask, person: Person, name: str = "Amina Reyes", *, level: int = 2, **more: Any
) -> Llave:
    """Let ``person`` be signed in, with a home in her record."""
    llave = a_llave(app, name, level=level, **more)
    lives(app, llave)
    signs_in(person, app, llave)
    return llave


def lives(app: Flask, llave: Llave, **parts: str) -> None:
    """Her address, as she gave it to her record."""
    with app.app_context():
        answer = giving.Answer("address", {**HOME, **parts}, None)
        giving.give(account_id=llave.id, by=llave.id, answer=answer, now=clock.now())
        db.session.commit()


def starts(person: Person, slug: str, **rules: str) -> str:
    """Begin a case; its folio."""
    answer = person.posts(f"/services/{slug}/start", rules)
    assert answer.status_code == 303, answer.status_code
    return folio_in(answer.location)


def folio_in(location: str) -> str:
    """The folio in the address of a case."""
    return location.partition("/cases/")[2].partition("/")[0]


def read(answer: TestResponse) -> str:
    """What an answer says in its main part."""
    return Page(answer).text if answer.mimetype == "text/html" and answer.data else ""


def answers(person: Person, folio: str, step: str, status: int = 303, **told: Any) -> str:
    """Answer one step; where that leads."""
    answer = person.posts(f"/cases/{folio}/{step}", told)
    assert answer.status_code == status, (answer.status_code, read(answer))
    return answer.location or ""


def fills_in_permit(person: Person, sort: str = "other", **more: Any) -> str:
    """Everything that the permit asks; its folio."""
    folio = starts(person, "permit", adult="yes")
    answers(person, folio, "you", agree="yes", nick="Mina")
    told = {"what": "Flores"} if sort == "other" else {"gas": "no"}
    answers(person, folio, "stall", sort=sort, **told | more)
    answers(person, folio, "proof", photo=(a_photo_file(), "puesto.jpg"))
    return folio


def sends(person: Person, folio: str, status: int = 303, **told: Any) -> Any:
    """Send it."""
    answer = person.posts(f"/cases/{folio}/send", told)
    assert answer.status_code == status, (answer.status_code, read(answer))
    return answer


def asks_a_question(person: Person, words: str = "¿Cuándo abren?") -> str:
    """A case of the question, sent; its folio."""
    folio = starts(person, "question")
    answers(person, folio, "what", question=words)
    answers(person, folio, "people", **{"people-0": "", "people-0-called": "Ana"})
    sends(person, folio)
    return folio


def kept(app: Flask, folio: str, *names: str) -> Any:
    """What the city has of a case, by the names of its columns."""
    with app.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one()
        found = tuple(getattr(case, name) for name in names)
        return found if len(found) > 1 else found[0]


def state_of(app: Flask, folio: str) -> State:
    """Where it stands."""
    return State(kept(app, folio, "state"))


def moves_of(app: Flask, folio: str) -> list[tuple[str, str, str]]:
    """Its moves: state, whose hand, words."""
    with app.app_context():
        case = db.session.query(Case).filter_by(folio=folio).one()
        return [(move.state, move.actor, move.words) for move in case.moves]


def noted(app: Flask, act: str) -> list[tuple[str, str, str]]:
    """What the audit has of an act: who, of whom, what."""
    with app.app_context():
        query = db.session.query(Entry).filter_by(act=act).order_by(Entry.id)
        return [(each.actor, each.subject, each.what) for each in query]


def told(app: Flask, llave: Llave) -> list[str]:
    """What her inbox says, oldest first."""
    with app.app_context():
        query = db.session.query(Message).filter_by(owner=f"person:{llave.id}", channel="inbox")
        return [each.subject for each in query.order_by(Message.id)]


def is_paid_at_the_bank(app: Flask, folio: str) -> None:
    """The bank says that it was paid in full, in time."""
    with app.app_context():
        payment = payment_of(f"case:{folio}")
        assert payment is not None
        line = Line(1, payment.reference, payment.cents, _today(), payment.reference)
        payments.reconcile(lines=[line], by=None, now=clock.now())
        db.session.commit()


def _today() -> date:
    return clock.now().date()


def a_file(colour: str = "navy") -> tuple[BytesIO, str]:
    """A photo as a form sends it."""
    return a_photo_file(colour), "foto.jpg"
