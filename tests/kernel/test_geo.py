"""Distances, boxes, and what a phone or a stranger says a position is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.geo import (
    Box,
    Point,
    accuracy_from,
    box_around,
    distance_m,
    nearest,
    point_from,
)

ZOCALO = Point(19.43260, -99.13320)
ANGEL = Point(19.42703, -99.16766)
inhabited = st.builds(Point, st.floats(-70, 70), st.floats(-179, 179))


def test_from_the_zocalo_to_the_angel_is_a_walk() -> None:
    assert distance_m(ZOCALO, ANGEL) == pytest.approx(3_666, abs=10)
    assert distance_m(ZOCALO, ZOCALO) == 0


def test_one_degree_of_latitude_is_111_km() -> None:
    assert distance_m(Point(19, -99), Point(20, -99)) == pytest.approx(111_195, abs=1)


def test_the_other_end_of_the_earth_is_half_way_round() -> None:
    assert distance_m(Point(0, 0), Point(0, 180)) == pytest.approx(20_015_115, abs=10)


@given(inhabited, st.floats(-0.01, 0.01), st.floats(-0.01, 0.01), st.integers(1, 2_000))
def test_a_box_misses_nothing_that_is_near(
    centre: Point, north: float, east: float, metres: int
) -> None:
    point = Point(centre.lat + north, centre.lon + east)
    if distance_m(centre, point) <= metres:
        assert box_around(centre, metres).holds(point)


def test_a_box_is_not_much_wider_than_asked() -> None:
    box = box_around(ZOCALO, 100)
    assert not box.holds(Point(ZOCALO.lat + 0.00095, ZOCALO.lon))
    assert not box.holds(Point(ZOCALO.lat, ZOCALO.lon + 0.00100))


def test_a_box_holds_its_edges_and_nothing_beyond() -> None:
    box = Box(19.0, -99.4, 19.6, -98.9)
    assert box.holds(Point(19.0, -99.4))
    assert box.holds(Point(19.6, -98.9))
    assert not box.holds(Point(19.61, -99.0))
    assert not box.holds(Point(19.3, -99.41))


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [
        ("19.4326", "-99.1332", ZOCALO),
        (" 19.4326\n", "-99.1332 ", ZOCALO),
        ("19.432600000000001", "-99.13320000000000", ZOCALO),
        ("19", "-99", Point(19.0, -99.0)),
        ("90", "180", Point(90.0, 180.0)),
        ("-0.000001", "-0", Point(0.0, 0.0)),
    ],
)
def test_what_a_phone_says_is_a_point_to_five_decimals(lat: str, lon: str, point: Point) -> None:
    assert point_from(lat, lon) == point
    assert str(point_from(lat, lon)) == str(point)


NOT_A_NUMBER = [
    "", " ", "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1e1", "19,4326", "19.", ".5",
    "+19", "--19", "0x13", "1_9", "19 4", "19.4326\x00", "١٩", "１９", "²", "19°", "9" * 400,
    "0." + "1" * 100, "\ud800", "<b>", "19.4;DROP", "−19",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_A_NUMBER)
def test_eve_sends_something_else_and_it_is_no_point(text: str) -> None:
    assert point_from(text, "-99.1332") is None
    assert point_from("19.4326", text) is None
    assert accuracy_from(text) is None


@pytest.mark.parametrize(
    ("lat", "lon"), [("90.00001", "0"), ("-91", "0"), ("0", "180.1"), ("0", "-999999")]
)
def test_off_the_globe_is_no_point(lat: str, lon: str) -> None:
    assert point_from(lat, lon) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_a_point_on_the_globe_or_none(lat: str, lon: str) -> None:
    point = point_from(lat, lon)
    assert point is None or (abs(point.lat) <= 90 and abs(point.lon) <= 180)


@pytest.mark.parametrize(
    ("text", "metres"),
    [("12.5", 12), ("23.456000328063965", 23), ("0", 0), ("100000", 100_000)],
)
def test_accuracy_is_whole_metres(text: str, metres: int) -> None:
    assert accuracy_from(text) == metres


@pytest.mark.parametrize("text", ["-1", "100001", "999999"])
def test_an_impossible_accuracy_is_none(text: str) -> None:
    assert accuracy_from(text) is None


def test_the_nearest_anchor_wins() -> None:
    places = [("centre", [ZOCALO]), ("west", [Point(19.4, -99.3), ANGEL])]
    assert nearest(Point(19.428, -99.160), places) == "west"
    assert nearest(Point(19.432, -99.140), places) == "centre"
    assert nearest(ZOCALO, []) is None
