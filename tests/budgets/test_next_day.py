"""Amina comes back the next day: what her phone kept is not paid for again."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from werkzeug import Request, Response

from backend.budgets.budget import Budget
from backend.budgets.check import check
from backend.budgets.device import NEW, OLD
from backend.budgets.kept import Dictionary
from backend.budgets.packing import DCZ_MAGIC
from backend.budgets.page import Page
from backend.budgets.scales import Scales
from backend.budgets.target import Target
from backend.budgets.weight import Weight

LAW = Budget("/*", {"repeat-visit": 1})
DAY = "max-age=86400"
SHELL = "<h1>Ventanilla</h1>" + "".join(f"<p>{n * n}</p>" for n in range(500))


def back(site: Any, page: Page | None = None, **target: Any) -> Weight:
    page = page or Page("/", "es", "empty", device=NEW)
    return Scales(Target(site, **target)).weigh(page, LAW)


def sizes(weight: Weight) -> dict[str, int]:
    return {
        item.url.removeprefix("https://localhost"): item.size for item in weight.repeat_visit or ()
    }


def kept(body: str, how: str, **headers: str) -> Response:
    return Response(body, content_type="text/html", headers={"Cache-Control": how, **headers})


@pytest.mark.parametrize(
    ("how", "is_kept"),
    [
        (DAY, True),
        ("public, max-age=31536000, immutable", True),
        ("max-age=3600", False),
        ("no-cache, max-age=99999", False),
        ("no-store, max-age=99999", False),
        ("", False),
        ("max-age=soon", False),
    ],
)
def test_what_is_still_good_is_not_asked_for(make_site: Any, how: str, is_kept: bool) -> None:
    site = make_site({"/": "<script src=/a.js></script>", "/a.js": kept("a" * 900, how)})
    weight = back(site)
    assert (sizes(weight)["/a.js"] == 0) is is_kept
    assert site.paths.count("/a.js") == (1 if is_kept else 2)
    assert weight.sizes["script"] > 900, "the first visit pays"
    assert weight.counts["repeat-visit"] == (1 if is_kept else 2)


def test_an_expiry_date_is_read(make_site: Any) -> None:
    dates = {"Date": "Tue, 24 Nov 2026 09:12:00 GMT", "Expires": "Fri, 27 Nov 2026 09:12:00 GMT"}
    site = make_site({"/": Response("x" * 900, headers=dates, content_type="text/html")})
    assert sizes(back(site)) == {"/": 0}


def test_what_has_not_changed_costs_its_headers_only(make_site: Any) -> None:
    def answer(request: Request) -> Response:
        response = Response("x" * 900, content_type="text/html")
        response.set_etag("one")
        return response.make_conditional(request)

    weight = back(make_site({"/": answer}))
    assert 0 < sizes(weight)["/"] < 200
    assert weight.sizes["document"] > 900


def test_an_address_that_is_never_the_same_is_paid_for_each_time(make_site: Any) -> None:
    turns = iter(range(9))

    def page(request: Request) -> Response:
        return Response(f"<img src='/p.png?{next(turns)}'>", content_type="text/html")

    site = make_site({"/": page, "/p.png": kept("p" * 900, DAY)})
    assert sizes(back(site))["/p.png?1"] > 900


def packed_with_shell(request: Request) -> Response:
    """The page, against the shell where the phone says it holds it."""
    body = SHELL.replace("<h1>", "<h1>Reportes, ").encode()
    held = zstandard.ZstdCompressionDict(SHELL.encode(), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    packed = zstandard.ZstdCompressor(dict_data=held, write_content_size=True).compress(body)
    headers = {"Vary": "Accept-Encoding, Available-Dictionary"}
    digest = hashlib.sha256(SHELL.encode()).digest()
    if "dcz" in request.headers["Accept-Encoding"]:
        assert request.headers["Available-Dictionary"].startswith(":")
        headers["Content-Encoding"] = "dcz"
        return Response(DCZ_MAGIC + digest + packed, headers=headers, content_type="text/html")
    return Response(body, headers=headers, content_type="text/html")


def shelf(how: str = "max-age=604800") -> dict[str, Any]:
    return {
        "/": packed_with_shell,
        "/offline": kept(SHELL, how, **{"Use-As-Dictionary": 'match="/*", id="shell"'}),
        "/sw.js": 'const SHELL = ["/offline"];',
    }


def test_a_page_she_holds_the_dictionary_of_costs_little(make_site: Any) -> None:
    weight = back(make_site(shelf()), worker="/sw.js")
    assert weight.doubts == ()
    assert weight.sizes["document"] > 5_000
    assert sizes(weight)["/"] < 400


@pytest.mark.parametrize("how", ["no-store, max-age=604800", "max-age=60", ""])
def test_a_dictionary_that_was_not_kept_serves_nothing(make_site: Any, how: str) -> None:
    assert sizes(back(make_site(shelf(how)), worker="/sw.js"))["/"] > 5_000


def test_a_phone_that_knows_no_dictionaries_is_not_given_any(make_site: Any) -> None:
    page = Page("/", "es", "empty", device=OLD)
    assert sizes(back(make_site(shelf()), page, worker="/sw.js"))["/"] > 5_000


def test_over_a_line_that_others_can_change_no_dictionary_is_offered(make_site: Any) -> None:
    site = make_site(shelf())
    back(site, worker="/sw.js", origin="http://ventanilla.example")
    assert {each.headers["Accept-Encoding"] for each in site.asked} == {"gzip, deflate"}


@pytest.mark.parametrize(
    ("match", "url", "serves"),
    [
        ("/*", "https://a/x/y?z", True),
        ("/reports/*", "https://a/reports/K7", True),
        ("/reports/*", "https://a/places", False),
        ("/p?*", "https://a/p?q=1", True),
        ("/p", "https://a/p?q=1", True),
        ("*", "https://a/shell/x", True),
        ("/*", "https://b/x", False),
    ],
)
def test_a_dictionary_stands_for_its_addresses(match: str, url: str, serves: bool) -> None:
    assert Dictionary("https://a/shell/", match, "", b"").serves(url) is serves


def test_a_worker_that_no_script_names_is_said_to_be_open(make_site: Any) -> None:
    site = make_site({"/": "<script>navigator.serviceWorker.register(where)</script>"})
    law = Budget("/*", {"first-visit": 9_000})
    assert Scales(Target(site)).weigh(Page("/", "es", "x"), law).doubts == (
        "a script registers a service worker and does not write out where it is; name it with "
        "--worker",
    )
    assert Scales(Target(site, worker=None)).weigh(Page("/", "es", "x"), law).doubts == ()


def test_what_is_packed_against_another_dictionary_is_said(make_site: Any) -> None:
    def page(request: Request) -> Response:
        wrong = DCZ_MAGIC + b"0" * 32 + b"x"
        is_back = "dcz" in request.headers["Accept-Encoding"]
        headers = {"Content-Encoding": "dcz"} if is_back else {}
        return Response(wrong if is_back else "x", headers=headers, content_type="text/html")

    (doubt,) = back(make_site({**shelf(), "/": page}), worker="/sw.js").doubts
    assert "on a repeated visit" in doubt
    assert "against a dictionary that the phone does not hold" in doubt


def test_the_day_after_is_held_to_its_budget(make_site: Any, budgets: Callable[..., Path]) -> None:
    site = make_site({"/": "x" * 2_000})
    out = io.StringIO()
    assert check(site, [Page("/", "es", "x")], budgets(repeat_visit=1), out, worker=None) == 1
    assert "/ (es, x): repeat-visit 2," in out.getvalue()
