"""Bo looks for what is nearest, wherever he stands."""

import random

import pytest
from flask import Flask

from backend.kernel.db import db
from backend.kernel.geo import Point, distance_m
from backend.places import queries
from tests.places.made import a_full_city, an_entry, fill

ZOCALO = Point(19.43260, -99.13320)


@pytest.fixture
def full(site: Flask) -> Flask:
    """A city with places everywhere."""
    with site.app_context():
        a_full_city(site)
        db.session.commit()
    return site


def by_hand(kind: str, point: Point) -> list[float]:
    places = [place.point for place in queries.everything(kind)]
    return sorted(distance_m(point, place) for place in places)


def test_the_nearest_are_those_that_a_look_at_every_one_finds(full: Flask) -> None:
    dice = random.Random(3)
    with full.app_context():
        for _ in range(40):
            here = Point(dice.uniform(19.1, 19.55), dice.uniform(-99.35, -98.95))
            found = queries.nearest("wifi", here, size=7)
            metres = [away for _, away in found.items]
            assert metres == pytest.approx(by_hand("wifi", here)[:7])
            assert metres == [
                pytest.approx(distance_m(here, place.point)) for place, _ in found.items
            ]


def test_pages_follow_each_other_without_a_gap(full: Flask) -> None:
    with full.app_context():
        pages = [queries.nearest("wifi", ZOCALO, page=number) for number in range(1, 12)]
        metres = [away for page in pages for _, away in page.items]
        assert metres == pytest.approx(by_hand("wifi", ZOCALO)[: queries.MOST_NEAR])
        assert [page.has_more for page in pages] == [*[True] * 9, False, False]


def test_what_is_of_another_kind_is_not_found(site: Flask) -> None:
    with site.app_context():
        fill("clinic", an_entry(name="Centro de salud"))
        assert queries.nearest("wifi", Point(19.35, -99.16)).items == []


def test_from_another_country_there_is_nothing_near(full: Flask) -> None:
    with full.app_context():
        page = queries.nearest("wifi", Point(48.85, 2.35))
        assert (page.items, page.has_more) == ([], False)


def test_from_the_next_town_there_is(full: Flask) -> None:
    with full.app_context():
        assert queries.nearest("wifi", Point(19.29, -99.65)).items
