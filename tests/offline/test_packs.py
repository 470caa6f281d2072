"""Bo saves what he will need. The weight he is told is the weight that travels."""

import gzip
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from flask import Flask

from backend.budgets.fetch import Phone
from backend.kernel.db import db
from backend.offline.packs import Packs, make
from tests.page import Person, text_of
from tests.places.made import a_full_city, an_entry, fill


@pytest.fixture
def full(app: Flask) -> Flask:
    """A city with places everywhere."""
    with app.app_context():
        a_full_city(app)
        db.session.commit()
    return app


def test_each_pack_says_what_it_weighs_and_that_is_what_travels(full: Flask, bo: Person) -> None:
    page = bo.opens("/packs")
    rows = [each for each in page.all("li") if each.get("data-pack")]
    assert len(rows) == 18
    phone = Phone(full)
    for row in rows:
        answer = phone.fetch(f"/packs/{row.get('data-pack')}", "other")
        said = int(row.get("data-kb") or 0)
        assert text_of(row).endswith(f" {said} KB")
        # The headers of an answer are under half a kilobyte.
        assert 0 < said * 1024 - len(answer.body) <= 1024
        assert answer.size - len(answer.body) < 512


def test_a_borough_of_points_is_within_its_budget(full: Flask) -> None:
    assert Phone(full).fetch("/packs/wifi-iztapalapa", "other").size <= 12 * 1024


def test_the_list_of_versions_is_small_and_true(full: Flask, bo: Person) -> None:
    answer = Phone(full).fetch("/packs.json", "other")
    assert answer.size <= 1024
    versions = json.loads(answer.text())
    for name, version in versions.items():
        told = bo.client.get(f"/packs/{name}").headers["Ventanilla-Pack"].split()
        assert told[0] == version
    rows = {row.get("data-pack"): row.get("data-version") for row in bo.opens("/packs").all("li")}
    assert {name: version for name, version in rows.items() if name} == versions


@pytest.mark.parametrize("accepts", ["br", "gzip", "identity", "br;q=0, gzip"])
def test_a_pack_is_the_same_however_it_is_packed(full: Flask, bo: Person, accepts: str) -> None:
    answer = bo.client.get("/packs/counter-all", headers={"Accept-Encoding": accepts})
    body = answer.get_data()
    if answer.content_encoding == "br":
        assert accepts == "br"
        body = brotli.decompress(body)
    elif answer.content_encoding == "gzip":
        body = gzip.decompress(body)
    assert len(json.loads(body)["places"]) == 70
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_has_not_changed_is_not_sent_again(full: Flask, bo: Person) -> None:
    for path in ("/packs/wifi-coyoacan", "/packs.json"):
        tag = bo.client.get(path).headers["ETag"]
        again = bo.client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.get_data()) == (304, b"")


def test_packs_are_offered_in_the_language_read(full: Flask, bo: Person) -> None:
    page = bo.opens("/en/packs")
    assert "Free WiFi" in page.text
    lists = [each for each in page.all("ul") if each.get("data-page")]
    assert [each.get("data-page") for each in lists] == [
        "/en/places/wifi",
        "/en/places/counter",
        "/en/places/clinic",
    ]
    assert [each.get("data-group") for each in lists][1] == "Service counters"


def test_with_nothing_to_save_the_page_says_so(app: Flask, bo: Person) -> None:
    assert "Todavía no hay nada que guardar." in bo.opens("/packs").text
    assert bo.client.get("/packs.json").get_json() == {}
    assert bo.client.get("/packs/wifi-coyoacan").status_code == 404


def test_a_new_load_is_offered_at_once(app: Flask, bo: Person) -> None:
    seen = set()
    for lat in (19.35, 19.36):
        with app.app_context():
            fill("wifi", an_entry(lat))
            db.session.commit()
        seen.add(bo.client.get("/packs/wifi-coyoacan").headers["ETag"])
    assert len(seen) == 2


Shelf = Callable[..., Any]


def a_shelf(stamps: list[str], made: list[str]) -> Any:
    """A room with two packs to list and another besides; notes whenever one is made."""

    def content(name: str) -> Any:
        if name not in {"line-1", "line-2", "stop-7"}:
            raise KeyError(name)
        made.append(name)
        return {"name": name, "words": "año"}

    return SimpleNamespace(
        stamp=lambda: stamps[-1],
        titles=lambda: [("Líneas", f"line-{n}", f"Línea {n}", "/transit") for n in (1, 2)],
        content=content,
    )


def test_any_room_may_have_a_shelf() -> None:
    stamps, made = ["monday"], list[str]()
    packs = Packs([a_shelf(stamps, made)])
    offers = packs.offers()
    assert [(each.group, each.title, each.page) for each in offers] == [
        ("Líneas", "Línea 1", "/transit"),
        ("Líneas", "Línea 2", "/transit"),
    ]
    assert packs.find("line-2") == offers[1].pack
    assert packs.find("line-3") is None
    elsewhere = packs.find("stop-7")
    assert elsewhere
    assert elsewhere.body == '{"name":"stop-7","words":"año"}'.encode()


def test_a_pack_is_made_once_until_its_shelf_has_another_stamp() -> None:
    stamps, made = ["monday"], list[str]()
    packs = Packs([a_shelf(stamps, made)])
    for _ in range(3):
        packs.offers()
        packs.find("line-1")
    assert made == ["line-1", "line-2"]
    stamps.append("tuesday")
    packs.find("line-1")
    assert made == ["line-1", "line-2", "line-1"]


def test_the_same_content_has_the_same_version_wherever_it_is_made() -> None:
    one, other = (make(name, {"a": ["ñ", 1]}) for name in ("here", "there"))
    assert (one.version, one.packed) == (other.version, other.packed)
    assert one.version != make("here", {"a": ["ñ", 2]}).version
    assert brotli.decompress(one.packed) == '{"a":["ñ",1]}'.encode()
