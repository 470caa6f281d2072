"""Bo, Eve and a hundred others are given the page that was drawn for the first of them; Amina, who
holds a key, is given hers; and nobody is given one that is not true any more."""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

import brotli
import pytest
import zstandard
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from backend.kernel import clock
from backend.kernel.db import db
from backend.kernel.dictionary import MAGIC
from backend.kernel.ready import Layer
from backend.kernel.receipts import read
from backend.places import queries as places
from backend.reports import actions, queries
from backend.transit.actions import post_notice
from tests.contracts.tour import noted
from tests.identity.people import a_llave, signs_in
from tests.page import Person
from tests.people import a_fault

CHROMIUM = "gzip, deflate, br, zstd, dcb, dcz"


@contextmanager
def drawn(app: Flask) -> Iterator[list[str]]:
    """The templates that are drawn meanwhile."""
    with noted(app) as (_views, templates, _statements):
        yield templates


def asks(who: Person, path: str, **headers: str) -> TestResponse:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return who.client.get(path, headers={"Accept-Encoding": "br", **told})


def shelf_of(app: Flask) -> Layer:
    layer: Layer = app.extensions["ready"]
    return layer


def test_what_one_was_shown_the_next_is_given(site: Flask, bo: Person, eve: Person) -> None:
    first = asks(bo, "/reports")
    with drawn(site) as templates:
        again = asks(eve, "/reports")
    assert templates == []
    assert again.data == first.data
    assert dict(again.headers) == dict(first.headers)


RECEIPT = re.compile(r'name="receipt" value="([^"]+)"')


@pytest.mark.parametrize("encoding", ["br", "gzip", "", CHROMIUM])
def test_everybody_is_given_the_same_form_with_a_receipt_of_her_own(
    app: Flask, bo: Person, encoding: str
) -> None:
    offline = bo.client.get("/offline", headers={"Accept-Encoding": ""}).data
    held = base64.b64encode(hashlib.sha256(offline).digest()).decode()
    told = {"Accept-Encoding": encoding, "Available-Dictionary": f":{held}:"}
    first = bo.client.get("/reports/new", headers=told)
    with drawn(app) as templates:
        more = [bo.client.get("/reports/new", headers=told) for _ in range(20)]
    assert templates == []
    pages = [unpacked(each, offline) for each in (first, *more)]
    receipts = [RECEIPT.findall(page) for page in pages]
    assert all(len(found) == 1 and read(found[0]) for found in receipts)
    assert len({found[0] for found in receipts}) == len(pages)
    assert len({RECEIPT.sub("", page) for page in pages}) == 1
    assert not any("ETag" in each.headers for each in more)


def test_what_two_people_send_from_the_kept_form_is_two_reports(
    site: Flask, amina: Person, bo: Person
) -> None:
    forms = [RECEIPT.findall(each.opens("/reports/new").html)[0] for each in (amina, bo, amina)]
    sent = [bo.posts("/reports/new", a_fault(receipt=each, near="new")).location for each in forms]
    assert len(set(sent)) == 3


def unpacked(answer: TestResponse, dictionary: bytes) -> str:
    how = answer.headers.get("Content-Encoding", "")
    known = zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    unpack = {
        "": bytes,
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "dcz": lambda packed: zstandard.ZstdDecompressor(dict_data=known).decompress(
            packed[len(MAGIC) + 32 :]
        ),
    }[how]
    return unpack(answer.data).decode()


def test_a_report_is_on_the_page_that_is_asked_for_next(
    site: Flask, amina: Person, bo: Person
) -> None:
    before = bo.opens("/reports")
    address = amina.posts("/reports/new", a_fault(near="new")).location
    assert address not in before.html
    assert address in bo.opens("/reports").html


def test_what_staff_publish_is_shown_and_what_they_take_back_is_not(
    site: Flask, amina: Person, bo: Person
) -> None:
    words = "No prende desde el lunes"
    address = amina.posts("/reports/new", a_fault()).location
    assert words not in bo.opens(address).text
    with site.app_context():
        report = queries.by_folio(address.rpartition("/")[2])
        assert report
        actions.publish(report=report)
        db.session.commit()
    assert words in bo.opens(address).text
    with site.app_context():
        report = queries.by_folio(address.rpartition("/")[2])
        assert report
        report.is_published = False
        db.session.commit()
    assert words not in bo.opens(address).text


def test_who_holds_a_key_has_her_own_page_and_nobody_is_given_it(
    app: Flask, amina: Person, bo: Person
) -> None:
    bo.opens("/")
    address = amina.posts("/reports/new", a_fault()).location
    for path in ("/", "/reports", address):
        hers = asks(amina, path)
        assert hers.headers["Ventanilla-Keep"].startswith("private")
        assert "ETag" not in hers.headers
        others = asks(bo, path)
        assert others.headers["Ventanilla-Keep"].startswith("public")
        assert others.data != hers.data
    assert "Tus pendientes" in amina.opens("/").text
    assert "Tus pendientes" not in bo.opens("/").text


def test_what_looks_at_no_key_is_ready_for_who_holds_one_too(app: Flask, amina: Person) -> None:
    amina.posts("/reports/new", a_fault())
    amina.opens("/privacy")
    with drawn(app) as templates:
        assert amina.opens("/privacy").status == 200
    assert templates == []


def test_who_is_signed_in_is_given_nothing_that_lies_ready(
    app: Flask, amina: Person, bo: Person
) -> None:
    signs_in(amina, app, a_llave(app))
    for path in ("/privacy", "/llave", "/", "/outbox"):
        asks(bo, path)
        with drawn(app) as templates:
            hers = asks(amina, path)
        assert templates, path
        assert hers.headers["Ventanilla-Person"]
        assert "Ventanilla-Person" not in asks(bo, path).headers


def test_a_key_or_a_session_of_nobody_opens_nothing_else(
    app: Flask, bo: Person, eve: Person
) -> None:
    kept = asks(bo, "/reports")
    for name in ("phone", "llave", "__Host-llave", "xllave"):
        eve.client.set_cookie(name, "x" * 22)
        assert asks(eve, "/reports").status_code == kept.status_code
        eve.client.delete_cookie(name)


def test_a_phone_that_has_the_page_is_told_that_it_has(site: Flask, bo: Person) -> None:
    come = asks(bo, "/reports")
    for told in (come.headers["ETag"], f'"x", {come.headers["ETag"]}', come.headers["ETag"][2:]):
        again = asks(bo, "/reports", If_None_Match=told)
        assert (again.status_code, again.data) == (304, b"")
        for name in ("ETag", "Vary", "Cache-Control", "Ventanilla", "Ventanilla-Keep"):
            assert again.headers[name] == come.headers[name]
        assert not {"Content-Encoding", "Content-Length", "Content-Type"} & set(
            again.headers.keys()
        )
    assert asks(bo, "/reports", If_None_Match='W/"another"').status_code == 200


def test_and_is_sent_it_anew_as_soon_as_it_is_another(
    site: Flask, amina: Person, bo: Person
) -> None:
    tag = asks(bo, "/reports").headers["ETag"]
    amina.posts("/reports/new", a_fault(near="new"))
    again = asks(bo, "/reports", If_None_Match=tag)
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_a_page_that_was_changed_and_changed_back_is_the_page_the_phone_has(
    app: Flask, amina: Person, bo: Person
) -> None:
    tag = asks(bo, "/transit").headers["ETag"]
    with app.app_context():
        notice = post_notice(words={"es": "Sin servicio"}, now=clock.now())
        db.session.commit()
        assert asks(bo, "/transit", If_None_Match=tag).status_code == 200
        db.session.delete(notice)
        db.session.commit()
    assert asks(bo, "/transit", If_None_Match=tag).status_code == 304


def test_a_question_for_the_headers_alone_has_those_of_the_page(app: Flask, bo: Person) -> None:
    for path in ("/privacy", "/transit/notices", "/reports", "/offline"):
        first = bo.client.head(path, headers={"Accept-Encoding": "br"})
        page = asks(bo, path)
        again = bo.client.head(path, headers={"Accept-Encoding": "br"})
        assert first.data == again.data == b""
        assert dict(first.headers) == dict(again.headers) == dict(page.headers)
        assert int(page.headers["Content-Length"]) == len(page.data)


@pytest.mark.parametrize("accepts", ["br", "gzip", "identity", CHROMIUM, "br;q=0, gzip"])
def test_each_phone_gets_what_it_can_unpack_and_what_it_weighs(
    app: Flask, bo: Person, accepts: str
) -> None:
    first, again = (asks(bo, "/privacy", Accept_Encoding=accepts) for _ in range(2))
    assert first.data == again.data
    wanted = {"identity": None, "br;q=0, gzip": "gzip", CHROMIUM: "br"}.get(accepts, accepts)
    assert again.headers.get("Content-Encoding") == wanted
    assert again.headers["Vary"] == "Accept-Encoding, Available-Dictionary"


def test_each_language_and_each_name_of_the_site_has_its_own(app: Flask, bo: Person) -> None:
    pages = {}
    for prefix in ("", "/en"):
        for origin in ("http://localhost", "https://localhost", "http://127.0.0.1"):
            for _ in range(2):
                pages[prefix, origin] = bo.client.get(f"{prefix}/", base_url=origin)
    spoken = {key: re.search(r"<html lang=\"(\w+)\"", page.text) for key, page in pages.items()}
    assert [found[1] for found in spoken.values() if found] == ["es"] * 3 + ["en"] * 3
    assert "Strict-Transport-Security" in pages["", "https://localhost"].headers
    assert "Strict-Transport-Security" not in pages["", "http://localhost"].headers


def test_a_name_that_is_not_ours_is_refused_also_for_what_lies_ready(
    app: Flask, eve: Person
) -> None:
    asks(eve, "/privacy")
    for _ in range(2):
        assert eve.client.get("/privacy", headers={"Host": "eve.example"}).status_code == 400


def test_a_replay_is_never_answered_from_what_lies_ready(app: Flask, bo: Person) -> None:
    asks(bo, "/reports")
    answer = asks(bo, "/reports", Ventanilla_Replay="1", Ventanilla_Person="somebody")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize(
    "query",
    ["?x=1", "?borough=coyoacan&x=1", "?near=19.35,-99.16", "?borough=a&borough=b",
     "?after=" + "0" * 200],
)  # fmt: skip
def test_what_nobody_foresaw_in_an_address_is_drawn_and_not_kept(
    app: Flask, eve: Person, query: str
) -> None:
    before = len(shelf_of(app).shelf)
    assert eve.client.get(f"/reports{query}").status_code == 200
    assert len(shelf_of(app).shelf) == before


def test_many_addresses_fill_no_memory(
    app: Flask, bo: Person, eve: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = type(shelf_of(app).shelf)(150_000)
    monkeypatch.setattr(shelf_of(app), "shelf", shelf)
    for _ in range(2):
        asks(bo, "/reports")
    for number in range(60):
        eve.client.get(f"/reports?borough=nowhere{number}")
    assert shelf.size <= 150_000
    assert len(shelf) < 30
    with drawn(app) as templates:
        asks(bo, "/reports")
    assert templates == [], "what Bo reads stayed"


def test_an_error_a_redirect_and_a_form_of_somebody_are_not_kept(app: Flask, bo: Person) -> None:
    before = len(shelf_of(app).shelf)
    for path in ("/nothing", "/reports/K7Q42M9XC", "/sign-in", "/transit/stops",
                 "/healthz", "/sw.js", "/me"):  # fmt: skip
        bo.client.get(path)
    assert len(shelf_of(app).shelf) == before


def test_without_its_database_the_home_page_lacks_something_and_is_not_kept_so(
    app: Flask, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = shelf_of(app)
    monkeypatch.setattr(layer, "shelf", type(layer.shelf)())

    def away() -> None:
        raise OperationalError("SELECT", {}, ConnectionError("gone"))

    with monkeypatch.context() as without:
        without.setattr(places, "loaded", away)
        assert bo.client.get("/").status_code == 200
    assert len(layer.shelf) == 0
    bo.client.get("/")
    assert len(layer.shelf) == 1
