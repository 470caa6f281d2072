"""The network of the tests is as bad as it says, and no worse."""

import socket
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected

import pytest

from tests.browser.portal import ON_HTTP, WORDS, HttpKind, Portal
from tests.browser.proxy import Proxy
from tests.browser.sample import PAGE, Sample
from tests.waiting import until

LONG = b"x" * 20_000


@pytest.fixture
def site() -> Iterator[Sample]:
    with Sample() as sample:
        sample.shelf["/long"] = ("text/plain", LONG)
        yield sample


@pytest.fixture
def network(site: Sample) -> Iterator[Proxy]:
    with Proxy(site.port) as proxy:
        yield proxy


def _phone(network: Proxy, patience: float = 10) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", network.port, timeout=patience)


def _ask(phone: HTTPConnection, path: str = "/", method: str = "GET") -> HTTPResponse:
    phone.request(method, path)
    return phone.getresponse()


def test_it_passes_everything_and_counts_it(site: Sample, network: Proxy) -> None:
    phone = _phone(network)
    assert _ask(phone).read() == PAGE
    assert _ask(phone, "/long").read() == LONG
    assert [path for _, path in site.asked] == ["/", "/long"]
    until(lambda: network.down > len(PAGE) + len(LONG))
    assert len(network.connections) == 1
    assert network.connections[0].down == network.down
    assert 60 < network.up < 400


def test_a_slow_line_costs_round_trips_and_seconds_per_byte(network: Proxy) -> None:
    network.slow(round_trip=0.1, rate=400_000)
    started = time.monotonic()
    assert _ask(_phone(network), "/long").read() == LONG
    took = time.monotonic() - started
    assert 0.1 + 0.1 + 0.4 < took < 5  # handshake, question and answer, 20 KB at 50 KB/s


def test_two_at_once_share_the_line(network: Proxy) -> None:
    network.slow(rate=800_000)
    started = time.monotonic()
    phones = [_phone(network), _phone(network)]
    for phone in phones:
        phone.request("GET", "/long")
    assert [phone.getresponse().read() for phone in phones] == [LONG, LONG]
    assert time.monotonic() - started > 0.4


def test_a_cut_is_silence_for_open_and_new_connections(site: Sample, network: Proxy) -> None:
    old, new = _phone(network, 0.3), _phone(network, 0.3)
    _ask(old).read()
    network.cut()
    for phone in (old, new):
        with pytest.raises(TimeoutError):
            _ask(phone, "/live")
    assert ("GET", "/live") not in site.asked


def test_after_a_cut_what_was_held_is_reset(site: Sample, network: Proxy) -> None:
    old = _phone(network)
    _ask(old).read()
    network.cut()
    old.request("GET", "/live")
    network.restore()
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        old.getresponse()
    assert _ask(_phone(network)).read() == PAGE
    assert ("GET", "/live") not in site.asked


def test_after_a_tunnel_what_was_held_arrives(site: Sample, network: Proxy) -> None:
    old, new = _phone(network), _phone(network)
    _ask(old).read()
    network.cut()
    old.request("POST", "/late/old")
    new.request("POST", "/late/new")
    assert len(site.asked) == 1
    network.restore(held="deliver")
    assert old.getresponse().read() == b"ok"
    assert new.getresponse().read() == b"ok"


def test_with_another_address_what_was_held_stays_dead(network: Proxy) -> None:
    old = _phone(network, 0.3)
    _ask(old).read()
    network.cut()
    network.restore(held="dead")
    with pytest.raises(TimeoutError):
        _ask(old)
    assert _ask(_phone(network)).read() == PAGE


def test_nobody_listens(network: Proxy) -> None:
    old = _phone(network)
    _ask(old).read()
    network.refuse()
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        _ask(old)
    with pytest.raises(ConnectionRefusedError):
        _ask(_phone(network))
    network.restore()
    assert _ask(_phone(network)).read() == PAGE


def test_every_connection_is_reset(network: Proxy) -> None:
    network.reset()
    with pytest.raises((ConnectionResetError, RemoteDisconnected, BrokenPipeError)):
        _ask(_phone(network))
    network.restore()
    assert _ask(_phone(network)).read() == PAGE


def test_the_question_arrives_and_the_answer_is_lost(site: Sample, network: Proxy) -> None:
    network.drop_after(0)
    with pytest.raises((ConnectionResetError, RemoteDisconnected)):
        _ask(_phone(network), "/sent", "POST")
    assert site.asked == [("POST", "/sent")]
    assert network.dropped == 1
    network.restore()
    assert _ask(_phone(network), "/sent", "POST").read() == b"ok"


def test_an_answer_breaks_off_in_the_middle(network: Proxy) -> None:
    network.drop_after(5_000, then="silence")
    phone = _phone(network, 0.3)
    answer = _ask(phone, "/long")
    with pytest.raises(TimeoutError):
        answer.read()
    assert network.down == 5_000


def test_the_server_may_be_away_and_come_back_elsewhere(network: Proxy) -> None:
    with Sample() as other:
        network.target = ("127.0.0.1", 1)
        with pytest.raises((ConnectionResetError, RemoteDisconnected)):
            _ask(_phone(network))
        network.target = ("127.0.0.1", other.port)
        assert _ask(_phone(network)).read() == PAGE
        assert other.asked == [("GET", "/")]


@pytest.mark.parametrize("kind", ON_HTTP)
def test_a_portal_on_http_answers_in_its_own_words(
    kind: HttpKind, site: Sample, network: Proxy
) -> None:
    with Portal(kind) as portal:
        network.portal(portal.port)
        phone = _phone(network)
        phone.request("POST", "/sent", b"word=luz")
        answer = phone.getresponse()
        assert answer.status == {"page": 200, "redirect": 302, "511": 511}[kind]
        assert WORDS in answer.read().decode()
        assert (portal.asked[0].method, portal.asked[0].body) == ("POST", b"word=luz")
        if kind == "redirect":
            assert f":{portal.sign_in_port}/" in str(answer.getheader("Location"))
        assert site.asked == []
        network.restore()
        assert _ask(_phone(network)).read() == PAGE


def _shake_hands(network: Proxy) -> None:
    careful = ssl.create_default_context()
    with (
        socket.create_connection(("127.0.0.1", network.port), timeout=0.5) as line,
        careful.wrap_socket(line, server_hostname="localhost"),
    ):
        pass


def test_a_portal_on_https_can_only_break_the_connection(network: Proxy) -> None:
    with Portal("certificate") as portal:
        network.portal(portal.port)
        with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
            _shake_hands(network)
        assert portal.asked == []
    with Portal("reset") as portal:
        network.portal(portal.port)
        with pytest.raises((ConnectionResetError, ssl.SSLEOFError)):
            _shake_hands(network)
    with Portal("silence") as portal:
        network.portal(portal.port)
        with pytest.raises(TimeoutError):
            _shake_hands(network)
        assert portal.connections == 1
