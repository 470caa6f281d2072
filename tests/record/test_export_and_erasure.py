"""What is kept of Amina comes out whole, and goes whole; of Bo nothing is touched."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from flask import Flask

from backend.identity.models import Turn
from backend.kernel import clock, keeping
from backend.kernel.db import db
from backend.kernel.keeping import LAW, MONTH, QUARTER, YEAR, Export
from backend.record.owned import in_order
from tests.identity.people import Llave, a_llave, signs_in
from tests.page import Page, Person
from tests.record.filled import Filled, fill, found_in

TOLD = (Export.TOLD, Export.PARTY)


@pytest.fixture
def hers(site: Flask) -> Llave:
    return a_llave(site, "Amina Reyes", phone="+525512345678")


@pytest.fixture
def filled(site: Flask, hers: Llave) -> tuple[Filled, Filled]:
    """Something of Amina, and something of Bo, in every table about people."""
    his = a_llave(site, "Bo Díaz", phone="+525587654321")
    clerk = a_llave(site, "Dora Luna", phone="+525511112222")
    amina = fill(site, hers.id, hers.tag, other=clerk.id, word="marca")
    bo = fill(site, his.id, his.tag, other=clerk.id, word="otro")
    return amina, bo


def asks(person: Person, kind: str = "access", **more: str) -> Page:
    form = person.opens("/me/rights").form("/me/rights")
    form.fields |= {"kind": kind, **more}
    return person.sends(form)


def cancels(person: Person) -> Page:
    form = person.opens("/me/rights/cancel").form("/me/rights/cancel")
    form.fields["sure"] = "yes"
    return person.sends(form)


def tidies(site: Flask, when: datetime) -> None:
    with time_machine.travel(when, tick=False):
        ran = site.test_cli_runner().invoke(args=["tidy"])
    assert ran.exit_code == 0, ran.output


def test_words_stand_in_every_table_about_people(
    site: Flask, filled: tuple[Filled, Filled]
) -> None:
    amina, _ = filled
    assert len(amina.among(*TOLD, Export.FILE)) >= 25
    assert found_in(site, set(amina.words)) == set(amina.words)
    with site.app_context():
        about_people = {table.name for table in in_order(db.metadata)}
    assert about_people - set(amina.rows) == {"record_blocks"}


def test_the_export_is_whole_and_hers_alone(
    site: Flask, amina: Person, hers: Llave, filled: tuple[Filled, Filled]
) -> None:
    mine, his = filled
    signs_in(amina, site, hers)
    page = asks(amina)
    links = [each for each in page.links() if "/data." in each]
    assert [each.rpartition(".")[2] for each in links] == ["txt", "zip", "json"]
    text, packed, data = (amina.client.get(each) for each in links)
    for answer in (text, packed, data):
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"
    due = mine.among(*TOLD)
    assert {word for word in due if word not in text.text} == set()
    assert {word for word in due if word not in data.text} == set()
    with ZipFile(BytesIO(packed.data)) as archive:
        inside = {
            name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        }
    assert {"data.json", "data.txt"} <= set(inside)
    everything = "\n".join(inside.values())
    assert {word for word in due | mine.among(Export.FILE) if word not in everything} == set()
    assert {word for word in mine.among(Export.SECRET) if word in everything} == set()
    assert {word for word in his.words if word in everything} == set()


def test_the_export_says_what_each_thing_is_and_why(
    site: Flask, amina: Person, hers: Llave, filled: tuple[Filled, Filled]
) -> None:
    signs_in(amina, site, hers)
    links = [each for each in asks(amina).links() if each.endswith(".json")]
    told = json.loads(amina.client.get(links[0]).text)
    contacts = told["tables"]["identity_contacts"]
    assert contacts["name"] == "Cómo avisarme"
    assert contacts["columns"]["address"] == {"name": "Número o correo", "why": "reach"}
    assert {"+525512345678"} <= {row["address"] for row in contacts["rows"]}
    assert "digest" not in told["tables"]["identity_sessions"]["columns"]


def test_amina_cancels_and_it_goes_table_by_table(
    site: Flask, amina: Person, hers: Llave, filled: tuple[Filled, Filled]
) -> None:
    mine, his = filled
    signs_in(amina, site, hers)
    page = cancels(amina)
    began = clock.now()
    assert "Llave cancelada" in page.text
    assert amina.client.get("/me").location.startswith("/sign-in")
    assert found_in(site, set(mine.words)) >= mine.until(LAW) - mine.until(0), "blocked, not gone"
    for days in (0, MONTH, QUARTER, YEAR):
        tidies(site, began + timedelta(days=days, minutes=5))
        left = {word: mine.words[word] for word in found_in(site, set(mine.words))}
        assert set(left) == set(mine.words) - mine.until(days), (f"after {days} days", left)
    _the_page_says_what_is_left(amina, page, mine)
    tidies(site, began + timedelta(days=LAW, minutes=5))
    assert found_in(site, set(mine.words)) == set()
    assert found_in(site, his.lasting()) == his.lasting()


def _the_page_says_what_is_left(amina: Person, page: Page, mine: Filled) -> None:
    """After a year only what the law keeps is there, and every such table is named with its
    reason: on the page of the cancellation, and on the one that everybody can read."""
    law = {table for word, (table, _) in mine.words.items() if word not in mine.until(YEAR)}
    assert law
    for address in (page.response.request.path, "/privacy/kept"):
        said = amina.opens(address).text
        for name in law:
            kept = keeping.of(db.metadata.tables[name])
            with amina.client.application.test_request_context("/"):
                assert str(kept.name) in said, (address, name)
                assert str(kept.because) in said, (address, name)


def test_a_report_stays_and_says_nothing_of_her(
    site: Flask, amina: Person, hers: Llave, filled: tuple[Filled, Filled]
) -> None:
    mine, _ = filled
    signs_in(amina, site, hers)
    cancels(amina)
    tidies(site, clock.now() + timedelta(days=QUARTER, minutes=5))
    with site.app_context():
        reports = db.metadata.tables["reports_reports"]
        row = db.session.execute(
            reports.select().where(reports.c.id == mine.rows["reports_reports"])
        ).one()
    assert row.account_id is None
    assert (row.street, row.description, row.contact, row.answers) == ("", "", "", {})
    assert row.lat is None
    assert row.folio and row.created


def test_what_is_shown_to_others_is_hidden_at_once(
    site: Flask, amina: Person, hers: Llave, filled: tuple[Filled, Filled]
) -> None:
    mine, _ = filled
    reports = db.metadata.tables["reports_reports"]
    with site.app_context():
        hers_alone = reports.c.id == mine.rows["reports_reports"]
        db.session.execute(reports.update().values(is_published=True))
        db.session.commit()
    signs_in(amina, site, hers)
    cancels(amina)
    with site.app_context():
        shown = db.session.execute(db.select(reports.c.is_published).where(hers_alone)).scalar_one()
        assert not shown
        assert db.session.execute(
            db.select(reports.c.is_published).where(~hers_alone)
        ).scalar_one(), "Bo's stays"


def test_cancelling_twice_is_cancelling_once(site: Flask, amina: Person, hers: Llave) -> None:
    signs_in(amina, site, hers)
    form = amina.opens("/me/rights/cancel").form("/me/rights/cancel")
    form.fields["sure"] = "yes"
    first = amina.posts(form.action, form.fields)
    assert first.status_code == 303
    assert amina.posts(form.action, form.fields).status_code == 401
    with site.app_context():
        requests = db.metadata.tables["record_requests"]
        assert len(db.session.execute(requests.select()).all()) == 1


def test_what_is_half_typed_goes_by_itself(site: Flask) -> None:
    """Somebody who never finished signing up has no account to cancel."""
    with site.app_context():
        now = clock.now()
        db.session.add(
            Turn(
                digest="d",
                kind="sign-up",
                told={"name": "marcaturno"},
                created=now,
                until=now + timedelta(minutes=30),
            )
        )
        db.session.commit()
    tidies(site, now + timedelta(days=1))
    assert found_in(site, {"marcaturno"}) == set()
