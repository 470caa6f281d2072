"""From one station to another with the fewest changes: a search over lines, in rounds.

Round *n* finds every station that *n* rides reach, each from what round *n - 1* reached; so the
first round that reaches the goal has the fewest changes (the rounds of RAPTOR, Delling et al.
2012, without a timetable). Within a round the quickest wins, by seconds that are estimates:
usual running times, half a headway of waiting, walking around corners.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple

MOST_RIDES = 5
WALK_M = 300
"""How far apart, as the crow flies, two stations may be to change on foot."""
WALK_SECONDS_A_METRE = 1.1
"""A calm step of 1.2 m/s, and a third more way than the crow has."""
UNKNOWN_WAIT = 600
CHANGE_SECONDS = 180
WORTH_SECONDS = 600
"""A further change is worth telling if it saves as much."""


@dataclass(frozen=True)
class Lane:
    """A pattern to ride: its stations, seconds from the first to each, and the usual wait."""

    pattern: int
    stations: tuple[int, ...]
    leave: tuple[int, ...]
    wait: int
    no_boarding: frozenset[int] = frozenset()
    no_alighting: frozenset[int] = frozenset()


class Ride(NamedTuple):
    """Along the lane ``lane`` from one place in it to a later one."""

    lane: int
    start: int
    end: int


class Walk(NamedTuple):
    """On foot between two stations."""

    start: int
    end: int
    metres: int


@dataclass(frozen=True)
class Journey:
    """How to go: rides, and walks between them. ``seconds`` is an estimate, waiting included."""

    steps: tuple[Ride | Walk, ...]
    seconds: int

    @property
    def rides(self) -> int:
        return sum(isinstance(step, Ride) for step in self.steps)


Near = Sequence[tuple[int, int]]
"""The stations near one, each with metres. What is near is so both ways."""


class _Label(NamedTuple):
    seconds: float
    step: Ride | Walk | None
    station: int  # where the step began


class _Round(NamedTuple):
    """What so many rides reach: by the last of them, and on foot from there. Apart, so that no
    walk goes on from a walk."""

    ridden: dict[int, _Label]
    walked: dict[int, _Label]

    def label(self, station: int) -> _Label:
        """The quicker of the two; one of them there must be."""
        found = (self.ridden.get(station), self.walked.get(station))
        return min((each for each in found if each), key=lambda each: each.seconds)


class Search:
    """A network to search: ``lanes``, and for each station those near it for changing on foot.

    Sets of lanes are kept as the bits of a number. ``_around`` has the lanes that can be boarded
    at a station or near it, ``_beside`` those that can be changed to from a lane: with them each
    search first learns, lane by lane, how few rides may lead to the goal, and leaves out the rest.
    """

    def __init__(self, lanes: Sequence[Lane], near: Sequence[Near]) -> None:
        self.lanes = lanes
        self.near = near
        self.at: list[list[tuple[int, int]]] = [[] for _ in near]
        own = [0] * len(near)
        for number, lane in enumerate(lanes):
            for place, station in enumerate(lane.stations):
                self.at[station].append((number, place))
                own[station] |= 1 << number
        self.around = list(own)
        for station, neighbours in enumerate(near):
            for other, _ in neighbours:
                self.around[station] |= own[other]
        self._beside = [0] * len(lanes)
        for number, lane in enumerate(lanes):
            for station in lane.stations:
                self._beside[number] |= self.around[station]

    def journeys(self, start: int, goal: int, running: Set[int] | None = None) -> list[Journey]:
        """The journey with the fewest changes, and one with a change more if it is worth it;
        none if there is none. Only the patterns ``running`` are ridden, all if it is None."""
        allowed = sum(
            1 << number
            for number, lane in enumerate(self.lanes)
            if running is None or lane.pattern in running
        )
        toward = self._toward(goal, allowed)
        first = next(
            (n for n, lanes in enumerate(toward) if lanes & self.around[start]), MOST_RIDES
        )
        # Lanes run one way and this was counted both ways, so it may take more rides after all.
        for most in range(first + 1, MOST_RIDES + 2):
            found = list(_Run(self, start, goal, toward, most).rounds())
            if found and found[0].rides < most:
                return found
        return []

    def _toward(self, goal: int, allowed: int) -> list[int]:
        """The lanes from which at least so many rides lead to the goal: 0, 1, 2, ... or fewer."""
        toward = [0, self.around[goal] & allowed]
        while len(toward) <= MOST_RIDES + 1:
            lanes, new = toward[-1], toward[-1] & ~toward[-2]
            for number in _bits(new):
                lanes |= self._beside[number] & allowed
            toward.append(lanes)
        return toward


class _Run:
    """One search of at most ``most`` rides, along lanes ``toward`` the goal.

    ``best`` is the quickest known way to each station by any number of rides, ``arrived`` the
    quickest of those that end with a ride: from a ride one may walk on, so a walk that is quicker
    does not make it useless.
    """

    def __init__(
        self, search: Search, start: int, goal: int, toward: Sequence[int], most: int
    ) -> None:
        self._search = search
        self._goal = goal
        self._toward = toward
        self._left = most
        self._rounds = [_Round({start: _Label(0, None, start)}, {})]
        self._best: dict[int, float] = {start: 0, goal: inf}
        self._arrived: dict[int, float] = {start: 0}

    def rounds(self) -> Iterator[Journey]:
        """The first journey, and the one of the next round if it is worth it."""
        marked = {*self._rounds[0].ridden, *self._walk()}
        if self._goal in marked:
            yield self._journey()
            return
        while marked and self._left:
            self._rounds.append(_Round({}, {}))
            self._ride(marked)
            self._left -= 1
            marked = {*self._rounds[-1].ridden, *self._walk()}
            if self._goal in marked:
                yield self._journey()
                self._best[self._goal] -= WORTH_SECONDS
                self._left = min(self._left, 1)

    def _ride(self, marked: Set[int]) -> None:
        before, ridden = self._rounds[-2], self._rounds[-1].ridden
        change = CHANGE_SECONDS if len(self._rounds) > 2 else 0
        ready = {station: before.label(station).seconds + change for station in marked}
        best, arrived, goal = self._best, self._arrived, self._goal
        around, onward = self._search.around, self._toward[self._left - 1]
        for number, first in self._queue(marked).items():
            lane = self._search.lanes[number]
            base, boarded = inf, -1
            for place in range(first, len(lane.stations)):
                station, offset = lane.stations[place], lane.leave[place]
                seconds = base + offset
                if (
                    seconds < arrived.get(station, inf)
                    and seconds < best[goal]
                    and (around[station] & onward or station in self._ends)
                    and place not in lane.no_alighting
                ):
                    arrived[station] = seconds
                    best[station] = min(seconds, best.get(station, inf))
                    step = Ride(number, boarded, place)
                    ridden[station] = _Label(seconds, step, lane.stations[boarded])
                if station in ready and place not in lane.no_boarding:
                    start = ready[station] + lane.wait - offset
                    if start < base:
                        base, boarded = start, place

    def _queue(self, marked: Iterable[int]) -> dict[int, int]:
        """The lanes through marked stations, each with the first such place."""
        queue: dict[int, int] = {}
        toward = self._toward[self._left]
        for station in marked:
            for lane, place in self._search.at[station]:
                if toward >> lane & 1 and place < queue.get(lane, place + 1):
                    queue[lane] = place
        return dict(sorted(queue.items()))

    def _walk(self) -> dict[int, _Label]:
        ridden, walked = self._rounds[-1]
        best, goal = self._best, self._goal
        for station in sorted(ridden):
            so_far = ridden[station].seconds
            for other, metres in self._search.near[station]:
                seconds = so_far + metres * WALK_SECONDS_A_METRE
                if seconds < best.get(other, inf) and seconds < best[goal]:
                    best[other] = seconds
                    walked[other] = _Label(seconds, Walk(station, other, metres), station)
        return walked

    @cached_property
    def _ends(self) -> set[int]:
        """The goal, and where one may walk to it from."""
        return {self._goal, *(other for other, _ in self._search.near[self._goal])}

    def _journey(self) -> Journey:
        number = len(self._rounds) - 1
        label = self._rounds[number].label(self._goal)
        seconds, steps = round(label.seconds), []
        while label.step is not None:
            steps.append(label.step)
            if isinstance(label.step, Walk):
                label = self._rounds[number].ridden[label.station]
            else:
                number -= 1
                label = self._rounds[number].label(label.station)
        return Journey(tuple(reversed(steps)), seconds)


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
