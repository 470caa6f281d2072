"""Notices on this phone: asked for, given up, and what each push speaks of. See
``backend.notify``."""

from collections.abc import Sequence

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext

from backend.kernel import audit, clock
from backend.kernel.access import (
    COOKIE_SECONDS,
    cookie,
    held_keys,
    is_key,
    public,
    somebody,
)
from backend.kernel.i18n import current
from backend.notify import queries
from backend.notify.actions import phones
from backend.notify.channels.public import leads_inside
from backend.notify.endpoint import Reached, Refused, is_named, read
from backend.notify.hooks import hooks
from backend.notify.models import Message

room = Blueprint("notify", __name__)
log = structlog.get_logger()


@room.get("/notices/phone")
@public
def phone() -> Response:
    """Shall we tell you on this phone? What is so already the phone itself knows best."""
    owners = _owners()
    told = {each.owner for each in queries.on_phone(_phone())}
    return make_response(
        render_template(
            "notify/phone.html",
            key=hooks().public_key,
            has_reports=bool(owners),
            is_told=told.issuperset(owners),
        )
    )


@room.get("/notices/key")
@public
def key() -> Response:
    """The key for which browsers make an address; the worker asks when it needs a new one."""
    response = make_response(hooks().public_key)
    response.mimetype = "text/plain"
    return response


@room.post("/notices/subscription")
@public
def subscribe() -> Response:
    """Where this browser is reached. ``chosen`` says that the person has just asked for it; without
    it this is the worker, which renews what was asked for before."""
    try:
        reached = read(request.form.get("subscription", ""), hooks().services)
        # Where any service may be given, strangers choose the name that is looked up.
        if not is_named(reached.host, [*hooks().services, "127.0.0.1"]) and leads_inside(
            reached.host
        ):
            raise Refused(f"{reached.host} leads to an address that is not public")
    except Refused as error:
        log.info("subscription", refused=str(error))
        return make_response(gettext("Este teléfono no se puede avisar.") + "\n", 422)
    asking = phones.Phone(_phone(), reached, _owners(), current())
    if "chosen" not in request.form:
        return make_response("", 204 if phones.renew(asking, now=clock.now()) else 404)
    if not asking.owners:
        abort(404)
    return _name(make_response("", 204), phones.give(asking, now=clock.now()))


@room.post("/notices/subscription/remove")
@public
def unsubscribe() -> Response:
    """No notices on this phone any more."""
    phones.leave(phone=_phone(), now=clock.now())
    response: Response = redirect(url_for("notify.phone"), 303)  # type: ignore[assignment]
    return _name(response, "")


@room.get("/notices/message/<token>")
@public
def message(token: str) -> Response:
    """What a push speaks of, for the phone that it went to; that it asks says that it arrived."""
    found = queries.by_token(token) if is_key(token) else None
    if found is None:
        abort(404)
    if not _is_hers(found):
        phones.met_another(message=found, now=clock.now())
        abort(404)
    phones.arrived(message=found, now=clock.now())
    return jsonify(title=found.subject, body=found.body, path=found.address, id=token)


def _given(services: Sequence[str]) -> Reached:
    """Where this browser says it is reached. Raises Refused."""
    reached = read(request.form.get("subscription", ""), services)
    # Where the city lets any service in, it was a stranger who chose the name.
    if not is_named(reached.host, services) and leads_inside(reached.host):
        raise Refused(f"{reached.host} leads to an address that is not public")
    return reached


def _owners() -> list[str]:
    """Whom this phone may be told for: the private keys it holds that open something, and who is
    signed in, unless the phone is not only hers."""
    owners = [queries.holder_of(each) for each in hooks().opens(held_keys())]
    person = somebody()
    if person and not person.is_shared:
        owners.append(audit.person(person.id))
    return owners


def _is_hers(message: Message) -> bool:
    if message.owner.startswith(phones.PERSON):
        person = somebody()
        return person is not None and audit.person(person.id) == message.owner
    if message.owner.startswith(queries.KEY):
        return message.owner in map(queries.holder_of, held_keys())
    return True


def _phone() -> str:
    name = request.cookies.get(cookie(phones.COOKIE), "")
    return name if is_key(name) else ""


def _name(response: Response, name: str) -> Response:
    """Let the phone hold its name; "" takes it back."""
    response.set_cookie(
        cookie(phones.COOKIE),
        name,
        max_age=COOKIE_SECONDS if name else 0,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response
