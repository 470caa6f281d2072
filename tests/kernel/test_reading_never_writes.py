"""Looking changes nothing: every address of the site, asked for by its author, by others, oddly."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from backend.kernel.access import is_public
from backend.kernel.db import db
from backend.kernel.security import MACHINE
from backend.reports import actions, queries
from backend.reports import folio as folios
from tests.identity.people import a_llave, gets_a_role, signs_in
from tests.page import Person
from tests.people import ZOCALO, a_fault, a_photo

READS = ("GET", "HEAD", "OPTIONS")


def everything(site: Flask) -> dict[str, list[Any]]:
    """All that is in the database."""
    with site.app_context():
        return {
            table.name: sorted(map(repr, db.session.execute(table.select())))
            for table in db.metadata.sorted_tables
        }


def filled_in(rule: Rule, folio: str, key: str) -> list[str]:
    """The addresses of ``rule``, with what a report of Amina's has in each of its places."""
    known = {
        "folio": [folio, "nada"],
        "key": [key, "A" * 22],
        "form": ["json", "xml"],
        "code": ["streetlight", "nada"],
        "token": [folio, "A" * 22],
    }
    numbers = ["1", "192"]
    paths = [rule.rule]
    for part in sorted(rule.arguments):
        marks = re.findall(rf"<(?:\w+:)?{part}>", rule.rule)
        assert marks, f"{rule.rule} has a part that this test cannot fill in"
        paths = [
            path.replace(marks[0], value) for path in paths for value in known.get(part, numbers)
        ]
    return paths


@pytest.fixture
def fault() -> dict[str, Any]:
    return a_fault(**ZOCALO, photos=(BytesIO(a_photo()), "a.jpg"))


# What the views ask is the same on either database; on the slower one it is with the proofs.
@pytest.mark.parametrize(
    "site", ["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)], indirect=True
)
def test_no_read_writes(site: Flask, amina: Person, bo: Person, fault: dict[str, Any]) -> None:
    address = amina.posts("/reports/new", fault).location
    folio, key = address.rsplit("/", 1)[1], folios.key_of(fault["receipt"])
    with site.app_context():
        report = queries.by_folio(folio)
        assert report is not None
        actions.publish(report=report)
        db.session.commit()
    before = everything(site)
    assert all(before[table] for table in ("reports_reports", "reports_photos", "files_photos"))
    asked = set()
    for rule in site.url_map.iter_rules():
        for path in filled_in(rule, folio, key):
            for prefix in ("", "/en"):
                for person in (amina, bo):
                    for method in READS:
                        answer = person.client.open(prefix + path, method=method)
                        assert answer.status_code < 500, (method, path)
                        asked.add(rule.endpoint)
                    person.client.get(f"{prefix}{path}?near=19.4,-99.1&after={folio}&thumb=1")
                    form = {**fault, "photos": "", "note": "x", "key": key}
                    person.client.get(prefix + path, query_string=form)
        assert everything(site) == before, rule
    assert len(asked) == len(site.view_functions)


@pytest.mark.parametrize("site_says", ["cross-site", "same-site", ""])
def test_no_write_of_another_site_writes(
    site: Flask, amina: Person, bo: Person, fault: dict[str, Any], site_says: str
) -> None:
    works_here = a_llave(site, "Bo", role="clerk")
    for role in ("admin", "privacy", "desk", "crew"):
        gets_a_role(site, works_here, role)
    signs_in(bo, site, works_here, strong=True)
    address = amina.posts("/reports/new", fault).location
    folio, key = address.rsplit("/", 1)[1], folios.key_of(fault["receipt"])
    before = everything(site)
    writes = [rule for rule in site.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert len(writes) >= 6
    for rule in writes:
        for path in filled_in(rule, folio, key):
            told = {**a_fault(near="new"), "key": key, "note": "x", "reason": "x"}
            headers = {"Sec-Fetch-Site": site_says, "Origin": "https://evil.example"}
            if not site_says:
                del headers["Sec-Fetch-Site"]
            answer = bo.client.post(path, data=told, headers=headers)
            # Other sites may send to these: what they do, they do for a secret that is shown.
            is_for_sites = hasattr(site.view_functions[rule.endpoint], MACHINE)
            assert answer.status_code == 403 or is_for_sites, path
            answer = amina.client.post(path, data=told, headers=headers)
            is_open = is_public(rule.endpoint, site)
            assert answer.status_code == (403 if is_open else 401) or is_for_sites, path
    assert everything(site) == before
