"""Bo asks the way, without script, and is told what is not known."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from backend.kernel import clock
from backend.transit.load import load
from tests.page import Page, Person, text_of
from tests.transit.feeds import FILES, a_feed, changed, in_folder

SATURDAY = datetime(2026, 11, 28, 15, tzinfo=UTC)


def _ways(page: Page) -> list[list[str]]:
    """Each way that is told, step by step."""
    return [[text_of(step) for step in each.findall("li")] for each in page.all("ol")]


def _asks(bo: Person, start: str, goal: str) -> Page:
    form = bo.opens("/transit/from-to").form("/transit/from-to")
    assert form.method == "get"
    return bo.opens(f"{form.action}?from={start}&to={goal}")


def test_the_way_step_by_step(site: Flask, small_city: Flask, bo: Person) -> None:
    page = _asks(bo, "norte", "BOSQUE")
    assert page.title.startswith("De Norte a Bosque")
    assert "Con 1 cambio: 30 min, sin contar la espera" in page.text
    assert _ways(page) == [
        [
            "Norte 1 Metro · Hacia Sur 2 paradas, 10 min. Cada 4 min, hasta las 24:00",
            "Sur B Autobuses… · Hacia Bosque 2 paradas, 20 min. jue 0:50, jue 6:00, jue 7:00",
            "Bosque",
        ]
    ]
    assert "/transit/lines/R1?way=1" in page.links()
    assert "no sabemos de retrasos" in page.text


def test_without_changes(small_city: Flask, bo: Person) -> None:
    assert "Sin cambios" in _asks(bo, "norte", "sur").text
    assert "Without changes" in bo.opens("/en/transit/from-to?from=norte&to=sur").text


def test_where_no_line_goes(small_city: Flask, bo: Person) -> None:
    page = _asks(bo, "bosque", "norte")
    assert "No encontramos cómo llegar" in page.text
    assert page.has_form("/transit/from-to")


def test_what_does_not_run_today_is_said(
    small_city: Flask, bo: Person, at: Callable[[datetime], None]
) -> None:
    assert "Hoy no hay servicio" not in _asks(bo, "sur", "bosque").text
    at(SATURDAY)
    page = _asks(bo, "sur", "bosque")
    assert "Hoy no hay servicio; así se llega otros días" in page.text
    assert _ways(page)[0][0].startswith("Sur B Autobuses… · Hacia Bosque")


def test_a_name_that_several_places_share_is_asked_back(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    files = changed("stops.txt", "Campo, Mercado", "Bosque")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    page = _asks(bo, "norte", "Bosque")
    assert "Hay varias «Bosque»: elige una" in page.text
    form = page.form("/transit/from-to")
    assert form.fields["from"] == "Norte"
    assert form.choices["to"] == ["campo", "bosque"]
    chosen = bo.opens("/transit/from-to?from=Norte&to=campo")
    assert _ways(chosen)[0][-1] == "Bosque"
    assert "1 parada" in _ways(chosen)[0][1]


def test_a_station_goes_before_bus_stops_of_its_name_unless_one_asks(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    files = changed("stops.txt", "Campo, Mercado", "Oeste")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    assert _asks(bo, "norte", "Oeste").title.startswith("De Norte a Oeste")
    asked = bo.opens("/transit/from-to?from=norte&to=Oeste&ask=1")
    assert asked.form("/transit/from-to").choices["to"] == ["oeste", "campo"]


def test_the_other_places_of_that_name_are_a_tap_away(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    files = changed("stops.txt", "Campo, Mercado", "Oeste")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    page = _asks(bo, "norte", "Oeste")
    (link,) = [link for link in page.links() if "ask=" in link and "/en" not in link]
    assert bo.opens(link).form("/transit/from-to").choices["to"] == ["oeste", "campo"]
    assert not [link for link in _asks(bo, "norte", "sur").links() if "ask=" in link]


@pytest.mark.parametrize("typed", ["nunca", "<script>", "%%", "x" * 500, "\u202eetron"])
def test_a_name_that_is_nowhere_is_said_at_its_field(
    small_city: Flask, bo: Person, typed: str
) -> None:
    page = bo.opens(f"/transit/from-to?to=norte&from={typed.replace('%', '%25')}")
    assert "No encontramos «" in page.text
    field = next(each for each in page.all("input") if each.get("name") == "from")
    assert field.get("aria-invalid") == "true"
    assert "<script>" not in page.html.replace("<script defer", "")


def test_here_is_there(small_city: Flask, bo: Person) -> None:
    assert "Ya estás ahí" in _asks(bo, "centro", "centro-2").text


def test_one_half_of_a_question_is_kept(small_city: Flask, bo: Person) -> None:
    page = bo.opens("/transit/from-to?from=centro")
    assert page.form("/transit/from-to").fields == {"from": "Centro", "to": ""}
    assert "/transit/from-to?from=centro" in bo.opens("/transit/stops/centro").links()


def test_around_the_corner_is_on_foot(app: Flask, bo: Person, at: object, tmp_path: Path) -> None:
    files = changed("stops.txt", "Oeste,19.45,-99.20", "Oeste,19.452,-99.15")
    with app.app_context():
        load(in_folder(tmp_path, files), now=clock.now())
    assert _ways(_asks(bo, "centro", "oeste")) == [["Centro Camina 220 m a Oeste", "Oeste"]]


def test_a_feed_that_is_over_tells_the_way_but_not_what_leaves_now(
    app: Flask, bo: Person, at: object, tmp_path: Path
) -> None:
    over = FILES["calendar.txt"].replace("20260101,20271231", "20240101,20251231")
    with app.app_context():
        load(in_folder(tmp_path, a_feed(calendar=over, calendar_dates=None)), now=clock.now())
    page = _asks(bo, "norte", "sur")
    assert _ways(page) == [["Norte 1 Metro · Hacia Sur 2 paradas, 10 min", "Sur"]]
    assert "vencieron el 31 dic 2025" in page.text
    station = bo.opens("/transit/stops/norte").text
    assert "mié: 5:00 a 24:00, cada 4 min" in station
    assert "hasta las" not in station
