"""Weight behind what looks like a comment, a text or an end, and is none to a browser."""

from werkzeug import Request, Response

from tests.budgets.corpus.trick import NO_ICON, SCREEN, Trick, letters, page, picture

HEAVY = {"heavy.png": picture(), "light.png": picture(300)}
IMAGE = "<img src=heavy.png>"


def _only_as_written(request: Request) -> Response:
    is_whole = request.query_string == b"a=1&copy=2"
    return Response(picture() if is_whole else picture(300), content_type="image/png")


def _in_other_letters(request: Request) -> Response:
    html = f"<!doctype html><title>A page</title>{SCREEN}{NO_ICON}<p>{IMAGE}"
    return Response(html.encode("utf-16-le"), content_type="text/html; charset=utf-16")


def _of_no_type(request: Request) -> Response:
    html = f"<!doctype html><title>A page</title>{SCREEN}{NO_ICON}<p>{IMAGE}"
    answer = Response(html)
    del answer.headers["Content-Type"]
    return answer


def _hidden(name: str, body: str) -> Trick:
    return Trick(name, {"": page(body), **HEAVY}, "heavy.png")


TRICKS = (
    _hidden("a-comment-that-ended", f"<!-->{IMAGE}-->"),
    _hidden("a-comment-that-ends-oddly", f"<!-- a --!>{IMAGE}<!-- -->"),
    _hidden("no-cdata-in-html", f"<![CDATA[>{IMAGE}]]>"),
    _hidden("a-comment-in-a-field", f"<textarea><!-- </textarea>{IMAGE}<!-- -->"),
    _hidden("a-comment-without-script", f"<noscript><!-- </noscript>{IMAGE}<!-- -->"),
    _hidden(
        "a-script-in-a-comment",
        f"<script>/*<!--<script></script>*/</script><!-- --></script>{IMAGE}<!-- -->",
    ),
    _hidden("a-style-without-end", "b<style>p{background:url(heavy.png)}"),
    _hidden("another-name-for-it", "<image src=heavy.png>"),
    _hidden("no-source-of-it", f"<picture><source srcset=light.png><b>{IMAGE}</b></picture>"),
    _hidden("a-picture-after-another", f"<picture><source srcset=light.png></picture>{IMAGE}"),
    Trick(
        "a-sign-that-is-none",
        {"": page("<img src='heavy.png?a=1&copy=2'>"), "heavy.png": _only_as_written},
        "heavy.png",
    ),
    Trick(
        "a-script-in-a-drawing",
        {
            "": page("<svg><script href=heavy.js></script></svg>"),
            "heavy.js": f"const a = '{letters()}'",
        },
        "heavy.js",
    ),
    Trick("in-other-letters", {"": _in_other_letters, **HEAVY}, "heavy.png"),
    Trick("of-no-type", {"": _of_no_type, **HEAVY}, "heavy.png"),
)
