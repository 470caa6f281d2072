"""What Bo may save of transport, and the station that other rooms ask for."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from backend.kernel import clock
from backend.kernel.db import db
from backend.kernel.geo import Point
from backend.transit.load import load
from backend.transit.nearest import WALK_M, station_near
from tests.page import Person
from tests.places.made import an_entry, fill
from tests.transit.feeds import FILES, a_feed, in_folder

CENTRO = Point(19.45, -99.15)


def test_every_agency_is_offered_and_a_line_where_it_is_asked_for(
    small_city: Flask, bo: Person
) -> None:
    page = bo.opens("/packs")
    offered = [each.get("data-pack") for each in page.all("li") if each.get("data-pack")]
    assert offered == ["transit-agency.M", "transit-agency.B"]
    (group,) = [each for each in page.all("ul") if each.get("data-page")]
    assert group.get("data-page") == "/transit/from-to"
    assert "/packs?also=transit-line.R2" in bo.opens("/transit/lines/R2").links()
    page = bo.opens("/packs?also=transit-line.R2")
    offered = [each.get("data-pack") for each in page.all("li") if each.get("data-pack")]
    assert offered == ["transit-line.R2", "transit-agency.M", "transit-agency.B"]
    assert "Metro 2" in page.text
    # It is no page that reads packs, and need not outlast others.
    assert "Ventanilla-Keep" not in page.response.headers


@pytest.mark.parametrize("also", ["transit-line.nope", "transit-agency.", "x", "../", "wifi-x"])
def test_what_is_no_pack_is_not_offered(small_city: Flask, bo: Person, also: str) -> None:
    assert "data-pack=" in bo.opens(f"/packs?also={also}").html
    assert bo.client.get(f"/packs/{also}").status_code == 404


def test_a_phone_asks_for_the_versions_of_what_it_has(small_city: Flask, bo: Person) -> None:
    kept = ["transit-line.R2", "transit-agency.M", "gone"]
    told = bo.client.get(f"/packs.json?of={','.join(kept)}").get_json()
    assert list(told) == ["transit-agency.M", "transit-line.R2"]
    for name, version in told.items():
        assert bo.client.get(f"/packs/{name}").headers["Ventanilla-Pack"].split()[0] == version


def test_a_new_feed_is_another_version_only_of_what_changed(
    small_city: Flask, bo: Person, tmp_path: Path
) -> None:
    before = bo.client.get("/packs.json").get_json()
    routes = FILES["routes.txt"].replace("Sur al Bosque", "Sur a la Presa")
    with small_city.app_context():
        load(in_folder(tmp_path / "new", a_feed(routes=routes)), now=clock.now())
    after = bo.client.get("/packs.json").get_json()
    assert before["transit-agency.M"] == after["transit-agency.M"]
    assert before["transit-agency.B"] != after["transit-agency.B"]


def test_the_nearest_station_of_the_metro_is_told_and_none_from_far_away(small_city: Flask) -> None:
    with small_city.app_context():
        assert station_near(Point(CENTRO.lat + 0.002, CENTRO.lon)) == ("Metro Centro", CENTRO)
        # The bus stops nearer; what people ask for is the metro.
        sur = station_near(Point(19.3995, -99.15))
        assert sur
        assert sur[0] == "Metro Sur"
        assert station_near(Point(CENTRO.lat + (WALK_M + 50) / 111_195, CENTRO.lon)) is None


def test_without_a_metro_other_rails_are_told_and_without_rails_none(
    app: Flask, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    for kind, expected in (("2", "Metro Centro"), ("3", None)):
        routes = FILES["routes.txt"].replace(",1,F94F8E", f",{kind},F94F8E")
        routes = routes.replace(",1,0071C1", f",{kind},0071C1")
        with app.app_context():
            load(in_folder(tmp_path / kind, a_feed(routes=routes)), now=clock.now())
            found = station_near(CENTRO)
            assert (found[0] if found else None) == expected


def test_a_counter_says_which_station_is_near(small_city: Flask, bo: Person) -> None:
    with small_city.app_context():
        fill(
            "counter", an_entry(CENTRO.lat + 0.002, CENTRO.lon, name="Módulo", borough="cuauhtemoc")
        )
        db.session.commit()
    page = bo.opens("/places/counter/cuauhtemoc")
    (address,) = [link for link in page.links() if link.startswith("/place/counter/")]
    assert "Metro Centro, a 220 m, al sur" in bo.opens(address).text
