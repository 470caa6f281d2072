"""What a case says so far: her answers, what is held of her record, her photos, all in one."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import get_locale, gettext

from backend.cases.models import Case
from backend.forms import journey
from backend.forms.calculating import is_money
from backend.forms.journey import Raw, Reading
from backend.forms.kinds.kind import Speech
from backend.kernel.city import City, Text
from backend.kernel.city.services.model import Field, Service, Step
from backend.kernel.i18n import current

CONTROLS = frozenset({"receipt", "agree", "drop", "back", "photos_follow", "key", "near"})
"""Elements of a form that answer no question."""
MOST_STRANGE = 15
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


def so_far(case: Case, service: Service, today: date) -> dict[str, Any]:
    """What counts of it: without what is not asked, with what is calculated."""
    return journey.settled(service, whole(case), today)


def of_record(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of ``fields`` that the record answers."""
    return tuple(field for field in fields if field.record)


def photos_of(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of ``fields`` that photos answer."""
    return tuple(field for field in fields if field.kind == "file")


def asked_of(service: Service, answers: Mapping[str, Any]) -> tuple[Field, ...]:
    """Every question that is asked after these answers, settled ones, of all steps."""
    return tuple(
        field
        for step in journey.steps_asked(service, answers)
        for field in journey.fields_asked(step.fields, answers)
    )


def missing_of(case: Case, service: Service, today: date) -> tuple[tuple[Step, Field], ...]:
    """What has still to be answered, with the step where that is asked."""
    return journey.missing(service, whole(case), today, held=case.held)


def read(
    fields: Iterable[Field],
    raw: Raw,
    today: date,
    *,
    held: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    holder: str = "",
) -> Reading:
    """What a form says to ``fields``. What the record answers is never read from it: where it is
    not held yet, the question is none that the form could answer."""
    held = held or {}
    hers = tuple(field for field in fields if not field.record or field.id in held)
    return journey.read(
        hers, raw, today=today, city=the_city(), held=held, before=before, holder=holder
    )


def strange(reading: Reading) -> list[str]:
    """The names under which a phone answered what is not its to answer."""
    found = {*reading.unknown, *reading.tampered} - CONTROLS
    return sorted(name for name in found if name.isprintable())


def answers_of(reading: Reading, held: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be kept of a reading: her answers. Photos and what is held stand elsewhere."""
    files = {field.id for field in photos_of(reading.fields)}
    return {
        name: value
        for name, value in reading.answers.items()
        if name not in held and name not in files
    }


def say(text: Text) -> str:
    """A text of the city pack, in the language spoken now."""
    return text.in_(current())


def said(field: Field, value: Any, service: Service | None = None) -> str:
    """An answer as people read it, in the language spoken now; with ``service`` also what was
    calculated from money is money."""
    if service and is_money(field, service.field):
        field = replace(field, kind="money")
    return journey.said(field, value, say, str(get_locale()), gettext)


def speech() -> Speech:
    """How the questions of a form are spoken now."""
    return Speech(say, str(get_locale()), gettext)


def errors_of(reading: Reading) -> list[tuple[str, str]]:
    """What is wrong with it, in the language spoken now: id of the element, and a sentence."""
    return reading.errors(speech())
