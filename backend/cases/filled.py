"""What a case says so far: her answers, what is held of her record, her photos, all in one."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import get_locale

from backend.cases.models import Case
from backend.forms import journey
from backend.kernel.city import City, Text
from backend.kernel.city.services.model import Field, Service, Step
from backend.kernel.i18n import current

CONTROLS = frozenset({"receipt", "agree", "add", "remove", "drop", "back", "photos_follow", "key"})
"""Elements of a form that answer no question."""
MOST_STRANGE = 40
"""A form with more elements that nobody asked for is nobody's mistake."""


def the_city() -> City:
    """The city served."""
    city: City = current_app.extensions["city"]
    return city


def service_of(case: Case) -> Service | None:
    """The service as it is declared now; None if the city no longer has it."""
    return the_city().service(case.service)


def version_of(service: Service) -> str:
    """A digest of what ``service`` asks: another, as soon as it asks something else."""
    asked = repr((service.rules, service.steps))
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def held_of(case: Case) -> dict[str, Any]:
    """The values that the server holds, by question."""
    return {name: each["value"] for name, each in case.held.items()}


def files_of(case: Case) -> dict[str, list[int]]:
    """The numbers of the photos, by question."""
    found: dict[str, list[int]] = {}
    for document in case.documents:
        found.setdefault(document.field, []).append(document.id)
    return found


def whole(case: Case) -> dict[str, Any]:
    """Every answer there is. What the server holds and the photos it has come before anything that
    was typed."""
    return {**case.answers, **files_of(case), **held_of(case)}


def from_her(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of ``fields`` that she answers: neither from the record, nor calculated, nor a photo,
    which comes by a way of its own."""
    return tuple(
        field for field in fields if not field.record and field.kind not in {"calculated", "file"}
    )


def of_record(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of ``fields`` that the record answers."""
    return tuple(field for field in fields if field.record)


def photos_of(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of ``fields`` that photos answer."""
    return tuple(field for field in fields if field.kind == "file")


def first_missing(service: Service, answers: Mapping[str, Any], today: date) -> Step | None:
    """The first step that still lacks an answer."""
    found = journey.missing(service, answers, today)
    return found[0][0] if found else None


def strange(names: Iterable[str], fields: Collection[Field]) -> list[str]:
    """Those of ``names`` that a phone may not answer under: of no question that is hers here."""
    hers = from_her(fields) + photos_of(fields)
    ids = {field.id for field in hers}
    compound = tuple(
        f"{field.id}-" for field in hers if field.kind in {"list", "address", "place", "phone"}
    )
    return sorted(
        {
            name
            for name in names
            if name not in CONTROLS and name not in ids and not name.startswith(compound or "\0")
        }
    )


def asked_of(service: Service, answers: Mapping[str, Any]) -> tuple[Field, ...]:
    """Every question that is asked after these answers, of all steps."""
    return tuple(
        field
        for step in journey.steps_asked(service, answers)
        for field in journey.fields_asked(step.fields, answers)
    )


def say(text: Text) -> str:
    """A text of the city pack, in the language spoken now."""
    return text.in_(current())


def said(field: Field, value: Any) -> str:
    """An answer as people read it, in the language spoken now."""
    return journey.said(field, value, say, str(get_locale()))
