"""Serves the tricks."""

import mimetypes
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug import Request, Response

from tests.budgets.corpus.hiding import EVERY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

TRICKS = {trick.name: trick for trick in EVERY}


def app(environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
    """``/<name>/`` is the page of a trick; what it pulls in lies below."""
    request = Request(environ)
    name, _, rest = request.path.lstrip("/").partition("/")
    found = TRICKS[name].shelf.get(rest) if name in TRICKS else None
    if callable(found) and not isinstance(found, Response):
        found = found(request)
    if found is None:
        found = Response("not here", 404)
    if not isinstance(found, Response):
        found = Response(found, content_type=_kind(rest))
    return found(environ, start)


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
