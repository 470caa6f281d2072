"""The room's addresses, gathered, and what its pages share."""

from typing import Any

from authlib.common.urls import add_params_to_uri
from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask import redirect as redirect_to
from flask import url_for as address_of
from flask_babel import gettext

from backend.kernel import i18n
from backend.kernel.city import City
from backend.oidc.models import Client
from backend.oidc.provider import issuer

room = Blueprint("oidc", __name__)


def go(view: str, **values: Any) -> Response:
    """On to another page of ours."""
    return redirect_to(address_of(view, **values), 303)  # type: ignore[return-value]


def refused() -> Response:
    """A page for a request that no site of ours can have made: nobody is sent anywhere
    (RFC 6749, 4.1.2.1)."""
    return _error(
        gettext("Ese sitio no está dado de alta"),
        gettext("Pidió entrar con la Llave de un modo que no permitimos. No le dimos ningún dato."),
    )


def forgotten() -> Response:
    """A page for an ask that this browser does not keep any more."""
    return _error(
        gettext("Esta página ya no sirve"),
        gettext("Pasó mucho tiempo o ya contestaste. Vuelve al sitio y entra otra vez."),
    )


def location(uri: str, state: str, **params: str) -> str:
    """``uri`` of a site with what it is told, who we are among it (RFC 9207)."""
    told = {**params, **({"state": state} if state else {}), "iss": issuer()}
    return str(add_params_to_uri(uri, list(told.items())))


def away(client: Client, uri: str) -> Response:
    """A page that goes on to a site by itself.

    A redirect would not do: where a form of ours began it, the content policy (``form-action``)
    stops it in browsers that check each step.
    """
    return make_response(render_template("oidc/leave.html", client=client, uri=uri))


def prefix(ui_locales: str) -> str:
    """How an address begins in the first of ``ui_locales`` that is spoken here (OIDC Core
    3.1.2.1), or else in the language of this request."""
    city: City = current_app.extensions["city"]
    codes = [language.code for language in city.languages]
    for wished in ui_locales.split():
        code = wished.partition("-")[0].lower()
        if code in codes:
            return f"/{code}" if codes.index(code) else ""
    return request.script_root


def language() -> str:
    """The code of the language of this page."""
    city: City = current_app.extensions["city"]
    return i18n.current(city.languages[0].code)


def _error(title: str, sentence: str) -> Response:
    page = render_template("error.html", title=title, sentence=sentence, status=400, code=None)
    return make_response(page, 400)
