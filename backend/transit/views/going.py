"""From here to there. See the table in ``backend.transit``."""

from flask import Response

from backend.kernel.access import public
from backend.transit.badge import Palette
from backend.transit.journey_story import answer as journeys
from backend.transit.journey_story import choices
from backend.transit.queries import lines
from backend.transit.story import notices_about
from backend.transit.views.blueprint import answer, asked, in_service, room

FIRST_NOTICES = 3


@room.get("/transit/from-to", endpoint="from_to")
@public
def go() -> Response:
    """How to go with the fewest changes; asks back where a name is not clear. Asked nothing, it is
    the page that answers from what is saved on a phone."""
    here = in_service()
    start, goal, ask = asked("from"), asked("to"), bool(asked("ask"))
    starts, goals = choices(here, start, ask=ask), choices(here, goal, ask=ask)
    found, is_same = None, False
    if starts.chosen and goals.chosen:
        is_same = starts.chosen.id == goals.chosen.id
        found = None if is_same else journeys(here, starts.chosen, goals.chosen)
    ridden = found.lines if found else []
    agencies = lines.agencies_by_number(here.served, [line.agency_id for line in ridden])
    about = [("line", line.key) for line in ridden]
    about += [("agency", agency.key) for agency in agencies.values()]
    palette = found.palette if found else Palette()
    for each in [*starts.stations, *goals.stations]:
        palette.add(each.badges.lines)
    is_bare = not start and not goal
    return answer(
        "transit/from_to.html",
        reads_packs=is_bare,
        bare=is_bare,
        setting=here,
        start=start,
        goal=goal,
        starts=starts,
        goals=goals,
        is_same=is_same,
        answer=found,
        notices=notices_about(here, *about, size=FIRST_NOTICES) if found else [],
        palette=palette,
    )
