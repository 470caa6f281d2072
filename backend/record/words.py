"""What the record's pages say: values, where they come from, offices, days."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import current_app
from flask_babel import (
    format_datetime,
    get_locale,
    gettext,
    lazy_gettext,
    ngettext,
    to_user_timezone,
)

from backend.identity import acts, contact
from backend.kernel.city import City
from backend.kernel.i18n import current
from backend.kernel.keeping import YEAR
from backend.record import attributes, given
from backend.record.attributes import BIRTH_DATE, MAIL, PHONE
from backend.record.datum import Datum
from backend.record.queries import Use

EVERY_OFFICE = "all"
"""The whole city, where a form names an office."""
ACTS = {
    "record.read": lazy_gettext("Vio mis datos"),
    "record.use": lazy_gettext("Usó mis datos"),
    "oidc.use": lazy_gettext("Usó mis datos"),
    "record.give": lazy_gettext("Cambió un dato"),
    "record.check": lazy_gettext("Comprobó un dato"),
    "acted:record.corrected": lazy_gettext("Corrigió un dato"),
    "acted:record.add_document": lazy_gettext("Agregó un documento"),
}


def on(value: date | datetime | None) -> str:
    """A day with its year, short: ``24 nov 2026``."""
    if value is None:
        return ""
    day = to_user_timezone(value).date() if isinstance(value, datetime) else value
    return _on(day, str(get_locale()))


@lru_cache(1024)
def _on(day: date, locale: str) -> str:
    return str(format_date(day, "d MMM y", locale=locale)).replace(".", "")


def value(datum: Datum) -> str:
    """A value as people read it."""
    if datum.name == BIRTH_DATE:
        return on(date.fromisoformat(datum.value))
    if datum.name == PHONE:
        return ", ".join(contact.spoken(PHONE, each) for each in datum.value.split(", "))
    return datum.value


def source(datum: Datum) -> str:
    """Where a value comes from, and since when."""
    if datum.checked is None:
        return str(gettext("Lo dijiste tú, %(day)s", day=on(datum.given)))
    day = on(datum.checked)
    if datum.name in {PHONE, MAIL}:
        return str(gettext("Confirmado con un código, %(day)s", day=day))
    return str(gettext("Comprobado: %(office)s, %(day)s", office=office(datum.office), day=day))


def offices() -> dict[str, str]:
    """The offices there are, by id, with their names; first the counter of the whole city."""
    city: City = current_app.extensions["city"]
    whole = {EVERY_OFFICE: str(gettext("Ventanilla de la ciudad"))}
    return whole | {each.id: each.name.in_(current()) for each in city.departments}


def office(id: str) -> str:
    """What an office is called."""
    return offices().get(id or EVERY_OFFICE, id)


def who(use: Use) -> str:
    """The office, the person or the site that used it."""
    return office(use.office) if use.office else given.name_of(use.who)


def act(use: Use) -> str:
    """What was done."""
    return str(ACTS.get(use.act) or acts.name(use.act))


PROCEDURES = {
    "record.home": lazy_gettext("ayudarme"),
    "record.correct": lazy_gettext("ayudarme"),
    "record.documents": lazy_gettext("ayudarme"),
    "record.document": lazy_gettext("ayudarme"),
}


def purpose(use: Use) -> str:
    """For which procedure it was."""
    return str(PROCEDURES.get(use.purpose, use.purpose))


def lasts(days: int) -> str:
    """How long something is kept."""
    if days == 0:
        return str(gettext("al cancelar"))
    if days >= 2 * YEAR:
        return str(gettext("%(years)s años", years=days // YEAR))
    if days == YEAR:
        return str(gettext("un año"))
    return str(ngettext("%(num)s día", "%(num)s días", days))


def said(value: Any) -> str:
    """A value of an export, in words."""
    if isinstance(value, bool):
        return str(gettext("sí") if value else gettext("no"))
    if isinstance(value, datetime):
        return str(format_datetime(value, "d MMM y, HH:mm:ss"))
    if isinstance(value, date):
        return on(value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {said(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(said(each) for each in value)
    return str(value)


labels = attributes.labels
