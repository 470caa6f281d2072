"""The room's addresses, gathered, and what its pages share."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask import redirect as redirect_to
from flask import url_for as address_of
from flask_babel import lazy_gettext

from backend.identity import queries
from backend.identity.asked import Asked
from backend.identity.candidates import by_id
from backend.identity.contact import spoken
from backend.identity.models import Account
from backend.identity.paths import own_path
from backend.kernel.access import me
from backend.kernel.city import City

room = Blueprint("identity", __name__)
TOO_MANY_CODES = lazy_gettext("Ya enviamos muchos códigos ahí. Espera una hora")


def region() -> str:
    """The country whose phone numbers need no code here: that of the city's own language."""
    city: City = current_app.extensions["city"]
    return city.languages[0].locale.partition("_")[2][:2]


def ask(template: str, asked: Asked | None = None, **more: Any) -> Response:
    """A page that asks something: 200, or 422 with what was typed and what is wrong with it."""
    asked = asked or Asked()
    html = render_template(f"identity/{template}.html", asked=asked, **more)
    return make_response(html, 422 if asked.wrong else 200)


def go(view: str, **values: Any) -> Response:
    """On to another page of ours, after a form."""
    return redirect_to(address_of(view, **values), 303)  # type: ignore[return-value]


def go_on(path: str | None) -> Response:
    """On to where somebody was going, or else to her Llave."""
    return redirect_to(own_path(path) or address_of("identity.home"), 303)  # type: ignore[return-value]


def going() -> str:
    """Where somebody wanted to go when she was asked who she is; "" if nowhere of ours."""
    return own_path(request.values.get("next")) or ""


def known_as() -> str:
    """Where she is reached, for what keeps passphrases to know whose this is."""
    candidate = by_id(me().id)
    reached = candidate.reached if candidate else None
    return spoken(reached.kind, reached.address) if reached else ""


def my_account() -> Account:
    """The account of who is signed in."""
    account = queries.person(me().id)
    assert account is not None, "whoever is signed in has an account"
    return account
