"""Where a site sends somebody to sign in (OIDC Core 3.1.2)."""

from urllib.parse import urlencode

from flask import Response, request
from flask import redirect as redirect_to
from flask import url_for as address_of

from backend.kernel import clock
from backend.kernel.access import public, somebody
from backend.kernel.security import machine
from backend.oidc import answering, asked, asks
from backend.oidc.decide import ERRORS, Step
from backend.oidc.views.blueprint import location, prefix, refused, room


@room.get("/oidc/authorize")
@public
def authorize() -> Response:
    """At once back to the site, where nothing has to be asked; else on to what has to be."""
    now = clock.now()
    client = asked.site()
    if client is None:
        return refused()
    uri = request.values["redirect_uri"]
    try:
        ask = asked.read(client, now)
    except asked.Wrong as wrong:
        return _back(location(uri, asked.state(), **_told(wrong)))
    wish = asked.wish(ask, client)
    person = somebody()
    step = answering.step_for(person, wish, client, now)
    if step is Step.DONE and person:
        return _back(answering.give_code(person, ask, client, now))
    if "none" in wish.prompts:
        return _back(location(uri, ask["state"], error=ERRORS[step]))
    response = _back("")
    id = asks.keep(response, ask)
    response.location = f"{prefix(ask['ui_locales'])}/oidc/go/{id}"
    return response


@room.post("/oidc/authorize")
@public
@machine
def authorize_sent() -> Response:
    """The same by POST. Only by GET does the browser say who is signed in."""
    told = list(request.values.items(multi=True))
    return redirect_to(f"{address_of('oidc.authorize')}?{urlencode(told)}", 303)  # type: ignore[return-value]


def _back(location: str) -> Response:
    return redirect_to(location, 303)  # type: ignore[return-value]


def _told(wrong: asked.Wrong) -> dict[str, str]:
    more = {"error_description": wrong.description} if wrong.description else {}
    return {"error": wrong.error, **more}
