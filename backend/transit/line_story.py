"""What the page of a line tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from backend.transit import hours, said
from backend.transit.badge import Badges, Palette, badges_of
from backend.transit.models import LineRow, PatternRow, StationRow
from backend.transit.queries import lines, stations
from backend.transit.story import Setting

PAGE = 30
MOST_CHANGES = 4
MOST_WAYS = 4


@dataclass(frozen=True)
class Call:
    """A station on the strip. ``mark`` is first, last or empty; ``changes`` are the other lines
    that call there."""

    station: StationRow
    mark: str
    changes: Badges


@dataclass(frozen=True)
class Way:
    """A pattern to choose: from where to where, by its place."""

    place: int
    headsign: str
    start: str
    end: str


@dataclass
class LineStory:
    """A line along one of its patterns."""

    line: LineRow
    pattern: PatternRow
    headsign: str
    start: str
    now: str
    hours: list[tuple[str, str]]
    price: str
    calls: list[Call]
    page: int
    pages: int
    opposite: Way | None
    others: list[Way]
    ways: int
    palette: Palette = field(default_factory=Palette)

    @property
    def first(self) -> int:
        """Which stop of the way is the first on this page, from 1 on."""
        return PAGE * (self.page - 1) + 1


def line_story(setting: Setting, line: LineRow, place: int, page: int) -> LineStory | None:
    """The line along its pattern ``place``, page ``page`` of its stations, both from 1 on; None
    if there is no such pattern or page."""
    served = setting.served
    patterns = lines.patterns_of(served, line)
    if not 1 <= place <= len(patterns):
        return None
    pattern = patterns[place - 1]
    pages = -(-len(pattern.stations) // PAGE)
    if not 1 <= page <= pages:
        return None
    ends = [end for each in patterns for end in (each.stations[0], each.stations[-1])]
    shown = pattern.stations[PAGE * (page - 1) : PAGE * page]
    found = stations.stations_by_number(served, [*ends, *shown])
    ways = [_way(each, found) for each in patterns]
    changes = _changes(setting, line, shown, found)
    last = len(pattern.stations) - 1
    calls = [
        Call(found[number], "first" if not at else "last" if at == last else "", changes[number])
        for at, number in enumerate(shown, start=PAGE * (page - 1))
    ]
    opposite = _opposite(patterns, place)
    return LineStory(
        line=line,
        pattern=pattern,
        headsign=ways[place - 1].headsign,
        start=ways[place - 1].start,
        now=_now(setting, pattern),
        hours=_hours(setting, pattern),
        price=said.price(line.prices),
        calls=calls,
        page=page,
        pages=pages,
        opposite=ways[opposite - 1] if opposite else None,
        others=[way for way in ways if way.place not in {place, opposite}][:MOST_WAYS],
        ways=len(ways),
        palette=Palette().add([line]).add(each for call in calls for each in call.changes.lines),
    )


def ways_of(setting: Setting, line: LineRow) -> list[Way]:
    """All ways of a line, the main ones first."""
    patterns = lines.patterns_of(setting.served, line)
    ends = [end for each in patterns for end in (each.stations[0], each.stations[-1])]
    found = stations.stations_by_number(setting.served, ends)
    return [_way(each, found) for each in patterns]


def headsign_of(pattern: PatternRow, last: StationRow) -> str:
    """Where to: what the vehicle shows, else its last station."""
    return pattern.headsign.strip(" ,;-") or last.name


def _way(pattern: PatternRow, found: dict[int, StationRow]) -> Way:
    start, end = found[pattern.stations[0]], found[pattern.stations[-1]]
    return Way(pattern.place + 1, headsign_of(pattern, end), start.name, end.name)


def _opposite(patterns: Sequence[PatternRow], place: int) -> int | None:
    """The place of the pattern that runs back: the other direction, most of its stations ours."""
    here = patterns[place - 1]
    own = set(here.stations)
    back = [each for each in patterns if each.direction != here.direction]
    best = max(
        back,
        key=lambda each: (len(own & set(each.stations)) / len(own | set(each.stations)), -each.id),
        default=None,
    )
    return best.place + 1 if best else None


def _changes(
    setting: Setting, line: LineRow, shown: Sequence[int], found: dict[int, StationRow]
) -> dict[int, Badges]:
    """The other lines at each station."""
    others = {
        number: [each for each in found[number].lines if each != line.id] for number in set(shown)
    }
    known = lines.lines_by_number(
        setting.served, [each for own in others.values() for each in own[:MOST_CHANGES]]
    )
    brands = lines.brands(setting.served)
    return {
        number: badges_of(own, known, brands, MOST_CHANGES, line.agency_id)
        for number, own in others.items()
    }


def _now(setting: Setting, pattern: PatternRow) -> str:
    """What leaves next from the first station; nothing where the feed does not speak of today."""
    if not setting.holds:
        return ""
    row = setting.served.row
    coming = hours.coming(
        [(timing, 0) for timing in lines.timings_of(pattern)],
        setting.served.services,
        setting.now,
        row.zone,
        row.longest,
    )
    return said.coming(coming, setting.now, row.zone)


def _hours(setting: Setting, pattern: PatternRow) -> list[tuple[str, str]]:
    calls = [(timing, 0) for timing in lines.timings_of(pattern)]
    week = hours.week(calls, setting.served.services, setting.validity.week)
    return [(said.weekdays(days), said.windows(windows)) for days, windows in week]
