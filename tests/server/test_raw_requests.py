"""Eve speaks to the real server byte by byte: addresses, heads and lengths no browser sends."""

from collections.abc import Iterator

import pytest

from tests.browser.city import City
from tests.refusal import tells_nothing
from tests.server.wire import LINE, Answer, ask, request

OWN = b"Sec-Fetch-Site: same-origin"
MB = 1024 * 1024


@pytest.fixture
def city(plain_city: City) -> City:
    return plain_city


def is_refused(answer: Answer, *, by_us: bool, language: str = "es") -> None:
    """4xx, soon, telling nothing; a page in the reader's language where the application answers."""
    assert 400 <= answer.status < 500, (answer.status, answer.text)
    assert answer.seconds < 1
    assert answer.is_ours == by_us
    tells_nothing(answer.text)
    if by_us:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<html lang="{language}">' in answer.text
        assert answer.headers["cache-control"] == "no-store"


STRANGE = {
    "encoded slashes that climb": b"/static/%2e%2e%2f%2e%2e%2fetc/passwd",
    "dots that climb": b"/static/../../../etc/passwd",
    "NUL and line breaks": b"/reports/%00%0a%0d",
    "a header in the path": b"/reports/x%0d%0aSet-Cookie:%20a=b",
    "another host after two slashes": b"//evil.example/reports",
    "another host after a language": b"/en//evil.example/reports",
    "a backslash": b"/\\evil.example",
    "no escape": b"/reports/%zz%f",
    "letters as they are": "/reports/ñ".encode(),
    "overlong UTF-8": b"/%c0%ae%c0%ae/etc/passwd",
    "surrogates": b"/reports/%ed%a0%80",
    "a long path": b"/reports/" + b"9" * 60_000,
    "an impossible language": b"/xx/reports",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_address_leads_nowhere(city: City, name: str) -> None:
    language = "en" if STRANGE[name].startswith(b"/en") else "es"
    answer = ask(city.port, request("GET", STRANGE[name]))
    is_refused(answer, by_us=True, language=language)
    assert answer.status == 404
    assert 'href="//' not in answer.text
    assert "set-cookie" not in answer.headers


def test_errors_speak_the_reader_s_language(city: City) -> None:
    is_refused(ask(city.port, request("GET", b"/en/nada")), by_us=True, language="en")


@pytest.mark.parametrize("host", [b"evil.example", b"localhost.evil.example", b"", b"a b", b"<x>"])
def test_a_host_that_is_not_ours_is_refused(city: City, host: bytes) -> None:
    for method, path in (("GET", b"/"), ("GET", b"/nada"), ("POST", b"/reports/new")):
        answer = ask(city.port, request(method, path, OWN, host=host))
        assert answer.status == 400
        assert host == b"" or host.decode() not in answer.text
        tells_nothing(answer.text)


def test_two_hosts_are_none(city: City) -> None:
    answer = ask(city.port, request("GET", b"/", b"Host: evil.example"))
    assert answer.status == 400


def test_a_whole_address_asks_for_its_path(city: City) -> None:
    own = ask(city.port, request("GET", b"http://localhost/reports"))
    assert (own.status, own.is_ours) == (200, True)
    another = ask(city.port, request("GET", b"http://evil.example/reports"))
    assert "evil.example" not in another.text


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "FOO"])
def test_no_other_method_is_known(city: City, method: str) -> None:
    answer = ask(city.port, request(method, b"/reports/new", OWN))
    is_refused(answer, by_us=True)
    assert answer.status == 405
    assert "POST" in answer.headers["allow"]


def test_options_and_head_have_no_body(city: City) -> None:
    assert ask(city.port, request("OPTIONS", b"/reports/new")).body == b""
    head = ask(city.port, request("HEAD", b"/reports/new"))
    assert (head.status, head.body) == (200, b"")
    is_refused(ask(city.port, request("OPTIONS", b"*")), by_us=True)
    is_refused(ask(city.port, request("CONNECT", b"evil.example:443")), by_us=True)


MISSHAPEN = {
    "two lengths": request("POST", b"/", OWN, b"Content-Length: 3", b"Content-Length: 5")
    + b"a=b&c",
    "a negative length": request("POST", b"/", OWN, b"Content-Length: -1"),
    "a length that is no number": request("POST", b"/", OWN, b"Content-Length: many"),
    "a length beyond all": request("POST", b"/", OWN, b"Content-Length: " + b"9" * 40),
    "a coding nobody knows": request("POST", b"/", OWN, b"Transfer-Encoding: gzip"),
    "NUL in a header": request("GET", b"/", b"X: a\x00b"),
    "a folded header": request("GET", b"/", b"X: a", b" b"),
    "a blank before the colon": request("GET", b"/", b"X : a"),
    "bytes in the path": request("GET", b"/reports/\xff\xfe\x00"),
    "too long an address": request("GET", b"/reports?" + b"a" * 70_000),
    "too many headers": request("GET", b"/", *[b"X: a"] * 200),
    "no request": b"\x16\x03\x01\x02\x00\x01\x00" * 100,
    "a request of 1991": b"GET /" + LINE * 2,
}


@pytest.mark.parametrize("name", MISSHAPEN)
def test_what_is_no_request_is_refused_before_us(city: City, name: str) -> None:
    is_refused(ask(city.port, MISSHAPEN[name]), by_us=False)


def test_a_head_without_end_is_broken_off(city: City) -> None:
    try:
        answer = ask(city.port, request("GET", b"/", b"X: " + b"a" * 1_000_000))
    except ConnectionResetError:
        return
    assert answer.status == 431


def test_a_long_head_and_a_long_query_are_read(city: City) -> None:
    assert ask(city.port, request("GET", b"/", b"X: " + b"a" * 65_536)).status == 200
    assert ask(city.port, request("GET", b"/reports?near=" + b"9" * 60_000)).status == 200
    cookie = b"Cookie: phone=" + b"a." * 50_000
    assert ask(city.port, request("GET", b"/", cookie)).status == 200
    assert ask(city.port, request("GET", b"/", b"Cookie: phone=\xff\xfe; \xff")).status == 200


def pieces(length: int) -> Iterator[bytes]:
    for _ in range(length // 65_536):
        yield b"x" * 65_536


def chunks(length: int) -> Iterator[bytes]:
    for piece in pieces(length):
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


@pytest.mark.parametrize("path", [b"/reports/new", b"/reports/x/notes", b"/share"])
@pytest.mark.parametrize(
    "kind", [b"application/x-www-form-urlencoded", b"multipart/form-data; boundary=X"]
)
def test_100_mb_are_refused_before_they_have_come(city: City, path: bytes, kind: bytes) -> None:
    told = request("POST", path, OWN, b"Content-Length: %d" % (100 * MB), kind=kind)
    for more in (pieces(100 * MB), ()):
        answer = ask(city.port, told, more)
        is_refused(answer, by_us=True)
        assert answer.status == 413


def test_100_mb_without_a_length_are_refused_before_they_have_come(city: City) -> None:
    told = request("POST", b"/reports/new", OWN, b"Transfer-Encoding: chunked")
    answer = ask(city.port, told, chunks(100 * MB))
    is_refused(answer, by_us=True)
    assert answer.status == 411


def test_a_length_and_chunks_at_once_are_refused(city: City) -> None:
    both = (b"Content-Length: 3", b"Transfer-Encoding: chunked")
    answer = ask(city.port, request("POST", b"/reports/new", OWN, *both) + b"0\r\n\r\n")
    is_refused(answer, by_us=True)


FORM = b"category=streetlight&place-street=x&place-borough=tlalpan&description=a"
WRITES = [b"/reports/new", b"/reports/K7Q42M9XC/notes", b"/reports/K7Q42M9XC/photos", b"/share",
          b"/reports/K7Q42M9XC/confirm", b"/reports/K7Q42M9XC/reopen"]  # fmt: skip
ELSEWHERE = [
    (b"Sec-Fetch-Site: cross-site",), (b"Sec-Fetch-Site: same-site",), (b"Origin: null",),
    (b"Origin: https://evil.example",), (b"Referer: https://evil.example/localhost",), (),
    (b"Sec-Fetch-Site: cross-site", OWN), (OWN, b"Sec-Fetch-Site: cross-site"),
    (b"Origin: http://localhost", b"Origin: https://evil.example"),
    (b"Origin: http://localhost@evil.example",),
]  # fmt: skip


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", ELSEWHERE)
def test_what_another_site_sends_is_refused(
    city: City, path: bytes, headers: tuple[bytes, ...]
) -> None:
    answer = ask(city.port, request("POST", path, *headers, body=FORM))
    is_refused(answer, by_us=True)
    assert answer.status == 403
    listed = ask(city.port, request("GET", b"/reports"))
    assert "Todavía no hay reportes aquí" in listed.text


@pytest.mark.parametrize("path", WRITES)
def test_another_site_is_never_allowed_to_add_headers(city: City, path: bytes) -> None:
    """Else it could claim with one of its own (``Sec_Fetch_Site``) to be us."""
    asked = (b"Origin: https://evil.example", b"Access-Control-Request-Method: POST",
             b"Access-Control-Request-Headers: sec_fetch_site")  # fmt: skip
    answer = ask(city.port, request("OPTIONS", path, *asked))
    assert not [name for name in answer.headers if name.startswith("access-control")]
