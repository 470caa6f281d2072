"""A client that somebody else wrote, of 2013: the PyPI package ``three``, unchanged."""

import builtins
import itertools
import sys
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.open311.apps import App, an_app, publishes


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The client. It was written for Python 2, whose ``ifilter`` is ``filter`` today."""
    monkeypatch.setattr(itertools, "ifilter", builtins.filter, raising=False)
    for name in [each for each in sys.modules if each.partition(".")[0] == "three"]:
        monkeypatch.delitem(sys.modules, name)
    import three  # type: ignore[import-untyped,import-not-found]  # noqa: PLC0415

    yield three
    for name in [each for each in sys.modules if each.partition(".")[0] == "three"]:
        del sys.modules[name]


@pytest.fixture
def baches(app: Flask) -> App:
    """Whoever has the key."""
    return an_app(app)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the site answers over the network."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/open311/v2"
    server.shutdown()
    thread.join()


@pytest.fixture
def bo(three: Any, address: str, baches: App) -> Callable[..., Any]:
    """Bo's program, which speaks one format."""
    return lambda form="json": three.Three(address, api_key=baches.key, format=form)


def test_it_finds_the_services_and_their_questions(bo: Callable[..., Any]) -> None:
    city = bo()
    assert city.discovery()["endpoints"][0]["type"] == "production"
    services = {each["service_code"]: each["service_name"] for each in city.services()}
    assert services["pothole"] == "Bache"
    assert city.services("pothole")["attributes"][0]["code"] == "extent"


def test_it_reports_and_reads_back(app: Flask, bo: Callable[..., Any]) -> None:
    city = bo()
    filed = city.post(
        "pothole",
        lat="19.4326",
        long="-99.1332",
        address="Zócalo, Cuauhtémoc",
        name="Amina Reyes",
        phone="55 1234 5678",
        description="Se lleva las llantas",
        **{"attribute[extent]": "large"},
    )
    folio = filed[0]["service_request_id"]
    assert city.token(folio)[0]["service_request_id"] == folio
    publishes(app, folio)
    (told,) = city.request(folio)
    assert told["status"] == "open"
    assert told["description"] == "Se lleva las llantas"
    assert told["address"] == "Zócalo, Cuauhtémoc, Ciudad de México"
    assert [each["service_request_id"] for each in city.requests("pothole")] == [folio]
    assert city.requests("tree") == []
    assert len(city.requests(start="01-01-2026", end="03-01-2026")) == 0


def test_it_is_told_what_is_wrong(bo: Callable[..., Any]) -> None:
    (error,) = bo().post("pothole", description="¿Dónde?")
    assert error["code"] == 400
    assert "lat y long" in error["description"]
    (error,) = bo().post("pothole", lat="19.4", long="-99.1", api_key="wrong")
    assert error["code"] == 403


def test_it_fetches_xml(bo: Callable[..., Any]) -> None:
    """What it reads XML with fails on any Python since 3.9, so it is read here."""
    root = fromstring(bo("xml").get("services", convert=False))
    assert "Bache" in [each.findtext("service_name") for each in root]
