"""What Amina's phone downloads with a page, read off its HTML."""

import pytest

from backend.budgets.parse import Pull, candidates, page_pulls, style_pulls


def pulls(html: str) -> list[tuple[str, ...]]:
    return [(pull.kind, *pull.urls) for pull in page_pulls(html)[1]]


@pytest.mark.parametrize(
    ("html", "pulled"),
    [
        ("<script src=/a.js defer></script>", [("script", "/a.js")]),
        ("<SCRIPT SRC=' /a.js\n'></SCRIPT>", [("script", "/a.js")]),
        ('<script src="/a.js?x=1&amp;y=2">', [("script", "/a.js?x=1&y=2")]),
        ("<script>var x = '<img src=/no.png>'</script>", []),
        ("<script src=''></script><img src=#x>", []),
        ("<!-- <img src=/no.png> -->", []),
        ("<link rel=stylesheet href=/a.css media=print>", [("stylesheet", "/a.css")]),
        ("<link rel='shortcut icon' href=/i.ico>", [("image", "/i.ico")]),
        ("<link rel=apple-touch-icon href=/i.png><link rel=canonical href=/>", []),
        ("<link rel=manifest href=/manifest.webmanifest>", [("other", "/manifest.webmanifest")]),
        ("<link rel=preload as=font href=/f.woff2>", [("font", "/f.woff2")]),
        ("<link rel=preload as=style href=/a.css>", [("stylesheet", "/a.css")]),
        ("<link rel=preload as=fetch href=/d.json>", [("other", "/d.json")]),
        ("<link rel=modulepreload href=/m.js>", [("script", "/m.js")]),
        (
            "<link rel=preload as=image href=/s.png imagesrcset='/b.png 2x'>",
            [("image", "/s.png", "/b.png")],
        ),
        ("<img src=/p.png loading=lazy>", [("image", "/p.png")]),
        (
            "<img srcset='/1.png 1x, /2.png 2x' src=/0.png>",
            [("image", "/0.png", "/1.png", "/2.png")],
        ),
        (
            "<picture><source srcset=/w.webp><img src=/p.png></picture><img src=/q.png>",
            [("image", "/p.png", "/w.webp"), ("image", "/q.png")],
        ),
        ("<iframe src=/map></iframe>", [("document", "/map")]),
        ("<iframe srcdoc='&lt;img src=/in.png&gt;'></iframe>", [("image", "/in.png")]),
        ("<video src=/v.mp4 poster=/p.png></video>", [("image", "/p.png"), ("media", "/v.mp4")]),
        (
            "<video><source src=/v.webm><source src=/v.mp4></video>",
            [("media", "/v.webm", "/v.mp4")],
        ),
        ("<audio preload=none src=/a.mp3></audio>", []),
        ("<audio preload=none autoplay src=/a.mp3></audio>", [("media", "/a.mp3")]),
        ("<input type=image src=/b.png><input src=/no.png>", [("image", "/b.png")]),
        ("<object data=/o.svg></object><embed src=/e>", [("other", "/o.svg"), ("other", "/e")]),
        ("<svg><use href='#i'/><use href='/i.svg#i'/></svg>", [("image", "/i.svg#i")]),
        ("<style>a{background:url(/b.png)}</style>", [("image", "/b.png")]),
        ("<p style='background:url(&quot;/b.png&quot;)'>", [("image", "/b.png")]),
        ("<template><img src=/no.png></template><img src=/p.png>", [("image", "/p.png")]),
        ("<img src='data:image/png;base64,AAAA'>", []),
        ("<img src='data:image/png;base64,AAAA' srcset='/2.png 2x'>", [("image", "/2.png")]),
        ("<a href=/x>x</a><form action=/y></form>", []),
        ("<img src=/p.png", []),
        ("<<<img src=/p.png>", [("image", "/p.png")]),
    ],
)
def test_amina_downloads_what_the_page_asks_for(html: str, pulled: list[tuple[str, ...]]) -> None:
    assert pulls(html) == pulled


def test_a_base_moves_every_address() -> None:
    assert page_pulls("<base href=/en/><base href=/no/><img src=p.png>") == (
        "/en/",
        [Pull("image", ("p.png",))],
    )


@pytest.mark.parametrize(
    ("css", "pulled"),
    [
        ("@import '/a.css';", [("stylesheet", "/a.css")]),
        ('@import url("/a.css") print;', [("stylesheet", "/a.css")]),
        ("@import url(/a.css)", [("stylesheet", "/a.css")]),
        ("a{background:URL( '/b.png' )}", [("image", "/b.png")]),
        ("a{background:url(/b.png),url(/c.png)}", [("image", "/b.png"), ("image", "/c.png")]),
        ("@font-face{src:url(/f.woff2?v=1)format('woff2')}", [("font", "/f.woff2?v=1")]),
        ("/* url(/no.png) */a{color:red}", []),
        ("a{mask:url(#m);background:url(data:image/png;base64,AA==)}", []),
        ("a{background:url('data:image/svg+xml,<svg a=\"b c\">')}", []),
        ("a{background:url()}", []),
    ],
)
def test_amina_downloads_what_a_style_sheet_asks_for(
    css: str, pulled: list[tuple[str, ...]]
) -> None:
    assert [(pull.kind, *pull.urls) for pull in style_pulls(css)] == pulled


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("", []),
        ("/a.png", ["/a.png"]),
        ("/a.png 1x,/b.png 2x", ["/a.png", "/b.png"]),
        ("  /a.png 320w ,\n /b,c.png 640w,", ["/a.png", "/b,c.png"]),
        ("/a.png, /b.png", ["/a.png", "/b.png"]),
        ("data:image/png;base64,AA== 1x, /b.png", ["data:image/png;base64,AA==", "/b.png"]),
    ],
)
def test_a_srcset_is_split_as_browsers_split_it(srcset: str, urls: list[str]) -> None:
    assert list(candidates(srcset)) == urls
