"""What GeoReport v2 says, field by field: the one place that answers and their description share.

The names, and their order, are the standard's (http://wiki.open311.org/GeoReport_v2); those of
updates are of mySociety's extension ("Open311 FMS - Proposed differences to Open311").
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "integer", "number", "boolean", "datetime"]


@dataclass(frozen=True)
class Value:
    """A text, a number, a moment. ``null``: it may be empty; ``optional``: it may be left out."""

    name: str
    about: str = ""
    kind: Kind = "string"
    null: bool = False
    options: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Rows:
    """Any number of ``each``: an array in JSON, an element around the others in XML."""

    name: str
    each: "Record | Value"
    about: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Record:
    """Fields with names, in the order of the standard."""

    name: str
    fields: tuple["Value | Rows", ...]


Shape = Record | Rows

STATUSES = ("open", "closed")
DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")

DISCOVERY = Record(
    "discovery",
    (
        Value("changeset", "When the services or their definitions last changed."),
        Value("contact", "Whom to ask."),
        Value("key_service", "How to get an API key."),
        Rows(
            "endpoints",
            Record(
                "endpoint",
                (
                    Value("specification"),
                    Value("url"),
                    Value("changeset"),
                    Value("type", options=("production", "test")),
                    Rows("formats", Value("format")),
                ),
            ),
        ),
    ),
)
SERVICES = Rows(
    "services",
    Record(
        "service",
        (
            Value("service_code", "Names the service in every other call."),
            Value("service_name"),
            Value("description"),
            Value("metadata", "Has it attributes? See its definition.", "boolean"),
            Value("type", options=("realtime", "batch", "blackbox")),
            Value("keywords", null=True),
            Value("group", "The department that repairs."),
        ),
    ),
)
DEFINITION = Record(
    "service_definition",
    (
        Value("service_code"),
        Rows(
            "attributes",
            Record(
                "attribute",
                (
                    Value("variable", kind="boolean"),
                    Value("code", "To be sent as attribute[code]."),
                    Value("datatype", options=DATATYPES),
                    Value("required", kind="boolean"),
                    Value("datatype_description", null=True),
                    Value("order", kind="integer"),
                    Value("description", "The question."),
                    Rows(
                        "values",
                        Record("value", (Value("key"), Value("name"))),
                        "What may be chosen, for a list.",
                        optional=True,
                    ),
                ),
            ),
        ),
    ),
)
FILED = Rows(
    "service_requests",
    Record(
        "request",
        (
            Value("service_request_id", "The folio."),
            Value("service_notice", "What happens next, for whoever reported."),
            Value("account_id", null=True),
        ),
    ),
)
TOKEN = Rows("service_requests", Record("request", (Value("service_request_id"), Value("token"))))
REQUESTS = Rows(
    "service_requests",
    Record(
        "request",
        (
            Value("service_request_id", "The folio."),
            Value("status", options=STATUSES),
            Value("status_notes", "Where it stands, and the city's words.", null=True),
            Value("service_name"),
            Value("service_code"),
            Value("description", "Once the city has published it.", null=True),
            Value("agency_responsible", null=True),
            Value("service_notice", null=True),
            Value("requested_datetime", kind="datetime"),
            Value("updated_datetime", kind="datetime"),
            Value("expected_datetime", kind="datetime", null=True),
            Value("address", "In full once published; until then the borough and the city."),
            Value("address_id", null=True),
            Value("zipcode", null=True),
            Value("lat", "WGS 84, once published, to about ten metres.", "number", null=True),
            Value("long", "WGS 84, once published, to about ten metres.", "number", null=True),
            Value("media_url", "The first photo, once published.", null=True),
        ),
    ),
)
UPDATES = Rows(
    "service_request_updates",
    Record(
        "request_update",
        (
            Value("update_id"),
            Value("service_request_id", "The folio."),
            Value("status", "After this update.", options=STATUSES),
            Value("updated_datetime", kind="datetime"),
            Value("description"),
            Value("media_url", null=True),
            Value("external_status_code", "The state by its own name, such as in_progress."),
        ),
    ),
)
UPDATED = Rows("service_request_updates", Record("request_update", (Value("update_id"),)))
ERRORS = Rows(
    "errors",
    Record(
        "error",
        (
            Value("code", "The status of HTTP, or a finer one.", "integer"),
            Value("description", "For people."),
        ),
    ),
)
