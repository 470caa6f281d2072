"""A page is over: Dora is told what weighs, and what would bring it back under."""

from typing import Any

import brotli
import pytest
from werkzeug import Response
from werkzeug.utils import redirect

from backend.budgets.budget import Budget
from backend.budgets.causes import heaviest
from backend.budgets.fetch import Phone
from backend.budgets.measure import weigh
from backend.budgets.page import Page
from backend.budgets.says.words import remedy
from backend.budgets.verdict import Finding, judge
from backend.budgets.weight import Item, Weight
from tests.budgets.corpus.trick import letters, noise


def ways(shelf: dict[str, Any], make_site: Any, **sizes: int) -> list[str]:
    """What is said of the page ``/``, for the first figure that is over."""
    weight = weigh(Phone(make_site(shelf)), Page("/", "es", "x"))
    (finding, *_) = judge("/", weight, Budget("/", sizes or {"total": 1}))
    causes = heaviest(finding, weight)
    assert remedy(finding, weight) == "to get back under: " + "; ".join(c.words for c in causes)
    assert [cause.size for cause in causes] == sorted((c.size for c in causes), reverse=True)
    return [cause.words for cause in causes]


def packed(html: str) -> Response:
    return Response(
        brotli.compress(html.encode()),
        headers={"Content-Encoding": "br"},
        content_type="text/html",
    )


def test_the_three_heaviest_causes_are_named_the_heaviest_first(make_site: Any) -> None:
    html = "".join(f"<img src=/{n}.png>" for n in (1, 2, 3, 4))
    shelf = {"/": packed(html), **{f"/{n}.png": noise(n * 1_000, n) for n in (1, 2, 3, 4)}}
    assert [way.split(" (")[0] for way in ways(shelf, make_site)] == [
        "lighten or drop /4.png",
        "lighten or drop /3.png",
        "lighten or drop /2.png",
    ]


def test_what_could_be_packed_says_what_it_would_come_to(make_site: Any) -> None:
    shelf = {"/": packed("<link rel=stylesheet href=/a.css>"), "/a.css": "p{color:red}" * 900}
    assert ways(shelf, make_site)[0].startswith("compress /a.css (10,800 B to ")


def test_a_picture_is_not_told_to_be_packed(make_site: Any) -> None:
    shelf = {"/": packed("<img src=/a.png>"), "/a.png": b"\0" * 9_000}
    assert ways(shelf, make_site)[0] == "lighten or drop /a.png (9,120 B)"


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("<img src='data:image/png;base64,{}'>", "data: addresses"),
        ("<!-- {} -->", "comments"),
        ("<script>x = '{}'</script>", "inline scripts"),
        ("<style>p{{--x:'{}'}}</style>", "inline styles"),
        ("<svg><path d='{}'/></svg>", "drawings (svg)"),
        ("<input type=hidden value='{}'>", "hidden fields"),
    ],
)
def test_what_a_page_is_heavy_with_is_named(make_site: Any, part: str, name: str) -> None:
    html = "<p>Toda la calle</p>" * 30 + part.format(letters(8_000))
    first = ways({"/": packed(html)}, make_site)[0]
    assert first.startswith(f"take the {name} out of / (")
    saves = int(first.rpartition("(")[2].removesuffix(" B)").replace(",", ""))
    assert 5_900 < saves < 6_500, "what base64 packs to"


def test_parts_within_parts_are_counted_once(make_site: Any) -> None:
    html = f"<style>p{{background:url(data:image/png;base64,{letters(8_000)})}}</style>"
    weight = weigh(Phone(make_site({"/": packed(html)})), Page("/", "es", "x"))
    (finding,) = judge("/", weight, Budget("/", {"document": 1}))
    assert sum(cause.size for cause in heaviest(finding, weight)) <= weight.sizes["document"]


def test_redirects_headers_frames_and_doubles_are_named(make_site: Any) -> None:
    long = redirect("/a.png")
    long.headers["X-Trace"] = letters(3_000)
    shelf = {"/": packed("<img src=/0.png>"), "/0.png": long, "/a.png": noise(50)}
    assert ways(shelf, make_site)[0].startswith("ask for /a.png at once, without redirects (")
    heavy = Response("x", headers={"X-State": letters(3_000)}, content_type="text/html")
    assert ways({"/": heavy}, make_site)[0].startswith("send fewer headers with /: they are 3,1")
    crumbs = Response(iter([b"x"] * 900), content_type="text/html")
    assert ways({"/": crumbs}, make_site)[0].startswith(
        "send / in fewer chunks, or with its length"
    )
    shelf = {"/": packed("<img src=/a.png><img src=/b.png>"), "/a.png": noise(), "/b.png": noise()}
    assert "load /b.png once: it is the same as /a.png" in ways(shelf, make_site)


def test_too_many_requests_are_told_to_join() -> None:
    items = [Item("https://localhost/", "document", 9, requests=3)]
    items += [Item(f"https://localhost/{n}.js", "script", 9) for n in range(5)]
    items += [Item("https://eve.example/e.js", "script", 0, is_third_party=True)]
    finding = Finding("/", "total", "requests", 9, 2)
    assert remedy(finding, Weight(tuple(items))) == (
        "to get back under: join the 5 of kind script into one; "
        "ask for / at once, without redirects; do without https://eve.example/e.js, from elsewhere"
    )


def test_what_only_a_browser_saw_is_named_too() -> None:
    weight = Weight((Item("http://localhost/late.json", "other", 900),), nodes=500)
    assert remedy(Finding("/", "other", "B", 900, 1), weight) == (
        "to get back under: lighten or drop /late.json (900 B)"
    )
    assert remedy(Finding("/", "dom-nodes", "elements", 500, 400), weight) == (
        "to get back under: show fewer elements at once"
    )


def test_a_page_that_cannot_be_read_is_still_named(make_site: Any) -> None:
    broken = Response(b"(no)" * 900, headers={"Content-Encoding": "br"}, content_type="text/html")
    assert ways({"/": broken}, make_site) == ["shorten / (3,742 B)"]
