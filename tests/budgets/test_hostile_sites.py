"""Eve's site goes on for ever, packs much into little, or breaks: it is said, not waited for."""

import gzip
import itertools
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import pytest
import zstandard
from werkzeug import Request, Response

from backend.budgets import fetch, measure, packing
from backend.budgets.device import NEW, OLD
from backend.budgets.fetch import Phone
from backend.budgets.kept import Dictionary
from backend.budgets.measure import weigh
from backend.budgets.page import Page
from backend.budgets.reads.ahead import speculated
from backend.budgets.reads.css import sheet_pulls
from backend.budgets.reads.forms import outline
from backend.budgets.reads.html import read_page
from backend.budgets.reads.precache import precached
from backend.budgets.weight import Weight
from backend.budgets.worker import install

HOME = Page("/", "es", "empty", device=NEW)
ZEROS = b"\0" * 3_000_000


def weighed(site: Any) -> Weight:
    return weigh(Phone(site, device=NEW), HOME)


def answers(body: bytes, encoding: str) -> Response:
    return Response(body, headers={"Content-Encoding": encoding}, content_type="text/html")


def bare(body: bytes) -> bytes:
    """Deflate without the frame that it should have."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare),
    ("br", brotli.compress),
    ("zstd", zstandard.compress),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_much_in_little_is_not_unpacked(
    make_site: Any, monkeypatch: pytest.MonkeyPatch, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    assert packing.unpack(pack(ZEROS), encoding) == ZEROS
    monkeypatch.setattr(packing, "MOST_UNPACKED", 1_000_000)
    weight = weighed(make_site({"/": answers(pack(ZEROS), encoding)}))
    assert weight.doubts == ("https://localhost/ unpacks to more than 1,000,000 B",)


@pytest.mark.parametrize(("encoding", "pack"), PACKED[:4])
def test_what_was_cut_off_is_said(
    make_site: Any, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    (doubt,) = weighed(make_site({"/": answers(pack(ZEROS)[:-9], encoding)})).doubts
    assert doubt == f"https://localhost/ is not the {encoding} it says it is"


def endless(request: Request) -> Response:
    return Response(itertools.repeat(b"<p>" * 1_000), content_type="text/html")


def test_a_body_without_end_is_left(make_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MOST_BYTES", 100_000)
    assert weighed(make_site({"/": endless})).doubts == (
        "https://localhost/ does not come to an end",
    )


def one_after_another(form: str, kind: str) -> Callable[[Request], Response]:
    turns = itertools.count()
    return lambda request: Response(form.format(next(turns)), content_type=kind)


@pytest.mark.parametrize(
    ("html", "form", "kind"),
    [
        ("<link rel=stylesheet href=/x>", "@import '/x?{}';", "text/css"),
        ("<script type=module src=/x></script>", "import '/x?{}'", "text/javascript"),
        ("<iframe src=/x></iframe>", "<iframe src=/x?{}></iframe>", "text/html"),
        ("<iframe src=/x></iframe>", "<meta http-equiv=refresh content='0;/x?{}'>", "text/html"),
    ],
)
def test_what_pulls_in_more_and_more_is_left(
    make_site: Any, monkeypatch: pytest.MonkeyPatch, html: str, form: str, kind: str
) -> None:
    monkeypatch.setattr(measure, "MOST_PULLS", 20)
    weight = weighed(make_site({"/": html, "/x": one_after_another(form, kind)}))
    assert weight.doubts == ("pulls in more and more; it was left after 20 things",)
    assert len(weight.items) == 21


def test_a_worker_that_imports_more_and_more_is_left(make_site: Any) -> None:
    more = one_after_another("importScripts('/more.js?{}')", "text/javascript")
    (doubt,) = install(Phone(make_site({"/sw.js": more, "/more.js": more})), "/sw.js", "").doubts
    assert "/sw.js imports more and more" in doubt


def raises(request: Request) -> Response:
    raise KeyError("who")


def leaves(request: Request) -> Response:
    raise SystemExit(3)


def breaks_off(request: Request) -> Response:
    def parts() -> Iterator[bytes]:
        yield b"<p>"
        raise RuntimeError("midway")

    return Response(parts(), content_type="text/html")


@pytest.mark.parametrize(
    ("view", "what"),
    [(raises, "KeyError: 'who'"), (leaves, "SystemExit: 3"), (breaks_off, "RuntimeError: midway")],
)
def test_an_application_that_breaks_is_said_to(make_site: Any, view: Any, what: str) -> None:
    (doubt,) = weighed(make_site({"/": view})).doubts
    assert doubt.startswith(f"https://localhost/ makes the application fail: {what} (")
    assert "test_hostile_sites.py, line " in doubt


@pytest.mark.parametrize(
    "html",
    [
        "<style>a{b:" + "(" * 20_000 + "url(x)",
        "<style>" + "@media all{" * 20_000 + "a{b:url(x)}",
        "<p style='background:" + "[" * 20_000 + "url(a)'>",
        "<link rel=stylesheet href='data:text/css,a{b:" + "(" * 20_000 + "url(x)'>",
    ],
)
def test_what_is_nested_without_end_is_said(make_site: Any, html: str) -> None:
    (doubt,) = weighed(make_site({"/": html})).doubts
    assert doubt.endswith("nested too deeply to be read")


@pytest.mark.parametrize(
    "html",
    [
        "<attributes x=1><start><end><text>",
        "<img srcset='/a -1x, /b nanx, /c 1e999x, /d 0w'>",
        '<p style=\'background:image-set("/no.png" -1x, "/no.png" 2x)\'></p>',
        "<script type=importmap>" + '{"imports":' * 20_000,
        "<script type=speculationrules>" + '{"prefetch":' * 20_000,
        "<base href='http://['><iframe src='http://['></iframe><a href='http://['>x</a>",
        "<meta name=viewport content='width=0'><script>navigator.serviceWorker.register('http://[')",
        "<iframe src='DATA:text/html,<p>'></iframe>",
    ],
)
def test_what_is_no_sense_is_passed_over(make_site: Any, html: str) -> None:
    weight = weighed(make_site({"/": html, "/no.png": "p"}))
    assert weight.doubts == ()
    assert len(weight.items) <= 2


@pytest.mark.parametrize("age", ["9" * 6_000, "-1", "²"])
def test_an_age_of_any_length_is_read(make_site: Any, age: str) -> None:
    kept = {"Cache-Control": f"max-age={age}", "Use-As-Dictionary": 'match="/*"'}
    page = Response("x", headers=kept, content_type="text/html")
    assert Phone(make_site({"/": page})).fetch("/").fresh_for in {0, 999_999_999_999}


N = 20_000
LONG = {
    "tags": "<a " * N, "names": "<meta name=viewport" * N, "comments": "<!--" * N,
    "signs": "<!" * N, "drawings": "<svg>" * N + "<![CDATA[" * N, "ends": "</" * N,
    "scripts": "<script><!--" + "<script>" * N, "styles": "<style>a{b:image-set(" * N,
    "pictures": "<picture>" + "<i>" * N + "</b>" * N, "references": "<a href='" + "&amp" * N,
    "sources": "<picture>" + "<source srcset=/a>" * 3_000 + "<img src=x>" * 3_000,
}  # fmt: skip


@pytest.mark.parametrize("html", LONG.values(), ids=LONG)
def test_a_page_of_any_kind_is_read_soon(html: str) -> None:
    begun = time.process_time()
    read_page(html, OLD)
    outline(html)
    assert time.process_time() - begun < 2


def test_a_sheet_a_worker_and_rules_of_any_kind_are_read_soon() -> None:
    begun = time.process_time()
    sheet_pulls("a{b:" + "image-set(" * N + "-" * N, OLD)
    for script in ("a=[" * N, "precache([" * N, ".addAll([" * N, "importScripts(" * N):
        assert precached(script, "/sw.js", "") == []
    where = '{"prefetch":[{"where":{"href_matches":"' + "*a" * 99 + '"},"eagerness":"eager"}]}'
    assert list(speculated(where, ["a" * N + "b"])) == []
    assert not Dictionary("https://a/", "/" + "*a" * 99, "", b"").serves(
        "https://a/" + "a" * N + "b"
    )
    assert time.process_time() - begun < 2
