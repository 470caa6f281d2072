"""Eve asks for what nobody would ask for: addresses, methods and headers made to hurt."""

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, TestResponse

from backend.reports import folio as folios
from tests.page import SAME_SITE, Person
from tests.people import a_fault, a_photo, a_receipt
from tests.refusal import refused, under

LONG = "9" * 5000


def asks(person: Person, path: bytes, method: str = "GET", **headers: str) -> TestResponse:
    """Ask for exactly these bytes: the client of the tests would tidy them up."""
    environ = EnvironBuilder("/", method=method, headers=headers).get_environ()
    environ["PATH_INFO"] = path.decode("latin-1")
    environ["REQUEST_URI"] = quote_from_bytes(path)
    return person.client.open(environ)


@pytest.fixture
def address(amina: Person) -> str:
    """A report of Amina's, with a photo."""
    photo = (BytesIO(a_photo()), "a.jpg")
    return str(amina.posts("/reports/new", a_fault(photos=photo)).location)


@pytest.mark.parametrize(
    "path",
    [
        b"/nada", b"/xx/", b"/xx/reports", b"/EN/", b"/es/", b"/es_MX@nah/", b"*",
        b"/reports/\x00", b"/reports/a\nb", b"/reports/a\r\nSet-Cookie: a=b", b"/r/\x00",
        b"/\xff\xfe\x80", b"/reports/\xed\xa0\x80", b"/reports/%2e%2e%2f", b"/..%2f..%2fetc/passwd",
        b"/static/../../etc/passwd", b"/static/\x00", b"/static/" + b"a" * 5000,
        b"/reports/" + b"9" * 60_000, b"/" + b"/" * 60_000 + b"x", b"/reports/new/" + b"9" * 5000,
        b"/reports/new/99999999999999999999", b"/reports/new/-1", "/reports/new/٢".encode(),
        b"/icon-" + b"9" * 5000 + b".png", b"/icon-99999999999999999999.png",
        "/reports/ＩＬＯ".encode(), "/reports/ß".encode() * 9, b"/reports/new/2/", b"/%",
    ],
)  # fmt: skip
def test_there_is_nothing_at_an_odd_address(site: Flask, eve: Person, path: bytes) -> None:
    with under(1):
        answer = asks(eve, path)
    page = refused(answer, 404)
    assert "Aquí no hay nada" in page.text


@pytest.mark.parametrize("number", ["0", "-1", "7", "9" * 9, "9" * 18, "9" * 25, "9" * 4000, LONG])
def test_there_is_no_photo_of_an_odd_number(
    site: Flask, amina: Person, address: str, number: str
) -> None:
    refused(amina.client.get(f"{address}/photos/{number}.webp"), 404)
    assert amina.client.get(f"{address}/photos/1.webp").status_code == 200


@pytest.mark.parametrize("path", [b"//evil.example/x", b"/en//evil.example", b"/en/\\evil.example"])
def test_no_answer_leads_to_another_site(eve: Person, path: bytes) -> None:
    answer = asks(eve, path)
    assert answer.status_code == 404
    assert 'href="//' not in answer.text
    assert 'href="/\\' not in answer.text


def test_slashes_said_twice_lead_to_the_page_itself(eve: Person) -> None:
    answer = asks(eve, b"/reports//new")
    assert (answer.status_code, answer.location) == (308, "http://localhost/reports/new")


def test_a_folio_with_line_breaks_around_it_leads_to_the_report_alone(
    bo: Person, address: str
) -> None:
    odd = address.lower().encode() + b"\r\nSet-Cookie: a=b"
    refused(asks(bo, odd), 404)


@pytest.mark.parametrize("language", ["xx", "*", "es;q=x", "en-" * 20_000, "," * 60_000, "\u00ff"])
def test_an_impossible_language_gets_the_city_s_own(eve: Person, language: str) -> None:
    page = eve.client.get("/nada", headers={"Accept-Language": language})
    refused(page, 404)


def test_errors_speak_the_reader_s_language(eve: Person) -> None:
    page = refused(eve.client.get("/en/nada"), 404, language="en")
    assert "There is nothing here" in page.text


@pytest.mark.parametrize("method", ["TRACE", "FOO", "PUT", "DELETE", "PATCH", "CONNECT", "A" * 999])
@pytest.mark.parametrize("path", ["/", "/reports/new", "/reports/x/notes", "/sw.js"])
def test_no_other_method_is_known(eve: Person, method: str, path: str) -> None:
    answer = eve.client.open(path, method=method, headers=SAME_SITE)
    refused(answer, 405)
    assert "GET" in answer.headers["Allow"] or "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/", "/reports", "/reports/new", "/sw.js", "/manifest.webmanifest"]
)
def test_head_says_what_get_would_and_sends_nothing(eve: Person, path: str) -> None:
    with_body, without = eve.client.get(path), eve.client.head(path)
    assert (without.status_code, without.data) == (200, b"")
    ours = [dict(answer.headers) for answer in (with_body, without)]
    assert ours[0] == ours[1]


def test_options_says_what_may_be_asked(eve: Person) -> None:
    answer = eve.client.options("/reports/new")
    assert answer.status_code == 200
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert "Access-Control-Allow-Origin" not in answer.headers


RANGES = ["bytes=0-1", "bytes=9-1", f"bytes=-{LONG}", f"bytes={LONG}-", "x", "bytes=0-0,1-1", "="]


@pytest.mark.parametrize("wanted", RANGES)
def test_a_bad_range_gets_everything_or_a_refusal(amina: Person, address: str, wanted: str) -> None:
    script = amina.opens("/").all("script")[0].get("src", "")
    for path in (f"{address}/photos/1.webp", script):
        answer = amina.client.get(path, headers={"Range": wanted})
        assert answer.status_code in {200, 206, 416}


TAGS = ["*", '"', "W/", '"a",' * 15_000, '"' * 60_000, "," * 60_000, "W/" * 30_000, "\u00ff"]
DATES = ["x", "0", "9" * 60_000, "Mon, 99 Foo 99999999999 99:99:99 GMT", "(" * 60_000, "," * 60_000]


@pytest.mark.parametrize(
    ("name", "told"),
    [("If-None-Match", tag) for tag in TAGS]
    + [("If-Match", tag) for tag in TAGS]
    + [(f"If-{kind}", date) for date in DATES for kind in ("Modified-Since", "Range")],
)
def test_bad_conditions_are_survived(amina: Person, address: str, name: str, told: str) -> None:
    script = amina.opens("/").all("script")[0].get("src", "")
    for path in (f"{address}/photos/1.webp", "/sw.js", script, "/"):
        with under(1):
            answer = amina.client.get(path, headers={name: told, "Range": "bytes=0-1"})
        assert answer.status_code in {200, 206, 304, 412}


ENCODINGS = ["x", "*", "identity;q=0", "br;q=x", ";q=1" * 15_000, "br;" * 20_000, f"br;q={LONG}"]


@pytest.mark.parametrize("told", ENCODINGS)
def test_bad_encodings_get_a_page_all_the_same(eve: Person, told: str) -> None:
    with under(1):
        assert eve.client.get("/", headers={"Accept-Encoding": told}).status_code == 200


def many_keys(number: int) -> str:
    return ".".join(folios.key_of(a_receipt()) for _ in range(number))


COOKIES: dict[str, Callable[[], str]] = {
    "40 keys": lambda: f"phone={many_keys(40)}",
    "5,000 keys": lambda: f"phone={many_keys(5000)}",
    "dots": lambda: "phone=" + "." * 100_000,
    "semicolons": lambda: ";" * 100_000,
    "equals": lambda: "=" * 100_000,
    "quotes": lambda: 'phone="' + "\\" * 100_000,
    "octal": lambda: 'phone="' + "\\377" * 25_000 + '"',
    "no text": lambda: "phone=\xff\xfe\x80",
    "twice": lambda: f"phone={many_keys(1)}; phone={many_keys(1)}",
}


@pytest.mark.parametrize("name", COOKIES)
@pytest.mark.parametrize("path", ["/", "/reports"])
def test_a_broken_cookie_is_no_cookie(
    site: Flask, eve: Person, address: str, name: str, path: str
) -> None:
    with under(1):
        answer = eve.client.get(path, headers={"Cookie": COOKIES[name]()})
    assert answer.status_code == 200
    assert answer.headers["Ventanilla-Keep"] == "public"


@pytest.mark.parametrize(
    "query",
    ["near=" + "9" * 60_000, "a&" * 50_000, "borough=%00", "near=%00,%00", "after=%00%FF",
     "near=nan,inf", "near=1e5,1e5", "after=" + "9" * 60_000, "%", "=", "borough[]=x",
     "&" * 60_000],
)  # fmt: skip
def test_an_odd_query_gets_the_list(site: Flask, eve: Person, query: str) -> None:
    with under(1):
        answer = eve.client.get(f"/reports?{query}")
    assert answer.status_code == 200


def test_who_claims_to_be_a_proxy_is_not_believed(eve: Person) -> None:
    claims = {
        "X-Forwarded-For": "x" * 60_000,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Forwarded": "host=evil.example",
    }
    answer = eve.client.get("/", headers=claims)
    assert "evil.example" not in answer.text
    assert "Strict-Transport-Security" not in answer.headers
