"""What changes what public pages show gives its subject another number, and nothing else does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from backend.config import ROOT
from backend.kernel import clock
from backend.kernel.db import apart, db
from backend.kernel.generations import Numbers
from backend.places.actions import forget
from backend.reports import actions, queries
from backend.reports.models import Note, Report
from backend.reports.status import Actor, State
from backend.transit.actions import end_notice, post_notice
from backend.transit.load import load_sample
from backend.transit.models import Notice
from tests.people import a_receipt
from tests.places.made import a_full_city


@pytest.fixture(autouse=True)
def inside(site: Flask) -> Iterator[None]:
    with site.app_context():
        db.session.execute(text("DELETE FROM kernel_generations"))  # as nothing was ever written
        db.session.commit()
        yield


@pytest.fixture
def numbers(site: Flask) -> Callable[[], dict[str, int]]:
    """What another process reads."""
    other = Numbers(site.extensions["settings"].database)

    def read() -> dict[str, int]:
        found = other.read()
        assert found is not None
        return found

    return read


def a_report(site: Flask) -> Report:
    city = site.extensions["city"]
    filing = actions.Filing(category=city.categories[0], borough=city.boroughs[0].id)
    return actions.file_report(receipt=a_receipt(), filing=filing, now=clock.now())


def post() -> Notice:
    return post_notice(words={"es": "Sin servicio"}, now=clock.now())


def test_every_write_of_a_subject_gives_it_a_number_of_its_own(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    seen = [numbers().get("reports")]

    def settled() -> None:
        db.session.commit()
        seen.append(numbers()["reports"])

    report = a_report(site)
    settled()
    actions.move(report=report, to=State.ASSIGNED, actor=Actor.CITY, words="", now=clock.now())
    settled()
    actions.publish(report=report)
    settled()
    actions.hide_of(account_id=1, now=clock.now())
    settled()
    assert len(set(seen)) == 5
    assert numbers().keys() == {"reports"}


def test_notices_the_feed_and_places_have_theirs(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    notice = post()
    db.session.commit()
    posted = numbers()
    end_notice(notice=notice, now=clock.now())
    db.session.commit()
    ended = numbers()
    load_sample(ROOT / "backend" / "city" / "cdmx" / "gtfs", now=clock.now())
    loaded = numbers()
    a_full_city(site)
    db.session.commit()
    placed = numbers()
    forget(kind="wifi")
    db.session.commit()
    assert len({each["transit"] for each in (posted, ended, loaded)}) == 3
    assert "places" not in loaded
    assert placed["places"] != numbers()["places"]
    assert placed["transit"] == loaded["transit"] == numbers()["transit"]


@pytest.mark.parametrize(
    "write",
    [
        lambda: db.session.execute(update(Notice).values(words={"es": "Ya hay"})),
        lambda: db.session.execute(delete(Notice)),
        lambda: db.session.execute(Notice.__table__.delete()),
        lambda: db.session.execute(
            insert(Notice), [{"about": "all", "key": "", "words": {}, "starts": clock.now(),
                              "ends": None, "posted": clock.now()}]
        ),
        lambda: db.session.query(Notice).delete(),
    ],
    ids=["update", "delete", "of the table", "many", "query"],
)  # fmt: skip
def test_so_does_one_statement_for_many_rows(
    numbers: Callable[[], dict[str, int]], write: Callable[[], object]
) -> None:
    post()
    db.session.commit()
    before = numbers()
    write()
    assert numbers() == before, "nobody sees the write yet, nor its number"
    db.session.commit()
    assert numbers()["transit"] != before["transit"]


def test_what_is_undone_changes_no_number(numbers: Callable[[], dict[str, int]]) -> None:
    post()
    db.session.commit()
    before = numbers()
    post()
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert numbers() == before


def test_a_part_undone_within_a_whole_leaves_the_whole(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    a_report(site)
    with pytest.raises(ZeroDivisionError), db.session.begin_nested():
        post()
        raise ZeroDivisionError
    db.session.commit()
    assert "reports" in numbers()


def test_a_write_apart_has_its_number_at_its_own_end(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    with apart() as writing:
        writing.add(Notice(about="all", key="", words={}, starts=clock.now(), posted=clock.now()))
    assert "transit" in numbers()


def test_who_only_reads_or_writes_what_nobody_is_shown_leaves_the_numbers(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    report = a_report(site)
    db.session.commit()
    before = numbers()
    assert queries.by_folio(report.folio)
    db.session.commit()
    db.session.add(Note(report_id=report.id, receipt="x", text="para la oficina", at=clock.now()))
    report.state = report.state  # said again, and the same
    db.session.commit()
    assert numbers() == before


def test_two_who_write_at_the_same_moment_both_change_it(
    site: Flask, numbers: Callable[[], dict[str, int]]
) -> None:
    """The second waits for the first, and neither ends under the number of the other."""
    seen = []
    for _ in range(2):
        with Session(db.engine) as one, one.begin():
            one.add(Notice(about="all", key="", words={}, starts=clock.now(), posted=clock.now()))
        seen.append(numbers()["transit"])
    assert seen[0] != seen[1]


def test_a_database_that_does_not_answer_has_no_numbers(tmp_path: Path) -> None:
    assert Numbers(f"sqlite:///{tmp_path}/none/ventanilla.db").read() is None
    assert Numbers(f"sqlite:///{tmp_path}/never-migrated.db").read() is None
    assert Numbers("postgresql://nobody:x@127.0.0.1:1/none").read() is None


def test_after_a_loss_the_numbers_come_back_by_themselves(site: Flask) -> None:
    own = Numbers(site.extensions["settings"].database)
    assert own.read() == {}
    engine = own._opened()
    connection = engine.raw_connection()
    connection.driver_connection.close()  # type: ignore[union-attr]
    connection.close()
    assert own.read() is None
    assert own.read() == {}


def test_a_subject_has_one_row_however_often_it_changes(site: Flask) -> None:
    for _ in range(3):
        post()
        db.session.commit()
    assert db.session.scalar(text("SELECT count(*) FROM kernel_generations")) == 1
