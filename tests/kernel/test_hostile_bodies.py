"""Eve sends what no form would send: too much, cut off, in no known language, as another thing."""

import random
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from werkzeug.test import TestResponse

from backend.files.models import StoredPhoto
from backend.kernel.db import db
from backend.reports.models import Report
from tests.page import SAME_SITE, Page, Person
from tests.people import a_fault, a_photo
from tests.refusal import refused, under

TEXT = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=X"
NAMED = b'Content-Disposition: form-data; name="a"'
FILE = NAMED + b'; filename="a.jpg"'
MB = 1024 * 1024


def sends(person: Person, body: Any, kind: str, path: str = "/reports/new") -> TestResponse:
    return person.client.post(path, data=body, content_type=kind, headers=SAME_SITE)


def parts(*each: tuple[bytes, bytes], boundary: bytes = b"X") -> bytes:
    told = b"".join(b"--%s\r\n%s\r\n\r\n%s\r\n" % (boundary, *part) for part in each)
    return told + b"--%s--\r\n" % boundary


TOO_MUCH = {
    "100,000 fields": lambda: ("&".join(f"f{n}=x" for n in range(100_000)), TEXT),
    "20,000,000 fields": lambda: (b"a&" * 20_000_000, TEXT),
    "39 MB of percent signs": lambda: (b"%" * 39 * MB, TEXT),
    "100 MB": lambda: (b"x" * 100 * MB, TEXT),
    "100 MB of parts": lambda: (b"x" * 100 * MB, PARTS),
    "10,000 parts": lambda: (parts(*[(NAMED, b"x")] * 10_000), PARTS),
    "one long field": lambda: (parts((NAMED, b"x" * 3 * MB)), PARTS),
    "a part of headers alone": lambda: (parts((NAMED + b"\r\na:b" * 100_000, b"")), PARTS),
    "no boundary in 30 MB": lambda: (b"x" * 30 * MB, PARTS),
}


@pytest.mark.parametrize("name", TOO_MUCH)
@pytest.mark.parametrize("path", ["/reports/new", "/share", "/reports/x/notes"])
def test_too_much_is_refused_at_once(app: Flask, eve: Person, name: str, path: str) -> None:
    body, kind = TOO_MUCH[name]()
    with under(1):
        answer = sends(eve, body, kind, path)
    page = refused(answer, 413)
    assert "Es demasiado grande" in page.text


@pytest.mark.parametrize("filling", [b"\r", b"\n", b"\r\n", b"\r\n--", b"\r\n--Xa", b"\0"])
def test_a_file_full_of_line_ends_is_no_photo_and_soon_said_to_be_none(
    app: Flask, eve: Person, filling: bytes
) -> None:
    body = parts((FILE.replace(b'"a"', b'"photos"'), filling * (10 * MB // len(filling))))
    with under(1):
        answer = sends(eve, body, PARTS)
    assert answer.status_code == 422


ODD_KINDS = [
    "", "x", ";" * 60_000, "a/b;" + "c=d;" * 15_000, "application/json", "application/xml",
    "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=é", 'multipart/form-data; boundary="', "multipart/mixed",
    "multipart/form-data; boundary=" + "-" * 70_000, f"{TEXT}; charset=utf-7",
    f"{TEXT}; charset=idna", f"{PARTS}; charset=rot13",
    'multipart/form-data; boundary="' + '\\"' * 9,
    "multipart/form-data; boundary*0=X; boundary*1=Y", "\u00ff/\u00fe",
]  # fmt: skip


@pytest.mark.parametrize("kind", ODD_KINDS)
def test_a_body_of_an_odd_kind_is_an_empty_form(app: Flask, eve: Person, kind: str) -> None:
    with under(1):
        answer = sends(eve, parts((NAMED, b"x")), kind)
    assert answer.status_code == 422
    assert "Elige qué está fallando" in Page(answer).text


ODD_PARTS = {
    "no name": (b"Content-Disposition: form-data", b"x"),
    "no disposition": (b"X: y", b"x"),
    "bytes that are no text": (b"\xff\xfe: \xff", b"\xff" * 60),
    "a file without a name": (b'Content-Disposition: form-data; filename="a.jpg"', b"\xff" * 60),
    "an odd charset": (NAMED + b"\r\nContent-Type: text/plain; charset=idna", b"\xff" * 60),
    "a name that climbs": (NAMED + b'; filename="../../../etc/passwd\x00"', b"x"),
    "continued parameters": (NAMED + b"".join(b"; a*%d=b" % n for n in range(5000)), b"x"),
}


@pytest.mark.parametrize("name", ODD_PARTS)
def test_odd_parts_are_survived(app: Flask, eve: Person, name: str) -> None:
    with under(1):
        answer = sends(eve, parts(ODD_PARTS[name]), PARTS)
    assert answer.status_code == 422


def test_a_long_boundary_is_survived(app: Flask, eve: Person) -> None:
    long = b"X" * 60_000
    with under(1):
        answer = sends(eve, parts((NAMED, b"x"), boundary=long), f"{PARTS}{'X' * 59_999}")
    assert answer.status_code == 422


def test_answers_sent_as_files_are_not_answers(site: Flask, eve: Person) -> None:
    as_files = {name: (BytesIO(b"x"), "x.txt") for name in a_fault()}
    assert eve.posts("/reports/new", as_files).status_code == 422
    fault = a_fault(description=(BytesIO(b"x"), "x.txt"), contact=(BytesIO(b"x"), "x.txt"))
    assert eve.posts("/reports/new", fault).status_code == 303
    with site.app_context():
        assert db.session.query(Report).one().description == ""


def test_a_photo_sent_as_text_is_no_photo(site: Flask, amina: Person) -> None:
    address = amina.posts("/reports/new", a_fault(photos="text")).location
    form = amina.opens(address).form("/photos")
    assert "Elige una foto" in amina.sends(form, 422).text
    with site.app_context():
        assert db.session.query(StoredPhoto).count() == 0


@pytest.mark.parametrize("text", ["é" * 60_000, "\u0301\u0316" * 30_000, "\u0315\u05ae" * 30_000])
def test_letters_with_thousands_of_accents_are_soon_read(
    app: Flask, amina: Person, text: str
) -> None:
    address = amina.posts("/reports/new", a_fault()).location
    note = amina.opens(address).form("/notes").fields | {"note": text}
    for path, fields in (("/reports/new", a_fault(description=text)), (f"{address}/notes", note)):
        in_parts = {**fields, "photos": (BytesIO(a_photo()), "a.jpg")}
        with under(0.5):
            answer = amina.posts(path, in_parts)
        assert answer.status_code in {303, 422}


@pytest.mark.parametrize("tail", [b"", b"\r" * 200_000, b"\r\n--" * 50_000])
def test_a_photo_as_the_camera_made_it_is_taken(app: Flask, amina: Person, tail: bytes) -> None:
    """Without script a photo comes in full; whatever bytes it is cut at, it is one photo."""
    camera = BytesIO()
    noise = random.Random(3).randbytes(900 * 600 * 3)
    Image.frombytes("RGB", (900, 600), noise).save(camera, "JPEG", quality=90)
    sent = (BytesIO(camera.getvalue() + tail), "a.jpg")
    address = amina.posts("/reports/new", a_fault(photos=sent)).location
    assert amina.client.get(f"{address}/photos/1.webp").status_code == 200


@pytest.mark.parametrize("length", ["x", "-1", "1e9", "9" * 60])
def test_an_impossible_length_is_survived(app: Flask, eve: Person, length: str) -> None:
    answer = eve.client.post(
        "/reports/new",
        data=b"a=b",
        content_type=TEXT,
        headers={**SAME_SITE, "Content-Length": length},
    )
    assert answer.status_code in {400, 413, 422}


def test_a_form_without_a_length_is_asked_for_one(app: Flask, eve: Person) -> None:
    answer = eve.client.post(
        "/reports/new",
        input_stream=BytesIO(b"a=b"),
        content_type=TEXT,
        headers={**SAME_SITE, "Transfer-Encoding": "chunked"},
    )
    refused(answer, 411)


FIELDS = sorted({*a_fault(), "place-lat", "place-lon", "place-accuracy", "streetlight-extent"})


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from([*FIELDS, "photos_follow", "key", "x"]), st.binary(max_size=200))
    )
)
def test_whatever_bytes_come_they_get_an_answer(
    site: Flask, person: Any, told: list[tuple[str, bytes]]
) -> None:
    eve = person()
    base = b"category=streetlight&place-borough=tlalpan&place-street=x&"
    body = b"&".join(b"%s=%s" % (name.encode(), _escaped(value)) for name, value in told)
    assert sends(eve, base + body, TEXT).status_code in {303, 404, 409, 422}
    assert sends(eve, body, TEXT).status_code in {303, 404, 409, 422}


def _escaped(value: bytes) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in value)
