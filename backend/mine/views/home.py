"""The home page and the privacy notice. See the table in ``backend.mine``."""

import structlog
from flask import Response, abort, current_app, make_response, redirect, render_template
from flask import url_for as address_of
from sqlalchemy.exc import OperationalError

from backend.cases import queries as cases
from backend.kernel.access import held_keys, keep, public, whose
from backend.kernel.city import City, PlaceKind
from backend.kernel.db import db
from backend.kernel.drawing import is_partial
from backend.kernel.i18n import current
from backend.kernel.ready import ready
from backend.mine.inboxes import mine as my_inboxes
from backend.mine.views.blueprint import room
from backend.notify.queries import count_unread
from backend.places import queries as places
from backend.record import notice
from backend.reports import queries as reports
from backend.transit import queries as transit

log = structlog.get_logger()
EXAMPLES = 4
AT_MOST = 5


@room.get("/")
@public
@ready("transit", "places", few=True)
def home() -> Response:
    """What is pending for this phone, and what the city offers."""
    city: City = current_app.extensions["city"]
    categories = city.first_categories[:EXAMPLES]
    examples = " · ".join(category.name.in_(current()) for category in categories)
    pending = reports.pending_of(held_keys(), whose())[:AT_MOST]
    started = cases.pending_of(whose(), most=AT_MOST)
    unread = count_unread(my_inboxes())
    vehicles, near = _offered(city)
    page = make_response(
        render_template(
            "mine/home.html",
            mine=pending,
            cases=started,
            unread=unread,
            examples=examples,
            vehicles=vehicles,
            place=next(iter(near), None),
            others=", ".join(kind.name.in_(current()) for kind in near[1:]),
        )
    )
    return keep(page, "private" if pending or started or unread else "public")


def _offered(city: City) -> tuple[str | None, list[PlaceKind]]:
    """What people can look up today: vehicles in words, kinds of place. Without its database the
    city still takes them to the form, which waits on the phone."""
    try:
        loaded = places.loaded()
        return transit.vehicles(), [kind for kind in city.places.kinds if kind.id in loaded]
    except OperationalError as error:
        log.error("database", exc_info=error)
        is_partial()
        db.session.rollback()
        return None, []


@room.get("/privacy")
@public
@ready(few=True)
def privacy() -> Response:
    """What is kept, why, and who sees it: the notice in force."""
    current, earlier = notice.VERSIONS[-1], notice.VERSIONS[:-1]
    html = render_template("mine/privacy.html", version=current, earlier=earlier)
    return keep(make_response(html), "public")


@room.get("/privacy/<int:number>")
@public
@ready()
def notice_before(number: int) -> Response:
    """The notice that was in force before."""
    version = notice.version(number)
    if version is None:
        abort(404)
    if version.number == notice.CURRENT:
        return redirect(address_of("mine.privacy"), 302)  # type: ignore[return-value]
    html = render_template("mine/notice_before.html", version=version)
    return keep(make_response(html), "public")
