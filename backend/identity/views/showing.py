"""Showing a code on my phone: to a clerk who checks who I am, or to somebody who helps me."""

from flask import Response, abort, current_app, request
from flask import url_for as address_of

from backend.config import Settings
from backend.identity import codes, qr, turn
from backend.identity.actions.codes import issue
from backend.identity.seal import seal, unseal
from backend.identity.views.blueprint import ask, go, room
from backend.kernel import clock
from backend.kernel.access import assured, fresh, me

KIND = "shown"
COUNTER, HELP = "counter", "help"


@room.post("/llave/level/code")
@assured(2)
def show_code() -> Response:
    """A code for the clerk."""
    return _show(COUNTER)


@room.post("/llave/help/code")
@fresh
def show_help_code() -> Response:
    """A code for somebody who is to act for me."""
    return _show(HELP)


@room.get("/llave/code")
def shown() -> Response:
    """The code, large, and as a QR."""
    under_way = turn.current(KIND)
    if under_way is None or under_way.told["account"] != me().id:
        return go("identity.home")
    purpose, code = under_way.told["purpose"], unseal(under_way.told["code"])
    view = {COUNTER: "identity.counter", HELP: "identity.help"}.get(purpose)
    if view is None or code is None:
        abort(404)
    settings: Settings = current_app.extensions["settings"]
    origin = settings.origin or request.host_url.rstrip("/")
    # Behind the #, so that the code reaches no server but by the form, and no log.
    drawing = qr.drawing(f"{origin}{address_of(view)}#{code}")
    return ask("shown", purpose=purpose, shown=codes.spaced(code), drawing=drawing)


def _show(purpose: str) -> Response:
    person, now, code = me(), clock.now(), codes.shown()
    issue(purpose=purpose, bound=f"account:{person.id}", code=code, account_id=person.id, now=now)
    response = go("identity.shown")
    told = {"purpose": purpose, "code": seal(code), "account": person.id}
    turn.begin(response, KIND, told, now)
    return response
