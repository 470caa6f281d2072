"""The way with the fewest changes, found by trying everything: slow, and too simple to be wrong."""

from collections.abc import Sequence
from itertools import combinations

from backend.transit.journey import CHANGE_SECONDS, MOST_RIDES, WALK_SECONDS_A_METRE, Lane, Near

Seconds = dict[int, float]


def by_trying_everything(
    lanes: Sequence[Lane], near: Sequence[Near], start: int, goal: int
) -> tuple[int, int] | None:
    """The fewest rides and the seconds of the quickest way with so many, by trying everything: a
    walk only after a ride or at the start."""

    def on_foot(ridden: Seconds) -> Seconds:
        reached = dict(ridden)
        for station, seconds in ridden.items():
            for other, metres in near[station]:
                walked = seconds + metres * WALK_SECONDS_A_METRE
                reached[other] = min(walked, reached.get(other, walked))
        return reached

    reached = on_foot({start: 0})
    for rides in range(MOST_RIDES + 1):
        if goal in reached:
            return rides, round(reached[goal])
        ridden: Seconds = {}
        for lane in lanes:
            for on, off in combinations(range(len(lane.stations)), 2):
                if lane.stations[on] in reached:
                    under_way = lane.leave[off] - lane.leave[on] + lane.wait
                    change = CHANGE_SECONDS if rides else 0
                    seconds = reached[lane.stations[on]] + change + under_way
                    station = lane.stations[off]
                    ridden[station] = min(seconds, ridden.get(station, seconds))
        reached = on_foot(ridden)
    return None
