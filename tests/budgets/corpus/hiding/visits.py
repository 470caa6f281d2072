"""Weight that the first look at a page does not show."""

from itertools import count

from werkzeug import Request, Response

from tests.budgets.corpus.trick import Trick, letters, page, picture

_turn = count()


def _never_the_same(request: Request) -> Response:
    return page(f"<img src='heavy.png?t={next(_turn)}'>")


def _kept(body: bytes | str, kind: str, how: str) -> Response:
    return Response(body, content_type=kind, headers={"Cache-Control": how})


REGISTERS = "<script>navigator.serviceWorker.register('sw.js')</script>"

TRICKS = (
    Trick(
        "never-the-same-address",
        {"": _never_the_same, "heavy.png": _kept(picture(), "image/png", "max-age=31536000")},
        "heavy.png?t=",
        "repeat-visit",
    ),
    Trick(
        "never-kept",
        {"": page("<img src=heavy.png>"), "heavy.png": _kept(picture(), "image/png", "no-store")},
        "heavy.png",
        "repeat-visit",
    ),
    Trick(
        "the-same-twice",
        {
            "": page("<img src=a.png><img src=b.png>"),
            "a.png": picture(),
            "b.png": picture(),
        },
        "once: it is the same as",
        least=40_000,
    ),
    Trick(
        "kept-by-the-worker",
        {
            "": page("light", REGISTERS),
            "sw.js": "addEventListener('install', e => e.waitUntil("
            "caches.open('a').then(c => c.addAll(['heavy.json']))))",
            "heavy.json": f'"{letters()}"',
        },
        "heavy.json",
        "first-visit",
    ),
    Trick(
        "kept-by-what-the-worker-imports",
        {
            "": page("light", REGISTERS),
            "sw.js": "importScripts('more.js')",
            "more.js": "const LIST = ['heavy.json'];\n"
            "addEventListener('install', e => e.waitUntil("
            "caches.open('a').then(c => c.addAll(LIST))))",
            "heavy.json": f'"{letters()}"',
        },
        "heavy.json",
        "first-visit",
    ),
    Trick(
        "kept-by-a-sum",
        {
            "": page("light", REGISTERS),
            "sw.js": "addEventListener('install', e => e.waitUntil("
            "caches.open('a').then(c => c.add('hea' + 'vy.json'))))",
            "heavy.json": f'"{letters()}"',
        },
        "heavy.json",
        "first-visit",
        by="browser",
        doubted="so what it downloads is not known",
    ),
)
