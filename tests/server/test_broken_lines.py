"""Amina stands at the edge of a WiFi point: her line is slow, or breaks in the middle of a form."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from urllib.parse import urlencode

import pytest

from tests.browser.city import City
from tests.people import a_fault, a_photo
from tests.server.ledger import reports_of
from tests.server.wire import ask, request

REPLAY = (b"Sec-Fetch-Site: same-origin", b"Ventanilla-Replay: 1")
PATIENCE = 10


def filing(fault: dict[str, str]) -> bytes:
    return request("POST", b"/reports/new", *REPLAY, body=urlencode(fault).encode())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_half_a_form_is_no_form(city: City, share: float) -> None:
    """Cut behind its place it would be a valid one, and the whole would be refused later."""
    fault = a_fault(description="No prende desde el lunes " * 20, near="new")
    del fault["contact"]
    told = filing(fault)
    before = len(reports_of(city))
    answer = ask(city.port, told[: int(len(told) * share)], hang_up=True)
    assert answer.status == 400
    assert len(reports_of(city)) == before
    whole = ask(city.port, told)
    assert whole.status == 201
    assert len(reports_of(city)) == before + 1


def test_a_line_that_breaks_without_a_word_leaves_nothing(city: City) -> None:
    fault = a_fault(description="x" * 900, near="new")
    told = filing(fault)
    before = len(reports_of(city))
    for cut in range(len(told) - 900, len(told), 100):
        with closing(socket.create_connection(("127.0.0.1", city.port))) as line:
            line.sendall(told[:cut])
    assert ask(city.port, told).status == 201
    assert ask(city.port, told).status == 201
    assert len(reports_of(city)) == before + 1


@pytest.fixture
def slow_lines(city: City) -> Iterator[None]:
    """Thirty phones that began to send, and do not go on; and a report for them to speak of."""
    fault = a_fault(near="new")
    address = ask(city.port, filing(fault)).headers["location"].encode()
    note = request("POST", address + b"/notes", *REPLAY, b"Content-Length: 900", body=b"note=x")
    photo = request(
        "POST",
        address + b"/photos",
        *REPLAY,
        b"Content-Length: 90000",
        kind=b"multipart/form-data; boundary=X",
        body=b'--X\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n',
    )
    text = request("POST", b"/reports/new", *REPLAY, b"Content-Length: 900", body=b"category=")
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    with ExitStack() as lines:
        for told in (note, photo + a_photo(), text, head, note[:-1]) * 6:
            line = lines.enter_context(socket.create_connection(("127.0.0.1", city.port)))
            line.sendall(told)
        yield


def test_slow_lines_hold_nobody_up(city: City, slow_lines: None) -> None:
    for _ in range(5):
        assert ask(city.port, request("GET", b"/reports")).seconds < PATIENCE / 2
        answer = ask(city.port, filing(a_fault(near="new")))
        assert answer.status == 201
        assert answer.seconds < PATIENCE / 2
