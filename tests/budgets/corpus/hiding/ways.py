"""Weight at addresses that are easily taken for others, or asked for without an element."""

from werkzeug import Request, Response

from tests.budgets.corpus.trick import Trick, letters, moved, page, picture

REGISTERS = "<script src=js/app.js></script>"
KEEPS = (
    "addEventListener('install', e => e.waitUntil("
    "caches.open('a').then(c => c.addAll(['heavy.json']))))"
)
JSON = f'"{letters()}"'


def _rules(request: Request) -> Response:
    return Response(
        '{"prefetch": [{"source": "list", "urls": ["heavy"]}]}',
        content_type="application/speculationrules+json",
    )


TRICKS = (
    Trick(
        "many-ways-to-one",
        {
            "": page("".join(f"<img src=way{n}>" for n in range(6))),
            **{f"way{n}": moved("one.png", **{"X-Trace": letters(4_000, n)}) for n in range(6)},
            "one.png": Response(
                picture(300), content_type="image/png", headers={"Cache-Control": "max-age=600"}
            ),
        },
        "one.png at once, without redirects",
        least=25_000,
    ),
    Trick(
        "worker-of-a-script-elsewhere",
        {
            "": page("light", REGISTERS),
            "js/app.js": "navigator.serviceWorker.register('sw.js')",
            "sw.js": KEEPS,
            "heavy.json": JSON,
        },
        "heavy.json",
        "first-visit",
    ),
    Trick(
        "worker-that-is-a-module",
        {
            "": page("light", REGISTERS),
            "js/app.js": "navigator.serviceWorker.register('sw.js', {type: 'module'})",
            "sw.js": "import './more.js'",
            "more.js": KEEPS,
            "heavy.json": JSON,
        },
        "heavy.json",
        "first-visit",
    ),
    Trick(
        "worker-of-no-name",
        {
            "": page("light", REGISTERS),
            "js/app.js": "const at = 'sw' + '.js'; navigator.serviceWorker.register(at)",
            "sw.js": KEEPS,
            "heavy.json": JSON,
        },
        "heavy.json",
        "first-visit",
        by="browser",
        doubted="registers a service worker and does not write out where it is",
    ),
    Trick(
        "names-in-a-part-of-the-map",
        {
            "": page(
                "",
                '<script type=importmap>{"scopes": {"./": {"lib": "./vendor/heavy.js"}}}</script>'
                "<script type=module>import 'lib'</script>",
            ),
            "vendor/heavy.js": f"export const c = '{letters()}';",
        },
        "vendor/heavy.js",
    ),
    Trick(
        "a-dictionary-for-later",
        {
            "": page("light", "<link rel=compression-dictionary href=heavy.dat>"),
            "heavy.dat": Response(
                letters(),
                headers={"Use-As-Dictionary": 'match="/*"', "Cache-Control": "max-age=600"},
            ),
        },
        "heavy.dat",
    ),
    Trick(
        "rules-in-a-header",
        {
            "": page("light", **{"Speculation-Rules": '"rules"'}),
            "rules": _rules,
            "heavy": page(letters()),
        },
        "heavy",
    ),
    Trick(
        "rules-for-links",
        {
            "": page(
                "<a href=heavy>next</a> <a href=never>other</a>",
                '<script type=speculationrules>{"prefetch": [{"where": {"href_matches": "heav*"}, '
                '"eagerness": "immediate"}]}</script>',
            ),
            "heavy": page(letters()),
        },
        "heavy",
    ),
    Trick(
        "import-behind-nonsense",
        {
            "": page("", "<style>@nonsense x; @import 'heavy.css';</style>"),
            "heavy.css": f"p{{--x:'{letters()}'}}",
        },
        "heavy.css",
    ),
    Trick(
        "import-behind-a-broken-rule",
        {
            "": page("", "<style>p:nonsense(a){color:red} @import 'heavy.css';</style>"),
            "heavy.css": f"p{{--x:'{letters()}'}}",
        },
        "heavy.css",
    ),
    Trick(
        "a-set-by-another-name",
        {
            "": page("b", "<style>p{--b:'heavy.png';background:image-set(var(--b) 1x)}</style>"),
            "heavy.png": picture(),
        },
        "heavy.png",
    ),
    Trick(
        "a-font-asked-for-twice",
        {
            "": page(
                "<b style='font-family:Heavy'>words</b>",
                "<link rel=preload as=font href=heavy.woff2>"
                "<style>@font-face{font-family:Heavy;src:url(heavy.woff2)}</style>",
            ),
            "heavy.woff2": Response(letters(), content_type="font/woff2"),
        },
        "heavy.woff2",
        least=40_000,
    ),
    Trick(
        "a-module-asked-for-twice",
        {
            "": page(
                "b", "<link rel=preload as=script href=a.js><script type=module src=a.js></script>"
            ),
            "a.js": f"const a = '{letters()}'",
        },
        "a.js",
        least=40_000,
    ),
    Trick(
        "a-film-without-end",
        {
            "": page("<video autoplay muted src=heavy.webm>"),
            "heavy.webm": Response(letters(), content_type="video/webm"),
        },
        "heavy.webm",
    ),
)
