"""All of this in OpenAPI 3.1, made from the shapes that the answers are made of."""

from typing import Any

from backend.kernel.city import City
from backend.reports.open311.shapes import (
    DEFINITION,
    DISCOVERY,
    ERRORS,
    FILED,
    REQUESTS,
    SERVICES,
    TOKEN,
    UPDATED,
    UPDATES,
    Record,
    Rows,
    Shape,
    Value,
)
from backend.reports.open311.takes import FILING, ID, LISTING, PLACE, UPDATING, Taken, attributes

Said = dict[str, Any]
FORMATS = {"json": "application/json", "xml": "text/xml"}
KINDS = {"datetime": "string"}
REFUSALS = {
    "400": "What was asked cannot be done; each error says why.",
    "404": "There is no such thing.",
    "429": "Too much at once: come again after Retry-After.",
    "503": "Nothing can be read or kept just now: come again after Retry-After.",
}
NEEDS_KEY = {**REFUSALS, "403": "No api_key, or none that is good for this."}
ABOUT = """\
GeoReport v2, as http://wiki.open311.org/GeoReport_v2 has it, with mySociety's updates of service \
requests. Reading needs no key. The ending of an address decides the format, whatever is accepted. \
Languages: those of the city, by Accept-Language or by a prefix of the address."""


def describe(city: City, server: str) -> Said:
    """The description of this server, whose addresses begin with ``server``."""
    paths: Said = {}
    for form in FORMATS:
        paths |= _paths(city, form)
    paths["/requests.geojson"] = {"get": _map(city)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open311 GeoReport", "version": "2", "description": ABOUT},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {"errors": schema(ERRORS)}},
    }


def schema(shape: Shape | Value) -> Said:
    """A JSON Schema of ``shape``, with the names of its elements in XML."""
    match shape:
        case Rows():
            items = schema(shape.each)
            items["xml"] = {"name": shape.each.name}
            wrapped = {"name": shape.name, "wrapped": True}
            return _described({"type": "array", "items": items, "xml": wrapped}, shape.about)
        case Record():
            return {
                "type": "object",
                "properties": {field.name: schema(field) for field in shape.fields},
                "required": [field.name for field in shape.fields if not field.optional],
                "additionalProperties": False,
                "xml": {"name": shape.name},
            }
        case Value():
            kind = KINDS.get(shape.kind, shape.kind)
            told: Said = {"type": [kind, "null"] if shape.null else kind}
            if shape.kind == "datetime":
                told["format"] = "date-time"
            if shape.options:
                told["enum"] = list(shape.options)
            return _described(told, shape.about)


def _paths(city: City, form: str) -> Said:
    own = FORMATS[form]

    def get(name: str, shape: Shape, *taken: Taken, refusals: Said = REFUSALS) -> Said:
        parameters = [_parameter(each) for each in (*taken, ID)]
        return {
            "operationId": f"{name}_{form}",
            "parameters": parameters,
            "responses": _responses(own, shape, refusals),
        }

    def post(name: str, shape: Shape, taken: tuple[Taken, ...]) -> Said:
        return {
            "operationId": f"{name}_{form}",
            "parameters": [_parameter(each) for each in (_ONCE,)],
            "requestBody": {
                "required": True,
                "content": {"application/x-www-form-urlencoded": {"schema": _form(taken)}},
            },
            "responses": _responses(own, shape, NEEDS_KEY),
        }

    return {
        f"/discovery.{form}": {"get": get("discovery", DISCOVERY)},
        f"/services.{form}": {"get": get("services", SERVICES)},
        f"/services/{{service_code}}.{form}": {
            "get": get("service", DEFINITION, _in_path("service_code"))
        },
        f"/requests.{form}": {
            "get": get("requests", REQUESTS, *LISTING),
            "post": post("file", FILED, (*FILING, *attributes(city))),
        },
        f"/requests/{{service_request_id}}.{form}": {
            "get": get("request", REQUESTS, _in_path("service_request_id"))
        },
        f"/tokens/{{token}}.{form}": {"get": get("token", TOKEN, _in_path("token"))},
        f"/servicerequestupdates.{form}": {
            "get": get("updates", UPDATES, *LISTING),
            "post": post("update", UPDATED, UPDATING),
        },
    }


def _map(city: City) -> Said:
    boroughs = tuple(borough.id for borough in city.boroughs)
    taken = (
        Taken("borough", "Which borough.", {"type": "string", "enum": list(boroughs)}, True),
        Taken("after", "The service_request_id to read on from; see next."),
    )
    point = {
        "type": "object",
        "properties": {
            "type": {"const": "Point"},
            "coordinates": {
                "type": "array",
                "items": {"type": "number"},
                "minItems": 2,
                "maxItems": 2,
            },
        },
        "required": ["type", "coordinates"],
    }
    request = schema(REQUESTS.each)
    for name in PLACE:
        del request["properties"][name]
        request["required"].remove(name)
    feature = {
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": point,
            "properties": request,
        },
        "required": ["type", "id", "geometry", "properties"],
    }
    collection = {
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
            "next": {"type": "string", "format": "uri", "description": "The next page."},
        },
        "required": ["type", "features"],
    }
    return {
        "operationId": "map",
        "parameters": [_parameter(each) for each in (*taken, ID)],
        "responses": {
            "200": {
                "description": "Published reports of a borough, newest first.",
                "content": {"application/geo+json": {"schema": collection}},
            },
            **_refused("application/json", REFUSALS),
        },
    }


def _responses(own: str, shape: Shape, refusals: Said) -> Said:
    done = {"description": "Done.", "content": {own: {"schema": schema(shape)}}}
    return {"200": done, **_refused(own, refusals)}


def _refused(own: str, refusals: Said) -> Said:
    errors = {own: {"schema": {"$ref": "#/components/schemas/errors"}}}
    return {status: {"description": about, "content": errors} for status, about in refusals.items()}


def _in_path(name: str) -> Taken:
    return Taken(name, "", {"type": "string", "pattern": "^[^/.]+$"}, True, "path")


_ONCE = Taken(
    "Idempotency-Key",
    "Sent twice under the same name it is done once, and answered alike.",
    {"type": "string", "maxLength": 255},
    where="header",
)


def _parameter(taken: Taken) -> Said:
    told: Said = {"name": taken.name, "in": taken.where, "schema": taken.schema}
    if taken.required:
        told["required"] = True
    return _described(told, taken.about)


def _form(taken: tuple[Taken, ...]) -> Said:
    return {
        "type": "object",
        "properties": {each.name: _described(dict(each.schema), each.about) for each in taken},
        "required": [each.name for each in taken if each.required],
    }


def _described(told: Said, about: str) -> Said:
    return {**told, "description": about} if about else told
