"""Nobody edits what was done: the database itself refuses, on each of the two."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from backend.kernel.db import db
from tests.page import Person
from tests.staff.people import came_in, logged
from tests.staff.test_case import does

TAMPERING = {
    "a row is deleted": "DELETE FROM reports_activity",
    "what was done is changed": "UPDATE reports_activity SET act = 'note'",
    "to what is changed": "UPDATE reports_activity SET told = 'cannot'",
    "when is changed": "UPDATE reports_activity SET at = '2020-01-01 00:00:00'",
    "another did it": "UPDATE reports_activity SET actor = 'person:1'",
    "nobody did it, and something else": "UPDATE reports_activity SET actor = '', act = 'note'",
    "another report": "UPDATE reports_activity SET report_id = report_id + 1",
}
ON_ONE = {
    "sqlite": "INSERT OR REPLACE INTO reports_activity SELECT id, report_id, at, 'person:1',"
    " office, act, told FROM reports_activity",
    "postgresql": "TRUNCATE reports_activity",
}


@pytest.mark.parametrize("how", [*TAMPERING, "as only this database can"])
def test_the_log_is_only_ever_added_to(site: Flask, dora: Person, how: str) -> None:
    folio = came_in(site)
    does(dora, folio, "move", to="assigned")
    with site.app_context():
        statement = TAMPERING.get(how) or ON_ONE[db.engine.dialect.name]
        with pytest.raises(SQLAlchemyError, match="only added to"):
            db.session.execute(text(statement))
        db.session.rollback()
    assert logged(site, folio) == [("move", "assigned")]


def test_only_the_name_of_who_acted_may_go(site: Flask, dora: Person) -> None:
    """What is kept of her goes when the law's years are over; what was done stays."""
    folio = came_in(site)
    does(dora, folio, "move", to="assigned")
    with site.app_context():
        db.session.execute(text("UPDATE reports_activity SET actor = ''"))
        db.session.commit()
        left = db.session.execute(text("SELECT actor, act, told FROM reports_activity")).all()
    assert [tuple(row) for row in left] == [("", "move", "assigned")]
