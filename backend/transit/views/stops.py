"""Stations: found by name or by place, and each with what leaves there. See the table in
``backend.transit``."""

from flask import Response, abort, redirect, request
from flask import url_for as address_of

from backend.kernel.access import public
from backend.kernel.geo import point_from
from backend.kernel.ready import ready
from backend.transit.badge import Palette
from backend.transit.queries import lines, stations
from backend.transit.stop_story import stop_story, with_lines
from backend.transit.story import notices_about
from backend.transit.views.blueprint import answer, asked, in_service, lasting, number, room

NEAR_PAGE = 12
FIRST_NOTICES = 3


@room.get("/transit/stops", endpoint="stops")
@public
@ready("transit", asks=("page",))
def find() -> Response:
    """Stations near a place, or by name."""
    here = in_service()
    near = point_from(*[*request.args.get("near", "").split(",", 1), "", ""][:2])
    name, page = asked("q"), number("page")
    if not page:
        abort(404)
    found = (
        stations.near(here.served, near, size=NEAR_PAGE)
        if near
        else stations.search(here.served, name, start=stations.PAGE * (page - 1))
    )
    told = with_lines(here, found.stations, found.metres)
    return lasting(
        "transit/stops.html",
        setting=here,
        near=near,
        name=name,
        found=told,
        page=page,
        more=found.more and not near,
        palette=Palette().add(line for each in told for line in each.badges.lines),
    )


@room.get("/transit/stops/<key>")
@public
def stop(key: str) -> Response:
    """A station: what leaves next, and what is near."""
    here = in_service()
    found = stations.station(here.served, key)
    if found is None:
        abort(404)
    if found.key != key:
        return redirect(address_of("transit.stop", key=found.key), 302)  # type: ignore[return-value]
    story = stop_story(here, found, number("page"))
    if story is None:
        abort(404)
    calling = lines.lines_by_number(here.served, found.lines)
    agencies = lines.agencies_by_number(here.served, [each.agency_id for each in calling.values()])
    about = [("line", each.key) for each in calling.values()]
    about += [("agency", each.key) for each in agencies.values()]
    return answer(
        "transit/stop.html",
        setting=here,
        story=story,
        notices=notices_about(here, ("stop", found.key), *about, size=FIRST_NOTICES),
    )
