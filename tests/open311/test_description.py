"""What the description says is so, whatever is asked, in JSON and in XML."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest
from flask import Flask

from backend.reports.status import State
from tests.open311.apps import HERE, App, an_app, publishes, the_city
from tests.open311.promised import MODES, promises

OFTEN = {"write_rate": "1000000 per minute", "open311_rate": "1000000 per minute"}
TIMES = 12
OPERATIONS = 19


def filled(site: Flask) -> tuple[App, str]:
    """A site where something was reported, and the folio of it."""
    app = an_app(site, rate="1000000 per minute")
    folio = app.files()
    publishes(site, folio)
    the_city(site, app.files(), State.ASSIGNED, State.FIXED, words="Quedó")
    return app, folio


@pytest.mark.parametrize("mode", MODES)
def test_no_answer_is_outside_the_description(make_site: Callable[..., Flask], mode: str) -> None:
    seen = _try_out(make_site(**OFTEN), mode, TIMES)
    operations = {operation for operation, _ in seen}
    done = {operation for operation, status in seen if status == 200}
    refused = {operation for operation, status in seen if status in {400, 403, 404}}
    assert len(operations) == OPERATIONS
    assert done >= operations if mode == "as described" else len(refused) >= OPERATIONS - 4


@pytest.mark.proof
@pytest.mark.parametrize("mode", MODES)
def test_nor_is_any_of_thousands(make_site: Callable[..., Flask], mode: str) -> None:
    _try_out(make_site(**OFTEN), mode, 100, seed=False)


def _try_out(site: Flask, mode: str, times: int, *, seed: bool = True) -> set[tuple[str, int]]:
    count = 0
    seen: set[tuple[str, int]] = set()
    for promise in promises(site, *filled(site)):
        promise.try_out(MODES[mode], times, seed=seed)
        seen |= promise.seen
        count += 1
    assert count == OPERATIONS
    return seen


def test_the_description_describes_every_address(app: Flask) -> None:
    described = json.loads(app.test_client().get(f"{HERE}/openapi.json").data)
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": f"http://localhost{HERE}"}]
    there = {
        (rule.rule.replace("<ending:form>", ending).removeprefix(HERE), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        for ending in ("json", "xml")
        if rule.rule.startswith(f"{HERE}/") and rule.endpoint != "open311.openapi"
    }
    named = {"folio": "service_request_id", "code": "service_code", "token": "token"}
    for short, name in named.items():
        there = {(path.replace(f"<{short}>", f"{{{name}}}"), method) for path, method in there}
    assert there == {
        (path, method.upper()) for path, methods in described["paths"].items() for method in methods
    }


def test_the_description_is_openapi_in_other_cities_and_languages(
    app: Flask, make_site: Callable[..., Flask], repository: Path
) -> None:
    other = make_site(city=repository / "tests" / "fixtures" / "city" / "otra")
    for site in (app, other):
        described = json.loads(site.test_client().get(f"{HERE}/openapi.json").data)
        schemas = [
            content["schema"]
            for methods in described["paths"].values()
            for operation in methods.values()
            for response in operation["responses"].values()
            for content in response["content"].values()
        ]
        assert len(schemas) > 60
        for schema in schemas:
            jsonschema_rs.meta.validate({**schema, "$defs": described["components"]["schemas"]})
