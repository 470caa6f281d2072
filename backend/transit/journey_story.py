"""What the page from here to there tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from backend.transit import hours, said
from backend.transit.badge import Palette
from backend.transit.journey import WALK_SECONDS_A_METRE, Ride, Walk
from backend.transit.line_story import headsign_of
from backend.transit.models import LineRow, PatternRow, StationRow
from backend.transit.names import folded
from backend.transit.queries import lines, plans, stations
from backend.transit.stations import RAILS
from backend.transit.stop_story import Neighbour, with_lines
from backend.transit.story import Setting

MOST_CHOICES = 12


@dataclass(frozen=True)
class Leg:
    """A ride, or a walk where ``line`` is None. ``when`` is what leaves now; ``calls`` how many
    stations on one gets off."""

    start: StationRow
    end: StationRow
    long: str
    line: LineRow | None = None
    brand: str = ""
    way: int = 0
    headsign: str = ""
    when: str = ""
    calls: int = 0


@dataclass(frozen=True)
class Option:
    """A way to go; ``long`` is how long it takes under way, waiting not counted."""

    legs: list[Leg]
    changes: int
    long: str


@dataclass
class Answer:
    """How to go, if there is a way; ``today`` tells if it runs today."""

    options: list[Option]
    today: bool
    palette: Palette = field(default_factory=Palette)

    @property
    def lines(self) -> list[LineRow]:
        return [leg.line for option in self.options for leg in option.legs if leg.line]


@dataclass(frozen=True)
class Choices:
    """The stations that may be meant: one if it is clear which. ``guessed`` if others are called
    the same."""

    stations: list[Neighbour]
    guessed: bool = False

    @property
    def chosen(self) -> StationRow | None:
        return self.stations[0].station if len(self.stations) == 1 else None


def choices(setting: Setting, asked: str, *, ask: bool) -> Choices:
    """The stations that may be meant by ``asked``, a key or a name.

    A name that several places share means the station on rails, if just one of them is; ``ask``
    leaves the choice to who asked.
    """
    if not asked:
        return Choices([])
    served = setting.served
    by_key = stations.station(served, asked)
    if by_key:
        return Choices(with_lines(setting, [by_key]))
    found = stations.search(served, asked, size=MOST_CHOICES).stations
    named = [each for each in found if each.folded == folded(asked)]
    likely = with_lines(setting, named or found)
    on_rails = [each for each in likely if any(line.kind in RAILS for line in each.badges.lines)]
    if named and len(on_rails) == 1 and not ask:
        return Choices(on_rails, guessed=len(named) > 1)
    return Choices(likely)


def answer(setting: Setting, start: StationRow, goal: StationRow) -> Answer:
    """How to go from one station to another, with the fewest changes."""
    search = plans.search_of(setting.served)
    day = setting.validity.week[setting.validity.today.weekday()]
    running = plans.running_on(setting.served, day)
    found = search.journeys(start.id, goal.id, running)
    is_today = bool(found)
    if not found:
        found = search.journeys(start.id, goal.id)
    teller = _Teller(setting, [step for journey in found for step in journey.steps])
    options = [
        Option(
            [teller.leg(step) for step in journey.steps],
            max(0, journey.rides - 1),
            said.minutes(sum(map(teller.seconds, journey.steps))),
        )
        for journey in found
    ]
    return Answer(options, is_today, Palette().add(teller.lines.values()))


class _Teller:
    """Tells the steps of journeys: knows every line and station that they touch."""

    def __init__(self, setting: Setting, steps: Sequence[Ride | Walk]) -> None:
        self._setting = setting
        served = setting.served
        self._lanes = plans.search_of(served).lanes
        rides = [step for step in steps if isinstance(step, Ride)]
        walks = [step for step in steps if isinstance(step, Walk)]
        numbers = {self._lanes[ride.lane].pattern for ride in rides}
        self._patterns = lines.patterns_by_number(served, numbers)
        self.lines = lines.lines_by_number(served, [p.line_id for p in self._patterns.values()])
        self._brands = lines.brands(served)
        met = {station for walk in walks for station in (walk.start, walk.end)}
        for ride in rides:
            along = self._lanes[ride.lane].stations
            met |= {along[ride.start], along[ride.end], along[-1]}
        self._stations = stations.stations_by_number(served, met)

    def seconds(self, step: Ride | Walk) -> int:
        """How long the step takes."""
        if isinstance(step, Walk):
            return round(step.metres * WALK_SECONDS_A_METRE)
        leave = self._lanes[step.lane].leave
        return leave[step.end] - leave[step.start]

    def leg(self, step: Ride | Walk) -> Leg:
        if isinstance(step, Walk):
            start, end = self._stations[step.start], self._stations[step.end]
            return Leg(start, end, said.metres(step.metres))
        lane = self._lanes[step.lane]
        pattern = self._patterns[lane.pattern]
        return Leg(
            start=self._stations[lane.stations[step.start]],
            end=self._stations[lane.stations[step.end]],
            long=said.minutes(self.seconds(step)),
            line=self.lines[pattern.line_id],
            brand=self._brands[self.lines[pattern.line_id].agency_id],
            way=pattern.place + 1,
            headsign=headsign_of(pattern, self._stations[lane.stations[-1]]),
            when=self._when(pattern, step.start),
            calls=step.end - step.start,
        )

    def _when(self, pattern: PatternRow, place: int) -> str:
        setting = self._setting
        if not setting.holds:
            return ""
        row = setting.served.row
        calls = [(timing, place) for timing in lines.timings_of(pattern)]
        coming = hours.coming(calls, setting.served.services, setting.now, row.zone, row.longest)
        return said.coming(coming, setting.now, row.zone)
