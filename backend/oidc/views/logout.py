"""Where a site sends somebody to sign out (RP-Initiated Logout 1.0). She is asked first."""

from urllib.parse import urlencode

from authlib.oauth2 import OAuth2Error
from flask import Response, g, make_response, render_template, request
from flask import redirect as redirect_to
from flask import url_for as address_of

from backend.identity import session
from backend.identity.actions import sessions
from backend.kernel import clock
from backend.kernel.access import public, somebody
from backend.kernel.security import machine
from backend.oidc import asks, queries
from backend.oidc.actions import consents
from backend.oidc.asks import Ask
from backend.oidc.provider import provider
from backend.oidc.views.blueprint import away, forgotten, go, prefix, refused, room

NAMES = frozenset(
    ["id_token_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales", "logout_hint"]
)


@room.get("/oidc/logout")
@public
def logout() -> Response:
    """Check what is asked, and go on to ask her. What is wrong leads nowhere (section 4)."""
    try:
        ask = asks.read(request.values, NAMES, clock.now())
        told = provider.validate_endpoint_request("end_session")
    except (asks.Unreadable, OAuth2Error):
        return refused()
    kept = {"client_id": told.client.id} if told.client else {}
    if told.redirect_uri:
        kept["post_logout_redirect_uri"] = ask["post_logout_redirect_uri"]
        kept["state"] = ask["state"]
    response = make_response("", 303)
    id = asks.keep(response, Ask(kept, ask.at))
    response.location = f"{prefix(ask['ui_locales'])}/oidc/out/{id}"
    return response


@room.post("/oidc/logout")
@public
@machine
def logout_sent() -> Response:
    """The same by POST. Only by GET does the browser say who is signed in."""
    told = list(request.values.items(multi=True))
    return redirect_to(f"{address_of('oidc.logout')}?{urlencode(told)}", 303)  # type: ignore[return-value]


@room.get("/oidc/out/<id>")
@public
def out(id: str) -> Response:
    """You left a site; shall your Llave be closed on this phone as well?"""
    ask = asks.kept(id)
    if ask is None:
        return forgotten()
    if somebody() is None:
        return go("oidc.bye", id=id)
    page = render_template("oidc/out.html", id=id, client=queries.client(ask["client_id"]))
    return make_response(page)


@room.post("/oidc/out/<id>")
@public
def signed_out(id: str) -> Response:
    """Close it, or stay; either way on to the site, which may refresh nothing any more."""
    ask = asks.kept(id)
    if ask is None:
        return forgotten()
    person, now = somebody(), clock.now()
    response = go("oidc.bye", id=id)
    if person is None:
        return response
    if client := queries.client(ask["client_id"]):
        consents.end_grants(account_id=person.id, client_id=client.id, now=now)
    if "yes" in request.form:
        sessions.end(session_id=person.session, account_id=person.id, now=now)
        g.person = None
        response.headers["Clear-Site-Data"] = '"cache"'
        session.take_back(response)
    return response


@room.get("/oidc/bye/<id>")
@public
def bye(id: str) -> Response:
    """Back to the site, if it said where to; else home."""
    ask = asks.kept(id)
    client = queries.client(ask["client_id"]) if ask else None
    uri = ask["post_logout_redirect_uri"] if ask else ""
    if ask is None or client is None or uri not in client.logout_uris:
        return go("mine.home")
    return away(client, _with_state(uri, ask["state"]))


def _with_state(uri: str, state: str) -> str:
    if not state:
        return uri
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode({'state': state})}"
