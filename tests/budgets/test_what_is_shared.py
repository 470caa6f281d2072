"""What a page asks for twice comes down once or twice, as in Chromium."""

from typing import Any

import pytest
from werkzeug import Response

from backend.budgets.device import NEW
from backend.budgets.fetch import Phone
from backend.budgets.measure import weigh
from backend.budgets.page import Page

PAGE = "<img src=/p.png>"


def times(make_site: Any, html: str, **how: str) -> dict[str, int]:
    """How often each thing comes down, if nothing says how long it may be kept."""
    kinds = {"a.js": "text/javascript", "a.css": "text/css", "p.png": "image/png",
             "f": "text/html", "d.svg": "image/svg+xml", "v.webm": "video/webm"}  # fmt: skip
    bodies = {"f": PAGE, "d.svg": "<svg id=a></svg>"}
    shelf: dict[str, Any] = {
        f"/{name}": Response(bodies.get(name, "x"), content_type=kind, headers=how)
        for name, kind in kinds.items()
    }
    weight = weigh(Phone(make_site({**shelf, "/": html}), device=NEW), Page("/", "es", "x"))
    assert weight.doubts == ()
    urls = [item.url.rpartition("/")[2] for item in weight.items[1:]]
    return {url: urls.count(url) for url in urls}


@pytest.mark.parametrize(
    ("html", "twice"),
    [
        ("<link rel=preload as=script href=/a.js><script src=/a.js></script>", False),
        ("<link rel=preload as=script crossorigin href=/a.js><script src=/a.js></script>", True),
        ("<script src=/a.js></script><script src=/a.js></script>", False),
        ("<link rel=modulepreload href=/a.js><script src=/a.js></script>", True),
        ("<link rel=modulepreload href=/a.js><script type=module src=/a.js></script>", False),
        ("<link rel=preload as=style crossorigin href=/a.css><link rel=stylesheet href=/a.css>",
         True),
        ("<link rel=stylesheet href=/a.css><link rel=stylesheet href=/a.css>", False),
        ("<img src=/p.png><p style='background:url(/p.png)'>", False),
        ("<img src=/p.png><img src='/p.png#x'><img crossorigin src=/p.png>", True),
        ("<link rel=prefetch href=/p.png><img src=/p.png>", True),
        ("<svg><use href='/d.svg#a'/></svg><img src=/d.svg>", True),
        ("<video src=/v.webm></video><video src=/v.webm></video>", True),
        (f"{PAGE}<iframe srcdoc='{PAGE}'></iframe>", True),
        ("<link rel=prefetch href=/f>", False),
    ],
)  # fmt: skip
def test_what_serves_one_may_not_serve_another(make_site: Any, html: str, twice: bool) -> None:
    assert list(times(make_site, html).values()) == [2 if twice else 1]
    kept = times(make_site, html, **{"Cache-Control": "max-age=60"})
    assert list(kept.values()) == [1], "what may be kept serves everybody"


def test_a_script_that_may_not_be_stored_is_asked_for_each_time(make_site: Any) -> None:
    never = {"Cache-Control": "no-store"}
    script = "<script src=/a.js></script>"
    assert times(make_site, script * 2, **never) == {"a.js": 2}
    assert times(make_site, PAGE * 2, **never) == {"p.png": 1}


@pytest.mark.parametrize("element", ["<iframe src=/f></iframe>", "<object data=/f></object>"])
def test_each_frame_opens_its_page_for_itself(make_site: Any, element: str) -> None:
    assert times(make_site, element * 3) == {"f": 3, "p.png": 3}
    assert times(make_site, element * 3, **{"Cache-Control": "max-age=60"}) == {"f": 1, "p.png": 1}


def test_a_page_stands_within_itself_once(make_site: Any) -> None:
    site = make_site(
        {
            "/": "<iframe src=/></iframe><iframe src=/a></iframe>",
            "/a": "<iframe src=/b></iframe>",
            "/b": "<iframe src=/a></iframe>",
        }
    )
    weight = weigh(Phone(site), Page("/", "es", "x"))
    urls = [item.url.removeprefix("https://localhost") for item in weight.items]
    assert {url: urls.count(url) for url in urls} == {"/": 2, "/a": 4, "/b": 4}
