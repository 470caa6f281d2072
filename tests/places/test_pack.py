"""What a phone saves of places says the same as the city's database, in a few kilobytes."""

import json
import random
from itertools import pairwise

import brotli
import pytest
from flask import Flask

from backend.kernel.city import City
from backend.kernel.db import db
from backend.kernel.geo import Point, distance_m
from backend.offline.packs import the_packs
from backend.places import pack, queries
from tests.places.made import a_full_city, an_entry, fill


def points_of(name: str) -> list[tuple[str, str, float, float]]:
    """The points of a pack as a phone reads them, from the bytes that travel."""
    found = the_packs().find(name)
    assert found
    told = json.loads(brotli.decompress(found.packed))
    points = []
    lat = lon = at = 0
    for area, count in zip(told["areas"], told["counts"], strict=True):
        for _ in range(count):
            lat, lon = lat + told["lat"][at], lon + told["lon"][at]
            sort = told["sorts"][told["of"][at]] if told["of"][at] >= 0 else ""
            scale = told["step"] / 1e5
            points.append((area, sort, round(lat * scale, 5), round(lon * scale, 5)))
            at += 1
    assert at == len(told["of"]) == len(told["lat"]) == len(told["lon"])
    return points


@pytest.fixture
def full(site: Flask) -> Flask:
    """A city with places everywhere."""
    with site.app_context():
        a_full_city(site)
        db.session.commit()
    return site


def test_a_pack_says_what_the_database_says(full: Flask) -> None:
    with full.test_request_context("/"):
        for borough in ("iztapalapa", "milpaalta"):
            known = [(area, sort, *point) for area, sort, point in queries.points("wifi", borough)]
            assert sorted(points_of(f"wifi-{borough}")) == sorted(known)


def test_a_point_with_no_sort_or_neighbourhood_is_there_too(app: Flask) -> None:
    with app.test_request_context("/"):
        fill("wifi", an_entry(), an_entry(19.36, sort="gone"), an_entry(19.37, area="Copilco"))
        assert sorted(points_of("wifi-coyoacan")) == [
            ("", "", 19.35, -99.16),
            ("", "", 19.36, -99.16),
            ("Copilco", "", 19.37, -99.16),
        ]


def test_counters_are_saved_with_their_names_and_hours(app: Flask) -> None:
    with app.test_request_context("/"):
        told = an_entry(name="Módulo", address="Av. Hidalgo 14", hours="24/7")
        fill("counter", told, an_entry(name="Registro", area="Copilco"))
        found = the_packs().find("counter-all")
        assert found
        assert json.loads(found.body)["places"] == [
            ["Módulo", "Av. Hidalgo 14", "24/7", 19.35, -99.16],
            ["Registro", "Copilco", "", 19.35, -99.16],
        ]


def test_a_borough_with_more_points_than_fit_is_told_more_coarsely(app: Flask) -> None:
    dice = random.Random(5)
    with app.test_request_context("/"):
        points = {
            (round(19.3 + dice.random() / 12, 5), round(-99.2 + dice.random() / 12, 5))
            for _ in range(6500)
        }
        fill("wifi", *(an_entry(*point) for point in sorted(points)))
        found = the_packs().find("wifi-coyoacan")
        assert found
        assert found.size <= pack.MOST_BYTES
        step = json.loads(found.body)["step"]
        assert step > 1
        told = [Point(lat, lon) for _, _, lat, lon in points_of("wifi-coyoacan")]
        assert len(told) == len(points)
        for point in dice.sample(sorted(points), 50):
            away = min(distance_m(Point(*point), each) for each in told)
            assert away <= step * 1.2


def test_the_version_changes_with_the_content_and_only_then(app: Flask) -> None:
    with app.test_request_context("/"):

        def version(name: str) -> str:
            found = the_packs().find(name)
            assert found
            return found.version

        fill("wifi", an_entry(), an_entry(19.45, borough="cuauhtemoc"))
        fill("counter", an_entry(name="Módulo"))
        before = version("wifi-coyoacan"), version("wifi-cuauhtemoc"), version("counter-all")
        fill("wifi", an_entry(19.351), an_entry(19.45, borough="cuauhtemoc"))
        after = version("wifi-coyoacan"), version("wifi-cuauhtemoc"), version("counter-all")
        assert [one == other for one, other in zip(before, after, strict=True)] == [
            False,
            True,
            True,
        ]


def test_there_is_a_pack_for_each_borough_that_has_points(full: Flask) -> None:
    city: City = full.extensions["city"]
    with full.test_request_context("/en/"):
        names = [name for _, name, _, _ in pack.titles()]
        boroughs = [f"wifi-{borough.id}" for borough in city.boroughs]
        assert names == [*boroughs, "counter-all", "clinic-all"]
        for name in ("wifi-all", "counter-coyoacan", "bar-all", "wifi-", "", "wifi-atlantis"):
            assert the_packs().find(name) is None
            with pytest.raises(KeyError):
                pack.content(name)


def test_neighbours_on_the_ground_are_neighbours_on_the_curve(app: Flask) -> None:
    bounds = app.extensions["city"].bounds
    side = 32
    along = [
        Point(
            bounds.south + (bounds.north - bounds.south) * (y + 0.5) / side,
            bounds.west + (bounds.east - bounds.west) * (x + 0.5) / side,
        )
        for x in range(side)
        for y in range(side)
    ]
    ordered = sorted(along, key=lambda point: pack.curve(point, bounds))
    hops = [distance_m(one, other) for one, other in pairwise(ordered)]
    assert max(hops) < 1.5 * min(hops)
