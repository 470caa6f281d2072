"""Bo reads what everybody may know, and nothing that is Amina's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from time_machine import travel

from backend.kernel.db import db
from backend.reports.models import Report
from backend.reports.status import State
from tests.open311.apps import App, a_pothole, publishes, the_city
from tests.page import Person
from tests.people import ZOCALO, a_fault, a_photo_file

NAMES = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip
SECRETS = ("Hidalgo", "mercado", "No prende", "55 1234 5678", "19.43", "99.13", ".webp")
TODAY = datetime(2026, 7, 1, 18, tzinfo=UTC)


def filed(amina: Person) -> str:
    fault = a_fault(**ZOCALO, photos=(a_photo_file(), "lamp.jpg"))
    return amina.posts("/reports/new", fault).location.rpartition("/")[2]


def test_a_report_is_told_in_the_words_of_the_standard(baches: App, amina: Person) -> None:
    folio = filed(amina)
    (told,) = baches.gets(f"requests/{folio}")
    assert list(told) == NAMES
    assert told["service_request_id"] == folio
    assert (told["status"], told["status_notes"]) == ("open", "Recibido")
    assert (told["service_code"], told["service_name"]) == ("streetlight", "Luminaria apagada")
    assert told["agency_responsible"] == "Alumbrado público"
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert datetime.fromisoformat(told[name]).utcoffset() == timedelta(hours=-6)
    root = baches.gets_xml(f"requests/{folio}")
    assert root.tag == "service_requests"
    assert [each.tag for each in root] == ["request"]
    assert [each.tag for each in root[0]] == NAMES
    assert root.findtext("request/requested_datetime") == told["requested_datetime"]


def test_nothing_of_hers_leaves_before_the_city_has_looked(
    site: Flask, baches: App, amina: Person
) -> None:
    folio = filed(amina)
    paths = (f"requests/{folio}.json", "requests.xml", "servicerequestupdates.json")
    for path in (*paths, "requests.geojson?borough=cuauhtemoc"):
        text = baches.client.get(f"/open311/v2/{path}").text
        assert not [secret for secret in SECRETS if secret in text], path
    (told,) = baches.gets(f"requests/{folio}")
    assert told["address"] == "Coyoacán, Ciudad de México"
    assert (told["lat"], told["long"], told["media_url"]) == (None, None, None)


def test_what_was_published_is_told_but_for_the_contact(
    site: Flask, baches: App, amina: Person
) -> None:
    folio = filed(amina)
    publishes(site, folio)
    (told,) = baches.gets(f"requests/{folio}")
    assert told["description"] == "No prende desde el lunes"
    assert told["address"] == "Av. Hidalgo 14, frente al mercado, Coyoacán, Ciudad de México"
    assert (told["lat"], told["long"]) == (19.4326, -99.1332)
    assert told["media_url"] == f"http://localhost/reports/{folio}/photos/1.webp"
    assert baches.client.get(told["media_url"]).mimetype == "image/webp"
    assert "55 1234 5678" not in baches.client.get(f"/open311/v2/requests/{folio}.xml").text


def test_a_place_is_told_to_ten_metres(site: Flask, baches: App) -> None:
    folio = baches.files(a_pothole(lat="19.432678", long="-99.133261"))
    publishes(site, folio)
    (told,) = baches.gets(f"requests/{folio}")
    assert (told["lat"], told["long"]) == (19.4327, -99.1333)


def test_the_words_of_the_city_are_told_and_hers_are_not(site: Flask, baches: App) -> None:
    folio = baches.files()
    the_city(site, folio, State.ASSIGNED, State.FIXED, words="Va una cuadrilla")
    (told,) = baches.gets(f"requests/{folio}")
    assert (told["status"], told["status_notes"]) == ("closed", "Arreglado. Va una cuadrilla")
    reopening = {"service_request_id": folio, "status": "reopen", "description": "Sigue igual"}
    baches.told("servicerequestupdates.json", reopening)
    (told,) = baches.gets(f"requests/{folio}")
    assert (told["status"], told["status_notes"]) == ("open", "Reabierto")
    publishes(site, folio)
    (told,) = baches.gets(f"requests/{folio}")
    assert told["status_notes"] == "Reabierto. Sigue igual"


def test_a_folio_may_be_misspelt_a_little(baches: App) -> None:
    folio = baches.files()
    spelt = f" {folio[:4].lower()} {folio[4:].replace('0', 'O').replace('1', 'l')}"
    assert baches.gets(f"requests/{spelt}")[0]["service_request_id"] == folio
    baches.gets("requests/K7Q42M9XC", 404)
    baches.gets("requests/12345", 404)


@pytest.fixture
def years(site: Flask, baches: App) -> dict[str, str]:
    """Reports of some days: of each, how many days ago, its kind and its state."""
    days: dict[str, tuple[int, str, list[State]]] = {
        "today": (0, "pothole", []),
        "a month ago": (30, "tree", [State.ASSIGNED, State.FIXED]),
        "89 days ago": (89, "pothole", [State.CANNOT]),
        "91 days ago": (91, "pothole", []),
        "a year ago": (365, "tree", []),
    }
    folios = {}
    for name, (ago, code, states) in days.items():
        with travel(TODAY - timedelta(days=ago), tick=False):
            form = a_pothole(service_code=code, **{"attribute[extent]": ""})
            folios[name] = baches.files(form)
            the_city(site, folios[name], *states)
    return folios


FOUND: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["today", "a month ago", "89 days ago"]),
    ({"status": "open"}, ["today"]),
    ({"status": "closed"}, ["a month ago", "89 days ago"]),
    ({"status": "open,closed"}, ["today", "a month ago", "89 days ago"]),
    ({"service_code": "pothole"}, ["today", "89 days ago"]),
    ({"service_code": "pothole, tree"}, ["today", "a month ago", "89 days ago"]),
    ({"service_code": "dragons"}, []),
    ({"service_code": "tree", "status": "open"}, []),
    ({"start_date": "2026-06-01T00:00:00Z"}, ["today", "a month ago"]),
    ({"start_date": "2025-06-30T00:00:00-06:00"}, ["a year ago"]),
    ({"end_date": "2026-06-30T19:00:00Z"}, ["a month ago", "89 days ago"]),
    ({"end_date": "2026-04-03T18:00:00Z"}, ["89 days ago", "91 days ago"]),
    (
        {"start_date": "2026-04-01T18:00:00Z", "end_date": "2026-06-01T12:00:00-06:00"},
        ["a month ago", "89 days ago", "91 days ago"],
    ),
    ({"page_size": "2"}, ["today", "a month ago"]),
    ({"page_size": "2", "page": "2"}, ["89 days ago"]),
    ({"page": "2"}, []),
]


def test_reports_are_found_by_day_kind_and_status(baches: App, years: dict[str, str]) -> None:
    for asked, names in FOUND:
        with travel(TODAY, tick=False):
            found = [each["service_request_id"] for each in baches.gets("requests", **asked)]
            root = baches.gets_xml("requests", **asked)
        assert found == [years[name] for name in names], asked
        assert [each.findtext("service_request_id") for each in root] == found


def test_reports_are_found_by_their_folios_whatever_else_is_asked(
    baches: App, years: dict[str, str]
) -> None:
    wanted = f"{years['a year ago']}, {years['today'].lower()},K7Q42M9XC,x"
    with travel(TODAY, tick=False):
        found = baches.gets("requests", service_request_id=wanted, status="closed")
        assert baches.gets("requests", service_request_id="x") == []
    assert [each["service_request_id"] for each in found] == [years["today"], years["a year ago"]]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"status": "fixed"}, "open o closed"),
        ({"start_date": "2026-01-01"}, "start_date no es una fecha"),
        ({"start_date": "2026-01-01T00:00:00"}, "start_date no es una fecha"),
        ({"end_date": "2026-02-30T00:00:00Z"}, "end_date no es una fecha"),
        ({"end_date": "0001-01-01T00:00:00+14:00"}, "end_date no es una fecha"),
        ({"end_date": "ayer"}, "end_date no es una fecha"),
        (
            {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:00Z"},
            "hasta 90 días",
        ),
        (
            {"start_date": "2026-01-02T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
            "después de end_date",
        ),
        ({"page_size": "1001"}, "de 1 a 1000"),
        ({"page": "0"}, "de 1 a 100"),
        ({"page": "٣"}, "de 1 a 100"),
    ],
)
def test_what_cannot_be_asked_is_named(app: Flask, asked: dict[str, str], words: str) -> None:
    client = app.test_client()
    for path in ("requests", "servicerequestupdates"):
        for ending in ("json", "xml"):
            answer = client.get(f"/open311/v2/{path}.{ending}", query_string=asked)
            assert answer.status_code == 400
            assert words in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"start_date": "9999-12-31T23:59:59Z"},
        {"end_date": "0001-01-01T00:00:00Z"},
        {"start_date": "2026-01-31T10:00Z", "end_date": "2026-01-31T10:00:00.123456789Z"},
    ],
)
def test_the_ends_of_time_are_times(baches: App, asked: dict[str, str]) -> None:
    assert baches.gets("requests", **asked) == []


def test_a_plus_that_nobody_escaped_is_a_plus(baches: App) -> None:
    path = "/open311/v2/requests.json?start_date=2026-01-01T00:00:00+02:00"
    assert baches.client.get(path).status_code == 200


def test_at_most_a_thousand_are_told_by_few_questions(site: Flask, baches: App) -> None:
    from tests.contracts.tour import noted  # noqa: PLC0415 - it walks the site when imported last

    folios = [baches.files() for _ in range(12)]
    for folio in folios:
        publishes(site, folio)
    counts: list[int] = []
    for size in (2, 12):
        with noted(site) as (_views, _templates, statements):
            assert len(baches.gets("requests", page_size=size)) == size
            baches.client.get("/open311/v2/servicerequestupdates.xml")
            baches.client.get("/open311/v2/requests.geojson?borough=cuauhtemoc")
        counts.append(len([each for each in statements if each.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 8


def test_a_category_that_is_gone_is_still_told(site: Flask, baches: App) -> None:
    folio = baches.files()
    with site.app_context():
        db.session.execute(update(Report).values(category="dinosaur", department="museum"))
        db.session.commit()
    (told,) = baches.gets(f"requests/{folio}")
    assert (told["service_name"], told["agency_responsible"]) == ("dinosaur", None)


def features(answer: Any) -> list[str]:
    return [each["id"] for each in answer["features"]]


def test_a_map_shows_what_was_published_in_a_borough(
    site: Flask, baches: App, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    folios = [baches.files() for _ in range(5)]
    hidden, *shown = folios
    for folio in shown:
        publishes(site, folio)
    placeless = a_pothole(lat="", long="", address_string="Centro, Cuauhtémoc")
    publishes(site, baches.files(placeless))
    publishes(site, filed(amina))  # in another borough
    answer = baches.client.get("/open311/v2/requests.geojson?borough=cuauhtemoc")
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.json is not None
    assert features(answer.json) == shown[::-1]
    assert "next" not in answer.json
    feature = answer.json["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-99.1332, 19.4326]}
    assert feature["properties"]["service_code"] == "pothole"
    assert hidden not in answer.text
    monkeypatch.setattr("backend.reports.open311.views.requests.FEATURES", 3)
    first = baches.client.get("/open311/v2/requests.geojson?borough=cuauhtemoc").json
    assert first is not None
    second = baches.client.get(first["next"]).json
    assert second is not None
    assert features(first) + features(second) == shown[::-1]


def test_a_map_is_of_a_borough_that_there_is(baches: App) -> None:
    for asked, status in ({}, 400), ({"borough": "atlantis"}, 404):
        answer = baches.client.get("/open311/v2/requests.geojson", query_string=asked)
        assert answer.status_code == status
        assert answer.json is not None
        assert answer.json[0]["code"] == status
    asked = {"borough": "tlalpan", "after": "x"}
    answer = baches.client.get("/open311/v2/requests.geojson", query_string=asked)
    assert answer.status_code == 404
