"""The home page and the privacy notice. See the table in ``backend.mine``."""

import structlog
from flask import Blueprint, Response, current_app, make_response, render_template
from sqlalchemy.exc import OperationalError

from backend.kernel.access import held_keys, keep, public, whose
from backend.kernel.city import City, PlaceKind
from backend.kernel.db import db
from backend.kernel.i18n import current
from backend.places import queries as places
from backend.reports import queries as reports
from backend.transit import queries as transit

room = Blueprint("mine", __name__)
log = structlog.get_logger()
EXAMPLES = 4
AT_MOST = 5


@room.get("/")
@public
def home() -> Response:
    """What is pending for this phone, and what the city offers."""
    city: City = current_app.extensions["city"]
    categories = city.first_categories[:EXAMPLES]
    examples = " · ".join(category.name.in_(current()) for category in categories)
    pending = reports.pending_of(held_keys(), whose())[:AT_MOST]
    vehicles, near = _offered(city)
    page = make_response(
        render_template(
            "mine/home.html",
            mine=pending,
            examples=examples,
            vehicles=vehicles,
            place=next(iter(near), None),
            others=", ".join(kind.name.in_(current()) for kind in near[1:]),
        )
    )
    return keep(page, "private" if pending else "public")


def _offered(city: City) -> tuple[str | None, list[PlaceKind]]:
    """What people can look up today: vehicles in words, kinds of place. Without its database the
    city still takes them to the form, which waits on the phone."""
    try:
        loaded = places.loaded()
        return transit.vehicles(), [kind for kind in city.places.kinds if kind.id in loaded]
    except OperationalError as error:
        log.error("database", exc_info=error)
        db.session.rollback()
        return None, []


@room.get("/privacy")
@public
def privacy() -> Response:
    """What is kept, why, and who sees it."""
    return keep(make_response(render_template("mine/privacy.html")), "public")
