"""The same form at the same moment, from two tabs, the worker and an impatient thumb: one write."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from backend.kernel import receipts
from backend.reports import folio as folios
from tests.browser.city import City
from tests.people import ZOCALO, a_fault, a_photo, a_receipt
from tests.server.crowd import at_once
from tests.server.ledger import Filed, everything, reports_of
from tests.server.phone import Answer, get, post

NEW = "/reports/new"


@pytest.fixture
def fault() -> dict[str, str]:
    return a_fault(near="new")


@pytest.fixture
def key(fault: dict[str, str]) -> str:
    """Of Amina's report: with it she may add to it."""
    return folios.key_of(fault["receipt"])


@pytest.fixture
def address(city: City, fault: dict[str, str]) -> str:
    """Of Amina's report."""
    return post(city, NEW, fault).location


def filed_under(city: City, receipt: str) -> list[Filed]:
    digest = receipts.digest(receipt)
    return [report for report in reports_of(city) if digest in report.receipts]


def report_at(city: City, address: str) -> Filed:
    return next(each for each in reports_of(city) if each.folio == address.rsplit("/", 1)[1])


def told(answers: list[Answer]) -> set[tuple[int, str]]:
    return {(answer.status, answer.location) for answer in answers}


@pytest.mark.parametrize("copies", [2, 10])
def test_copies_of_a_report_are_one_report(city: City, copies: int) -> None:
    for _ in range(5):
        fault = a_fault(near="new")
        answers = at_once([lambda fault=fault: post(city, NEW, fault)] * copies)
        assert told(answers) == {(201, f"/reports/{folios.folio_of(fault['receipt'])}")}
        [report] = filed_under(city, fault["receipt"])
        assert report.moves == ["received"]


def test_plain_copies_of_a_report_get_the_same_redirect(city: City) -> None:
    fault = a_fault(near="new")
    answers = at_once([lambda: post(city, NEW, fault, Ventanilla_Replay="0")] * 10)
    assert told(answers) == {(303, f"/reports/{folios.folio_of(fault['receipt'])}")}
    assert {"phone=" in answer.headers["set-cookie"] for answer in answers} == {True}


def test_nobody_is_asked_whether_her_report_is_the_same_as_itself(city: City) -> None:
    for street in range(30, 35):
        fault = a_fault(**{**ZOCALO, "place-lat": f"19.{street}"}, near="ask")
        answers = at_once([lambda fault=fault: post(city, NEW, fault)] * 10)
        assert {answer.status for answer in answers} == {201}
        assert len(filed_under(city, fault["receipt"])) == 1


ADDED: dict[str, dict[str, Any]] = {
    "photos": {"photo": a_photo()},
    "notes": {"note": "Ya son dos"},
}


@pytest.mark.parametrize("copies", [2, 10])
@pytest.mark.parametrize("what", ADDED)
def test_copies_of_what_is_added_are_added_once(
    city: City, address: str, key: str, copies: int, what: str
) -> None:
    form = {"receipt": a_receipt(), "key": key, **ADDED[what]}
    answers = at_once([lambda: post(city, f"{address}/{what}", form)] * copies)
    assert told(answers) == {(201, address)}
    assert len(getattr(report_at(city, address), what)) == 1


def set_state(city: City, address: str, state: str) -> None:
    engine = create_engine(city.database, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE reports_reports SET state = :state WHERE folio = :folio"),
            {"state": state, "folio": address.rsplit("/", 1)[1]},
        )


@pytest.mark.parametrize(("ending", "state"), [("confirm", "confirmed"), ("reopen", "reopened")])
def test_copies_of_a_word_on_the_repair_are_one_word(
    city: City, address: str, key: str, ending: str, state: str
) -> None:
    set_state(city, address, "fixed")
    form = {"receipt": a_receipt(), "key": key, "reason": "Sigue apagada"}
    answers = at_once([lambda: post(city, f"{address}/{ending}", form)] * 10)
    assert told(answers) == {(201, address)}
    report = report_at(city, address)
    assert (report.state, report.moves) == (state, ["received", state])


def test_two_who_hold_the_link_cannot_both_close_and_reopen(
    city: City, address: str, key: str
) -> None:
    """She says that it is fixed, her sister on another phone that it is not: one is too late."""
    for _ in range(5):
        set_state(city, address, "fixed")
        before = len(report_at(city, address).moves)

        def says(ending: str) -> Callable[[], Answer]:
            form = {"receipt": a_receipt(), "key": key, "reason": "Sigue apagada"}
            return lambda: post(city, f"{address}/{ending}", form)

        answers = at_once([says("confirm"), says("reopen"), says("reopen"), says("reopen")])
        assert sorted(answer.status for answer in answers if answer.status != 201)
        assert {answer.status for answer in answers} <= {201, 422}
        moves = report_at(city, address).moves[before:]
        assert moves in (["confirmed"], ["reopened"], ["reopened", "confirmed"])


def test_six_photos_fit_however_many_come_at_once(city: City, address: str, key: str) -> None:
    forms = [{"receipt": a_receipt(), "key": key, "photo": a_photo()} for _ in range(10)]
    answers = at_once([lambda form=form: post(city, f"{address}/photos", form) for form in forms])
    assert sorted(answer.status for answer in answers) == [201] * 6 + [422] * 4
    assert len(report_at(city, address).photos) == 6


def test_copies_with_other_words_are_told_so(city: City) -> None:
    fault = a_fault(near="new")
    forms = [fault] * 5 + [{**fault, "description": f"Otra cosa {n}"} for n in range(5)]
    answers = at_once([lambda form=form: post(city, NEW, form) for form in forms])
    statuses = sorted(answer.status for answer in answers)
    assert statuses in ([201] * 5 + [409] * 5, [201] + [409] * 9)
    assert len(filed_under(city, fault["receipt"])) == 1


def test_a_receipt_opens_no_other_address(city: City, address: str, key: str) -> None:
    form = {"receipt": a_receipt(), "key": key, "note": "Ya son dos"}
    assert post(city, f"{address}/notes", form).status == 201
    before = everything(city)
    elsewhere = {
        f"{address}/photos": {**form, "photo": a_photo()},
        f"{address}/confirm": form,
        NEW: {**a_fault(near="new"), "receipt": form["receipt"]},
    }
    for path, other in elsewhere.items():
        assert post(city, path, other).status == 404, path
    assert everything(city) == before


def test_a_taken_folio_gives_the_next_to_all_copies(city: City, fault: dict[str, str]) -> None:
    receipt = a_receipt()
    post(city, NEW, fault)
    engine = create_engine(city.database, poolclass=NullPool)
    with engine.begin() as connection:
        taken = {"taken": folios.folio_of(receipt), "own": folios.folio_of(fault["receipt"])}
        update = text("UPDATE reports_reports SET folio = :taken WHERE folio = :own")
        connection.execute(update, taken)
    again = a_fault(receipt=receipt, near="new")
    answers = at_once([lambda: post(city, NEW, again)] * 10)
    assert told(answers) == {(201, f"/reports/{folios.folio_of(receipt, 1)}")}


def test_what_is_read_meanwhile_is_whole(city: City) -> None:
    faults = [a_fault(near="new") for _ in range(10)]
    links = [f"/reports/{folios.folio_of(fault['receipt'])}" for fault in faults]
    writes = [lambda fault=fault: post(city, NEW, fault).status for fault in faults]
    reads = [lambda link=link: get(city, link).status for link in [*links, "/reports"]]
    statuses = at_once([*writes, *reads])
    assert statuses[:10] == [201] * 10
    assert set(statuses[10:]) <= {200, 404}
