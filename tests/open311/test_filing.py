"""Amina reports through an app that is not ours."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask

from backend.kernel import clock, receipts
from backend.kernel.db import db
from backend.reports import folio as folios
from backend.reports.models import Note, Report
from backend.reports.open311.models import Sent
from tests.open311.apps import HERE, App, a_pothole, an_app, found
from tests.page import Person


def without(name: str, **answers: Any) -> dict[str, Any]:
    return {key: value for key, value in a_pothole(**answers).items() if key != name}


def test_a_report_has_its_folio_at_once(site: Flask, baches: App, amina: Person) -> None:
    (filed,) = baches.told("requests.json", a_pothole())
    assert list(filed) == ["service_request_id", "service_notice", "account_id"]
    folio = filed["service_request_id"]
    assert folios.spaced(folio) in filed["service_notice"]
    assert filed["account_id"] is None
    assert filed["service_notice"].endswith(f"http://localhost/reports/{folio}")
    page = amina.opens(f"/reports/{folio}")
    assert "Bache" in page.title
    assert "Se lleva las llantas" not in page.text, "nobody has looked at it yet"
    with site.app_context():
        report = found(folio)
        assert (report.lat, report.lon) == (19.4326, -99.1332)
        assert report.borough == "cuauhtemoc"
        assert report.answers == {"extent": "large"}
        assert report.contact == "amina@correo.example"
        assert report.description == "Se lleva las llantas"
        assert db.session.get_one(Sent, report.id).key_id == baches.id


def test_so_it_has_in_xml(baches: App) -> None:
    answer = baches.sends("requests.xml", a_pothole())
    assert answer.data.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
    root = fromstring(answer.data)
    assert root.tag == "service_requests"
    assert [each.tag for each in root] == ["request"]
    assert len(root.findtext("request/service_request_id") or "") == 9
    assert root.find("request/account_id") is not None


def test_everybody_who_is_named_is_kept_for_who_repairs(site: Flask, baches: App) -> None:
    told = {"first_name": "Amina", "last_name": "Reyes", "phone": "55 1234 5678"}
    folio = baches.files(a_pothole(**told, device_id="d1", account_id="7"))
    with site.app_context():
        assert found(folio).contact == "55 1234 5678, amina@correo.example, Amina Reyes"


def test_a_picture_elsewhere_is_words_for_the_office(site: Flask, baches: App) -> None:
    media = "http://127.0.0.1:1/<b>.jpg"
    folio = baches.files(a_pothole(media_url=media))
    with site.app_context():
        assert [note.text for note in db.session.query(Note)] == [media]
    (told,) = baches.gets(f"requests/{folio}")
    assert told["media_url"] is None, "what Eve links to is not ours to hand on"


@pytest.mark.parametrize(
    ("address", "borough"),
    [
        ("Av. Hidalgo 14, Del Carmen, Coyoacán", "coyoacan"),
        ("Calzada de Tlalpan 900, COYOACAN, Ciudad de México", "coyoacan"),
        ("Insurgentes sur 1, álvaro obregón, cdmx, 01000", "alvaroobregon"),
    ],
)
def test_an_address_ends_in_its_borough(
    site: Flask, baches: App, address: str, borough: str
) -> None:
    folio = baches.files({**without("lat"), "long": "", "address_string": address})
    with site.app_context():
        report = found(folio)
        assert report.borough == borough
        assert (report.lat, report.street) == (None, address)


def test_a_position_counts_more_than_the_name_of_a_street(site: Flask, baches: App) -> None:
    folio = baches.files(a_pothole(address_string="Av. Coyoacán 3"))
    with site.app_context():
        assert (found(folio).borough, found(folio).street) == ("cuauhtemoc", "Av. Coyoacán 3")


def test_a_long_address_is_kept_whole(site: Flask, baches: App) -> None:
    address = "Junto al puente de " + "la barranca, " * 12 + "Tlalpan"
    assert 120 < len(address) <= 200
    folio = baches.files({**without("lat"), "long": "", "address_string": address})
    with site.app_context():
        assert (found(folio).street, found(folio).reference) == ("", address)


WRONG: dict[str, tuple[dict[str, Any], int, str]] = {
    "no service": (without("service_code"), 400, "Falta service_code"),
    "an empty service": (a_pothole(service_code=" "), 400, "Falta service_code"),
    "another service": (a_pothole(service_code="dragons"), 404, "service_code"),
    "half a place": (without("long"), 400, "lat y long van juntas"),
    "no place": (without("lat", long=""), 400, "Falta el lugar"),
    "a place by its number": (without("lat", long="", address_id="7"), 400, "address_id"),
    "an address of no borough": (
        without("lat", long="", address_string="Calle 5"),
        400,
        "Coyoacán, ",
    ),
    "north of the pole": (a_pothole(lat="91"), 400, "no son un lugar en la Tierra"),
    "round the world": (a_pothole(long="-460.1332"), 400, "no son un lugar en la Tierra"),
    "no number": (a_pothole(lat="NaN"), 400, "no son un lugar en la Tierra"),
    "without end": (a_pothole(lat="inf"), 400, "no son un lugar en la Tierra"),
    "to the power": (a_pothole(lat="1e1"), 400, "no son un lugar en la Tierra"),
    "in words": (a_pothole(lat="diecinueve"), 400, "no son un lugar en la Tierra"),
    "Monterrey": (a_pothole(lat="25.67", long="-100.31"), 400, "fuera de la ciudad"),
    "the gulf of Guinea": (a_pothole(lat="0", long="0"), 400, "fuera de la ciudad"),
    "the other way round": (a_pothole(lat="-99.1332", long="19.4326"), 400, "la Tierra"),
    "an answer nobody offers": (a_pothole(**{"attribute[extent]": "huge"}), 400, "small, large"),
    "an answer to no question": (a_pothole(**{"attribute[age]": "3"}), 400, "attribute[age]"),
    "a long description": (a_pothole(description="x" * 4001), 400, "4000"),
    "a long address": (a_pothole(address_string="x" * 201), 400, "200"),
    "a long name": (a_pothole(last_name="x" * 121), 400, "120"),
    "a long link": (a_pothole(media_url="x" * 501), 400, "500"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(app: Flask, name: str) -> None:
    form, status, words = WRONG[name]
    baches = an_app(app)
    (error,) = baches.told("requests.json", form, status)
    assert words in error["description"]
    assert error["code"] == status
    xml = fromstring(baches.sends("requests.xml", form).data)
    assert xml.findtext("error/description") == error["description"]
    with app.app_context():
        assert db.session.query(Report).count() == 0


def test_all_that_is_wrong_is_named_at_once(baches: App) -> None:
    form = a_pothole(lat="91", description="x" * 4001, **{"attribute[extent]": "huge"})
    errors = baches.told("requests.json", form, 400)
    assert len(errors) == 3
    root = fromstring(baches.sends("requests.xml", form).data)
    assert len(root.findall("error")) == 3


def test_four_thousand_letters_are_taken(site: Flask, baches: App) -> None:
    folio = baches.files(a_pothole(description="ñ" * 4000))
    with site.app_context():
        assert len(found(folio).description) == 4000


def test_a_list_of_one_value_may_be_sent_as_a_list(site: Flask, baches: App) -> None:
    folio = baches.files({**without("attribute[extent]"), "attribute[extent][]": "small"})
    with site.app_context():
        assert found(folio).answers == {"extent": "small"}
    several = {**without("attribute[extent]"), "attribute[extent][]": ["small", "large"]}
    (error,) = baches.told("requests.json", several, 400)
    assert "un solo valor" in error["description"]


def test_an_empty_answer_is_none(site: Flask, baches: App) -> None:
    empty = dict.fromkeys(("email", "phone", "media_url", "address_string", "device_id"), "")
    folio = baches.files(a_pothole(**empty, **{"attribute[extent]": "", "jurisdiction_id": ""}))
    with site.app_context():
        assert found(folio).answers == {}
        assert found(folio).contact == ""


def test_sent_twice_under_one_name_it_is_one_report(site: Flask, baches: App) -> None:
    first = baches.files(Idempotency_Key="a1")
    assert baches.files(Idempotency_Key="a1") == first
    assert baches.files(Idempotency_Key="a2") != first
    (error,) = baches.told("requests.json", a_pothole(lat="19.40"), 400, Idempotency_Key="a1")
    assert error["code"] == 409
    with site.app_context():
        assert db.session.query(Report).count() == 2


def test_years_later_it_is_still_the_same_report(site: Flask, baches: App) -> None:
    form = a_pothole(media_url="https://fotos.example/1.jpg")
    first = baches.files(form, Idempotency_Key="a1")
    with site.app_context():
        receipts.forget_old(clock.now() + timedelta(days=91))
        db.session.commit()
    assert baches.files(form, Idempotency_Key="a1") == first
    with site.app_context():
        assert db.session.query(Note).count() == 1


def test_sent_twice_at_the_same_moment_it_is_one_report(site: Flask, baches: App) -> None:
    phones = [App(site.test_client(), baches.key, baches.id) for _ in range(6)]
    with ThreadPoolExecutor(len(phones)) as pool:
        folios_told = {*pool.map(lambda phone: phone.files(Idempotency_Key="a1"), phones)}
    assert len(folios_told) == 1
    with site.app_context():
        assert db.session.query(Report).count() == 1


def test_without_a_name_each_is_a_report(site: Flask, baches: App) -> None:
    assert baches.files() != baches.files()


def test_names_of_other_apps_are_other_names(site: Flask, baches: App) -> None:
    other = an_app(site, "Otra")
    assert baches.files(Idempotency_Key="a1") != other.files(Idempotency_Key="a1")


def test_nobody_finds_the_private_link_by_guessing_the_name(site: Flask, baches: App) -> None:
    folio = baches.files(Idempotency_Key="1")
    with site.app_context():
        kept = found(folio).key
    guesses = ("1", f"{baches.id} 1", f"app:{baches.id}1", folio)
    assert kept not in {folios.digest_of(folios.key_of(guess)) for guess in guesses}


def test_a_token_is_the_folio(baches: App) -> None:
    folio = baches.files()
    assert baches.gets(f"tokens/{folio}") == [{"service_request_id": folio, "token": folio}]
    root = baches.gets_xml(f"tokens/{folio}")
    assert [each.tag for each in root[0]] == ["service_request_id", "token"]
    baches.gets("tokens/K7Q42M9XC", 404)
    baches.gets("tokens/12345", 404)


def test_it_waits_in_the_same_queue_as_any_other(site: Flask, baches: App) -> None:
    folio = baches.files()
    said = site.test_cli_runner().invoke(args=["reports", "list"]).output
    assert folios.spaced(folio) in said
    assert json.loads(baches.client.get(f"{HERE}/requests/{folio.lower()}.json").data)


def test_what_a_city_must_know_has_to_be_told(
    make_site: Callable[..., Flask], repository: Path
) -> None:
    elsewhere = an_app(make_site(city=repository / "tests" / "fixtures" / "city" / "otra"))
    lamp = {"service_code": "lamp", "lat": "38.7", "long": "-9.15"}
    (error,) = elsewhere.told("requests.json", lamp, 400)
    assert error["description"] == "attribute[colour] is missing."
    red = {**lamp, "attribute[colour]": "red"}
    (error,) = elsewhere.told("requests.json", {**red, "attribute[number]": "7" * 201}, 400)
    assert "200" in error["description"]
    assert len(elsewhere.files({**red, "attribute[number]": "7"})) == 9
