"""Weight that no file has: it comes about on the way."""

from werkzeug import Request, Response

from tests.budgets.corpus.trick import Trick, letters, moved, page, picture


def _in_crumbs(request: Request) -> Response:
    """4,000 bytes, each framed as a chunk of its own: six on the wire for one."""
    return Response(iter([b"x"] * 4_000), content_type="text/html")


def _for_phones(request: Request) -> Response:
    return page(letters() if "Mobile" in request.headers.get("User-Agent", "") else "light")


def _by_language(request: Request) -> Response:
    return page(letters() if request.accept_languages.best == "nah" else "light")


def _when_signed_in(request: Request) -> Response:
    return page(letters() if request.cookies.get("session") == "amina" else "light")


def _with_errors(request: Request) -> Response:
    answer = page(letters() if request.method == "POST" else "<form method=post></form>")
    answer.status_code = 422 if request.method == "POST" else 200
    return answer


def _from_elsewhere(request: Request) -> Response:
    """The same machine under another name is another site."""
    port = request.environ["SERVER_PORT"]
    return page(f"<img src='http://127.0.0.1:{port}/from-elsewhere/heavy.png'>")


LONG_WAY = {f"{n}.png": moved(f"{n + 1}.png", **{"X-Trace": letters(4_000, n)}) for n in range(5)}

TRICKS = (
    Trick(
        "round-about",
        {"": page("<img src=0.png>"), **LONG_WAY, "5.png": picture(300)},
        "5.png at once, without redirects",
    ),
    Trick("in-crumbs", {"": _in_crumbs}, "chunks"),
    Trick(
        "not-compressed",
        {"": page("", "<link rel=stylesheet href=a.css>"), "a.css": "p{color:red}" * 1_700},
        "compress /not-compressed/a.css",
    ),
    Trick(
        "heavy-headers",
        {"": page("light", **{"X-State": letters()})},
        "send fewer headers with /heavy-headers/",
    ),
    Trick(
        "asked-for-in-a-header",
        {
            "": page("light", Link="<heavy.js>; rel=preload; as=script"),
            "heavy.js": f"const a = '{letters()}'",
        },
        "heavy.js",
    ),
    Trick(
        "moved-by-a-header",
        {"": page("light", Refresh="0; url=heavy"), "heavy": page(letters())},
        "moved-by-a-header/heavy",
    ),
    Trick(
        "moved-by-the-page",
        {
            "": page("light", "<meta http-equiv=refresh content='0; url=heavy'>"),
            "heavy": page(letters()),
        },
        "moved-by-the-page/heavy",
    ),
    Trick("for-phones-only", {"": _for_phones}, "/for-phones-only/"),
    Trick("in-one-language", {"": _by_language}, "/in-one-language/", language="nah"),
    Trick(
        "behind-a-sign-in",
        {"": _when_signed_in},
        "/behind-a-sign-in/",
        cookies={"session": "amina"},
    ),
    Trick("after-an-error", {"": _with_errors}, "/after-an-error/", method="POST", status=422),
    Trick(
        "from-elsewhere",
        {"": _from_elsewhere, "heavy.png": picture()},
        "from-elsewhere/heavy.png",
        by="browser",
        doubted="from-elsewhere/heavy.png, from elsewhere: its weight is not known",
    ),
)
