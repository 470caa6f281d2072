"""What may pass: host, size, origin of a write, rate. And the headers every answer carries."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, make_response, request
from flask_babel import gettext
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from backend.kernel.db import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])

# A text form is small; a form that may carry photos says so with ``takes_files``.
TEXT_BYTES = 128 * 1024
FILE_BYTES = 40 * 1024 * 1024
# Bounds what the parser holds at once, too: with less than twice the 64 KB that it reads at a
# time it refuses photos, whenever one of these pieces ends like the beginning of a boundary.
FIELD_BYTES = 128 * 1024
PARTS = 50
TAKES_FILES = "ventanilla_takes_files"
MACHINE = "ventanilla_machine"

# The style is inlined; its hash is left at ``g.style_hash`` by who drew the page.
POLICY = (
    "default-src 'self';style-src '{style}';img-src 'self' blob:;object-src 'none';"
    "base-uri 'none';form-action 'self';frame-ancestors 'none'"
)

limiter = Limiter(get_remote_address, storage_uri="memory://")


def takes_files(view: View) -> View:
    """Mark ``view`` as one that may be sent up to FILE_BYTES, in a form with parts."""
    setattr(view, TAKES_FILES, True)
    return view


def machine(view: View) -> View:
    """Mark ``view`` as one that other sites' servers and pages may send to: what it does, it does
    for a secret that they show, or it only leads on to a page of ours. No cookie opens it."""
    setattr(view, MACHINE, True)
    return view


def init_app(app: Flask, *, hosts: list[str], proxies: int, write_rate: str, build: str) -> None:
    """Stand guard before every view and dress every answer."""
    app.config["TRUSTED_HOSTS"] = hosts
    app.config["MAX_CONTENT_LENGTH"] = TEXT_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = FIELD_BYTES
    app.config["MAX_FORM_PARTS"] = PARTS
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    limiter.init_app(app)
    app.register_error_handler(SecurityError, _strange_host)
    app.before_request(_allow_size)
    app.before_request(_check_origin)
    count = limiter.limit(write_rate)(lambda: None)
    app.before_request(lambda: None if _is_reading() else count())
    app.before_request(_read_whole)

    @app.after_request
    def dress(response: Response) -> Response:
        headers = response.headers
        headers["Ventanilla"] = build
        headers["X-Content-Type-Options"] = "nosniff"
        if response.mimetype == "text/html":
            headers["Content-Security-Policy"] = POLICY.format(style=g.get("style_hash", "none"))
            headers.setdefault("Referrer-Policy", "same-origin")
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=63072000"
        headers.setdefault("Cache-Control", "no-store")
        return response


def _strange_host(_error: SecurityError) -> Response:
    """Asked for under a name that is not ours: no page, for its links would carry that name."""
    response = make_response(gettext("Este servidor no responde a ese nombre.") + "\n", 400)
    response.mimetype = "text/plain"
    return response


def _is_reading() -> bool:
    return request.method in SAFE_METHODS


def _allow_size() -> None:
    if request.endpoint and hasattr(current_app.view_functions[request.endpoint], TAKES_FILES):
        is_in_parts = request.mimetype == "multipart/form-data"
        request.max_content_length = FILE_BYTES if is_in_parts else TEXT_BYTES


def _read_whole() -> None:
    """Read what was sent before the view opens a transaction, for a slow line holds up whoever
    waits for it; and take it whole or not at all.

    A line that broke looks like the end of what was sent, and half a form can be a valid one. So
    the length must be told, and be true: 411 and 400 otherwise, 413 beyond what the view takes.
    """
    if _is_reading() or request.endpoint is None:
        return
    if "Transfer-Encoding" in request.headers:
        abort(411)
    request.environ.pop("wsgi.input_terminated", None)
    request.get_data(parse_form_data=True)


def _check_origin() -> None:
    """Refuse a write that another site made, after Go 1.25's CrossOriginProtection."""
    if request.endpoint and hasattr(current_app.view_functions[request.endpoint], MACHINE):
        return
    if request.method not in SAFE_METHODS and not is_own_write(
        site=request.headers.get("Sec-Fetch-Site"),
        origin=request.headers.get("Origin"),
        referer=request.headers.get("Referer"),
        host=request.host,
    ):
        abort(403)


def is_own_write(*, site: str | None, origin: str | None, referer: str | None, host: str) -> bool:
    """Was this write made by a page of ours (or typed by the person)?

    The browser's own word first (``Sec-Fetch-Site``), then ``Origin``, then the origin of
    ``Referer``, each against ``host``; with none of them, no.
    """
    if site is not None:
        return site in {"same-origin", "none"}
    source = origin if origin is not None else referer
    if source is None:
        return False
    try:
        told = urlsplit(source)
    except ValueError:
        return False
    return told.scheme in {"http", "https"} and told.netloc.lower() == host.lower() != ""
