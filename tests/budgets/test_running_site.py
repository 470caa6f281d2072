"""A site that runs somewhere is weighed by what it really writes."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from backend.budgets import running
from backend.budgets.answer import CannotTell
from backend.budgets.browser.serve import NotServed, Served
from backend.budgets.fetch import Phone
from backend.budgets.running import Running, is_loopback

PARTS = b"5\r\nhello\r\n0\r\n\r\n"


class Line(socketserver.StreamRequestHandler):
    """Answers by hand, so that each byte is known; keeps the connection open."""

    def handle(self) -> None:
        with suppress(ConnectionError):  # when nobody wants to hear it all
            self._answer()

    def _answer(self) -> None:
        while line := self.rfile.readline():
            path = line.split()[1]
            length = 0
            while (header := self.rfile.readline()).strip():
                if header.lower().startswith(b"content-length:"):
                    length = int(header.partition(b":")[2])
            sent = self.rfile.read(length)
            if path == b"/gone":
                return
            self.wfile.write(
                self.server.answers[path] % sent if sent else self.server.answers[path]
            )  # type: ignore[attr-defined]
            if path == b"/once":
                return


ANSWERS = {
    b"/early": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\n"
    b"Content-Length: 2\r\n\r\nok",
    b"/no-http": b"what is this?\n\n",
    b"/away": b"HTTP/1.1 302 F\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
    b"/long": b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n" + b"x" * 90_000,
    b"/plain": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\n\r\nok",
    b"/parts": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
    + PARTS,
    b"/once": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil it ends",
    b"/sent": b"HTTP/1.1 422 No\r\nContent-Length: 3\r\nX-Sent: %s\r\n\r\nno!",
    b"/asked?near=19.3,-99.1&q=a%20b": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnear",
    b"/asked": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nany where",
    b"/a%C3%B1o?q=%C3%B1": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nyear",
    b"/cookie": b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nContent-Length: 0\r\n\r\n",
}


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        server.daemon_threads = True
        server.answers = ANSWERS  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def phone(origin: str) -> Phone:
    return Phone(Running(), origin=origin)


@pytest.mark.parametrize("path", ["/plain", "/parts", "/once", "/early"])
def test_each_byte_that_arrives_is_counted(phone: Phone, path: str) -> None:
    for _ in range(2):
        assert phone.fetch(path).size == len(ANSWERS[path.encode()])


def test_what_is_framed_in_chunks_is_read(phone: Phone) -> None:
    answer = phone.fetch("/parts")
    assert answer.text() == "hello"
    assert answer.mimetype == "text/html"


def test_a_form_is_sent(phone: Phone) -> None:
    answer = phone.fetch("/sent", method="POST", form={"word": "luz"})
    assert (answer.status, answer.header("x-sent")) == (422, "word=luz")


@pytest.mark.parametrize(
    "path, said",
    [("/asked", "any where"), ("/asked?near=19.3,-99.1&q=a%20b", "near"), ("/año?q=ñ", "year")],
)
def test_what_is_asked_for_is_the_whole_address(phone: Phone, path: str, said: str) -> None:
    assert phone.fetch(path).text() == said


def test_cookies_are_kept(phone: Phone) -> None:
    phone.fetch("/cookie")
    assert phone.cookies() == {"a": "1"}


def test_a_site_that_does_not_answer_is_named(phone: Phone, origin: str) -> None:
    with pytest.raises(CannotTell, match=f"{origin} does not answer"):
        phone.fetch("/gone")


def test_what_is_no_answer_is_said_on_one_line(phone: Phone) -> None:
    with pytest.raises(CannotTell, match=r"does not answer: what is this\?$"):
        phone.fetch("/no-http")


def test_a_redirect_into_somebody_elses_network_is_not_followed(phone: Phone) -> None:
    with pytest.raises(CannotTell, match=r"http://169\.254\.169\.254/ is not served by this"):
        phone.fetch("/away")


@pytest.mark.parametrize(
    ("limit", "least", "why"),
    [("MOST_BYTES", 9_000, "is longer than 9,000 B"), ("SECONDS_IN_ALL", -1, "takes longer than")],
)
def test_an_answer_without_end_is_left(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, limit: str, least: int, why: str
) -> None:
    monkeypatch.setattr(running, limit, least)
    with pytest.raises(CannotTell, match=f"does not answer: its answer {why}"):
        phone.fetch("/long")


def test_what_cannot_be_sent_is_said(origin: str) -> None:
    odd = Phone(Running(), origin=origin, headers={"X-Word": "\U0001f4a1"})
    with pytest.raises(CannotTell):
        odd.fetch("/plain")


def test_nobody_listens() -> None:
    with pytest.raises(CannotTell, match=r"http://127\.0\.0\.1:9 does not answer: .*refused"):
        Phone(Running(), origin="http://127.0.0.1:9").fetch("/")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "app.localhost"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)
    assert not is_loopback(f"{host}.example.com")
    assert not is_loopback("")


def test_an_application_is_served_for_a_browser() -> None:
    with Served("tests.budgets.shop:make_app()") as served:
        assert "<a href=/about>" in Phone(Running(), origin=served.origin).fetch("/").text()


def test_an_application_that_does_not_start_says_why() -> None:
    with (
        pytest.raises(NotServed, match=r"tests\.budgets\.shop:nothing does not start: "),
        Served("tests.budgets.shop:nothing"),
    ):
        pass
