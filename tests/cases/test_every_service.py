"""Every service of the city of this repository, from the search to its outcome and to its refusal.

No service is named: each is gone through as its file declares it, in both languages.
"""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from backend.app import create_app
from backend.cases.status import State
from backend.config import ROOT, Settings
from backend.kernel import clock
from backend.kernel.city import load_city
from backend.kernel.city.services.model import Service
from backend.kernel.db import db
from backend.papers.queries import of_subject as paper_of
from backend.payments.queries import of_subject as payment_of
from tests.cases.made import NAME, failing
from tests.cases.people import state_of
from tests.cases.walk import Walk, amina_with_everything
from tests.page import Form, Page, Person
from tests.payments.made import a_file, a_row
from tests.places.made import an_entry, fill
from tests.staff.people import works

CITY = load_city(ROOT / "backend" / "city" / "cdmx")
LANGUAGES = [each.code for each in CITY.languages]
DECIDED = [
    each
    for each in CITY.services
    if not each.outcome.is_instant and each.outcome.kind != "appointment"
]
"""Those about which somebody at the desk decides."""


def ways(services: Sequence[Service], turn: int = 0) -> pytest.MarkDecorator:
    """Each of ``services`` in each language; the common run takes one of them for each service,
    and ``turn`` says with which to begin."""
    every = [
        pytest.param(
            service,
            language,
            id=f"{service.slug}-{language}",
            marks=[] if (place + turn) % len(LANGUAGES) == number else [pytest.mark.proof],
        )
        for place, service in enumerate(services)
        for number, language in enumerate(LANGUAGES)
    ]
    return pytest.mark.parametrize(("service", "language"), every)


WORDS = "Xolotl"
"""Of no language of the city, so that pages can be read for words of the other."""
PLACE = "Xochimilco 7"


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Flask]:
    """The application with the city as it is shipped."""
    made: list[Flask] = []

    def make(_database: str) -> Flask:
        if not made:
            var: Path = tmp_path_factory.mktemp("every-service")
            settings = Settings(var=var, log_level="error", write_rate="100000 per minute")
            made.append(create_app(settings))
        return made[0]

    return make


@pytest.fixture
def goes(app: Flask, amina: Person) -> Callable[..., Walk]:
    """Lets Amina set out for a service."""

    def go(service: Service, language: str) -> Walk:
        amina_with_everything(app, amina, language)
        # Each language has a way of its own through the questions.
        return Walk(app, amina, service, language, is_first=language == LANGUAGES[0])

    return go


@pytest.fixture
def clerk(app: Flask, person: Callable[[], Person]) -> Callable[..., Person]:
    """Lets somebody work at the office of a service."""

    def work(service: Service, name: str = "Dora Luna", phone: str = "+525500000009") -> Person:
        somebody = person()
        works(app, somebody, name, office=service.office, phone=phone)
        return somebody

    return work


def does(clerk: Person, walk: Walk, what: str, **told: str) -> None:
    """One thing at the desk."""
    form = clerk.opens(f"/staff/cases/{walk.folio}").form(f"/{what}")
    clerk.sends(Form(form.action, form.method, form.fields | told))


def pays(walk: Walk, clerk: Person) -> None:
    """The bank says that what she was asked for was paid, in a file that the desk loads."""
    with walk.app.app_context():
        payment = payment_of(f"case:{walk.folio}")
        assert payment is not None
        reference, amount = payment.reference, f"{payment.amount:.2f}"
    assert reference in walk.opens(f"/cases/{walk.folio}/pay").text.replace(" ", "")
    file = BytesIO(a_file(a_row(reference, amount, walk.day)))
    answer = clerk.posts("/staff/payments", {"file": (file, "banco.csv")})
    assert Page(answer).status == 200


def visits(walk: Walk, turn: int = 1) -> None:
    """She chooses where, and then when: one of the times that are free."""
    here = f"/cases/{walk.folio}/visit"
    [there] = [each for each in walk.opens(here).links() if "?place=" in each]
    form = walk.opens(f"{here}?{there.partition('?')[2]}").form("/visit")
    walk.sends(here, form.fields | {"begins": form.choices["begins"][turn]})


def comes_to_the_desk(walk: Walk, clerk: Person) -> None:
    """All that is hers to do is done: it is sent, paid, and its time chosen."""
    if walk.service.visits:
        with walk.app.app_context():
            fill(walk.service.visits.place, an_entry(name=PLACE), now=clock.now())
            db.session.commit()
    walk.files()
    if state_of(walk.app, walk.folio) is State.UNPAID:
        pays(walk, clerk)
    if walk.service.visits:
        visits(walk)


def verdict_on(person: Person, signed: str, language: str) -> str:
    """What the page that verifies says to somebody without a Llave who pastes a code."""
    start = "" if language == LANGUAGES[0] else f"/{language}"
    page = Page(person.posts(f"{start}/verify", {"code": signed}))
    boxes = [each for each in page.root.iter() if each.get("data-state")]
    [shown] = [each for each in boxes if each.get("hidden") is None]
    return shown.get("data-state", "")


@ways(CITY.services)
def test_it_is_found_by_its_name_and_by_what_people_call_it(
    amina: Person, service: Service, language: str
) -> None:
    start = "" if language == LANGUAGES[0] else f"/{language}"
    for words in (service.title, *service.needs):
        page = amina.opens(f"{start}/services?q={quote(words.in_(language))}")
        found = [each for each in page.links() if each.startswith(f"{start}/services/")]
        assert f"{start}/services/{service.slug}" in found[:3], words.in_(language)


@ways(CITY.services, 1)
def test_who_may_not_have_it_is_told_why_and_where_else(
    goes: Callable[..., Walk], service: Service, language: str
) -> None:
    walk = goes(service, language)
    for told in failing(service):
        asked = "&".join(f"{name}={said}" for name, said in told.items())
        page = walk.opens(f"/services/{service.slug}/can?{asked}")
        [rule] = [each for each in service.rules if told[each.field.id] not in each.passes]
        assert rule.otherwise.in_(language) in page.text
        assert not page.has_form("/start")
        said = walk.sends(f"/services/{service.slug}/start", told, 422)
        assert rule.otherwise.in_(language) in said


@ways(CITY.services)
def test_it_goes_from_the_first_question_to_its_outcome(
    goes: Callable[..., Walk],
    clerk: Callable[..., Person],
    bo: Person,
    service: Service,
    language: str,
) -> None:
    walk, dora = goes(service, language), clerk(service)
    comes_to_the_desk(walk, dora)
    if state_of(walk.app, walk.folio) is State.RECEIVED:
        does(dora, walk, "take")
        does(dora, walk, "decide", decision="grant", words=WORDS)
    assert state_of(walk.app, walk.folio) is State.GRANTED
    page = walk.follows()
    assert service.outcome.text.in_(language) in page.text
    if service.outcome.kind == "appointment":
        assert PLACE in page.text
    elif service.outcome.kind == "answer":
        assert WORDS in page.text
    else:
        [there] = [each for each in page.links() if "/papers/" in each]
        paper = walk.opens(there.removeprefix("/en"))
        assert service.outcome.title.in_(language) in paper.text and NAME in paper.text
        assert walk.person.client.get(f"{there}.pdf").data.startswith(b"%PDF")
        with walk.app.app_context():
            given = paper_of(f"case:{walk.folio}")
            assert given is not None
            signed, lines = given.signed, given.lines
        asked = [what for what, _ in lines if re.search(r"\?|\b(?:tu|tus|your?)\b", what, re.I)]
        assert not asked, "to whoever it is shown, it speaks of her and asks nothing"
        assert verdict_on(bo, signed, language) == "valid"


@ways(DECIDED, 1)
def test_it_is_asked_for_more_refused_appealed_and_decided_by_other_eyes(
    goes: Callable[..., Walk],
    clerk: Callable[..., Person],
    service: Service,
    language: str,
) -> None:
    walk, dora = goes(service, language), clerk(service)
    ema = clerk(service, "Ema Luna", "+525500000008")
    comes_to_the_desk(walk, dora)
    here = f"/cases/{walk.folio}"
    does(dora, walk, "take")
    does(dora, walk, "ask", words=WORDS)
    page = walk.follows()
    assert WORDS in page.text
    walk.opens(f"{here}/check")
    walk.sends(f"{here}/answer", page.form("/answer").fields | {"answer": WORDS})
    does(dora, walk, "decide", decision="refuse", words=WORDS)
    page = walk.follows()
    refused = service.text("refused")
    assert WORDS in page.text and (refused is None or refused.in_(language) in page.text)
    assert not [each for each in page.links() if "/papers/" in each]
    walk.sends(f"{here}/appeal", page.form("/appeal").fields | {"appeal": WORDS})
    walk.follows()
    does(ema, walk, "take")
    decision = "grant" if walk.is_first else "refuse"
    does(ema, walk, "decide", decision=decision, words=WORDS)
    ends = State.GRANTED if walk.is_first else State.REFUSED
    assert state_of(walk.app, walk.folio) is ends
    assert not walk.follows().has_form("/appeal")


@ways([each for each in CITY.services if each not in DECIDED])
def test_what_nobody_decides_about_is_taken_back(
    goes: Callable[..., Walk],
    clerk: Callable[..., Person],
    bo: Person,
    service: Service,
    language: str,
) -> None:
    """A paper by the office, with its reason; an appointment by her, and she takes another."""
    walk, dora = goes(service, language), clerk(service)
    comes_to_the_desk(walk, dora)
    if service.outcome.kind == "appointment":
        visits(walk, 2)
        page = walk.opens(f"/cases/{walk.folio}/visit")
        walk.sends(f"/cases/{walk.folio}/visit/cancel", page.form("/visit/cancel").fields)
        assert state_of(walk.app, walk.folio) is State.CANCELLED
        walk.follows()
        return
    does(dora, walk, "revoke", words=WORDS)
    with walk.app.app_context():
        given = paper_of(f"case:{walk.folio}")
        assert given is not None
        signed, number = given.signed, given.number
    assert verdict_on(bo, signed, language) == "revoked"
    assert WORDS in walk.opens(f"/papers/{number}").text
    walk.follows()
