"""What there is: notices, agencies, and their lines. See the table in ``backend.transit``."""

from flask import Response, abort

from backend.kernel import clock
from backend.kernel.access import public
from backend.kernel.ready import ready
from backend.transit.badge import Palette
from backend.transit.line_story import line_story, ways_of
from backend.transit.models import AgencyRow, LineRow
from backend.transit.queries import lines, notices
from backend.transit.shelf import name_of_line
from backend.transit.story import Setting, all_notices, notices_about, setting
from backend.transit.views.blueprint import answer, in_service, lasting, number, page_of, room

FIRST_NOTICES = 3
MOST_BADGES = 12
LINES_PAGE = 40
NOTICES_PAGE = 8
WAYS_PAGE = 40


@room.get("/transit")
@public
@ready("transit", few=True)
def index() -> Response:
    """Notices first, then agencies with their lines."""
    here = setting()
    agencies = _agencies(here) if here else []
    return lasting(
        "transit/index.html",
        setting=here,
        notices=all_notices(clock.now(), size=FIRST_NOTICES),
        notices_count=notices.how_many(clock.now()),
        agencies=agencies,
        palette=Palette().add(line for _, _, own in agencies for line in own),
    )


def _agencies(here: Setting) -> list[tuple[AgencyRow, int, list[LineRow]]]:
    """Each agency with how many lines it has, and with those lines if they are few."""
    return [
        (agency, count, lines.lines_of(here.served, agency) if count <= MOST_BADGES else [])
        for agency, count in lines.agencies(here.served)
    ]


@room.get("/transit/notices", endpoint="notices")
@public
@ready("transit", asks=("page",))
def every_notice() -> Response:
    """Every notice that holds."""
    page, pages, start = page_of(notices.how_many(clock.now()), NOTICES_PAGE)
    told = all_notices(clock.now(), start=start, size=NOTICES_PAGE)
    return lasting("transit/notices.html", notices=told, page=page, pages=pages)


@room.get("/transit/agencies/<key>")
@public
@ready("transit", asks=("page",))
def agency(key: str) -> Response:
    """The lines of an agency."""
    here = in_service()
    found = lines.agency(here.served, key)
    if found is None:
        abort(404)
    page, pages, start = page_of(lines.how_many(here.served, found), LINES_PAGE)
    own = lines.lines_of(here.served, found, size=LINES_PAGE, start=start)
    return lasting(
        "transit/agency.html",
        setting=here,
        agency=found,
        lines=own,
        notices=notices_about(here, ("agency", found.key)),
        page=page,
        pages=pages,
        palette=Palette().add(own),
    )


@room.get("/transit/lines/<key>")
@public
def line(key: str) -> Response:
    """A line along one of its ways: hours, cost, stations in order, where it changes."""
    here = in_service()
    found = lines.line(here.served, key)
    story = line_story(here, found, number("way"), number("page")) if found else None
    if found is None or story is None:
        abort(404)
    agency = lines.agencies_by_number(here.served, [found.agency_id])[found.agency_id]
    return answer(
        "transit/line.html",
        setting=here,
        story=story,
        agency=agency,
        pack=name_of_line(found.key),
        notices=notices_about(here, ("line", found.key), ("agency", agency.key)),
    )


@room.get("/transit/lines/<key>/ways")
@public
@ready("transit", asks=("page",))
def ways(key: str) -> Response:
    """The ways of a line that has many."""
    here = in_service()
    found = lines.line(here.served, key)
    if found is None:
        abort(404)
    told = ways_of(here, found)
    page, pages, start = page_of(len(told), WAYS_PAGE)
    return lasting(
        "transit/ways.html",
        setting=here,
        line=found,
        ways=told[start : start + WAYS_PAGE],
        page=page,
        pages=pages,
        palette=Palette().add([found]),
    )
