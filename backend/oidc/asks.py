"""What a site asks, while somebody signs in and makes up her mind: kept by her own browser.

A cookie of its own for each ask, sent with our pages of this room only; so a GET writes nothing,
and an address that leads on is short. It is as trusted as the request it came from: not at all, so
everything in it is checked again wherever it is used.
"""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from flask import Response, current_app, request
from werkzeug.datastructures import MultiDict

from backend.kernel.city import City

PATH = "/oidc"
NAME = "ask-"
LASTS = 1800
MOST = 3
LONGEST = 1500
"""Octets of one ask as a cookie; browsers drop what is beyond 4,096."""


class Unreadable(Exception):
    """A request that says something twice, at too great length, or in letters it may not use."""


@dataclass(frozen=True)
class Ask:
    """What is asked, parameter by parameter, and since when."""

    params: dict[str, str]
    at: datetime = field(compare=False)

    def __getitem__(self, name: str) -> str:
        return self.params.get(name, "")


def read(values: MultiDict[str, str], names: frozenset[str], now: datetime) -> Ask:
    """The parameters of ``values`` among ``names``; one without a value counts as left out
    (RFC 6749, 3.1). Raises Unreadable."""
    told = {name: given for name, given in values.lists() if name in names and any(given)}
    if any(len(given) > 1 for given in told.values()):
        raise Unreadable("A parameter is there twice.")
    params = {name: given[0] for name, given in told.items()}
    if not all(value.isascii() and value.isprintable() for value in params.values()):
        raise Unreadable("A parameter has letters that it may not have.")
    if len(urlencode(params)) > LONGEST:
        raise Unreadable("The request is too long.")
    return Ask(params, now)


def keep(response: Response, ask: Ask) -> str:
    """Let the browser keep ``ask``; the id by which it is found again."""
    id = secrets.token_urlsafe(6)
    for old in _oldest():
        _set(response, old, "", 0)
    _set(response, id, f"{ask.at.timestamp():.6f}&{urlencode(ask.params)}", LASTS)
    return id


def kept(id: str) -> Ask | None:
    """The ask that this browser keeps under ``id``."""
    at, _, told = request.cookies.get(NAME + id, "").partition("&")
    try:
        return Ask(dict(parse_qsl(told)), datetime.fromtimestamp(float(at), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _oldest() -> list[str]:
    held = [name for name in request.cookies if name.startswith(NAME)]
    held.sort(key=lambda name: request.cookies[name])
    return [name.removeprefix(NAME) for name in held[: max(0, len(held) - MOST + 1)]]


def _set(response: Response, id: str, value: str, seconds: int) -> None:
    """A cookie for each language, for the language is part of the address."""
    city: City = current_app.extensions["city"]
    for number, language in enumerate(city.languages):
        response.set_cookie(
            NAME + id,
            value,
            max_age=seconds,
            path=f"/{language.code}{PATH}" if number else PATH,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
