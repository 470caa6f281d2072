"""My Llave: what it is, and everything that belongs to it."""

from flask import Response, make_response, render_template

from backend.identity import queries
from backend.identity.views.blueprint import room
from backend.kernel import audit
from backend.kernel.access import for_another, keep, me, public, somebody
from backend.kernel.ready import ready
from backend.notify.queries import count_unread


@room.get("/llave")
@public
@ready(few=True)
def home() -> Response:
    """For whoever is signed in, her Llave; for anybody else, what it is good for."""
    person = somebody()
    if person is None:
        return keep(make_response(render_template("identity/welcome.html")), "public")
    account = queries.person(person.id)
    unread = count_unread([audit.person(person.id)])
    html = render_template("identity/home.html", person=person, account=account, unread=unread)
    page = make_response(html)
    return keep(page, "private")


@room.get("/llave/level")
@for_another
def level() -> Response:
    """The levels of assurance, and how to reach the next."""
    return make_response(render_template("identity/level.html", person=me(), needed=0))
