"""Amina looks for what is near, with signal and without."""

import random
from collections.abc import Callable

from flask import Flask

from backend.kernel.geo import Point, distance_m
from backend.places.way import way
from tests.browser.chromium import Phone, worker_controls
from tests.browser.pocket.things import HERE, Fill, nothing_asked, points, rows, save
from tests.browser.proxy import Proxy
from tests.places.made import an_entry


def test_without_signal_the_nearest_come_first_as_the_city_would_say(
    phone: Phone, network: Proxy, app: Flask, load: Fill
) -> None:
    everywhere = points()
    load("wifi", *everywhere)
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    phone.offline()
    network.refuse()
    with nothing_asked(network):
        page.goto(f"{network.url}/places/wifi")
        page.click("text=Cerca de mí")
        found = rows(page)
    known = sorted(everywhere, key=lambda each: distance_m(HERE, Point(each.lat, each.lon)))[:10]
    with app.test_request_context("/"):
        names = {"school": "Escuela", "pole": "Poste con cámara (C5)", "": "WiFi gratis"}
        assert found == [
            [
                names[each.sort],
                " · ".join(filter(None, [way(HERE, Point(each.lat, each.lon)), each.area])),
            ]
            for each in known
        ]
    first = page.locator("[data-found] a").first.get_attribute("href")
    assert first == "geo:{0:.5f},{1:.5f}?q={0:.5f},{1:.5f}".format(known[0].lat, known[0].lon)


def test_the_three_nearest_are_found_wherever_she_stands(
    phone: Phone, network: Proxy, app: Flask, load: Fill
) -> None:
    everywhere = points()
    load("wifi", *everywhere)
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "wifi-coyoacan")
    phone.offline()
    page.goto(f"{network.url}/places/wifi")
    dice = random.Random(2)
    mine = [Point(each.lat, each.lon) for each in everywhere if each.borough == "coyoacan"]
    for _ in range(8):
        here = Point(
            round(HERE.lat + dice.uniform(-0.02, 0.02), 6),
            round(HERE.lon + dice.uniform(-0.02, 0.02), 6),
        )
        phone.context.set_geolocation({"latitude": here.lat, "longitude": here.lon})
        page.goto(f"{network.url}/places/wifi")
        page.click("text=Cerca de mí")
        ways = [more.split(" · ")[0] for _, more in rows(page)[:3]]
        nearest = sorted(mine, key=lambda point: distance_m(here, point))[:3]
        with app.test_request_context("/"):
            assert ways == [way(here, point) for point in nearest]


def test_counters_are_there_with_their_hours(phone: Phone, network: Proxy, load: Fill) -> None:
    told = {"name": "Módulo Coyoacán", "address": "Av. Hidalgo 14"}
    load("counter", an_entry(HERE.lat + 0.001, HERE.lon, hours="Mo-Fr 09:00-18:00", **told))
    page = phone.open(f"{network.url}/packs")
    worker_controls(page)
    save(page, "counter-all")
    phone.offline()
    page.goto(f"{network.url}/places/counter")
    page.click("text=Cerca de mí")
    assert rows(page) == [
        ["Módulo Coyoacán", "a 110 m, al norte · Av. Hidalgo 14 · lunes-viernes 09:00-18:00"]
    ]


def test_saved_in_english_it_speaks_english(phone: Phone, network: Proxy, load: Fill) -> None:
    load("wifi", an_entry(HERE.lat, HERE.lon + 0.002, sort="school"))
    page = phone.open(f"{network.url}/en/packs")
    worker_controls(page)
    page.click("[data-pack=wifi-coyoacan] [data-do=save]")
    page.wait_for_selector("text=is on your phone")
    phone.offline()
    page.goto(f"{network.url}/en/places/wifi")
    page.click("text=Near me")
    assert rows(page) == [["School", "210 m to the east"]]


def test_with_signal_and_nothing_saved_the_city_answers(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/places/wifi")
    page.click("text=Cerca de mí")
    page.wait_for_url("**/places/wifi?near=19.3466%2C-99.1617")
    assert page.locator(".list li").count() == 10


def test_without_signal_and_nothing_saved_it_is_said(
    phone: Phone, network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = phone.open(f"{network.url}/places/wifi")
    worker_controls(page)
    page.goto(f"{network.url}/places/wifi")
    phone.offline()
    page.click("text=Cerca de mí")
    page.wait_for_selector("[data-said]:has-text('Sin señal y sin nada guardado')")


def test_without_leave_to_know_where_she_is_she_looks_by_borough(
    make_phone: Callable[..., Phone], network: Proxy, load: Fill
) -> None:
    load("wifi", *points())
    page = make_phone(slowness=1, permissions=[]).open(f"{network.url}/places/wifi")
    page.click("text=Cerca de mí")
    page.wait_for_selector("[data-said]:has-text('Busca por alcaldía')")
