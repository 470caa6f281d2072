"""What Amina's phone downloads with a page, read off its HTML."""

import pytest

from backend.budgets.device import NEW, OLD
from backend.budgets.reads.css import attribute_pulls, sheet_pulls
from backend.budgets.reads.html import read_page
from backend.budgets.reads.srcset import candidates

SCALED = "<meta name=viewport content='width=device-width,initial-scale=1'>"


def pulls(html: str) -> list[tuple[str, ...]]:
    return [(pull.kind, *pull.urls) for pull in read_page(html, OLD).pulls]


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
        ("<link rel=preload href=/no.json>", []),
        ("<link rel=compression-dictionary href=/d.dat>", [("other", "/d.dat")]),
        (
            "<image src=/p.png><svg><image src=/no.png href=/q.png /></svg>",
            [("image", "/p.png"), ("image", "/q.png")],
        ),
        (
            "<svg><script href=/a.js></script><script src=/no.js></script></svg>",
            [("script", "/a.js")],
        ),
        ("<script type=text/x-javascript src=/a.js></script>", [("script", "/a.js")]),
        ("<video src=/a.mp4><video src=/b.mp4>", [("media", "/a.mp4"), ("media", "/b.mp4")]),
        ("<style>a{background:url(/b.png)}", [("image", "/b.png")]),
        ("<iframe src=/no srcdoc='<img src=/p.png>'></iframe>", []),
        ("<textarea><img src=/no.png></textarea><title><img src=/no.png></title>", []),
        ("<img sizes='-5px' srcset='/a.png 100w, /b.png 900w'>", [("image", "/b.png")]),
        (
            "<picture><source srcset=/a.png><b><img src=/b.png></b><img src=/c.png></picture>",
            [("image", "/b.png"), ("image", "/a.png")],
        ),
        (
            '<script type=speculationrules>{"prefetch": [{"where": {"href_matches": "/n*"}, '
            '"eagerness": "immediate"}, {"where": {"href_matches": "/m*"}}]}</script>'
            "<a href=/next>a</a><a href=/other>b</a><a href=/more>c</a><a href=beside>d</a>",
            [("document", "/next"), ("document", "beside")],
        ),
        ("<link rel=modulepreload href=/m.js>", [("script", "/m.js")]),
        (
            "<link rel=preload as=image href=/s.png imagesrcset='/b.png 2x'>",
            [("image", "/b.png")],
        ),
        ("<img src=/p.png loading=lazy>", [("image", "/p.png")]),
        (
            "<img srcset='/1.png 1x, /2.png 2x' src=/0.png>",
            [("image", "/2.png")],
        ),
        (
            "<picture><source srcset=/w.webp><img src=/p.png></picture><img src=/q.png>",
            [("image", "/w.webp"), ("image", "/q.png")],
        ),
        ("<iframe src=/map></iframe>", [("document", "/map")]),
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
        ("<noscript><img src=/no.png></noscript><img src=/p.png>", [("image", "/p.png")]),
        (
            "<div><template shadowrootmode=open><img src=/s.png></template></div>",
            [("image", "/s.png")],
        ),
        (
            "<body background=/b.png><td background=/c.png>",
            [("image", "/b.png"), ("image", "/c.png")],
        ),
        ("<svg><rect fill='url(/f.svg#g)' mask='url(#m)'/></svg>", [("image", "/f.svg#g")]),
        ("<svg><filter><feImage href=/f.png /></filter></svg>", [("image", "/f.png")]),
        ("<script type=text/template src=/no.js></script>", []),
        ("<script nomodule src=/no.js></script>", []),
        ("<script type=module src=/m.js></script>", [("script", "/m.js")]),
        (
            "<script type=module>import a from '/a.js';import './b.js';import 'bare'</script>",
            [("script", "/a.js"), ("script", "./b.js")],
        ),
        (
            '<script type=importmap>{"imports": {"x": "/x.js", "y/": "/why/"}}</script>'
            "<script type=module>import 'x'; import 'y/z.js'</script>",
            [("script", "/x.js"), ("script", "/why/z.js")],
        ),
        ("<script type=importmap>{</script><script type=importmap>[]</script>", []),
        (
            '<script type=speculationrules>{"prefetch": [{"urls": ["/next"]}], "x": 1}</script>',
            [("document", "/next")],
        ),
        ("<script type=speculationrules>no</script>", []),
        ("<meta http-equiv=refresh content='0; url=/b'>", [("document", "/b")]),
        ("<meta http-equiv=Refresh content=\"3;URL='/b'\">", [("document", "/b")]),
        ("<meta http-equiv=refresh content=60>", []),
        ("<link rel=preload as=image href=/no.png media=print>", []),
        ("<link rel=preload as=image href=/no.avif type=image/avif>", []),
        ("<link rel=stylesheet disabled href=/no.css>", []),
        ("<link rel=prerender href=/next>", [("document", "/next")]),
        ("<link rel=icon href=/a.png><link rel=icon href=/b.svg>", [("image", "/a.png", "/b.svg")]),
        ("<frameset><frame src=/f></frameset>", [("document", "/f")]),
        (
            "<video><source src=/a.mp4 media=print><source src=/b.mp4></video>",
            [("media", "/b.mp4")],
        ),
        (
            "<link rel=stylesheet href='data:text/css,a'>",
            [("stylesheet", "data:text/css,a")],
        ),
        ("<img src=/p.png", []),
        ("<<<img src=/p.png>", [("image", "/p.png")]),
    ],
)
def test_amina_downloads_what_the_page_asks_for(html: str, pulled: list[tuple[str, ...]]) -> None:
    assert pulls(html) == pulled


def test_pages_written_out_within_a_page_are_read_like_it() -> None:
    inner = "&lt;img src=/a.png&gt;&lt;iframe srcdoc=&quot;&lt;img src=/b.png&gt;&quot;&gt;"
    read = read_page(f"<iframe srcdoc='{inner}'></iframe>", OLD)
    assert read.pulls == []
    assert [each.urls for page in read.within for each in page.pulls] == [("/a.png",), ("/b.png",)]


def test_a_base_moves_every_address() -> None:
    read = read_page("<base href=/en/><base href=/no/><img src=p.png>", OLD)
    assert read.base == "/en/"
    assert [pull.urls for pull in read.pulls] == [("p.png",)]


@pytest.mark.parametrize(
    ("html", "old", "new"),
    [
        ("<source srcset=/a.avif type=image/avif><img src=/p.png>", "/p.png", "/a.avif"),
        ("<source srcset=/w.jxl type=image/jxl><img src=/p.png>", "/p.png", "/p.png"),
        ("<source srcset=/w.png media='(min-width: 800px)'><img src=/p.png>", "/p.png", "/p.png"),
        ("<source srcset=/n.png media='(max-width: 800px)'><img src=/p.png>", "/n.png", "/n.png"),
        ("<source media='(min-width: 1px)'><img src=/p.png>", "/p.png", "/p.png"),
    ],
)
def test_a_phone_takes_the_picture_it_can_show(html: str, old: str, new: str) -> None:
    for device, taken in ((OLD, old), (NEW, new)):
        pulled = read_page(f"{SCALED}<picture>{html}</picture>", device).pulls
        assert [pull.urls for pull in pulled] == [(taken,)]


def test_a_page_that_does_not_ask_for_the_screen_is_laid_out_as_for_a_desk() -> None:
    html = "<picture><source srcset=/n.png media='(max-width: 800px)'><img src=/p.png></picture>"
    assert [pull.urls for pull in read_page(html, OLD).pulls] == [("/p.png",)]
    for asked in ("width=device-width", "initial-scale=1", "width=400"):
        narrow = f"<meta name=viewport content='{asked}'>"
        assert [pull.urls for pull in read_page(narrow + html, OLD).pulls] == [("/n.png",)]
    wide = "<meta content='width=1200, initial-scale=0.3' name=viewport>"
    assert [pull.urls for pull in read_page(wide + html, OLD).pulls] == [("/p.png",)]


def test_where_the_choice_is_not_known_all_that_it_may_be_are_named() -> None:
    html = "<picture><source srcset=/a.png media='(x-ray)'><source srcset=/b.png><img src=/c.png>"
    assert [pull.urls for pull in read_page(html, OLD).pulls] == [("/a.png", "/b.png")]


def test_elements_are_counted_as_a_browser_builds_them() -> None:
    assert read_page("<p>a<p>b", OLD).nodes == 5, "html, head and body, though nobody wrote them"
    assert read_page("<html><head></head><body><p><br><template><p></template>", OLD).nodes == 6


def test_an_icon_is_known_to_be_there_even_inside_of_its_address() -> None:
    assert read_page("<link rel=icon href='data:,'>", OLD).has_icon
    assert not read_page("<link rel=apple-touch-icon href=/i.png>", OLD).has_icon


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
        ("a{color:red}@import '/late.css';", []),
        ("a:hover>b.c{color:red}@import '/late.css';", []),
        ("@media print{}@import '/late.css';", []),
        ("@nonsense x;@import '/a.css';", [("stylesheet", "/a.css")]),
        ("a:nonsense(x){}@import '/a.css';", [("stylesheet", "/a.css")]),
        (
            "@font-face{src:url(/no.eot);src:url(/no.eot?#)format('embedded-opentype'),url(/f.ttf)}",
            [("font", "/f.ttf")],
        ),
        ("a{background:image-set('/1.png' 96dpi,'/2.png' 192dpi)}", [("image", "/2.png")]),
        ("a{--b:'/b.png';background:image-set(var(--b) 1x)}", [("image", "/b.png")]),
        ("@layer a;@import '/a.css' layer(b) supports(display:grid);", [("stylesheet", "/a.css")]),
        ("@charset 'utf-8';@import'/a.css'", [("stylesheet", "/a.css")]),
        ("@media print{a{background:url(/no.png)}}", []),
        ("@media (max-width:400px){a{background:url(/b.png)}}", [("image", "/b.png")]),
        ("@media (x-ray){a{background:url(/b.png)}}", [("image", "/b.png")]),
        ("@supports (display:grid){a{background:url(/b.png)}}", [("image", "/b.png")]),
        ("a{color:red;&:hover{background:url(/b.png)}}", [("image", "/b.png")]),
        (
            "@font-face{src:local(x),url(/f.woff2)format('woff2'),url(/f.woff)format('woff')}",
            [("font", "/f.woff2")],
        ),
        ("@font-face{src:url(/f.svg)format('svg'),url(/f.ttf)}", [("font", "/f.ttf")]),
        (r"a{background:\75rl(/b.png)}", [("image", "/b.png")]),
        (r"a{background:url(/\62.png)}", [("image", "/b.png")]),
        ("a{background:image-set('/1.png' 1x,'/2.png' 2x)}", [("image", "/2.png")]),
        (
            "a{background:-webkit-image-set(url(/1.png) 1x,url(/3.png) 3x)}",
            [("image", "/3.png")],
        ),
        ("a{background:image-set('/a.avif' type('image/avif'),'/p.png')}", [("image", "/p.png")]),
        ("a{--b:url(/b.png)}", [("image", "/b.png")]),
        ("@namespace svg url(http://www.w3.org/2000/svg);", []),
        ("@counter-style c{symbols:url(/c.png)}", [("image", "/c.png")]),
        (
            "a{background:linear-gradient(red,blue),cross-fade(url(/b.png),red)}",
            [("image", "/b.png")],
        ),
        ("}}}{a{background:url(/b.png", [("image", "/b.png")]),
    ],
)
def test_amina_downloads_what_a_style_sheet_asks_for(
    css: str, pulled: list[tuple[str, ...]]
) -> None:
    assert [(pull.kind, *pull.urls) for pull in sheet_pulls(css, OLD)] == pulled


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
    assert [offered.url for offered in candidates(srcset)] == urls


def test_a_style_attribute_is_read_as_one() -> None:
    found = attribute_pulls("background:url(/b.png);mask:url(#m)", OLD)
    assert [pull.urls for pull in found] == [("/b.png",)]
    assert attribute_pulls("color:red", OLD) == ()
