"""Amina's worker asks whether its copy of a form is still good, and is told so without the form;
Bo, who has no worker, never files two reports under one receipt."""

import re
from base64 import b64encode
from hashlib import sha256

import brotli
import pytest
from flask import Flask

from backend.demo.reports import invent
from backend.kernel import clock
from backend.kernel.db import db
from tests.identity.people import a_llave, signs_in
from tests.kernel.test_ready import RECEIPT, asks
from tests.page import Person

FORMS = ("/reports/new", "/en/reports/new", "/reports/new/2", "/services/health-appointment/form")


def tag_of(who: Person, path: str) -> str:
    """The tag that a worker reckons from a form: of all but its receipt."""
    text = brotli.decompress(asks(who, path).data).decode()
    rest = re.sub(r"[\da-f-]{36}", "", text, count=1)
    assert rest != text
    return f'"{b64encode(sha256(rest.encode()).digest()[:6]).decode()}"'


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_copy_that_is_still_good_costs_no_form(
    app: Flask, amina: Person, path: str, signed_in: bool
) -> None:
    if signed_in:
        signs_in(amina, app, a_llave(app))
    tag = tag_of(amina, path)
    for _ in range(2):
        again = asks(amina, path, If_None_Match=tag)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Ventanilla"]
        assert again.headers["Ventanilla-Keep"] == "public; copy"
        assert ("Ventanilla-Person" in again.headers) is signed_in


def test_each_form_has_a_tag_of_its_own_whoever_asks(app: Flask, amina: Person, bo: Person) -> None:
    signs_in(amina, app, a_llave(app))
    tags = [tag_of(bo, path) for path in FORMS]
    assert len(set(tags)) == len(FORMS)
    assert [tag_of(amina, path) for path in FORMS] == tags


def test_a_copy_of_another_form_or_of_an_earlier_one_is_not_good(app: Flask, bo: Person) -> None:
    for wrong in (tag_of(bo, "/reports/new/2"), '"AAAAAAAA"', '""', 'W/""', "none", ","):
        come = asks(bo, "/reports/new", If_None_Match=wrong)
        assert come.status_code == 200, wrong
        assert come.data


def test_who_asks_without_a_worker_has_another_receipt_each_time(app: Flask, bo: Person) -> None:
    """A browser asks again by an ETag on its own, so a form has none."""
    receipts = set()
    for _ in range(3):
        come = bo.client.get("/reports/new")
        assert "ETag" not in come.headers
        receipts.update(RECEIPT.findall(come.text))
    assert len(receipts) == 3


def test_what_she_typed_wrongly_is_no_copy_to_ask_for(app: Flask, amina: Person) -> None:
    refused = amina.posts("/reports/new", {"category": "streetlight"})
    assert refused.status_code == 422
    assert "Ventanilla-Keep" not in refused.headers


def test_reports_that_others_file_leave_the_copy_good(app: Flask, bo: Person) -> None:
    tag = tag_of(bo, "/reports/new")
    with app.app_context():
        invent(3, now=clock.now())
        db.session.commit()
    assert asks(bo, "/reports/new", If_None_Match=tag).status_code == 304
