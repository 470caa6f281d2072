"""Amina's phone says what it can unpack; what comes down is that, and says what it weighs."""

import gzip
import re
from collections.abc import Callable

import brotli
import pytest
from flask import Flask, Request, Response
from werkzeug.test import EnvironBuilder

from backend.config import ROOT
from backend.kernel.access import public
from backend.kernel.compression import LEAST_BYTES, choose, pack
from tests.page import Person

PAGE = (ROOT / "pwa" / "templates" / "reports" / "new.html").read_bytes()


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("gzip;q=0, br;q=0", None),
        ("identity", None),
        ("zstd, dcz", None),
        ("*", "br"),
        ("br;q=nonsense, gzip", "gzip"),
        ("", None),
    ],
)
def test_the_phone_chooses(accepts: str, encoding: str | None) -> None:
    request = Request(EnvironBuilder(headers={"Accept-Encoding": accepts}).get_environ())
    assert choose(request) == encoding


def test_a_phone_that_says_nothing_gets_plain_text() -> None:
    assert choose(Request(EnvironBuilder().get_environ())) is None


@pytest.mark.parametrize("best", [False, True])
def test_what_is_packed_comes_out_the_same(best: bool) -> None:
    assert brotli.decompress(pack(PAGE, "br", best=best)) == PAGE
    assert gzip.decompress(pack(PAGE, "gzip", best=best)) == PAGE
    assert pack(PAGE, "gzip", best=best) == pack(PAGE, "gzip", best=best), "no time stands in it"
    assert len(pack(PAGE, "br", best=True)) <= len(pack(PAGE, "br"))


@pytest.mark.parametrize(
    ("path", "level"), [("/", 11), ("/outbox", 11), ("/offline", 11), ("/sign-in", 5)]
)
def test_a_page_that_is_the_same_for_everybody_is_packed_with_more_patience(
    amina: Person, path: str, level: int
) -> None:
    answer = amina.client.get(path, headers={"Accept-Encoding": "br"})
    page = brotli.decompress(answer.data)
    assert len(answer.data) == len(
        brotli.compress(page, mode=brotli.MODE_TEXT, quality=level, lgwin=16)
    )


UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize("path", ["/offline", "/privacy", "/outbox"])
def test_what_everybody_gets_alike_is_packed_once(
    amina: Person, bo: Person, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = amina.client.get(path, headers={"Accept-Encoding": "br"})
    assert first.headers["Ventanilla-Keep"].startswith("public")
    monkeypatch.setattr(brotli, "compress", None)
    again = bo.client.get(path, headers={"Accept-Encoding": "br"})
    assert again.data == first.data
    assert again.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("accepts", UNPACK)
def test_a_page_says_what_it_weighed_on_the_way(amina: Person, accepts: str) -> None:
    answer = amina.client.get("/", headers={"Accept-Encoding": accepts})
    assert answer.headers["Content-Encoding"] == accepts
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    told = re.search(r"Esta página pesa (\d+) KB", UNPACK[accepts](answer.data).decode())
    assert told
    assert int(told[1]) == max(1, round(len(answer.data) / 1024))


def test_an_unpacked_page_weighs_more_and_says_so(amina: Person) -> None:
    plain = amina.client.get("/")
    assert "Content-Encoding" not in plain.headers
    told = re.search(r"Esta página pesa (\d+) KB", plain.text)
    assert told
    assert int(told[1]) == round(len(plain.data) / 1024) > 3


@pytest.mark.parametrize(
    ("size", "kind", "status", "is_packed"),
    [
        (LEAST_BYTES - 1, "text/plain", 200, False),
        (LEAST_BYTES, "text/plain", 200, True),
        (5000, "application/json", 200, True),
        (5000, "image/svg+xml", 404, True),
        (5000, "image/webp", 200, False),
        (5000, "text/html", 304, False),
    ],
)
def test_only_text_worth_it_is_packed(
    make_site: Callable[..., Flask], size: int, kind: str, status: int, is_packed: bool
) -> None:
    site = make_site()
    body = Response("x" * size, status, mimetype=kind)
    site.add_url_rule("/some", "some", public(lambda: body))
    answer = site.test_client().get("/some", headers={"Accept-Encoding": "br"})
    assert (answer.headers.get("Content-Encoding") == "br") is is_packed
    assert ("Accept-Encoding" in answer.headers.get("Vary", "")) is (kind != "image/webp")
