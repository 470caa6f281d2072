"""What somebody sees whom the door did not let pass: where to sign in, or to prove more."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, make_response, render_template, request
from flask import redirect as redirect_to
from flask import url_for as address_of
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.routing import RequestRedirect

from backend.identity.paths import own_path
from backend.kernel import receipts
from backend.kernel.access import LevelTooLow, NotForAnother, ProveAgain, me
from backend.kernel.db import SAFE_METHODS, db


def init_app(app: Flask) -> None:
    """Answer refusals at the door of ``app``."""
    app.register_error_handler(Unauthorized, _sign_in)
    app.register_error_handler(ProveAgain, _prove)
    app.register_error_handler(LevelTooLow, _level)
    app.register_error_handler(NotForAnother, _not_for_another)


def _sign_in(error: Unauthorized) -> Response:
    """Whoever opens a page signs in and comes back to it; a form that was sent is not lost: the
    outbox keeps it until she is here, and without script Back does."""
    if request.method in SAFE_METHODS:
        return _to("identity.sign_in", _here())
    db.session.rollback()
    return make_response(render_template("identity/knock.html", next=_before()), 401)


def _prove(error: ProveAgain) -> Response:
    if receipts.is_replay():
        return _sign_in(error)
    back = _here() if request.method in SAFE_METHODS else _before()
    return _to("identity.prove_strongly" if error.strongly else "identity.again", back)


def _level(error: LevelTooLow) -> Response:
    db.session.rollback()
    back = _here() if request.method in SAFE_METHODS else _before()
    page = render_template("identity/level.html", person=me(), needed=error.level, back=back)
    return make_response(page, 403)


def _not_for_another(error: NotForAnother) -> Response:
    db.session.rollback()
    return make_response(render_template("identity/not_for_another.html", person=me()), 403)


def _to(view: str, next: str) -> Response:
    return redirect_to(address_of(view, next=next or None), 303)  # type: ignore[return-value]


def _here() -> str:
    query = request.query_string.decode("ascii", "ignore")
    return own_path(request.script_root + request.path + (f"?{query}" if query else "")) or ""


def _before() -> str:
    """The page a form was sent from: the form's own address if that is a page, else what the
    browser says."""
    if _is_page(request.path):
        return _here()
    parts = urlsplit(request.headers.get("Referer", ""))
    return own_path(parts.path) or "" if parts.netloc == request.host else ""


def _is_page(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, "GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return False
    return True
