"""The right to reopen: with a photo, for so many days, and what counts afterwards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.reports import folio as folios
from backend.reports import queries
from backend.reports.actions import MOST_PHOTOS
from backend.reports.models import Rating, Report, ReportPhoto
from backend.reports.queries.figures import Figures, by_office
from backend.reports.status import State
from tests.identity.people import a_llave, signs_in
from tests.page import Page, Person
from tests.people import a_fault, a_photo, a_receipt
from tests.reports.test_notices import files, moves


@pytest.fixture
def fault() -> dict[str, str]:
    return a_fault(near="new", **{"streetlight-extent": "many"})


@pytest.fixture
def address(site: Flask, amina: Person, fault: dict[str, str]) -> str:
    """Where Amina's report is, which the city says is fixed."""
    address = str(amina.posts("/reports/new", fault).location)
    moves(site, address.rsplit("/", 1)[1], State.ASSIGNED, State.FIXED)
    return address


def days_pass(site: Flask, days: float) -> None:
    with site.app_context():
        for report in db.session.query(Report):
            report.since -= timedelta(days=days)
        db.session.commit()


def the_report(site: Flask, address: str) -> Report:
    with site.app_context():
        report = queries.by_folio(address.rsplit("/", 1)[1])
        assert report is not None
        assert report.photos is not None
        return report


def test_amina_reopens_with_a_photo(site: Flask, amina: Person, address: str) -> None:
    form = amina.opens(address).form("/reopen")
    form.fields |= {"reason": "Sigue apagada", "proof": (BytesIO(a_photo()), "noche.jpg")}
    page = amina.sends(form)
    assert "Reabierto" in page.text
    assert any(link.endswith("/photos/1.webp") for link in page.links())
    report = the_report(site, address)
    assert (report.state, report.department) == (State.REOPENED, "lighting")


def test_from_the_outbox_the_reason_goes_first_and_the_photo_follows(
    site: Flask, amina: Person, bo: Person, address: str, fault: dict[str, str]
) -> None:
    """Sent without cookies: the key says whose report it is."""
    key = {"key": folios.key_of(fault["receipt"])}
    first = {"receipt": a_receipt(), "reason": "Sigue apagada", "photos_follow": "1", **key}
    answer = bo.posts(f"{address}/reopen", first, Ventanilla_Replay="1")
    assert (answer.status_code, answer.location) == (201, address)
    photo = {"receipt": a_receipt(), "photo": (BytesIO(a_photo()), "a.jpg"), **key}
    assert bo.posts(f"{address}/photos", photo, Ventanilla_Replay="1").status_code == 201
    assert len(the_report(site, address).photos) == 1


def test_a_photo_that_is_none_reopens_nothing_and_the_reason_stays(
    site: Flask, amina: Person, address: str
) -> None:
    form = amina.opens(address).form("/reopen")
    form.fields |= {"reason": "Sigue apagada", "proof": (BytesIO(b"no photo"), "a.jpg")}
    page = amina.sends(form, 422)
    assert "Eso no es una foto" in page.text
    assert page.form("/reopen").fields["reason"] == "Sigue apagada"
    assert the_report(site, address).state == State.FIXED


def test_a_report_that_is_full_of_photos_has_room_for_that_of_a_reopening(
    app: Flask, amina: Person
) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    for number in range(MOST_PHOTOS):
        photo = amina.opens(address).form("/photos")
        photo.fields["photo"] = (BytesIO(a_photo(size=(40 + number, 30))), "a.jpg")
        amina.sends(photo)
    assert not amina.opens(address).has_form("/photos")
    moves(app, address.rsplit("/", 1)[1], State.ASSIGNED, State.FIXED)
    form = amina.opens(address).form("/reopen")
    form.fields |= {"reason": "Sigue apagada", "proof": (BytesIO(a_photo()), "noche.jpg")}
    amina.sends(form)
    assert len(the_report(app, address).photos) == MOST_PHOTOS + 1


@pytest.mark.parametrize(("days", "left"), [(0, 15), (1.5, 14), (14.5, 1)])
def test_she_sees_how_many_days_are_left(app: Flask, amina: Person, days: float, left: int) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    moves(app, address.rsplit("/", 1)[1], State.ASSIGNED, State.FIXED)
    days_pass(app, days)
    assert f"{left} día{'s' * (left > 1)} para reabrirlo" in amina.opens(address).text


def test_the_city_shows_how_it_left_it(app: Flask, amina: Person) -> None:
    fault = a_fault(near="new", photos=(BytesIO(a_photo()), "a.jpg"))
    address = str(amina.posts("/reports/new", fault).location)
    with app.app_context():
        db.session.query(ReportPhoto).one().is_proof = True
        db.session.commit()
    moves(app, address.rsplit("/", 1)[1], State.ASSIGNED, State.FIXED)
    assert "Ver cómo quedó" in amina.opens(address).text


def test_too_late_with_nothing_written_is_said_as_too_late(app: Flask, amina: Person) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    moves(app, address.rsplit("/", 1)[1], State.ASSIGNED, State.FIXED)
    form = amina.opens(address).form("/reopen")
    days_pass(app, 400)
    assert "Ya no se puede reabrir" in amina.sends(form, 422).text


def test_when_it_is_too_late_a_new_report_begins_where_the_old_one_was(
    site: Flask, amina: Person, bo: Person, address: str
) -> None:
    days_pass(site, 40)
    page = amina.opens(address)
    assert not page.has_form("/reopen")
    form = amina.opens(f"{address}/again").form("/again")
    assert form.fields["category"] == "streetlight"
    assert form.fields["streetlight-extent"] == "many"
    assert form.fields["place-street"] == "Av. Hidalgo"
    assert form.fields["place-borough"] == "coyoacan"
    assert form.fields["description"] == ""
    page = amina.sends(form)
    old = folios.spaced(address.rsplit("/", 1)[1])
    new = "/reports/" + folios.folio_of(form.fields["receipt"])
    assert f"Sigue al reporte{old}" in page.text
    assert new in amina.opens(address).links()
    assert f"{address}/again" not in amina.opens(address).links()
    assert address in bo.opens(new).links(), "everybody sees that one follows the other"


def test_the_outbox_files_it_with_the_old_key_alone(
    site: Flask, bo: Person, address: str, fault: dict[str, str]
) -> None:
    days_pass(site, 40)
    receipt = a_receipt()
    old_key = folios.key_of(fault["receipt"])
    sent = a_fault(receipt=receipt, near="new", after=old_key)
    answer = bo.posts(f"{address}/again", sent, Ventanilla_Replay="1")
    assert answer.status_code == 201
    assert the_report(site, answer.location).after == address.rsplit("/", 1)[1]
    photo = {"receipt": a_receipt(), "key": folios.key_of(receipt)}
    photo["photo"] = (BytesIO(a_photo()), "a.jpg")  # type: ignore[assignment]
    there = f"{answer.location}/photos"
    assert bo.posts(there, photo, Ventanilla_Replay="1").status_code == 201


def test_eve_hangs_nothing_on_amina_s_report(site: Flask, eve: Person, address: str) -> None:
    days_pass(site, 40)
    eve.opens(f"{address}/again", 404)
    for more in ({}, {"after": "A" * 22}, {"after": address.rsplit("/", 1)[1]}):
        assert eve.posts(f"{address}/again", a_fault(near="new", **more)).status_code == 404
    eve.posts("/reports/new", a_fault(near="new", after=address.rsplit("/", 1)[1]))
    with site.app_context():
        assert {report.after for report in db.session.query(Report)} == {""}


def test_one_that_is_open_is_not_begun_again(app: Flask, amina: Person) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    assert f"{address}/again" not in amina.opens(address).links()
    assert "Recibido" in amina.opens(f"{address}/again").text
    assert not amina.opens(f"{address}/again").has_form("/again")


def test_amina_says_in_a_tap_how_it_went_and_may_change_her_mind(
    site: Flask, amina: Person, address: str
) -> None:
    page = amina.sends(amina.opens(address).form("/rate/1"))
    for score, word in ((3, "Bien"), (1, "Mal"), (2, "Regular")):
        page = amina.sends(page.form(f"/rate/{score}"))
        assert pressed(page) == [word]
    with site.app_context():
        assert [row.score for row in db.session.query(Rating)] == [2]


def test_the_outbox_rates_with_the_key_and_twice_is_once(
    site: Flask, bo: Person, address: str, fault: dict[str, str]
) -> None:
    sent = {"receipt": a_receipt(), "key": folios.key_of(fault["receipt"])}
    for _ in range(2):
        answer = bo.posts(f"{address}/rate/3", sent, Ventanilla_Replay="1")
        assert (answer.status_code, answer.location) == (201, address)
    with site.app_context():
        assert [row.score for row in db.session.query(Rating)] == [3]


def test_taps_at_the_same_moment_are_one_rating(
    site: Flask, person: Callable[[], Person], address: str, fault: dict[str, str]
) -> None:
    sent = {"key": folios.key_of(fault["receipt"])}
    hands = [person() for _ in range(4)]
    with ThreadPoolExecutor(4) as several:
        taps = [several.submit(hand.posts, f"{address}/rate/3", dict(sent)) for hand in hands]
    assert {tap.result().status_code for tap in taps} == {303}
    with site.app_context():
        assert [row.score for row in db.session.query(Rating)] == [3]


@pytest.mark.parametrize("score", [0, 4, 99999])
def test_there_is_no_other_score(app: Flask, amina: Person, score: int) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    assert amina.posts(f"{address}/rate/{score}", {}).status_code == 404


def test_eve_rates_nothing(site: Flask, eve: Person, address: str) -> None:
    assert eve.posts(f"{address}/rate/1", {"key": "A" * 22}).status_code == 404


def test_what_goes_on_is_not_rated_yet(app: Flask, amina: Person) -> None:
    address = str(amina.posts("/reports/new", a_fault(near="new")).location)
    assert not amina.opens(address).has_form("/rate/3")
    answer = amina.posts(f"{address}/rate/3", {})
    assert answer.status_code == 422
    assert "Todavía no termina" in Page(answer).text


def test_her_rating_goes_along_into_her_llave(site: Flask, amina: Person, address: str) -> None:
    amina.sends(amina.opens(address).form("/rate/3"))
    signs_in(amina, site, a_llave(site))
    amina.posts("/reports/adopt", {})
    assert pressed(amina.opens(address)) == ["Bien"]


def test_what_comes_back_counts_for_the_office_that_said_fixed(
    site: Flask, amina: Person, bo: Person
) -> None:
    since = clock.now() - timedelta(days=1)
    lights = [files(amina) for _ in range(4)]
    hole = files(bo, category="pothole")
    for folio in (*lights, hole):
        moves(site, folio, State.ASSIGNED, State.FIXED)
    form = amina.opens(f"/reports/{lights[0]}").form("/reopen")
    form.fields["reason"] = "Sigue apagada"
    amina.sends(form)
    with site.app_context():
        report = queries.by_folio(lights[0])
        assert report is not None
        report.department = "roads"  # it turns out to be another office's
        db.session.commit()
    for folio, score in ((lights[1], 3), (lights[2], 2)):
        amina.sends(amina.opens(f"/reports/{folio}").form(f"/rate/{score}"))
    with site.app_context():
        figures = by_office(since)
        assert figures == [
            Figures("lighting", 4, 1, 2, 2.5),
            Figures("roads", 1, 0),
        ]
        assert [each.reopened_share for each in figures] == [0.25, 0.0]
        assert by_office(clock.now() + timedelta(days=1)) == []


def pressed(page: Page) -> list[str]:
    buttons = [each for each in page.all("button") if each.get("aria-pressed") == "true"]
    return ["".join(each.itertext()) for each in buttons]
