"""Where I am signed in, ending any of it, and signing out here."""

from flask import Response, g, make_response, render_template, request

from backend.identity import queries, session, turn
from backend.identity.actions import sessions as actions
from backend.identity.views.blueprint import go, room
from backend.kernel import clock, receipts
from backend.kernel.access import cookie, for_another, fresh, keep, me, public, somebody
from backend.notify.actions import phones


@room.get("/llave/sessions")
def sessions() -> Response:
    """Every phone where I am signed in."""
    person = me()
    return make_response(
        render_template(
            "identity/sessions.html",
            here=person.session,
            sessions=queries.sessions_of(person.id, clock.now()),
        )
    )


@room.post("/llave/sessions/<int:id>/end")
@fresh
def end_session(id: int) -> Response:
    """End one; here, that is signing out."""
    person = me()
    if id == person.session:
        return sign_out()
    actions.end(session_id=id, account_id=person.id, now=clock.now())
    return go("identity.sessions")


@room.post("/llave/sessions/end-others")
@fresh
def end_others() -> Response:
    """End all but this one."""
    person = me()
    actions.end_others(account_id=person.id, but=person.session, now=clock.now())
    return go("identity.sessions")


@room.get("/sign-out")
@public
def leaving() -> Response:
    """Sign out? The page is kept on the phone, for it works without signal too."""
    return keep(make_response(render_template("identity/sign_out.html")), "public", copy=True)


@room.post("/sign-out")
@public
@for_another
def sign_out() -> Response:
    """End this session; nobody's is ended as well."""
    person = somebody()
    if person:
        actions.end(session_id=person.session, account_id=person.id, now=clock.now())
        g.person = None
    # Without signal the tag went first, and with it who she was: the phone is known all the same.
    phones.end_people(phone=request.cookies.get(cookie(phones.COOKIE), ""), now=clock.now())
    response = make_response("", 201) if receipts.is_replay() else go("mine.home")
    # The pages that the browser itself keeps behind Back go with her.
    response.headers["Clear-Site-Data"] = '"cache"'
    return session.take_back(turn.leave(response))
