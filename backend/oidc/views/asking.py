"""What somebody is asked before she goes back to a site: to agree, or to reach a level first."""

from dataclasses import dataclass

from flask import Response, make_response, render_template, request

from backend.kernel import clock
from backend.kernel.access import ProveAgain, me
from backend.oidc import answering, asked, asks, claims, queries
from backend.oidc.actions import consents
from backend.oidc.asks import Ask
from backend.oidc.decide import Step, Wish
from backend.oidc.models import Client
from backend.oidc.scopes import OPENID, WORDS, data_of, in_order, listed
from backend.oidc.views.blueprint import away, forgotten, go, language, location, room

REFUSALS = {
    "denied": "access_denied",
    "level": "unmet_authentication_requirements",
    "stranger": "login_required",
}


@dataclass(frozen=True)
class Held:
    """An ask that this browser keeps, checked again."""

    ask: Ask
    client: Client
    wish: Wish


@room.get("/oidc/go/<id>")
def go_on(id: str) -> Response:
    """Do you agree? Or else on to what is missing."""
    held = _held(id)
    if held is None:
        return forgotten()
    step = answering.step_for(me(), held.wish, held.client, clock.now())
    if step is Step.PROVE:
        raise ProveAgain
    if step is Step.LEVEL:
        return go("oidc.level", id=id)
    if step is not Step.CONSENT:
        return go("oidc.leave", id=id, no="stranger" if step is Step.OTHER else None)
    return make_response(
        render_template(
            "oidc/go_on.html",
            id=id,
            client=held.client,
            purpose=held.client.purpose(language()),
            needed=_shown(held, held.client.scopes),
            optional=[each for each in _shown(held, held.client.optional) if each[-1]],
            person=me(),
        )
    )


@room.post("/oidc/go/<id>")
def answer(id: str) -> Response:
    """Yes, with what she chose to give beside what is needed; or no."""
    held = _held(id)
    if held is None:
        return forgotten()
    if "yes" not in request.form:
        return go("oidc.leave", id=id, no="denied")
    chosen = frozenset(request.form.getlist("scope")) & listed(held.client.optional)
    consents.give(
        account_id=me().id,
        client=held.client,
        asked=in_order({OPENID, *held.wish.scopes}),
        scopes=in_order({OPENID, *(held.wish.scopes & (listed(held.client.scopes) | chosen))}),
        now=clock.now(),
    )
    return go("oidc.leave", id=id)


@room.get("/oidc/go/<id>/level")
def level(id: str) -> Response:
    """The site wants to be surer of who you are: how to get there."""
    held = _held(id)
    if held is None:
        return forgotten()
    needed = held.wish.level
    if me().level >= needed:
        return go("oidc.go_on", id=id)
    page = render_template("oidc/level.html", id=id, client=held.client, needed=needed, person=me())
    return make_response(page)


@room.get("/oidc/leave/<id>")
def leave(id: str) -> Response:
    """Back to the site, with a code, or with what it is told instead."""
    held = _held(id)
    if held is None:
        return forgotten()
    now = clock.now()
    error = REFUSALS.get(request.args.get("no", ""))
    if error:
        uri = location(held.ask["redirect_uri"], held.ask["state"], error=error)
    elif answering.step_for(me(), held.wish, held.client, now) is Step.DONE:
        uri = answering.give_code(me(), held.ask, held.client, now)
    else:
        return go("oidc.go_on", id=id)
    return away(held.client, uri)


def _held(id: str) -> Held | None:
    ask = asks.kept(id)
    client = queries.client(ask["client_id"]) if ask else None
    if ask is None or client is None or not client.check_redirect_uri(ask["redirect_uri"]):
        return None
    try:
        return Held(ask, client, asked.wish(ask, client))
    except asked.Wrong:
        return None


def _shown(held: Held, scopes: str) -> list[tuple[str, str, str]]:
    """Of what is asked for among ``scopes``: the scope, its name, and what of hers it is."""
    told = [each for each in data_of(scopes) if each in held.wish.scopes]
    return [(each, str(WORDS[each]), claims.said(me().id, each)) for each in told]
