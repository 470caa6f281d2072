"""Dora loads the city's files, again and again; people look in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident

import pytest
from flask import Flask
from sqlalchemy import event

from backend.config import ROOT
from backend.kernel.db import db
from backend.places import actions, queries
from backend.places.entry import Refused
from backend.places.models import CENTRES
from backend.places.rows import Reading
from tests.page import Person
from tests.places.files import ROW, a_file, csv_of, sheet_of, xlsx_of
from tests.places.made import an_entry, fill

LOAD = ["places", "load", "--kind", "wifi"]
CENTRES_CSV = ["alcaldia", "colonia", "lat", "lon"]


def load(app: Flask, *args: str) -> str:
    said = app.test_cli_runner().invoke(args=["places", "load", *args])
    assert said.exit_code == 0, said.output
    return said.output


def test_a_file_is_loaded_and_people_find_it(site: Flask, bo: Person, tmp_path: Path) -> None:
    bo.opens("/places/wifi", status=404)
    file = a_file(tmp_path, csv_of(ROW, ["A2", "Escuelas", "19.36", "-99.16", "Coyoacán"]))
    assert load(site, "--kind", "wifi", str(file)) == (
        "wifi: 2 from 2 rows; 0 said what another had said. Loaded.\n"
    )
    assert "2 puntos" in bo.opens("/places/wifi").text


def test_the_same_file_again_changes_nothing(site: Flask, tmp_path: Path) -> None:
    file = str(a_file(tmp_path, csv_of(ROW, ROW)))
    assert "1 from 2 rows; 1 said what another had said. Loaded." in load(
        site, "--kind", "wifi", file
    )
    with site.app_context():
        before = queries.stamp()
    sheet = a_file(
        tmp_path, xlsx_of(sheet_of(["id", "programa", "lat", "lon", "alcaldia"], ROW, ROW))
    )
    assert "They were loaded already." in load(site, "--kind", "wifi", str(sheet))
    with site.app_context():
        assert queries.stamp() == before


def test_a_new_file_replaces_all_of_its_kind_and_nothing_else(
    site: Flask, bo: Person, tmp_path: Path
) -> None:
    with site.app_context():
        fill("wifi", an_entry(code="old"), an_entry(19.37))
        fill("clinic", an_entry(name="Centro de salud"))
        db.session.commit()
    load(site, "--kind", "wifi", str(a_file(tmp_path, csv_of(ROW))))
    with site.app_context():
        assert [each.code for each in queries.in_borough("wifi", "coyoacan").items] == ["A1"]
    assert "Centro de salud" in bo.opens("/places/clinic/coyoacan").text


def test_wrong_rows_are_left_out_where_dora_says_so(site: Flask, tmp_path: Path) -> None:
    wrong = [*ROW[:2], "25", *ROW[3:]]
    file = str(a_file(tmp_path, csv_of(ROW, ["A2", *wrong[1:]])))
    refused = site.test_cli_runner().invoke(args=[*LOAD, file])
    assert refused.exit_code == 1
    assert "Or leave them out: --leave-out 1." in refused.output
    said = load(site, "--kind", "wifi", "--leave-out", "1", file)
    assert "wifi.csv, row 3: 25.0, -99.16 is outside the city; correct it. Left out." in said
    assert "wifi: 1 from 2 rows" in said


def test_a_file_that_is_much_shorter_is_taken_where_dora_says_so(
    site: Flask, tmp_path: Path
) -> None:
    with site.app_context():
        fill("wifi", *(an_entry(19.3 + number / 100) for number in range(3)))
        db.session.commit()
    file = str(a_file(tmp_path, csv_of(ROW)))
    assert "Loaded." in load(site, "--kind", "wifi", "--may-shrink", file)


def test_people_see_the_old_set_until_the_new_one_is_whole(site: Flask, bo: Person) -> None:
    with site.app_context():
        fill("wifi", an_entry(), an_entry(19.36))
        db.session.commit()
    seen = []

    def look(*_: object) -> None:
        # Bo's own reading, in a thread of his, is no moment to look.
        if get_ident() == dora:
            seen.append("2 puntos" in thread.submit(bo.opens, "/places/wifi").result().text)

    dora = get_ident()
    with ThreadPoolExecutor(1) as thread, site.app_context():
        event.listen(db.engine, "after_cursor_execute", look)
        try:
            fill("wifi", *(an_entry(19.3 + number / 100) for number in range(5)))
        finally:
            event.remove(db.engine, "after_cursor_execute", look)
        db.session.commit()
    assert len(seen) > 3
    assert all(seen)
    assert "5 puntos" in bo.opens("/places/wifi").text


def test_a_load_that_breaks_half_way_leaves_what_there_was(site: Flask, bo: Person) -> None:
    with site.app_context():
        fill("wifi", an_entry(), an_entry(19.36))
        db.session.commit()
        twice = an_entry(19.4, code="same")
        with pytest.raises(Exception, match=r"(?i)unique"):
            fill("wifi", twice, twice)
        db.session.rollback()
    assert "2 puntos" in bo.opens("/places/wifi").text


def test_neighbourhoods_that_come_later_are_given_to_places_that_were_told_none(
    site: Flask, tmp_path: Path
) -> None:
    with site.app_context():
        fill("wifi", an_entry(19.351), an_entry(19.36, area="Santo Domingo"))
        db.session.commit()
    centre = ["Coyoacán", "DEL CARMEN", "19.352", "-99.161"]
    load(site, "--kind", "area", str(a_file(tmp_path, csv_of(centre, header=CENTRES_CSV))))
    with site.app_context():
        found = queries.areas("wifi", "coyoacan").items
        assert [(each.name, each.slug) for each in found] == [
            ("Del Carmen", "del-carmen"),
            ("Santo Domingo", "santo-domingo"),
        ]
        actions.forget(kind=CENTRES)
        db.session.commit()
        assert [each.name for each in queries.areas("wifi", "coyoacan").items] == ["Santo Domingo"]


def test_dora_sees_what_is_loaded_and_may_forget_it(site: Flask, bo: Person) -> None:
    with site.app_context():
        fill("wifi", an_entry(), now=datetime(2026, 11, 24, 9, tzinfo=UTC), is_sample=True)
        db.session.commit()
    runner = site.test_cli_runner()
    assert runner.invoke(args=["places", "list"]).output == (
        "wifi             1  2026-11-24 09:00  sample  wifi.csv\n"
    )
    assert runner.invoke(args=["places", "forget", "wifi"]).output == "wifi: forgotten.\n"
    bo.opens("/places/wifi", status=404)


def test_an_unknown_kind_is_named_with_those_there_are(site: Flask, tmp_path: Path) -> None:
    file = str(a_file(tmp_path, csv_of(ROW)))
    said = site.test_cli_runner().invoke(args=["places", "load", "--kind", "bar", file])
    assert said.exit_code == 2
    assert "places.toml has no kind bar; there are: wifi, counter, clinic, area." in said.output


def test_the_sample_is_taken_only_where_there_is_nothing(site: Flask) -> None:
    folder = ROOT / "backend" / "city" / "cdmx" / "places"
    with site.app_context():
        fill("clinic", an_entry(name="La de verdad"))
        city = site.extensions["city"]
        taken = actions.take_samples(folder=folder, city=city, now=datetime.now(UTC))
        assert taken.keys() == {"wifi", "counter"}
        assert 300 <= taken["wifi"] <= 500
        sets = queries.loaded()
        assert {kind: each.is_sample for kind, each in sets.items()} == {
            "wifi": True,
            "counter": True,
            "clinic": False,
        }
        assert set(sets["wifi"].counts) == {borough.id for borough in city.boroughs}
        assert actions.take_samples(folder=folder, city=city, now=datetime.now(UTC)) == {}


def test_less_than_half_is_refused_in_words(site: Flask) -> None:
    with site.app_context():
        fill("wifi", *(an_entry(19.3 + number / 100) for number in range(3)))
        with pytest.raises(Refused, match="has 1 where there are 3 now"):
            actions.take(
                kind="wifi",
                reading=Reading(found=[an_entry()]),
                source="wifi.csv",
                now=datetime.now(UTC),
            )
