"""Amina's app hears what happens, and says for her whether it is fixed."""

from datetime import datetime, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from time_machine import travel

from backend.kernel import audit, clock
from backend.kernel.db import db
from backend.reports.models import Note
from backend.reports.status import State
from tests.open311.apps import App, a_pothole, an_app, found, the_city
from tests.page import Person
from tests.people import a_fault

NAMES = [
    "update_id", "service_request_id", "status", "updated_datetime", "description", "media_url",
    "external_status_code",
]  # fmt: skip
PATH = "servicerequestupdates"


def says(folio: str, status: str, words: str = "", **more: str) -> dict[str, Any]:
    return {"service_request_id": folio, "status": status, "description": words, **more}


def state_of(site: Flask, folio: str) -> str:
    with site.app_context():
        return found(folio).state


def test_each_step_is_an_update_oldest_first(site: Flask, baches: App) -> None:
    folio = baches.files()
    the_city(site, folio, State.ASSIGNED, State.FIXED, words="Quedó")
    updates = baches.gets(PATH)
    assert [list(each) for each in updates] == [NAMES] * 3
    assert [each["external_status_code"] for each in updates] == ["received", "assigned", "fixed"]
    assert [each["status"] for each in updates] == ["open", "open", "closed"]
    assert updates[1]["description"] == "Asignado a Obras. Quedó"
    assert {each["service_request_id"] for each in updates} == {folio}
    assert datetime.fromisoformat(updates[0]["updated_datetime"]).tzinfo
    root = baches.gets_xml(PATH)
    assert root.tag == "service_request_updates"
    assert [each.tag for each in root] == ["request_update"] * 3
    assert [each.tag for each in root[0]] == NAMES


def test_an_app_reads_on_from_where_it_stopped(site: Flask, baches: App) -> None:
    folio, other = baches.files(), baches.files()
    later = clock.now() + timedelta(hours=1)
    with travel(later, tick=False):
        the_city(site, folio, State.ASSIGNED)
        start = (later - timedelta(minutes=1)).isoformat(timespec="seconds")
        (update,) = baches.gets(PATH, start_date=start)
        assert len(baches.gets(PATH)) == 3
        assert len(baches.gets(PATH, page_size=2)) == 2
        assert len(baches.gets(PATH, page_size=2, page=2)) == 1
        ours = baches.gets(PATH, service_request_id=other)
    assert update["external_status_code"] == "assigned"
    assert [each["service_request_id"] for each in ours] == [other]


def test_not_fixed_says_amina_and_the_city_sees_it_reopened(site: Flask, baches: App) -> None:
    folio = baches.files()
    the_city(site, folio, State.ASSIGNED, State.FIXED)
    (done,) = baches.told(f"{PATH}.json", says(folio, "OPEN", "Sigue el hoyo"))
    assert state_of(site, folio) == "reopened"
    last = baches.gets(PATH)[-1]
    assert (last["update_id"], last["status"]) == (done["update_id"], "open")
    with site.app_context():
        move = found(folio).moves[-1]
        assert (move.actor, move.words) == ("resident", "Sigue el hoyo")


def test_fixed_says_amina(site: Flask, baches: App) -> None:
    folio = baches.files()
    answer = baches.sends(f"{PATH}.xml", says(folio, "FIXED", "Gracias"))
    root = fromstring(answer.data)
    assert root.tag == "service_request_updates"
    assert [root[0].tag, root[0][0].tag] == ["request_update", "update_id"]
    assert state_of(site, folio) == "confirmed"
    (again,) = baches.told(f"{PATH}.json", says(folio, "closed"))
    assert again["update_id"] == root.findtext("request_update/update_id")
    with site.app_context():
        assert [note.text for note in db.session.query(Note)] == ["Gracias"]


def test_more_about_an_open_report_is_a_note_for_the_office(site: Flask, baches: App) -> None:
    folio = baches.files()
    (done,) = baches.told(f"{PATH}.json", says(folio, "open", "Ya son dos"))
    assert done["update_id"].startswith("note-")
    assert state_of(site, folio) == "received"
    assert "Ya son dos" not in baches.client.get(f"/open311/v2/{PATH}.json").text


def test_the_days_to_reopen_end(site: Flask, baches: App) -> None:
    folio = baches.files()
    the_city(site, folio, State.ASSIGNED, State.FIXED)
    fixed = clock.now()
    for status in ("open", "reopen"):
        with travel(fixed + timedelta(days=15, minutes=1), tick=False):
            (error,) = baches.told(f"{PATH}.json", says(folio, status, "Otra vez"), 400)
        assert "Ya no se puede reabrir" in error["description"]
    assert state_of(site, folio) == "fixed"
    with travel(fixed + timedelta(days=14, hours=23), tick=False):
        baches.told(f"{PATH}.json", says(folio, "reopen", "Otra vez"))
    assert state_of(site, folio) == "reopened"


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ([], "reopen"),
        ([State.ASSIGNED], "reopen"),
        ([State.CANNOT], "open"),
        ([State.CANNOT], "closed"),
        ([State.DUPLICATE], "reopen"),
        ([State.NOT_OURS], "fixed"),
    ],
)
def test_only_the_moves_of_the_table_are_made(app: Flask, states: list[State], status: str) -> None:
    baches = an_app(app)
    folio = baches.files()
    the_city(app, folio, *states)
    before = state_of(app, folio)
    (error,) = baches.told(f"{PATH}.json", says(folio, status, "Pero sí"), 400)
    assert "así no puede cambiar" in error["description"]
    assert state_of(app, folio) == before
    with app.app_context():
        assert db.session.query(Note).count() == 0


def test_only_the_app_that_sent_it_speaks_for_her(site: Flask, baches: App, amina: Person) -> None:
    eve = an_app(site, "Eve")
    folio = baches.files()
    hers = amina.posts("/reports/new", a_fault()).location.rpartition("/")[2]
    for app, report in ((eve, folio), (baches, hers)):
        (error,) = app.told(f"{PATH}.json", says(report, "closed", "Ya"), 403)
        assert "no se envió con esta api_key" in error["description"]
        assert state_of(site, report) == "received"


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"service_request_id": ""}, 400, "Falta service_request_id"),
        ({"service_request_id": "K7Q42M9XC"}, 404, "service_request_id"),
        ({"status": ""}, 400, "status puede ser"),
        ({"status": "IN_PROGRESS"}, 400, "status puede ser"),
        ({"status": "OPEN", "description": " "}, 400, "Falta description"),
        ({"description": "x" * 4001}, 400, "4000"),
        ({"updated_datetime": "ayer"}, 400, "updated_datetime no es una fecha"),
    ],
)
def test_what_is_wrong_with_an_update_is_named(
    app: Flask, form: dict[str, str], status: int, words: str
) -> None:
    baches = an_app(app)
    folio = baches.files()
    errors = baches.told(f"{PATH}.json", {**says(folio, "closed"), **form}, status)
    assert any(words in error["description"] for error in errors)
    assert state_of(app, folio) == "received"


def test_an_update_that_comes_twice_is_one(site: Flask, baches: App) -> None:
    folio = baches.files()
    first = baches.told(f"{PATH}.json", says(folio, "open", "Ya son dos", update_id="77"))
    assert baches.told(f"{PATH}.json", says(folio, "open", "Ya son dos", update_id="77")) == first
    (error,) = baches.told(f"{PATH}.json", says(folio, "open", "Son tres", update_id="77"), 400)
    assert error["code"] == 409
    other = baches.files()
    baches.told(f"{PATH}.json", says(other, "open", "Ya son dos", update_id="77"))
    with site.app_context():
        assert db.session.query(Note).count() == 2


def test_one_name_may_be_of_a_report_and_of_an_update(site: Flask, baches: App) -> None:
    folio = baches.files(Idempotency_Key="a1")
    told = baches.told(f"{PATH}.json", says(folio, "closed"), Idempotency_Key="a1")
    again = baches.told(f"{PATH}.json", says(folio, "closed"), Idempotency_Key="a1")
    assert again == told


def test_what_an_app_writes_is_written_down(site: Flask, baches: App) -> None:
    folio = baches.files(a_pothole())
    baches.told(f"{PATH}.json", says(folio, "closed"))
    with site.app_context():
        entries = audit.done_by(f"app:{baches.id}", act="open311.")
        assert [entry.act for entry in entries] == ["open311.update", "open311.file"]
        assert {entry.subject for entry in entries} == {f"report:{found(folio).id}"}
        assert {entry.what for entry in entries} == {folio}
