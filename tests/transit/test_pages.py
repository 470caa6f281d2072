"""Bo looks up lines and stations, without script, in both languages."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from backend.kernel import clock
from backend.transit import line_story
from backend.transit.load import load
from tests.page import Page, Person, text_of
from tests.transit.feeds import FILES, a_feed, busy, changed, in_folder

SUNDAY_NIGHT = datetime(2026, 11, 30, 5, 50, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
PAGES = [
    "/transit",
    "/transit/notices",
    "/transit/agencies/M",
    "/transit/lines/R1",
    "/transit/lines/R1?way=2",
    "/transit/lines/R1/ways",
    "/transit/lines/RB",
    "/transit/stops",
    "/transit/stops?q=centro",
    "/transit/stops?near=19.45,-99.15",
    "/transit/stops/centro",
    "/transit/from-to",
    "/transit/from-to?from=Norte&to=Bosque",
]
STRIP = ".//ol"


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_reads_well_and_any_phone_may_keep_it(
    site: Flask, small_city: Flask, bo: Person, path: str, language: str
) -> None:
    page = bo.opens(language + path)
    # What reads the packs stays as long as they do.
    whose = "public; pack" if path == "/transit/from-to" else "public"
    assert page.response.headers["Ventanilla-Keep"] == whose
    assert "receipt" not in page.html
    assert page.response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in page.response.headers
    # The policy lets no style in but the one whose hash it names.
    assert not [each for each in page.root.iter() if each.get("style")]


def test_english_pages_are_in_english(small_city: Flask, bo: Person) -> None:
    for path in PAGES:
        text = bo.opens(f"/en{path}").text
        for word in ("Hacia", "Cambio", "cada", "Salidas", "Busca", "parada", "¿", "escalones"):
            assert word not in text, (path, word)


def test_without_a_feed_nothing_is_promised(app: Flask, bo: Person) -> None:
    assert "Todavía no tenemos los datos del transporte" in bo.opens("/transit").text
    assert "/transit" not in bo.opens("/").links()
    for path in ("/transit/lines/R1", "/transit/stops", "/transit/from-to", "/transit/agencies/M"):
        bo.opens(path, status=404)


def test_home_leads_to_transport_once_there_is_a_feed(small_city: Flask, bo: Person) -> None:
    home = bo.opens("/")
    assert "/transit" in home.links()
    assert "Transporte Metro, autobús, avisos de hoy" in home.text
    assert "Transport Metro, bus, notices of today" in bo.opens("/en/").text


def test_agencies_and_their_lines_in_their_colours(small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit")
    headings = [text_of(each) for each in page.all("h2")]
    assert headings == ["Metro", "Autobuses, Unidos"]
    assert {"/transit/lines/R1", "/transit/lines/R2", "/transit/lines/RB"} <= set(page.links())
    style = text_of(page.all("style")[0])
    # White on the pink of line 1 could not be read; on the blue of line 2 it can.
    assert "--c:#f94f8e;--i:#000000" in style
    assert "--c:#0071c1;--i:#ffffff" in style


def test_a_line_from_end_to_end(small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit/lines/R1")
    assert page.title.startswith("1 Norte - Sur")
    strip = page.root.find(STRIP)
    assert strip is not None
    assert [text_of(each) for each in strip.findall("li")] == [
        "Norte",
        "Centro Cambio 2",
        "Sur Cambio Autobuses… B",
    ]
    assert "Hacia Sur" in page.text
    assert "Ahora Cada 4 min, hasta las 24:00" in page.text
    assert "lun–vie: 5:00 a 24:00, cada 4 min" in page.text
    assert "sáb–dom: 7:00 a 24:00, cada 8 min" in page.text
    assert "Cuesta $5.00" in page.text
    assert "/transit/lines/R1?way=2" in page.links()
    back = bo.opens("/transit/lines/R1?way=2")
    assert "Hacia Norte" in back.text
    assert "sáb–dom: no hay servicio" in back.text


def test_a_bus_on_a_timetable(small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit/lines/RB")
    assert "lun–vie: 6:00 a 0:50, 3 salidas" in page.text
    assert "Cuesta $4.00 a $7.50" in page.text
    assert "MX$4.00 to MX$7.50" in bo.opens("/en/transit/lines/RB").text


def test_a_station_and_what_leaves_there(small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit/stops/centro")
    rows = [text_of(each) for each in page.all("li")]
    assert rows == [
        "1 Sur Metro · Cada 4 min, hasta las 0:05",
        "1 Norte Metro · Cada 4 min, hasta las 0:05",
        "2 Oeste Metro · Cada 5 min",
        "2 Este Metro · 9:06, 9:16, 9:26",
    ]
    assert "Hay escalones" in page.text
    assert "Entras sin escalones" in bo.opens("/transit/stops/norte").text
    assert "No sabemos" in bo.opens("/transit/stops/oeste").text


def test_the_end_of_a_line_is_not_a_departure(small_city: Flask, bo: Person) -> None:
    assert "Aquí solo se baja" in bo.opens("/transit/stops/bosque").text
    norte = bo.opens("/transit/stops/norte").text
    assert "1 Sur" in norte and "1 Norte" not in norte


def test_at_night_it_says_when_it_runs_again(
    small_city: Flask, bo: Person, at: Callable[[datetime], None]
) -> None:
    at(SUNDAY_NIGHT)
    assert "Cada 8 min, hasta las 24:00" in bo.opens("/transit/stops/norte").text
    at(AFTER_MIDNIGHT)
    assert "Vuelve a pasar: 5:00" in bo.opens("/transit/stops/norte").text
    # Wednesday's night bus, at 24:50 of its service day.
    assert "B Bosque Autobuses… · 0:50, 6:00, 7:00" in bo.opens("/transit/stops/sur").text


def test_a_stop_leads_to_its_station(small_city: Flask, bo: Person) -> None:
    for stop in ("centro-1", "centro-2"):
        answer = bo.client.get(f"/transit/stops/{stop}")
        assert (answer.status_code, answer.location) == (302, "/transit/stops/centro")
    answer = bo.client.get("/en/transit/stops/sur-bus")
    assert answer.location == "/en/transit/stops/sur"


def test_what_is_around_the_corner(app: Flask, bo: Person, at: object, tmp_path: Path) -> None:
    files = changed("stops.txt", "Oeste,19.45,-99.20", "Oeste,19.452,-99.15")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    assert "Oeste 220 m · Metro 2" in bo.opens("/transit/stops/centro").text


@pytest.mark.parametrize(
    "asked, found",
    [
        ("centro", ["Centro"]),
        ("  CENTRÓ ", ["Centro"]),
        ("mercado campo", ["Campo, Mercado"]),
        ("o", ["Oeste", "Norte", "Centro", "Campo, Mercado", "Bosque"]),
        ("nunca", []),
        ("%", []),
        ("_", []),
        ("", []),
        ("' or 1=1 --", []),
    ],
)
def test_a_station_is_found_by_name(
    site: Flask, small_city: Flask, bo: Person, asked: str, found: list[str]
) -> None:
    page = bo.opens(f"/transit/stops?q={asked.replace('%', '%25')}")
    names = [text_of(each.find(".//b")) for each in page.all("li")]
    assert names == found


def test_names_alike_come_on_pages(site: Flask, bo: Person, at: object, tmp_path: Path) -> None:
    numbers = range(45)
    stops = FILES["stops.txt"] + "".join(
        f"k{number},Calle {number},{19.1 + number / 100:.2f},-99.0,,,\n" for number in numbers
    )
    times = FILES["stop_times.txt"] + "".join(
        f"b-8,8:{number:02}:00,8:{number:02}:00,k{number},{number}\n" for number in numbers
    )
    trips = FILES["trips.txt"] + "RB,lv,b-8,,0\n"
    with site.app_context():
        load(
            in_folder(tmp_path, a_feed(stops=stops, stop_times=times, trips=trips)),
            now=clock.now(),
        )
    seen: list[str] = []
    path = "/transit/stops?q=calle"
    for _ in range(3):
        page = bo.opens(path)
        seen += [text_of(each.find(".//b")) for each in page.all("li")]
        path = next((each for each in page.links() if "page=" in each and "/en" not in each), "")
    assert sorted(seen) == sorted(f"Calle {number}" for number in numbers)
    assert path == ""


def test_near_me_nearest_first(site: Flask, small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit/stops?near=19.447,-99.150")
    assert [text_of(each) for each in page.all("li")] == ["Centro 330 m · Metro 1 2"]
    far = bo.opens("/transit/stops?near=19.422,-99.150")
    assert [text_of(each.find(".//b")) for each in far.all("li")] == [
        "Sur",
        "Centro",
        "Campo, Mercado",
    ]
    nowhere = bo.opens("/transit/stops?near=25.67,-100.31")
    assert "No hay estaciones a menos de 5 km" in nowhere.text


@pytest.mark.parametrize("near", ["x", "91,0", "19.4", "1e1,2", "nan,nan", "19.4,-99.1,5", ","])
def test_no_place_is_no_place(small_city: Flask, bo: Person, near: str) -> None:
    assert bo.opens(f"/transit/stops?near={near}").all("li") == []


@pytest.mark.parametrize(
    "path",
    [
        "/transit/lines/R9",
        "/transit/lines/R1?way=3",
        "/transit/lines/R1?way=0",
        "/transit/lines/R1?way=x",
        "/transit/lines/R1?way=٢",
        "/transit/lines/R1?way=99999999999999999999",
        "/transit/lines/R1?page=2",
        "/transit/lines/R1?page=-1",
        "/transit/lines/R9/ways",
        "/transit/lines/R1/ways?page=2",
        "/transit/agencies/X",
        "/transit/agencies/M?page=2",
        "/transit/stops/nunca",
        "/transit/stops/centro?page=2",
        "/transit/stops?q=a&page=x",
        "/transit/notices?page=2",
    ],
)
def test_what_is_not_there_is_not_found(small_city: Flask, bo: Person, path: str) -> None:
    bo.opens(path, status=404)


def test_a_line_of_a_hundred_and_thirty_stations_comes_on_pages_and_loses_none(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    with app.app_context():
        load(in_folder(tmp_path, busy(130)), now=clock.now())
    seen: list[str] = []
    path: str | None = "/transit/lines/K0"
    starts = []
    while path:
        page = bo.opens(path)
        strip = page.root.find(STRIP)
        assert strip is not None
        starts.append(strip.get("start"))
        seen += [text_of(each.find("a")).split(" Cambio")[0] for each in strip.findall("li")]
        path = _next(page)
    assert [int(name.rpartition(" ")[2]) for name in seen] == list(range(130))
    assert starts == [None, *(str(line_story.PAGE * n + 1) for n in range(1, len(starts)))]
    assert len(starts) == -(-130 // line_story.PAGE)


def _next(page: Page) -> str | None:
    for each in page.all("a"):
        if text_of(each).startswith("Siguen:"):
            return each.get("href")
    return None


def test_the_strip_is_drawn_from_end_to_end(small_city: Flask, bo: Person) -> None:
    html = bo.opens("/transit/lines/R1").html
    drawn = re.findall(r'<path d="([^"]*)"/>\s*<circle cx="18" cy="24" r="(\d)"', html)
    assert drawn == [("M18 24V999", "8"), ("M18 -9V999", "8"), ("M18 -9V24", "8")]


def test_a_line_with_many_ways_lists_them_all(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    files = a_feed()
    for number in range(10):
        files["trips.txt"] += f"R1,lv,w{number},Ramal {number},0\n"
        files["stops.txt"] += f"w{number},Ramal {number},{19.6 + number / 100:.2f},-99.3,,,\n"
        files["stop_times.txt"] += (
            f"w{number},8:00:00,8:00:00,norte,1\nw{number},8:10:00,8:10:00,w{number},2\n"
        )
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    assert "Ver los 12 recorridos" in bo.opens("/transit/lines/R1").text
    page = bo.opens("/transit/lines/R1/ways")
    assert [text_of(each.find(".//b")) for each in page.all("li")][:2] == ["Sur", "Norte"]
    for link in [link for link in page.links() if "way=" in link]:
        assert bo.opens(link).status == 200
