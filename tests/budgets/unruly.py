"""Pages that do not behave in a browser."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

SCRIPTS = {
    "/asks": "alert('?'); onbeforeunload = event => event.preventDefault()",
    "/hangs": "setTimeout(() => { for (;;); }, 300)",
    "/reloads": "setTimeout(() => location.reload(), 200)",
    "/calm": "",
}


def app(environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
    """``/file`` is no page; the others are named by what they do."""
    script = SCRIPTS.get(Request(environ).path)
    if script is None:
        saved = {"Content-Disposition": "attachment; filename=all.zip"}
        return Response(b"zip", content_type="application/zip", headers=saved)(environ, start)
    html = (
        f"<!doctype html><title>x</title><link rel=icon href='data:,'><p>x<script>{script}</script>"
    )
    return Response(html, content_type="text/html")(environ, start)
