"""Bo writes an app: what there is to report, in the words of the standard."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from backend.kernel.city import City
from tests.open311.apps import HERE, App


def test_discovery_leads_to_the_endpoint_in_both_formats(app: Flask) -> None:
    client = app.test_client()
    told = json.loads(client.get("/open311/discovery.json").data)
    assert list(told) == ["changeset", "contact", "key_service", "endpoints"]
    (endpoint,) = told["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "http://localhost/open311/v2"
    assert endpoint["type"] == "production"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert "*0311" in told["contact"]
    for path in ("/open311/discovery.xml", f"{HERE}/discovery.xml"):
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert "<formats><format>text/xml</format>" in answer.text


def test_every_category_is_a_service(baches: App, site: Flask) -> None:
    city: City = site.extensions["city"]
    services = baches.gets("services")
    assert [each["service_code"] for each in services] == [each.id for each in city.categories]
    pothole = next(each for each in services if each["service_code"] == "pothole")
    assert pothole == {
        "service_code": "pothole",
        "service_name": "Bache",
        "description": "Bache",
        "metadata": True,
        "type": "realtime",
        "keywords": "Obras",
        "group": "Obras y pavimento",
    }
    root = baches.gets_xml("services")
    assert root.tag == "services"
    assert [each.tag for each in root] == ["service"] * len(services)
    assert [each.tag for each in root[1]] == list(pothole)
    assert root.findtext("service[2]/metadata") == "true"


def test_questions_are_attributes(baches: App) -> None:
    told = baches.gets("services/pothole")
    assert told["service_code"] == "pothole"
    (extent,) = told["attributes"]
    assert extent["code"] == "extent"
    assert extent["datatype"] == "singlevaluelist"
    assert (extent["variable"], extent["required"], extent["order"]) == (True, False, 1)
    assert extent["datatype_description"] is None
    assert extent["description"] == "¿De qué tamaño?"
    assert extent["values"][0] == {"key": "small", "name": "Chico"}
    root = baches.gets_xml("services/pothole")
    assert root.tag == "service_definition"
    assert root.findtext("attributes/attribute/values/value/key") == "small"


def test_a_service_without_questions_has_no_attributes(baches: App) -> None:
    assert baches.gets("services/rubbish") == {"service_code": "rubbish", "attributes": []}
    assert len(baches.gets_xml("services/rubbish").findall("attributes")) == 1


def test_a_service_that_there_is_not_is_told_in_the_format_asked_for(baches: App) -> None:
    (error,) = baches.gets("services/dragons", 404)
    assert error["code"] == 404
    assert "service_code" in error["description"]
    root = baches.gets_xml("services/dragons", 404)
    assert [root.tag, root[0].tag, *(each.tag for each in root[0])] == [
        "errors", "error", "code", "description",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "accepted", "name"),
    [
        (f"{HERE}/services.json", "", "Bache"),
        (f"{HERE}/services.json", "en-GB,en;q=0.9", "Pothole"),
        (f"{HERE}/services.json", "fr", "Bache"),
        (f"/en{HERE}/services.json", "es", "Pothole"),
    ],
)
def test_names_are_in_the_language_of_the_address_or_of_the_client(
    app: Flask, path: str, accepted: str, name: str
) -> None:
    answer = app.test_client().get(path, headers={"Accept-Language": accepted})
    assert json.loads(answer.data)[1]["service_name"] == name
    assert answer.headers["Content-Language"] == ("en" if name == "Pothole" else "es")
    assert "Accept-Language" in answer.headers["Vary"]


def test_mistakes_are_told_in_the_language_of_the_client(app: Flask) -> None:
    headers = {"Accept-Language": "en"}
    for path, words in (("services/x", "There is no service"), ("nothing", "There is nothing")):
        answer = app.test_client().get(f"{HERE}/{path}.json", headers=headers)
        assert words in answer.text


@pytest.mark.parametrize("path", ["services", "requests", "services/pothole", "discovery"])
def test_the_ending_decides_whatever_is_accepted(app: Flask, path: str) -> None:
    for accepted in ("text/xml", "application/json", "text/html", ""):
        the_ending_decides(app.test_client(), path, accepted)


def the_ending_decides(client: Client, path: str, accepted: str) -> None:
    for ending, kind in (("xml", "text/xml"), ("json", "application/json")):
        answer = client.get(f"{HERE}/{path}.{ending}", headers={"Accept": accepted})
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    for other in ("yaml", "JSON", "xml.bak"):
        answer = client.get(f"{HERE}/{path}.{other}", headers={"Accept": accepted})
        assert answer.status_code == 404
        is_json = accepted == "application/json"
        assert answer.mimetype == ("application/json" if is_json else "text/xml")


def test_the_city_meant_is_this_one(baches: App) -> None:
    assert baches.gets("services", jurisdiction_id="cdmx.gob.mx")
    assert baches.gets("services", jurisdiction_id="")
    for path in ("services", "requests", "services/pothole", "tokens/x", "servicerequestupdates"):
        (error,) = baches.gets(path, 404, jurisdiction_id="sfgov.org")
        assert "jurisdiction_id" in error["description"]
        assert "cdmx.gob.mx" in error["description"]


def test_a_city_that_has_no_name_for_apps_takes_any(
    make_site: Callable[..., Flask], repository: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(repository / "tests" / "fixtures" / "city" / "otra", pack)
    words = (pack / "city.toml").read_text()
    (pack / "city.toml").write_text(words.replace('jurisdiction = "elsewhere.example"\n', ""))
    client = make_site(city=pack).test_client()
    answer = client.get(f"{HERE}/services.json?jurisdiction_id=anywhere.example")
    assert json.loads(answer.data)[0]["service_code"] == "lamp"
    lamp = json.loads(client.get(f"{HERE}/services/lamp.json").data)
    assert [(each["datatype"], each["required"]) for each in lamp["attributes"]] == [
        ("singlevaluelist", True),
        ("string", False),
    ]
    assert "values" not in lamp["attributes"][1]


def test_pages_of_other_sites_may_read_and_bring_no_cookies(baches: App) -> None:
    for path in ("services.json", "services/x.json", "nothing.xml", "requests.geojson"):
        answer = baches.client.get(f"{HERE}/{path}", headers={"Origin": "https://map.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Ventanilla"]
    sent = baches.sends("requests.json", {}, Origin="https://map.example")
    assert "Access-Control-Allow-Origin" not in sent.headers
