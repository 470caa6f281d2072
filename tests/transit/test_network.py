"""A feed folded into lines and stations."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.geo import Point, distance_m
from backend.transit.gtfs import read_feed
from backend.transit.nearby import nearby
from backend.transit.network import Network, Run, fold
from tests.transit.feeds import FILES, Files, a_feed, changed, in_folder, more


def _network(folder: Path, files: Files | None = None) -> Network:
    return fold(read_feed(in_folder(folder, files or a_feed())))


def _names(network: Network) -> list[list[str]]:
    return [
        [network.stations[number].name for number in pattern.stations]
        for line in network.lines
        for pattern in line.patterns
    ]


def test_trips_along_the_same_stations_are_one_pattern(tmp_path: Path) -> None:
    network = _network(tmp_path)
    assert [line.route.id for line in network.lines] == ["R1", "R2", "RB"]
    assert _names(network) == [
        ["Norte", "Centro", "Sur"],
        ["Sur", "Centro", "Norte"],
        ["Este", "Centro", "Oeste"],
        ["Oeste", "Centro", "Este"],
        ["Sur", "Campo, Mercado", "Bosque"],
    ]


def test_trips_that_take_the_same_time_are_one_timing_with_runs(tmp_path: Path) -> None:
    bus = _network(tmp_path).lines[2].patterns[0]
    (timing,) = bus.timings.values()
    assert timing.leave == (0, 600, 1200)
    assert timing.runs == [Run(0, s, s, 0, True) for s in (21600, 25200, 89400)]
    metro = _network(tmp_path).lines[0].patterns[0]
    (timing,) = metro.timings.values()
    assert (timing.leave, timing.arrive) == ((0, 330, 600), (0, 300, 600))
    assert timing.runs == [
        Run(0, 5 * 3600, 24 * 3600, 240, False),
        Run(1, 7 * 3600, 24 * 3600, 480, False),
    ]


def test_platforms_of_a_station_are_the_station(tmp_path: Path) -> None:
    network = _network(tmp_path)
    centro = next(each for each in network.stations if each.name == "Centro")
    assert (centro.id, centro.stops) == ("centro", ["centro-1", "centro-2"])
    # One platform has no steps, the other is known to have some.
    assert centro.step_free == 2


def test_stops_of_one_name_across_the_street_are_one_station(tmp_path: Path) -> None:
    network = _network(tmp_path)
    sur = [each for each in network.stations if each.name == "Sur"]
    assert [each.stops for each in sur] == [["sur", "sur-bus"]]
    assert sur[0].id == "sur", "it goes by the train's stop"


def test_stops_of_one_name_in_two_parts_of_town_are_two(tmp_path: Path) -> None:
    network = _network(tmp_path, changed("stops.txt", "19.4005", "19.41"))
    assert len([each for each in network.stations if each.name == "Sur"]) == 2


def test_two_lines_of_one_metro_meet_through_a_long_passage(tmp_path: Path) -> None:
    files = a_feed(stops=FILES["stops.txt"].replace(",0,centro,2", ",,,2"))
    files["stops.txt"] = files["stops.txt"].replace(",0,centro,", ",,,")
    files["stops.txt"] = files["stops.txt"].replace("19.45,-99.1501", "19.4545,-99.1501")
    centro = [each for each in _network(tmp_path, files).stations if each.name == "Centro"]
    assert [each.stops for each in centro] == [["centro-1", "centro-2"]]


def test_a_stop_where_nothing_calls_is_left_out_and_counted(tmp_path: Path) -> None:
    network = _network(tmp_path)
    assert "Nunca" not in {each.name for each in network.stations}
    assert network.left_out == 1


def test_two_stops_of_a_station_in_a_row_are_one_call(tmp_path: Path) -> None:
    files = changed("stop_times.txt", "b-6,,,campo,2", "b-6,6:01:00,6:01:00,sur,2")
    files["stop_times.txt"] = files["stop_times.txt"].replace(
        "6:20:00,6:20:00,bosque,3", "6:20:00,6:20:00,bosque,4\nb-6,,,campo,3"
    )
    assert ["Sur", "Campo, Mercado", "Bosque"] in _names(_network(tmp_path, files))


def test_metro_first_and_lines_as_people_count(tmp_path: Path) -> None:
    files = more("routes.txt", "R0,B,10,Lejos,3,,", "R9,B,9,Cerca,3,,")
    files["trips.txt"] += "R0,lv,x,,0\nR9,lv,y,,0\n"
    files["stop_times.txt"] += "".join(
        f"{trip},8:00:00,8:00:00,campo,1\n{trip},8:30:00,8:30:00,este,2\n" for trip in "xy"
    )
    # A bus that runs all day does not come before the metro.
    files["frequencies.txt"] += "x,5:00:00,24:00:00,30,0\n"
    network = _network(tmp_path, files)
    assert network.agencies == ["M", "B"]
    assert [line.route.short for line in network.lines] == ["1", "2", "9", "10", "B"]


def test_lines_in_the_order_the_feed_wants(tmp_path: Path) -> None:
    routes = FILES["routes.txt"].replace(
        "route_text_color\n", "route_text_color,route_sort_order\n"
    )
    routes = routes.replace("F94F8E,FFFFFF\n", "F94F8E,FFFFFF,2\n")
    routes = routes.replace("0071C1,FFFFFF\n", "0071C1,FFFFFF,1\n").replace("3,,\n", "3,,,\n")
    network = _network(tmp_path, a_feed(routes=routes))
    assert [line.route.short for line in network.lines] == ["2", "1", "B"]


@pytest.mark.parametrize("within", [100, 300, 1000])
@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(19.40, 19.42), st.floats(-99.16, -99.14)).map(lambda p: Point(*p)),
        max_size=40,
    )
)
def test_what_is_near_is_what_measuring_everything_finds(within: int, points: list[Point]) -> None:
    found = nearby(points, within)
    for number, point in enumerate(points):
        measured = sorted(
            (round(distance_m(point, other)), place)
            for place, other in enumerate(points)
            if place != number
        )
        expected = [(place, metres) for metres, place in measured if metres <= within]
        assert found[number] == expected


def test_near_works_around_the_world() -> None:
    for lat in (-54.8, 0.0, 69.6):
        points = [Point(lat, 18.95), Point(lat, 18.9512), Point(lat + 0.002, 18.95)]
        assert all(len(each) == 2 for each in nearby(points, 400)), lat
