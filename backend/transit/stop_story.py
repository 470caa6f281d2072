"""What the page of a station tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from backend.transit import hours, said
from backend.transit.badge import Badges, Palette, badges_of
from backend.transit.line_story import headsign_of
from backend.transit.models import LineRow, PatternRow, StationRow
from backend.transit.queries import lines, stations
from backend.transit.story import Setting

PAGE = 12
MOST_NEAR = 6
MOST_BADGES = 4


@dataclass(frozen=True)
class Departure:
    """A line from here to one of its ends, and when; ``way`` is the place of its pattern,
    ``brand`` what people call its agency."""

    line: LineRow
    brand: str
    way: int
    headsign: str
    when: str


@dataclass(frozen=True)
class Neighbour:
    """A station with some of its lines, and how far it is if that was asked."""

    station: StationRow
    badges: Badges
    metres: int | None = None


@dataclass
class StopStory:
    """A station: what leaves there, and what is near."""

    station: StationRow
    departures: list[Departure]
    arrivals_only: bool
    near: list[Neighbour]
    page: int
    pages: int
    palette: Palette = field(default_factory=Palette)


def stop_story(setting: Setting, station: StationRow, page: int) -> StopStory | None:
    """The station, page ``page`` of what leaves there; None if there is no such page."""
    served = setting.served
    patterns = lines.patterns_by_number(served, [number for number, _ in station.patterns])
    groups = _groups(station, patterns)
    ends = {group[0][0].stations[-1] for group in groups}
    found = stations.stations_by_number(served, ends)
    pages = max(1, -(-len(groups) // PAGE))
    if not 1 <= page <= pages:
        return None
    shown = groups[PAGE * (page - 1) : PAGE * page]
    known = lines.lines_by_number(served, [group[0][0].line_id for group in shown])
    brands = lines.brands(served)
    departures = [
        Departure(
            known[group[0][0].line_id],
            brands[known[group[0][0].line_id].agency_id],
            group[0][0].place + 1,
            headsign_of(group[0][0], found[group[0][0].stations[-1]]),
            _when(setting, group),
        )
        for group in shown
    ]
    around = station.near[:MOST_NEAR]
    beside = stations.stations_by_number(served, [number for number, _ in around])
    near = with_lines(
        setting, [beside[number] for number, _ in around], [metres for _, metres in around]
    )
    palette = Palette().add(known.values()).add(line for each in near for line in each.badges.lines)
    return StopStory(station, departures, not groups, near, page, pages, palette)


def with_lines(
    setting: Setting, found: Sequence[StationRow], metres: Sequence[int] = ()
) -> list[Neighbour]:
    """Stations with their first lines, and how far each is if that is known."""
    known = lines.lines_by_number(
        setting.served, [line for each in found for line in each.lines[:MOST_BADGES]]
    )
    return [
        Neighbour(
            each,
            badges_of(each.lines, known, lines.brands(setting.served), MOST_BADGES),
            metres[place] if metres else None,
        )
        for place, each in enumerate(found)
    ]


Group = list[tuple[PatternRow, int]]


def _groups(station: StationRow, patterns: dict[int, PatternRow]) -> list[Group]:
    """What one can board here: patterns, each with the station's place in it, those of one line
    with one headsign together, in the order of the lines."""
    groups: dict[tuple[int, str, int], Group] = {}
    for number, place in station.patterns:
        pattern = patterns[number]
        if place == len(pattern.stations) - 1 or place in pattern.no_boarding:
            continue
        end = 0 if pattern.headsign else pattern.stations[-1]
        key = (pattern.line_id, pattern.headsign, end)
        groups.setdefault(key, []).append((pattern, place))
    return sorted(groups.values(), key=lambda group: (group[0][0].line_id, group[0][0].place))


def _when(setting: Setting, group: Group) -> str:
    calls = [(timing, place) for pattern, place in group for timing in lines.timings_of(pattern)]
    row, services = setting.served.row, setting.served.services
    if setting.holds:
        coming = hours.coming(calls, services, setting.now, row.zone, row.longest)
        return said.coming(coming, setting.now, row.zone)
    # The feed does not speak of today: tell its hours on such a weekday, not what leaves now.
    day = setting.validity.week[setting.validity.today.weekday()]
    return f"{said.weekdays([day])}: {said.windows(hours.windows(calls, services, day))}"
