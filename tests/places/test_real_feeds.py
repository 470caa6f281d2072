"""The city's real files, where they are at hand: loaded whole, and every page of them light."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.budgets.fetch import Phone
from backend.kernel import clock
from backend.kernel.city import City
from backend.kernel.db import db
from backend.offline.packs import the_packs
from backend.places import actions, queries
from backend.places.load import load_file
from backend.places.models import CENTRES
from backend.places.names import fold
from tests.places.feeds import AREAS, WIFI, counted_apart


def take(app: Flask, path: Path, kind: str) -> None:
    city: City = app.extensions["city"]
    reading = load_file(path, kind, city, queries.centres(), leave_out=2)
    actions.take(kind=kind, reading=reading, source=path.name, now=clock.now())
    db.session.commit()


def plain(borough: str) -> str:
    """Its name however a file spells it."""
    return fold(borough).removeprefix("la ")


@pytest.fixture
def real(app: Flask) -> Iterator[Flask]:
    """The site with the city's neighbourhoods and its WiFi."""
    with app.app_context():
        take(app, AREAS[0], CENTRES)
        take(app, WIFI[0], "wifi")
    return app


@pytest.mark.parametrize("path", WIFI, ids=lambda path: path.suffix)
def test_the_wifi_of_the_city_is_loaded_as_counted_by_hand(app: Flask, path: Path) -> None:
    city: City = app.extensions["city"]
    rows, outside, by_borough = counted_apart(path)
    reading = load_file(path, "wifi", city, [], leave_out=2)
    assert (reading.rows, len(reading.faults)) == (rows, outside)
    assert len(reading.found) == by_borough.total() == rows - outside - reading.merged
    names = {borough.id: plain(borough.name) for borough in city.boroughs}
    told = Counter(plain(name) for name in by_borough.elements())
    assert Counter(names[each.borough] for each in reading.found) == told
    assert all(", row " in fault for fault in [*reading.faults, *reading.notes])


@pytest.mark.proof
@pytest.mark.parametrize("path", AREAS, ids=lambda path: path.stem)
def test_every_page_of_every_borough_and_200_neighbourhoods_are_light(
    real: Flask, path: Path
) -> None:
    city: City = real.extensions["city"]
    paths = ["/places", "/places/wifi", "/packs"]
    with real.app_context():
        slugs = []
        for borough in city.boroughs:
            number, more = 1, True
            while more:
                page = queries.areas("wifi", borough.id, page=number)
                paths.append(f"/places/wifi/{borough.id}?page={number}")
                slugs += [f"/places/wifi/{borough.id}/{area.slug}" for area in page.items]
                number, more = number + 1, page.has_more
    dice = random.Random(1812)
    paths += dice.sample(slugs, 200)
    paths += [
        f"/places/wifi?near={dice.uniform(19.2, 19.55):.4f},{dice.uniform(-99.3, -99):.4f}"
        for _ in range(50)
    ]
    heavy = {}
    for prefix in ("", "/en"):
        phone = Phone(real, language=prefix.strip("/") or "es")
        for each in paths:
            answer = phone.fetch(prefix + each)
            assert answer.status == 200, each
            if answer.size > 5 * 1024:
                heavy[prefix + each] = answer.size
    assert heavy == {}


@pytest.mark.proof
@pytest.mark.parametrize("path", AREAS, ids=lambda path: path.stem)
def test_every_borough_fits_its_pack(real: Flask, path: Path) -> None:
    phone = Phone(real)
    with real.test_request_context("/"):
        names = [offer.pack.name for offer in the_packs().offers()]
    assert len(names) == 16
    for name in names:
        assert phone.fetch(f"/packs/{name}", "other").size <= 12 * 1024, name
