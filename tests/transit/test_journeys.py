"""Bo wants to go from here to there with as few changes as can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.transit.journey import (
    MOST_RIDES,
    WORTH_SECONDS,
    Journey,
    Lane,
    Ride,
    Search,
    Walk,
)
from tests.transit.everything import by_trying_everything

A, B, C, D, E, F = range(6)


def _lane(number: int, *stations: int, minutes: int = 5, wait: int = 120, **more: object) -> Lane:
    leave = tuple(60 * minutes * place for place in range(len(stations)))
    return Lane(number, stations, leave, wait, **more)  # type: ignore[arg-type]


def _search(*lanes: Lane, walks: dict[tuple[int, int], int] | None = None) -> Search:
    met = [station for lane in lanes for station in lane.stations]
    count = max([*met, *(station for pair in walks or {} for station in pair)]) + 1
    near: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for (one, other), metres in (walks or {}).items():
        near[one].append((other, metres))
        near[other].append((one, metres))
    return Search(lanes, near)


def test_without_changes_where_one_line_goes_there() -> None:
    (found,) = _search(_lane(0, A, B, C)).journeys(A, C)
    assert found.steps == (Ride(0, 0, 2),)
    assert found.seconds == 120 + 600


def test_a_line_runs_one_way() -> None:
    search = _search(_lane(0, A, B, C), _lane(1, C, D, A))
    assert [step for each in search.journeys(C, B) for step in each.steps] == [
        Ride(1, 0, 2),
        Ride(0, 0, 1),
    ]
    assert _search(_lane(0, A, B, C)).journeys(C, A) == []


def test_the_fewest_changes_come_first_and_the_faster_way_second() -> None:
    slow = _lane(0, A, B, C, minutes=30)
    search = _search(slow, _lane(1, A, D, minutes=5), _lane(2, D, C, minutes=5))
    assert [each.rides for each in search.journeys(A, C)] == [1, 2]
    # A minute saved is not worth a change.
    search = _search(_lane(0, A, B, C, minutes=6), _lane(1, A, D), _lane(2, D, C))
    assert [each.rides for each in search.journeys(A, C)] == [1]


def test_changing_on_foot_between_two_stations() -> None:
    search = _search(_lane(0, A, B), _lane(1, C, D), walks={(B, C): 200})
    (found,) = search.journeys(A, D)
    assert found.steps == (Ride(0, 0, 1), Walk(B, C, 200), Ride(1, 0, 1))


def test_what_is_around_the_corner_is_walked_to() -> None:
    search = _search(_lane(0, A, B), walks={(A, B): 150})
    (found,) = search.journeys(A, B)
    assert found.steps == (Walk(A, B, 150),)
    assert found.rides == 0


def test_nobody_walks_on_from_a_walk() -> None:
    search = _search(_lane(0, A, B), _lane(1, E, F), walks={(B, C): 300, (C, E): 300})
    assert search.journeys(A, F) == []


def test_a_ride_is_not_useless_where_a_walk_is_quicker() -> None:
    """Only from the slower ride to D may one walk on to E."""
    lanes = (_lane(0, A, B, C), _lane(1, B, D, minutes=30))
    search = _search(*lanes, walks={(C, D): 10, (D, E): 10})
    (found,) = search.journeys(A, E)
    assert found.steps == (Ride(0, 0, 1), Ride(1, 0, 1), Walk(D, E, 10))


def test_where_nobody_may_get_on_or_off() -> None:
    search = _search(_lane(0, A, B, C, no_boarding=frozenset({1})))
    assert search.journeys(B, C) == []
    search = _search(_lane(0, A, B, C, no_alighting=frozenset({1})))
    assert search.journeys(A, B) == []
    assert search.journeys(A, C) != []


def test_only_what_runs_is_ridden() -> None:
    search = _search(_lane(0, A, B, C), _lane(1, A, D, minutes=50), _lane(2, D, C))
    assert [step.lane for step in _rides(search.journeys(A, C, {1, 2})[0])] == [1, 2]
    assert search.journeys(A, C, {1}) == []


def test_a_circle_is_ridden_past_its_first_station() -> None:
    circle = _lane(0, A, B, C, D, A, B)
    (found,) = _search(circle).journeys(D, B)
    assert found.steps == (Ride(0, 3, 5),)


def test_here_is_there() -> None:
    (found,) = _search(_lane(0, A, B)).journeys(A, A)
    assert found == Journey((), 0)


def _rides(journey: Journey) -> list[Ride]:
    return [step for step in journey.steps if isinstance(step, Ride)]


LANES = st.lists(
    st.lists(st.integers(0, 11), min_size=2, max_size=6, unique=True), min_size=1, max_size=8
)
WALKS = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(10, 300),
    max_size=6,
)


@settings(max_examples=600, deadline=None)
@given(LANES, WALKS, st.integers(0, 11), st.integers(0, 11))
def test_the_quickest_way_with_the_fewest_changes_is_what_trying_everything_finds(
    stations: list[list[int]], walks: dict[tuple[int, int], int], start: int, goal: int
) -> None:
    lanes = [_lane(number, *each) for number, each in enumerate(stations)]
    search = _search(*lanes, _lane(len(lanes), 10, 11), walks=walks)
    found = search.journeys(start, goal)
    expected = by_trying_everything(list(search.lanes), list(search.near), start, goal)
    assert ((found[0].rides, found[0].seconds) if found else None) == expected
    for journey in found:
        _check(journey, search, start, goal)
    if len(found) > 1:
        assert found[1].rides == found[0].rides + 1
        assert found[1].seconds <= found[0].seconds - WORTH_SECONDS


def _check(journey: Journey, search: Search, start: int, goal: int) -> None:
    """The steps hang together, and add up."""
    here = start
    for step in journey.steps:
        if isinstance(step, Walk):
            assert here == step.start
            assert (step.end, step.metres) in search.near[here]
            here = step.end
        else:
            lane = search.lanes[step.lane]
            assert here == lane.stations[step.start]
            assert step.start < step.end
            here = lane.stations[step.end]
    assert here == goal


@pytest.mark.parametrize("rides", range(1, MOST_RIDES + 2))
def test_more_changes_than_anybody_makes_are_not_told(rides: int) -> None:
    lanes = [_lane(number, number, number + 1) for number in range(rides)]
    found = _search(*lanes).journeys(0, rides)
    assert bool(found) is (rides <= MOST_RIDES)
