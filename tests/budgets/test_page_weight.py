"""Amina opens a page: each byte that comes down is counted, once."""

import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug import Request, Response
from werkzeug.utils import redirect

from backend.budgets.fetch import Phone
from backend.budgets.measure import weigh
from backend.budgets.page import Page
from backend.budgets.weight import Weight

HOME = Page("/", "es", "empty")
Pack = Callable[[str], Response]


def weigh_at(site: Any, page: Page = HOME) -> Weight:
    return weigh(Phone(site, language=page.language, cookies=page.cookies), page)


def kinds(weight: Weight) -> list[tuple[str, str]]:
    return [(item.kind, item.url.removeprefix("https://localhost")) for item in weight.items]


def test_amina_asks_as_a_phone_would(make_site: Any) -> None:
    site = make_site({"/": "<img src=/p.png>", "/p.png": "p"})
    weigh_at(site, Page("/", "es", "empty", cookies={"phone": "abc"}))
    page, picture = site.asked
    assert page.headers["Accept-Encoding"] == "gzip, deflate, br"
    assert page.headers["Accept-Language"] == "es"
    assert page.headers["Sec-Fetch-Mode"] == "navigate"
    assert picture.headers["Sec-Fetch-Dest"] == "image"
    assert page.cookies["phone"] == picture.cookies["phone"] == "abc"
    assert page.host == "localhost"
    assert page.scheme == "https"


def test_a_packed_page_costs_what_it_is_packed_to(make_site: Any, packed: Pack) -> None:
    html = "<p>Farola apagada</p>" * 1000 + "<img src=/p.png>"
    weight = weigh_at(make_site({"/": packed(html), "/p.png": "p" * 100}))
    assert weight.sizes["document"] < 500
    assert 100 < weight.sizes["image"] < 400
    assert weight.sizes["total"] == weight.sizes["document"] + weight.sizes["image"]
    assert weight.counts["total"] == 2


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_what_a_page_pulls_in_is_read_through_any_packing(
    make_site: Any, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    page = Response(
        pack(b"<img src=/p.png>"), headers={"Content-Encoding": encoding}, mimetype="text/html"
    )
    assert kinds(weigh_at(make_site({"/": page, "/p.png": "p"})))[1:] == [("image", "/p.png")]


@pytest.mark.parametrize("encoding", ["br", "gzip", "deflate", "zstd", "dcz"])
def test_a_packing_that_cannot_be_read_is_said(make_site: Any, encoding: str) -> None:
    page = Response(b"(not so)", headers={"Content-Encoding": encoding}, mimetype="text/html")
    assert weigh_at(make_site({"/": page})).doubts == (
        f"https://localhost/ is not the {encoding} it says it is",
    )


def test_styles_within_styles_and_pages_within_pages_are_followed(make_site: Any) -> None:
    site = make_site(
        {
            "/": "<link rel=stylesheet href=/css/a.css><iframe src=/map>",
            "/css/a.css": "@import 'b.css';",
            "/css/b.css": "@font-face{src:url(../f.woff2)} @import '/css/a.css'",
            "/f.woff2": "f",
            "/map": "<script src=m.js></script><iframe src=/map>",
            "/m.js": "m",
        }
    )
    weight = weigh_at(site)
    assert sorted(kinds(weight)) == [
        ("document", "/"),
        ("document", "/map"),
        ("document", "/map"),
        ("font", "/f.woff2"),
        ("script", "/m.js"),
        ("script", "/m.js"),
        ("stylesheet", "/css/a.css"),
        ("stylesheet", "/css/b.css"),
    ]
    assert len(site.asked) == 8, "no more, though they name each other"
    assert weight.doubts == ()


def test_what_is_named_twice_comes_down_once(make_site: Any) -> None:
    html = "<link rel=preload as=script href=/a.js><script src=/a.js#x></script>"
    assert kinds(weigh_at(make_site({"/": html, "/a.js": "a"})))[1:] == [("script", "/a.js")]


def test_where_a_phone_may_take_any_of_several_pictures_the_heaviest_counts(make_site: Any) -> None:
    html = "<img src=/s.png sizes='calc(1px * 2)' srcset='/m.png 200w, /l.png 300w'>"
    shelf = {"/": html, "/s.png": "s", "/m.png": "m" * 90, "/l.png": "l" * 9000}
    weight = weigh_at(make_site(shelf))
    assert kinds(weight)[1:] == [("image", "/l.png")]
    assert weight.counts["image"] == 1


def test_a_redirect_is_paid_for(make_site: Any) -> None:
    straight = weigh_at(make_site({"/": "home"}))
    around = weigh_at(make_site({"/": redirect("/a", 302), "/a": redirect("/b"), "/b": "home"}))
    assert around.counts["document"] == 3
    assert around.sizes["document"] > straight.sizes["document"] + 300


def test_amina_sends_a_form_and_sees_its_errors(make_site: Any) -> None:
    def answer(request: Request) -> Response:
        assert request.headers["Sec-Fetch-Site"] == "same-origin"
        assert request.headers["Origin"] == "https://localhost"
        return Response(f"<p>{request.form['receipt']}", 422, mimetype="text/html")

    form = {"receipt": "r" * 36, "place": ["a", "b"]}
    page = Page("/new", "es", "with errors", method="POST", form=form, status=422)
    site = make_site({"/new": answer})
    assert weigh_at(site, page).doubts == ()
    assert weigh_at(site, page).sizes["document"] > 36


def test_amina_sends_a_form_and_is_sent_on_to_her_report(make_site: Any) -> None:
    def report(request: Request) -> Response:
        assert request.method == "GET"
        assert request.cookies["phone"] == "key", "set on the way"
        return Response("yours", mimetype="text/html")

    sent = redirect("/reports/K7Q42M9XC", 303)
    sent.set_cookie("phone", "key", secure=True, httponly=True)
    page = Page("/new", "es", "sent", method="POST", form={"receipt": "r"})
    weight = weigh_at(make_site({"/new": sent, "/reports/K7Q42M9XC": report}), page)
    assert weight.counts["document"] == 2
    assert weight.doubts == ()


def test_each_way_to_what_is_there_already_is_paid_for(make_site: Any) -> None:
    shelf = {"/": "<img src=/a><img src=/b>", "/a": redirect("/p.png"), "/b": redirect("/p.png")}
    weight = weigh_at(make_site({**shelf, "/p.png": "p" * 900}))
    (_, picture, way) = weight.items
    assert (picture.requests, way.requests) == (2, 1)
    assert 300 < way.size < 600


@pytest.mark.parametrize(("how", "times"), [("", 2), ("crossorigin", 1)])
def test_a_font_asked_for_ahead_without_crossorigin_comes_twice(
    make_site: Any, how: str, times: int
) -> None:
    html = f"<link rel=preload as=font {how} href=/f><style>@font-face{{src:url(/f)}}</style>"
    assert weigh_at(make_site({"/": html, "/f": "f"})).counts["font"] == times


def test_a_redirect_may_be_written_in_any_letters(make_site: Any) -> None:
    site = make_site({"/año": "x" * 900})

    def moved(environ: Any, start: Any) -> Any:
        if environ["PATH_INFO"] != "/":
            return site(environ, start)
        start("302 FOUND", [("Location", "/año".encode().decode("latin-1"))])
        return []

    assert weigh_at(moved).sizes["document"] > 900


def test_what_says_no_type_is_a_page_if_it_looks_like_one(make_site: Any) -> None:
    for html, pulled in (("\n<!doctype html><img src=/p.png>", 1), ("<x><img src=/p.png>", 0)):
        bare = Response(html)
        del bare.headers["Content-Type"]
        assert weigh_at(make_site({"/": bare, "/p.png": "p"})).counts["image"] == pulled


def test_pages_that_a_header_has_fetched_ahead_count(make_site: Any) -> None:
    page = Response("x", headers={"Speculation-Rules": '"/r"'}, content_type="text/html")
    rules = '{"prefetch": [{"urls": ["/next"]}]}'
    weight = weigh_at(make_site({"/": page, "/r": rules, "/next": "n" * 900}))
    assert kinds(weight)[1:] == [("other", "/r"), ("document", "/next")]


@pytest.mark.parametrize(
    ("shelf", "doubt"),
    [
        ({}, "answers 404, where 200 was expected"),
        ({"/": redirect("/")}, "is the end of more than 10 redirects"),
        ({"/": redirect("https://eve.example/")}, "https://eve.example/ is not served by this"),
        ({"/": "<img src=/p.png>"}, "pulls in https://localhost/p.png, which answers 404"),
        (
            {"/": "<img src=/p.png>", "/p.png": redirect("//eve.example/p.png")},
            "pulls in https://localhost/p.png, but https://eve.example/p.png is not served by",
        ),
    ],
)
def test_what_cannot_be_weighed_is_said(make_site: Any, shelf: Any, doubt: str) -> None:
    (said,) = weigh_at(make_site(shelf)).doubts
    assert doubt in said


def test_a_redirect_to_nowhere_is_said() -> None:
    def lost(environ: Any, start: Any) -> list[bytes]:
        start("302 FOUND", [("Location", "http://["), ("Content-Length", "0")])
        return []

    assert weigh_at(lost).doubts == ("https://localhost/ redirects to 'http://[', no address",)


@pytest.mark.parametrize(
    "url",
    ["//eve.example/e.js", "https://localhost.eve.example/e.js", "http://localhost/e.js"],
)
def test_eve_is_a_third_party_under_any_name(make_site: Any, url: str) -> None:
    weight = weigh_at(make_site({"/": f"<script src={url}></script>"}))
    assert weight.counts["third-party"] == weight.counts["script"] == 1
    assert "from elsewhere: its weight is not known" in weight.doubts[0]


@pytest.mark.parametrize("url", ["http://[", "blob:x", "about:blank", "javascript:x()", "mailto:a"])
def test_an_address_that_is_none_is_left_alone(make_site: Any, url: str) -> None:
    weight = weigh_at(make_site({"/": f"<iframe src='{url}'></iframe>"}))
    assert weight.counts["total"] == 1
    assert weight.doubts == ()


@pytest.mark.parametrize("away", ["https://eve.example/next", "//eve.example/next"])
def test_a_page_that_leads_to_another_site_does_not_weigh_that_site_s(
    make_site: Any, away: str
) -> None:
    weight = weigh_at(make_site({"/": f'<meta http-equiv=refresh content="0;url={away}">'}))
    assert len(weight.items) == 1
    assert weight.doubts == ()
