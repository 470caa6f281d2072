"""Of many at the same moment one is first, and the others are told what became of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from werkzeug.test import TestResponse

from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel.db import db
from backend.papers.models import Paper
from tests.cases.people import (
    answers,
    asks_a_question,
    fills_in_permit,
    has_a_llave,
    kept,
    moves_of,
    starts,
    state_of,
)
from tests.identity.people import Llave, a_session
from tests.page import SAME_SITE, Person
from tests.people import a_receipt
from tests.staff.people import works

Sent = Callable[[int], TestResponse]
MANY = 6


def sends_as(app: Flask, llave: Llave, *, strong: bool = False) -> Callable[..., TestResponse]:
    """Posts as somebody, each time from a phone of its own, with one session."""
    cookies = a_session(app, llave, strong=strong)

    def post(path: str, data: dict[str, str]) -> TestResponse:
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        return client.post(path, data=data, headers=SAME_SITE)

    return post


def at_once(doing: Callable[[int], TestResponse]) -> list[int]:
    """The statuses of MANY who do it at the same moment."""
    with ThreadPoolExecutor(MANY) as several:
        return sorted(each.status_code for each in several.map(doing, range(MANY)))


def test_of_many_who_send_the_same_form_one_is_sent(site: Flask, amina: Person) -> None:
    llave = has_a_llave(site, amina)
    folio = fills_in_permit(amina)
    post = sends_as(site, llave)
    form = {"receipt": a_receipt()}
    assert at_once(lambda _: post(f"/cases/{folio}/send", form)) == [303] * MANY
    assert [state for state, _, _ in moves_of(site, folio)] == ["received"]


def test_sent_many_times_with_other_receipts_it_is_sent_once_too(
    site: Flask, amina: Person
) -> None:
    llave = has_a_llave(site, amina, level=1)
    folio = starts(amina, "copy")
    answers(amina, folio, "you", agree="yes")
    post = sends_as(site, llave)
    statuses = at_once(lambda _: post(f"/cases/{folio}/send", {"receipt": a_receipt()}))
    assert statuses == [303] * MANY
    assert [state for state, _, _ in moves_of(site, folio)] == ["received", "granted"]
    with site.app_context():
        assert db.session.query(Paper).filter_by(subject=f"case:{folio}").count() == 1


def test_of_many_taps_on_begin_there_is_one_draft(site: Flask, amina: Person) -> None:
    llave = has_a_llave(site, amina)
    post = sends_as(site, llave)
    assert at_once(lambda _: post("/services/permit/start", {"adult": "yes"})) == [303] * MANY
    with site.app_context():
        assert db.session.query(Case).count() == 1


def test_of_clerks_who_take_it_at_once_one_has_it(site: Flask, amina: Person, bo: Person) -> None:
    has_a_llave(site, amina)
    clerks = [
        works(site, bo, f"Clerk {n}", office="mobility", phone=f"+52550000010{n}")
        for n in range(MANY)
    ]
    folio = asks_a_question(amina)
    posts = [sends_as(site, clerk, strong=True) for clerk in clerks]
    statuses = at_once(lambda n: posts[n](f"/staff/cases/{folio}/take", {}))
    assert statuses == [303] + [422] * (MANY - 1)
    assert state_of(site, folio) is State.IN_REVIEW
    assert kept(site, folio, "taken_by") in {clerk.id for clerk in clerks}


def test_who_cancels_while_it_is_decided_gets_one_or_the_other(
    site: Flask, amina: Person, bo: Person
) -> None:
    llave = has_a_llave(site, amina)
    clerk = works(site, bo, office="mobility")
    folio = asks_a_question(amina)
    hers, desk = sends_as(site, llave), sends_as(site, clerk, strong=True)
    assert desk(f"/staff/cases/{folio}/take", {}).status_code == 303

    def do(n: int) -> TestResponse:
        if n % 2:
            return hers(f"/cases/{folio}/cancel", {})
        return desk(f"/staff/cases/{folio}/decide", {"decision": "grant", "words": "Sí"})

    at_once(do)
    last = [state for state, _, _ in moves_of(site, folio)][-1]
    assert last in {"granted", "cancelled"}
    ends = [state for state, _, _ in moves_of(site, folio) if state in {"granted", "cancelled"}]
    assert ends == [last]
