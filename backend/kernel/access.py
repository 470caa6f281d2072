"""Who may: closed unless marked open; the keys a phone holds; what a phone may keep.

A contract test holds the list of what is open.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

from flask import Flask, Response, abort, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
Whose = Literal["public", "private"]
MARK = "ventanilla_access"
MOST_KEYS = 40
COOKIE_SECONDS = 400 * 24 * 3600  # what browsers cut a cookie's life to (RFC 6265bis)
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def public(view: View) -> View:
    """Mark ``view`` as open to everybody."""
    setattr(view, MARK, "public")
    return view


def is_public(endpoint: str, app: Flask) -> bool:
    """Is the view behind ``endpoint`` marked open?"""
    return getattr(app.view_functions[endpoint], MARK, None) == "public"


def init_app(app: Flask) -> None:
    """Refuse every request to a view that carries no mark."""

    @app.before_request
    def stand_at_the_door() -> None:
        if request.endpoint is not None and not is_public(request.endpoint, current_app):
            abort(401)


def is_key(text: str) -> bool:
    """Does ``text`` read as the key of a private link?"""
    return _KEY.fullmatch(text) is not None


def held_keys() -> list[str]:
    """The private keys this phone holds, newest first."""
    return _known(request.cookies.get(_cookie(), "").split("."))


def hand_key(response: Response, key: str) -> Response:
    """Let the phone hold ``key`` from now on; beyond MOST_KEYS it lets go of the oldest."""
    kept = ".".join(_known([key, *held_keys()]))
    response.set_cookie(
        _cookie(),
        kept,
        max_age=COOKIE_SECONDS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def keep(response: Response, whose: Whose, *, copy: bool = False, pack: bool = False) -> Response:
    """Let the phone keep this page, for anybody or for the one it was made for.

    With ``copy`` the worker answers with what it kept and refreshes behind: for pages that tell
    no state. With ``pack`` the page lasts as long as the packs that were saved, for which it is
    needed; others give way to newer ones.
    """
    how = [whose, *["copy"] * copy, *["pack"] * pack]
    response.headers["Ventanilla-Keep"] = "; ".join(how)
    if whose == "public":
        response.headers["Cache-Control"] = "no-cache"
    return response


def _cookie() -> str:
    # The prefix makes browsers hold the cookie to this host and to https.
    return "__Host-phone" if request.is_secure else "phone"


def _known(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if is_key(key)))[:MOST_KEYS]
