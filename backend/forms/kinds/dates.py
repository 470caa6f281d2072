"""A day, between two others."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from babel.dates import format_date

from backend.forms import day
from backend.forms.ground import Ground
from backend.forms.kinds.kind import Speech
from backend.forms.kinds.line import Line
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

FIRST_YEAR = 1900
"""A year before is one of two figures, or a slip."""

_BOUND = re.compile(r"today(?:([+-][0-9]{1,5})([dwmy]))?")


def bound(text: str, today: date) -> date:
    """The day that a bound names: ``2026-01-31``, ``today``, ``today-18y``, ``today+30d`` (``d``
    days, ``w`` weeks, ``m`` months, ``y`` years). ValueError if it names none."""
    found = _BOUND.fullmatch(text)
    if not found:
        return date.fromisoformat(text)
    count, unit = int(found[1] or 0), found[2] or "d"
    if unit in "dw":
        days = count * (7 if unit == "w" else 1)
        return date.fromordinal(
            min(max(today.toordinal() + days, 1), date(MAXYEAR, 12, 31).toordinal())
        )
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(min(max(months, MINYEAR * 12), MAXYEAR * 12 + 11), 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _date(given: str, field: Field, ground: Ground) -> str | Sentence:
    found = day.read(given)
    if found is None:
        return _("Escríbela con día, mes y año: 24/05/1988")
    if found.year < FIRST_YEAR:
        return _("Escribe el año con sus cuatro números: 24/05/1988")
    if field.earliest and found < (first := bound(field.earliest, ground.today)):
        return _("Tiene que ser el %(day)s o después", day=_typed(first))
    if field.latest and found > (last := bound(field.latest, ground.today)):
        return _("Tiene que ser el %(day)s o antes", day=_typed(last))
    return found.isoformat()


def _typed(when: date) -> str:
    """A day as our hints write it, in every language alike."""
    return f"{when.day:02}/{when.month:02}/{when.year:04}"


def _said(value: str, field: Field, speech: Speech) -> str:
    found = day.read(value)
    return format_date(found, "long", locale=speech.locale) if found else value


DATE = Line(_("Escribe la fecha"), _date, _said)
