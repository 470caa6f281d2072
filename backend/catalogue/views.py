"""What the city offers, on pages. See the table in ``backend.catalogue``."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask import url_for as address_of

from backend.catalogue import eligible, elsewhere, finding, telling
from backend.forms import text
from backend.kernel.access import keep, public
from backend.kernel.city import City
from backend.kernel.city.services.model import Service, Topic
from backend.kernel.i18n import current
from backend.kernel.ready import ready

room = Blueprint("catalogue", __name__)
MOST_TYPED = 100
MOST_FOUND = 8
MOST_LISTED = 20
"""Services on one page: of more only the topics are told at first."""


@room.get("/services")
@public
@ready(few=True, asks=("topic", "page"))
def index() -> Response:
    """What there is, by topic; or what fits the words she typed."""
    typed = text.line(request.args.get("q", ""))[:MOST_TYPED]
    if typed:
        return _found(typed)
    groups = finding.by_topic(_city())
    if id := request.args.get("topic", ""):
        return _of_topic(id, groups)
    page = _page("index", groups=groups, is_short=len(_city().services) <= MOST_LISTED)
    return keep(page, "public")


def _found(typed: str) -> Response:
    """What she looked for is hers: no phone keeps that page."""
    found = finding.found(typed, current())[:MOST_FOUND]
    return _page("index", typed=typed, found=found, groups=finding.by_topic(_city()))


def _of_topic(id: str, groups: list[tuple[Topic, list[Service]]]) -> Response:
    topic, services = next((each for each in groups if each[0].id == id), (None, []))
    page, pages = _number(), -(-len(services) // MOST_LISTED)
    if topic is None or not 1 <= page <= pages:
        abort(404)
    turns = {
        name: address_of("catalogue.index", topic=id, page=number if number > 1 else None)
        for name, number in (("back", page - 1), ("on", page + 1))
        if 1 <= number <= pages
    }
    listed = services[MOST_LISTED * (page - 1) : MOST_LISTED * page]
    return keep(_page("index", topic=topic, listed=listed, turns=turns), "public")


@room.get("/services/<slug>")
@public
@ready("places", few=True)
def service(slug: str) -> Response:
    """All there is to know of a service before one begins."""
    offered = _service(slug)
    page = _page(
        "service",
        service=offered,
        facts=telling.facts(offered, _city()),
        elsewhere=elsewhere.ways(offered, _city()),
    )
    return keep(page, "public")


@room.get("/services/<slug>/can")
@public
def can(slug: str) -> Response:
    """May she? Asked before anything else; her answers stand in the address."""
    offered = _service(slug)
    verdict = eligible.verdict(offered, request.args)
    is_asked = bool(request.args)
    is_here = offered.channel("online") is not None and verdict.against is None
    page = _page(
        "can",
        service=offered,
        verdict=verdict,
        is_asked=is_asked,
        answers_of=telling.answers_of,
        elsewhere=[] if is_here else elsewhere.ways(offered, _city()),
    )
    return page if is_asked else keep(page, "public")


def _page(template: str, **told: Any) -> Response:
    return make_response(render_template(f"catalogue/{template}.html", **told))


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city


def _service(slug: str) -> Service:
    found = _city().service(slug)
    if found is None:
        abort(404)
    return found


def _number() -> int:
    """Which page of a list is asked for; 0, which there is not, where that is no number."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 4 else 0
