"""The home page and the privacy notice. See the table in ``backend.mine``."""

from flask import Blueprint, Response, current_app, make_response, render_template

from backend.kernel.access import held_keys, keep, public, whose
from backend.kernel.i18n import current
from backend.reports import queries

room = Blueprint("mine", __name__)
EXAMPLES = 4
AT_MOST = 5


@room.get("/")
@public
def home() -> Response:
    """What is pending for this phone, and what the city offers."""
    categories = current_app.extensions["city"].first_categories[:EXAMPLES]
    examples = ", ".join(category.name.in_(current()) for category in categories)
    pending = queries.pending_of(held_keys(), whose())[:AT_MOST]
    page = make_response(render_template("mine/home.html", mine=pending, examples=examples))
    return keep(page, "private" if pending else "public")


@room.get("/privacy")
@public
def privacy() -> Response:
    """What is kept, why, and who sees it."""
    return keep(make_response(render_template("mine/privacy.html")), "public")
