"""The description, tried out: what it lets one ask is answered as it says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from werkzeug.test import Client, TestResponse

from tests.open311 import spark
from tests.open311.apps import HERE, App

MODES = {"as described": GenerationMode.POSITIVE, "otherwise": GenerationMode.NEGATIVE}
WORDS = {"status", "description", "update_id", "first_name"}
HEADERS = {"content-type", "idempotency-key"}
"""Those that are ours: an answer that comes packed is packed for every other page, too."""


@dataclass
class Promise:
    """An operation of the description, and the application that is to keep it."""

    operation: Any
    app: App
    folio: str
    description: dict[str, Any]
    seen: set[tuple[str, int]]

    def try_out(self, mode: GenerationMode, times: int, *, seed: bool) -> None:
        """Ask that many times."""

        @settings(
            max_examples=times,
            deadline=None,
            database=None,
            derandomize=seed,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def ask(data: st.DataObject) -> None:
            case = data.draw(self.operation.as_strategy(generation_mode=mode))
            self._fill_in(case, data)
            self._is_kept(case, _send(self.app.client, case))

        ask()

    def _fill_in(self, case: Case, data: st.DataObject) -> None:
        """What nobody hits upon by chance: the key, a folio, a place in the city."""
        known = {
            "api_key": self.app.key,
            "service_request_id": self.folio,
            "token": self.folio,
            "service_code": "pothole",
            "jurisdiction_id": "cdmx.gob.mx",
            "lat": 19.4326,
            "long": -99.1332,
            "attribute[extent]": "small",
        }
        body = case.body if isinstance(case.body, dict) else {}
        if body and data.draw(st.booleans()):  # nothing that chance made but words
            for name in body.keys() - {*known, *WORDS}:
                del body[name]
            body |= {name: known[name] for name in body.keys() & known.keys()}
            body |= {"lat": known["lat"], "long": known["long"]}
        for part in (case.path_parameters, case.query, body):
            for name in known.keys() & (part or {}).keys():
                if name == "api_key" or data.draw(st.booleans()):
                    part[name] = known[name]

    def _is_kept(self, case: Case, answer: TestResponse) -> None:
        told = f"{case.method} {case.path} {answer.status_code}: {answer.text[:500]}"
        assert answer.status_code < 500, told
        assert answer.headers["Ventanilla"], told
        if case.method.upper() not in _known(self.description, case.path):
            assert answer.status_code == 405, told
            return
        responses = self.description["paths"][case.path][case.method.lower()]["responses"]
        assert str(answer.status_code) in responses, told
        self.seen.add((f"{case.method.upper()} {case.path}", answer.status_code))
        kind, _, charset = answer.headers["Content-Type"].partition("; ")
        contents = responses[str(answer.status_code)]["content"]
        assert kind in contents, told
        assert charset == ("" if kind == "application/geo+json" else "charset=utf-8"), told
        schema = self._whole(contents[kind]["schema"])
        is_xml = kind == "text/xml"
        said = spark.read(answer.data, schema) if is_xml else json.loads(answer.data)
        errors = [str(error) for error in jsonschema_rs.validator_for(schema).iter_errors(said)]
        assert errors == [], told

    def _whole(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            found: dict[str, Any] = self.description["components"]["schemas"][name]
            return found
        return schema


def promises(site: Flask, app: App, folio: str) -> Iterator[Promise]:
    """Each operation of the description."""
    description = json.loads(site.test_client().get(f"{HERE}/openapi.json").data)
    loaded = schemathesis.openapi.from_dict(description)
    seen: set[tuple[str, int]] = set()
    for result in loaded.get_all_operations():
        yield Promise(result.ok(), app, folio, description, seen)


def _known(description: dict[str, Any], path: str) -> set[str]:
    return {method.upper() for method in description["paths"][path]}


def _send(client: Client, case: Case) -> TestResponse:
    sent = case.as_transport_kwargs(base_url=f"http://localhost{HERE}")
    headers = {
        name: value
        for name, value in dict(sent.get("headers") or {}).items()
        if name.lower() in HEADERS and isinstance(value, str) and not {"\n", "\r"} & set(value)
    }
    headers.setdefault("Sec-Fetch-Site", "same-origin")
    path = str(sent["url"]).removeprefix("http://localhost")
    query = _pairs(sent.get("params") or {})
    body = sent.get("data")
    headers = {n: v.encode("utf-8", "replace").decode("latin-1") for n, v in headers.items()}
    return client.open(
        path,
        method=sent["method"],
        query_string=query,
        data=_pairs(body) if isinstance(body, dict) else body,
        headers=headers,
    )


def _pairs(values: dict[str, Any]) -> dict[str, Any]:
    return {
        str(name): [str(each) for each in value] if isinstance(value, list) else str(value)
        for name, value in values.items()
    }
