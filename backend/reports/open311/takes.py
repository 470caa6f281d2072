"""What may be sent, for the description: the names that ``asked``, ``sent`` and the views read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from backend.kernel.city import City
from backend.reports.open311.asked import MOST, MOST_PAGES
from backend.reports.open311.sent import (
    MOST_ANSWER,
    MOST_CONTACT,
    MOST_LETTERS,
    MOST_MEDIA,
    MOST_REFERENCE,
)

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Taken:
    """Something that is taken, by its name."""

    name: str
    about: str = ""
    schema: Schema = field(default_factory=lambda: TEXT)
    required: bool = False
    where: Literal["query", "path", "header"] = "query"


def up_to(most: int) -> Schema:
    """A text of at most so many letters."""
    return {"type": "string", "maxLength": most}


def counted(most: int) -> Schema:
    """A number from 1."""
    return {"type": "integer", "minimum": 1, "maximum": most}


ID = Taken("jurisdiction_id", "Needs not be said: there is one city here. Another is a 404.")
KEY = Taken("api_key", "Given by the city.", required=True)
PLACE = ("lat", "long")
LISTING = (
    Taken("service_request_id", "One or more, with commas; overrides the others."),
    Taken("service_code", "One or more, with commas."),
    Taken("start_date", "With its zone; at most 90 days before end_date.", MOMENT),
    Taken("end_date", "With its zone.", MOMENT),
    Taken("status", "open, closed, or both with a comma.", {"enum": ["open", "closed"]}),
    Taken("page", "From 1.", counted(MOST_PAGES)),
    Taken("page_size", "How many.", counted(MOST)),
)
PEOPLE = (
    Taken("email", "Seen by who repairs, and by nobody else.", up_to(MOST_CONTACT)),
    Taken("phone", "Seen by who repairs, and by nobody else.", up_to(MOST_CONTACT)),
    Taken("first_name", "", up_to(MOST_CONTACT)),
    Taken("last_name", "", up_to(MOST_CONTACT)),
    Taken("device_id", "Not kept."),
    Taken("account_id", "Not kept."),
)
FILING = (
    KEY,
    ID,
    Taken("service_code", "See services.", required=True),
    Taken("lat", "WGS 84, with long; or address_string.", {"type": "number"}),
    Taken("long", "WGS 84.", {"type": "number"}),
    Taken(
        "address_string",
        "From the street to the borough; without lat and long the borough has to be named.",
        up_to(MOST_REFERENCE),
    ),
    Taken("address_id", "There is no register of addresses here: it says nothing."),
    *PEOPLE,
    Taken("description", "Public once the city has looked at it.", up_to(MOST_LETTERS)),
    Taken("media_url", "Kept as text for who repairs; nobody fetches it.", up_to(MOST_MEDIA)),
)
UPDATING = (
    KEY,
    ID,
    Taken("service_request_id", "Of a report sent with this key.", required=True),
    Taken("update_id", "The app's own name for it: sent twice, done once."),
    Taken(
        "status",
        "OPEN or REOPEN: it is not fixed. CLOSED or FIXED: it is.",
        {"type": "string", "enum": ["OPEN", "REOPEN", "CLOSED", "FIXED"]},
        required=True,
    ),
    Taken("updated_datetime", "Read, and not kept: the server's clock counts.", MOMENT),
    Taken("description", "Needed with OPEN and REOPEN.", up_to(MOST_LETTERS)),
    *PEOPLE,
    Taken("media_url", "Not kept."),
)


def attributes(city: City) -> Iterator[Taken]:
    """The attributes of all services; which are whose is in each definition."""
    names: dict[str, str] = {}
    for category in city.categories:
        for question in category.questions:
            known = names.get(question.id)
            names[question.id] = f"{known}, {category.id}" if known else category.id
    for id, of in names.items():
        yield Taken(f"attribute[{id}]", f"Of {of}.", up_to(MOST_ANSWER))
