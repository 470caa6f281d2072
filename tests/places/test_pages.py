"""Amina looks for WiFi, a counter or a clinic, with no script and in the language she reads."""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from backend.kernel.db import db
from backend.kernel.geo import Point
from backend.places import stations
from tests.page import Page, Person, text_of
from tests.places.made import a_full_city, an_entry, fill

COUNTER = an_entry(
    name="Módulo Coyoacán",
    area="Del Carmen",
    address="Av. Hidalgo 14",
    hours="Mo-Fr 09:00-18:00; Sa 09:00-13:00",
    services=("birth", "licence"),
    step_free=True,
    phone="55 5658 1111 ext. 2",
    station="Metro Viveros",
)


@pytest.fixture
def full(site: Flask) -> Flask:
    """A city with places everywhere."""
    with site.app_context():
        a_full_city(site)
        db.session.commit()
    return site


@pytest.fixture
def one_counter(app: Flask) -> Flask:
    """A counter, and a WiFi point that has nothing to do with it."""
    with app.app_context():
        fill("counter", COUNTER, now=datetime(2026, 11, 24, 18, tzinfo=UTC))
        fill("wifi", an_entry(19.36, sort="school", area="Copilco"), is_sample=True)
        db.session.commit()
    return app


def rows(page: Page) -> list[str]:
    return [text_of(each) for each in page.root.iterfind(".//main//ul/li")]


def follow(person: Person, page: Page, words: str) -> Page:
    """Tap the row or the button that says ``words``."""
    [link] = [each.get("href", "") for each in page.all("a") if words in text_of(each)]
    return person.opens(link)


def test_amina_finds_wifi_from_the_home_page_by_borough_and_neighbourhood(
    full: Flask, amina: Person
) -> None:
    kind = follow(amina, amina.opens("/"), "WiFi gratis")
    borough = follow(amina, kind, "Iztapalapa")
    assert borough.title.startswith("WiFi gratis en Iztapalapa")
    area = follow(amina, borough, "Ampliación Mirador Guadalupe")
    assert re.search(r"a [\d.]+ k?m, al \w+ del centro", area.text)
    assert "La colonia es aproximada" in area.text
    point = amina.opens(next(link for link in area.links() if link.startswith("/place/wifi/")))
    assert "Cerca de Ampliación Mirador Guadalupe, Iztapalapa" in point.text


def test_a_list_is_read_to_its_end_page_by_page(full: Flask, amina: Person) -> None:
    seen: list[str] = []
    page = amina.opens("/places/wifi/iztapalapa")
    while True:
        assert len(rows(page)) <= 30
        seen += rows(page)
        more = [a.get("href", "") for a in page.all("a") if a.get("rel") == "next"]
        if not more:
            break
        page = amina.opens(more[0])
    assert len(seen) == len(set(seen)) > 280
    assert sum(int(re.search(r"(\d+) puntos?$", row)[1]) for row in seen) > 900  # type: ignore[index]
    back = [a.get("href", "") for a in page.all("a") if a.get("rel") == "prev"]
    assert rows(amina.opens(back[0])) == seen[-30 - len(rows(page)) : -len(rows(page))]


def test_near_a_position_the_nearest_comes_first(full: Flask, bo: Person) -> None:
    page = bo.opens("/places/wifi?near=19.35,-99.06")
    metres = [_metres(row) for row in rows(page)]
    assert len(metres) == 10
    assert metres == sorted(metres)
    further = follow(bo, page, "Ver los que siguen")
    assert _metres(rows(further)[0]) >= metres[-1]


def _metres(row: str) -> float:
    if "aquí mismo" in row:
        return 0
    number, unit = re.search(r" a ([\d.]+) (m|km),", row).groups()  # type: ignore[union-attr]
    return float(number) * (1000 if unit == "km" else 1)


@pytest.mark.parametrize("near", ["", "19.35", "x,y", "91,0", "19.35,-99.06,3", "19.35;-99.06"])
def test_a_position_that_is_none_gets_the_list_of_boroughs(
    one_counter: Flask, bo: Person, near: str
) -> None:
    assert "Por alcaldía" in bo.opens(f"/places/wifi?near={near}").text


def test_from_far_away_the_page_says_that_there_is_nothing(one_counter: Flask, bo: Person) -> None:
    page = bo.opens("/places/wifi?near=48.85,2.35")
    assert "No hay ninguno cerca de ese punto." in page.text


def test_a_counter_says_where_when_and_what(one_counter: Flask, amina: Person) -> None:
    page = follow(amina, amina.opens("/places/counter/coyoacan"), "Módulo Coyoacán")
    facts = {
        text_of(pair.find("dt")): text_of(pair.find("dd"))
        for pair in page.root.iterfind(".//dl/div")
    }
    assert facts == {
        "Dónde": "Av. Hidalgo 14, Del Carmen, Coyoacán",
        "Horario": "lunes a viernes, de 09:00 a 18:00; sábado, de 09:00 a 13:00",
        "Qué se hace aquí": "Acta de nacimiento, Licencia de conducir",
        "Entrada sin escalones": "Sí",
        "Estación cercana": "Metro Viveros",
        "Teléfono": "55 5658 1111 ext. 2",
        "Coordenadas": "19.35000, -99.16000",
    }
    assert "tel:5556581111" in page.links()
    assert "geo:19.35000,-99.16000?q=19.35000,-99.16000" in page.links()
    assert "Lista actualizada en noviembre de 2026." in page.text


def test_a_counter_is_sent_by_whatsapp_or_sms(one_counter: Flask, amina: Person) -> None:
    page = follow(amina, amina.opens("/places/counter/coyoacan"), "Módulo Coyoacán")
    sent = [link for link in page.links() if link.startswith(("https://wa.me/", "sms:"))]
    assert len(sent) == 2
    for link in sent:
        assert "M%C3%B3dulo%20Coyoac%C3%A1n%20http%3A//localhost/place/counter/" in link


def test_bo_reads_the_same_in_english(one_counter: Flask, bo: Person) -> None:
    page = follow(bo, bo.opens("/en/places/counter/coyoacan"), "Módulo Coyoacán")
    assert "Monday to Friday, from 09:00 to 18:00; Saturday, from 09:00 to 13:00" in page.text
    assert "Birth certificate, Driving licence" in page.text
    assert "School" in bo.opens("/en/places/wifi?near=19.36,-99.16").text


def test_invented_places_are_said_to_be_invented(one_counter: Flask, bo: Person) -> None:
    for path in ("/places/wifi", "/places/wifi/coyoacan", "/places/wifi?near=19.36,-99.16"):
        assert "estos lugares son inventados" in bo.opens(path).text
    assert "inventados" not in bo.opens("/places/counter").text


def test_the_station_is_asked_of_who_knows_where_the_file_tells_none(
    one_counter: Flask, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def near(point: Point) -> tuple[str, Point]:
        return "Copilco", Point(point.lat + 0.009, point.lon)

    monkeypatch.setitem(one_counter.extensions, stations.NAME, near)
    point = bo.opens("/places/wifi?near=19.36,-99.16")
    told = follow(bo, point, "Escuela").text
    assert "Copilco, a 1 km, al norte" in told
    counter = follow(bo, bo.opens("/places/counter/coyoacan"), "Módulo Coyoacán").text
    assert "Metro Viveros" in counter
    assert "Copilco" not in counter


def test_without_data_nothing_leads_there(app: Flask, bo: Person) -> None:
    assert not [link for link in bo.opens("/").links() if "/place" in link]
    assert "Todavía no tenemos la lista de lugares" in bo.opens("/places").text


@pytest.mark.parametrize(
    "path",
    [
        *("/places/bar", "/places/wifi/atlantis", "/places/wifi/milpaalta", "/places/clinic"),
        *("/places/wifi/coyoacan/nowhere", "/place/wifi/000000000000", "/place/bar/x"),
        *("/places/area", "/places/wifi/coyoacan/%ff", "/place/wifi/%ff"),
    ],
)
def test_what_is_not_there_is_said_not_to_be_there(
    one_counter: Flask, bo: Person, path: str
) -> None:
    bo.opens(path, status=404)


def test_no_address_reaches_the_database_as_something_it_cannot_hold(
    site: Flask, eve: Person
) -> None:
    with site.app_context():
        fill("wifi", an_entry(area="Copilco"))
        db.session.commit()
    for path in ("/places/wifi/coyoacan/%00", "/place/wifi/%00", "/packs/%00", "/packs/wifi-%00"):
        assert eve.client.get(path).status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 400, "٣", "1e3", ""])
def test_a_page_number_that_is_none_is_the_first_or_beyond_the_last(
    one_counter: Flask, bo: Person, number: str
) -> None:
    bo.opens(f"/places/wifi/coyoacan?page={number}")


def test_every_page_may_be_kept_by_the_phone(one_counter: Flask, bo: Person) -> None:
    for path in ("/places", "/places/wifi", "/places/wifi?near=19.36,-99.16"):
        assert bo.opens(path).response.headers["Ventanilla-Keep"].startswith("public")
    kind = bo.opens("/places/wifi").response.headers["Ventanilla-Keep"]
    assert kind == "public; copy; pack"


def test_what_a_file_says_is_text_on_every_page(app: Flask, bo: Person) -> None:
    evil = '<script>alert("x")</script>&'
    with app.app_context():
        fill("counter", an_entry(name=evil, address=evil, area=evil, station=evil))
        db.session.commit()
    page = follow(bo, bo.opens("/places/counter/coyoacan"), "alert")
    assert page.text.count(evil) == 4
    assert all("alert" not in text_of(script) for script in page.all("script"))


def test_a_page_reads_well_as_plain_text(one_counter: Flask, bo: Person) -> None:
    """A browser that shows text only runs no two words together."""
    for path in ("/places", "/places/wifi", "/places/counter/coyoacan", "/"):
        for item in bo.opens(path).root.iterfind(".//main//li"):
            assert _spaced(item), text_of(item)


def _spaced(item: Element) -> bool:
    name, more = item.find(".//b"), item.find(".//small")
    assert name is not None
    return more is None or bool((name.tail or "").startswith(" "))


def test_a_short_list_and_a_long_one_each_say_what_they_weigh(full: Flask, bo: Person) -> None:
    said = set()
    for path in ("/places/wifi/milpaalta", "/places/wifi/iztapalapa"):
        plain = bo.client.get(path)
        told = re.search(r"Esta página pesa (\d+) KB", plain.text)
        assert told
        assert int(told[1]) == round(len(plain.data) / 1024)
        said.add(told[1])
    assert len(said) == 2
