"""Eve's page cannot make Amina's browser write here: who made a write is told by its headers."""

import pytest
from flask import Flask

from backend.kernel.db import db
from backend.kernel.security import is_own_write
from backend.reports.models import Report
from tests.page import Person
from tests.people import a_fault

HOST = "city.example"

# what the headers are called in the table -> Sec-Fetch-Site, Origin, Referer
OURS = {
    "a form of ours": ("same-origin", "https://city.example", "https://city.example/reports/new"),
    "typed or from a bookmark": ("none", None, None),
    "the browser's own word is enough": ("same-origin", None, None),
    "the worker's, its page gone": ("same-origin", "https://city.example", None),
    "a browser before Sec-Fetch-Site": (None, "https://city.example", None),
    "before https was everywhere": (None, "http://city.example", None),
    "host names have no case": (None, "https://City.EXAMPLE", None),
    "a browser that sends no Origin": (None, None, "https://city.example/reports/new?near=1#x"),
}
EVES = {
    "Eve's page": ("cross-site", "https://eve.example", "https://eve.example/trap"),
    "a sister host of ours": ("same-site", "https://blog.city.example", None),
    "the browser's word goes before a forged Origin": ("cross-site", "https://city.example", None),
    "and before a forged Referer": ("cross-site", None, "https://city.example/"),
    "a word no browser says": ("SAME-ORIGIN", "https://city.example", None),
    "two words": ("same-origin, cross-site", None, None),
    "an empty word": ("", "https://city.example", None),
    "nothing at all": (None, None, None),
    "Eve's page in an old browser": (None, "https://eve.example", None),
    "a sandboxed frame": (None, "null", None),
    "a sandboxed frame that was sent from here": (None, "null", "https://city.example/"),
    "an empty Origin": (None, "", "https://city.example/"),
    "another port": (None, "https://city.example:8443", None),
    "our name as hers begins": (None, "https://city.example.eve.example", None),
    "our name as hers ends": (None, "https://evecity.example", None),
    "our name as a user's": (None, "https://city.example@eve.example", None),
    "her name as a user's": (None, "https://eve.example@city.example", None),
    "our name in the path": (None, "https://eve.example/city.example", None),
    "our name in the query of a Referer": (None, None, "https://eve.example/?https://city.example"),
    "our name behind a backslash": (None, None, "https://eve.example\\@city.example/"),
    "a dot at the end": (None, "https://city.example.", None),
    "no scheme": (None, "//city.example", None),
    "a bare name": (None, "city.example", None),
    "another scheme": (None, "file://city.example", None),
    "an app of that name": (None, None, "android-app://city.example/"),
    "a bracket left open": (None, "https://[", None),
    "two origins": (None, "https://city.example https://eve.example", None),
}


@pytest.mark.parametrize("headers", OURS.values(), ids=OURS.keys())
def test_a_write_of_ours_passes(headers: tuple[str | None, str | None, str | None]) -> None:
    site, origin, referer = headers
    assert is_own_write(site=site, origin=origin, referer=referer, host=HOST)


@pytest.mark.parametrize("headers", EVES.values(), ids=EVES.keys())
def test_any_other_does_not(headers: tuple[str | None, str | None, str | None]) -> None:
    site, origin, referer = headers
    assert not is_own_write(site=site, origin=origin, referer=referer, host=HOST)


@pytest.mark.parametrize(
    ("host", "origin", "is_own"),
    [
        ("localhost:8000", "http://localhost:8000", True),
        ("localhost:8000", "http://localhost:8001", False),
        ("localhost:8000", "http://localhost", False),
        ("localhost", "http://localhost:8000", False),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("[::1]:8000", "http://[::2]:8000", False),
        ("127.0.0.1", "http://localhost", False),
        ("CITY.example", "https://city.example", True),
        ("", "null", False),
        ("", "https://", False),
    ],
)
def test_the_origin_is_held_against_the_name_that_was_asked(
    host: str, origin: str, is_own: bool
) -> None:
    assert is_own_write(site=None, origin=origin, referer=None, host=host) is is_own


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://eve.example"},
        {"Origin": "null", "Referer": "http://localhost/reports/new"},
    ],
)
def test_eve_cannot_report_in_aminas_name(
    app: Flask, amina: Person, headers: dict[str, str]
) -> None:
    amina.opens(amina.posts("/reports/new", a_fault()).location)
    answer = amina.client.post("/reports/new", data=a_fault(near="new"), headers=headers)
    assert answer.status_code == 403
    assert "no salió de nuestra página" in answer.text
    with app.app_context():
        assert db.session.query(Report).count() == 1


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "QUERY"])
def test_other_ways_to_write_are_held_to_the_same(amina: Person, method: str) -> None:
    eves = {"Sec-Fetch-Site": "cross-site"}
    assert amina.client.open("/reports/new", method=method, headers=eves).status_code == 403


def test_a_link_from_another_site_still_leads_here(amina: Person) -> None:
    eves = {"Sec-Fetch-Site": "cross-site", "Referer": "https://eve.example/"}
    for method in ("GET", "HEAD", "OPTIONS"):
        assert amina.client.open("/reports/new", method=method, headers=eves).status_code == 200
