"""Dora loads a feed: whole or not at all, and whoever rides meanwhile has the old one."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from backend.kernel.db import db
from backend.transit import queries
from backend.transit.load import load, load_sample
from backend.transit.models import OF_FEED, FeedRow
from tests.page import Person
from tests.transit.broken_places import BROKEN_PLACES
from tests.transit.broken_times import BROKEN_TIMES
from tests.transit.feeds import FILES, a_feed, changed, in_folder, in_zip

Flasks = Callable[..., Result]
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
OVER = FILES["calendar.txt"].replace("20260101,20271231", "20240101,20251231")
ABOUT_TO_COMMIT = """
import sys
from pathlib import Path
from backend.app import create_app
from backend.config import Settings
from backend.kernel import clock
from backend.kernel.db import db
from backend.transit import load

var, url, feed = sys.argv[1:]
app = create_app(Settings(var=Path(var), database_url=url, log_level="error"))

def stop():
    db.session.flush()
    print("all is written, nothing is committed", flush=True)
    sys.stdin.read()

with app.app_context():
    db.session.commit = stop
    load.load(Path(feed), now=clock.now())
"""


def _mark(app: Flask) -> str:
    with app.app_context():
        served = queries.current()
        assert served
        return served.mark


def test_what_was_loaded_is_said(site: Flask, flask: Flasks, tmp_path: Path, at: object) -> None:
    said = flask("transit", "load", in_zip(tmp_path / "feed.zip", FILES))
    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["agency.txt", "2", "rows"],
        ["feed_info.txt", "1", "rows"],
        ["stops.txt", "11", "rows"],
    ]
    assert "Loaded 3 lines and 7 stations, for 2026-01-01 to 2027-12-31." in lines
    assert "Note: stops.txt: 1 stops are not called at; left out." in lines


def test_no_broken_feed_takes_the_place_of_a_good_one(
    small_city: Flask, site: Flask, flask: Flasks, bo: Person, tmp_path: Path
) -> None:
    before = _mark(site)
    for number, broken in enumerate([*BROKEN_PLACES, *BROKEN_TIMES]):
        said = flask("transit", "load", in_folder(tmp_path / f"{number}", broken.files))
        assert said.exit_code == 1, broken.name
        assert broken.sentence in said.output
        assert "what was served is served on" in said.output
        assert "Traceback" not in said.output
    assert _mark(site) == before
    assert "Norte" in bo.opens("/transit/lines/R1").text


def test_loading_twice_is_loading_once(
    site: Flask, small_city: Flask, flask: Flasks, bo: Person, tmp_path: Path
) -> None:
    pages = ("/transit", "/transit/lines/R1", "/transit/stops/centro", "/transit/lines/RB")
    before = [bo.opens(page).html for page in pages]
    for _ in range(3):
        assert flask("transit", "load", in_folder(tmp_path / "again", FILES)).exit_code == 0
    assert [bo.opens(page).html for page in pages] == before
    with site.app_context():
        # The one that is served, and the one before for requests that began with it.
        assert db.session.scalar(select(func.count()).select_from(FeedRow)) == 2
        feeds = set(db.session.scalars(select(FeedRow.id)))
        for model in OF_FEED:
            assert set(db.session.scalars(select(model.feed_id))) <= feeds


def test_a_new_feed_takes_the_place_of_the_old(
    site: Flask, small_city: Flask, bo: Person, flask: Flasks, tmp_path: Path
) -> None:
    assert bo.opens("/transit/stops/oeste").status == 200
    files = changed("stops.txt", "oeste,Oeste", "poniente,Poniente")
    files["stop_times.txt"] = files["stop_times.txt"].replace(",oeste,", ",poniente,")
    assert flask("transit", "load", in_folder(tmp_path / "new", files)).exit_code == 0
    assert bo.opens("/transit/stops/poniente").status == 200
    bo.opens("/transit/stops/oeste", status=404)
    assert "Poniente" in bo.opens("/transit/from-to?from=Norte&to=Poniente").text


def test_a_load_that_is_killed_leaves_the_old_feed(
    site: Flask, small_city: Flask, bo: Person, flask: Flasks, tmp_path: Path
) -> None:
    before = _mark(site)
    files = changed("routes.txt", "Norte - Sur", "Otra cosa")
    url = site.config["SQLALCHEMY_DATABASE_URI"]
    command = [sys.executable, "-c", ABOUT_TO_COMMIT, tmp_path, url]
    with subprocess.Popen(
        [*map(str, command), str(in_folder(tmp_path / "new", files))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent.parent,
    ) as loading:
        assert loading.stdout
        assert b"nothing is committed" in loading.stdout.readline()
        # Whoever reads while it loads has the old feed, and does not wait.
        assert "Norte - Sur" in bo.opens("/transit/lines/R1").text
        loading.kill()
    assert _mark(site) == before
    assert "Norte - Sur" in bo.opens("/transit/lines/R1").text
    # Nothing it held is in the way of the next.
    assert flask("transit", "load", tmp_path / "new").exit_code == 0
    assert "Otra cosa" in bo.opens("/transit/lines/R1").text


def test_a_feed_that_is_over_is_loaded_and_said_to_be(
    site: Flask, flask: Flasks, bo: Person, tmp_path: Path, at: object
) -> None:
    over = in_folder(tmp_path, a_feed(calendar=OVER, calendar_dates=None))
    said = flask("transit", "load", over)
    assert "The feed was over on 2025-12-31; the pages say so." in said.output
    for page in ("/transit", "/transit/lines/R1", "/transit/stops/sur", "/transit/agencies/M"):
        assert "Estos horarios vencieron el 31 dic 2025" in bo.opens(page).text
        assert "expired on 31 Dec 2025" in bo.opens(f"/en{page}").text


def test_a_calendar_that_was_moved_is_said_to_be(
    site: Flask, flask: Flasks, bo: Person, tmp_path: Path, at: object
) -> None:
    feed = in_folder(tmp_path, a_feed(calendar=OVER, calendar_dates=None))
    said = flask("transit", "load", feed, "--shift-calendar")
    assert "The calendar was moved by 364 days; the pages say so." in said.output
    page = bo.opens("/transit/lines/R1")
    assert "Son los horarios que vencieron el 31 dic 2025" in page.text
    assert "Cada 4 min" in page.text


def test_a_feed_that_is_not_over_is_not_moved(
    site: Flask, flask: Flasks, bo: Person, tmp_path: Path, at: object
) -> None:
    said = flask("transit", "load", in_folder(tmp_path, FILES), "--shift-calendar")
    assert "moved" not in said.output
    assert "vencieron" not in bo.opens("/transit/lines/R1").text


def test_the_sample_is_for_a_city_without_a_feed(
    site: Flask, repository: Path, bo: Person, tmp_path: Path, at: object
) -> None:
    sample = repository / "backend" / "city" / "cdmx" / "gtfs"
    with site.app_context():
        assert load_sample(tmp_path / "none", now=NOW) is None
        loaded = load_sample(sample, now=NOW)
        assert loaded and (loaded.lines, loaded.stations) == (12, 163)
        assert load_sample(sample, now=NOW) is None
    assert "Son datos de muestra" in bo.opens("/transit").text
    assert "sample data" in bo.opens("/en/transit/lines/1").text


def test_the_demo_brings_the_sample(app: Flask, flask: Flasks, bo: Person) -> None:
    said = flask("demo", "--reports", "1")
    assert "Loaded a sample of 12 lines and 163 stations." in said.output
    assert "Loaded" not in flask("demo").output
    assert bo.opens("/transit/lines/12").title.startswith("12 Mixcoac – Tláhuac")


def test_names_in_any_script_and_ids_in_any_spelling(
    site: Flask, bo: Person, tmp_path: Path, at: object
) -> None:
    files = {name: text.replace("norte", "no/rte ñ") for name, text in FILES.items()}
    files["stops.txt"] = files["stops.txt"].replace("Norte", '"<b>東京</b> ""&"""')
    with site.app_context():
        load(in_folder(tmp_path, files), now=NOW)
    line = bo.opens("/transit/lines/R1")
    assert '<b>東京</b> "&"' in line.text
    (stop,) = {link for link in line.links() if "/transit/stops/x" in link}
    assert bo.opens(stop).title.startswith('<b>東京</b> "&"')


@pytest.mark.parametrize("what", ["agency.M", "line.R1", "line.RB"])
def test_the_same_feed_gives_the_same_pack_and_another_gives_another(
    site: Flask, small_city: Flask, tmp_path: Path, what: str
) -> None:
    with site.app_context():
        first = queries.pack(what)
        assert first and first["id"] == what
        load(in_folder(tmp_path / "again", FILES), now=NOW)
        assert queries.pack(what) == first
        load(in_folder(tmp_path / "c", changed("stops.txt", "19.40,", "19.41,")), now=NOW)
        other = queries.pack(what)
        assert other and other["version"] != first["version"]


def test_there_is_a_pack_for_each_agency_and_none_for_what_is_not(
    site: Flask, small_city: Flask
) -> None:
    with site.app_context():
        assert [offer.id for offer in queries.offers()] == ["agency.M", "agency.B"]
        for id in ("agency.X", "line.X", "X", "", "agency."):
            assert queries.pack(id) is None
