"""What has still to be answered."""

from collections.abc import Container, Mapping
from datetime import date

from backend.forms.ground import Ground, Value
from backend.forms.journey.asking import fields_asked, steps_asked
from backend.forms.journey.settling import settled
from backend.forms.kinds import KINDS
from backend.kernel.city.services.model import Field, Service, Step


def missing(
    service: Service,
    answers: Mapping[str, Value],
    today: date,
    held: Container[str] = (),
) -> tuple[tuple[Step, Field], ...]:
    """The questions that are asked and have no answer though they need one, or one that is not
    right: of another kind, or out of bounds by now. Photos are among them. What the server holds
    (``held``) is right as it stands."""
    kept = settled(service, answers, today)
    return tuple(
        (step, field)
        for step in steps_asked(service, kept)
        for field in fields_asked(step.fields, kept)
        if not _is_right(field, kept, today, field.id in held)
    )


def _is_right(field: Field, kept: Mapping[str, Value], today: date, is_held: bool) -> bool:
    value = kept.get(field.id)
    if value is None:
        return not field.is_required or field.kind == "calculated"
    return is_held or field.kind == "calculated" or reads_back(field, value, kept, today)


def reads_back(field: Field, value: Value, known: Mapping[str, Value], today: date) -> bool:
    """Would ``value`` be what is read if it were typed again today?"""
    kind = KINDS[field.kind]
    if field.kind == "file":
        is_enough = not isinstance(value, list) or len(value) >= (field.least or 0)
        if not is_enough:
            return False
    ground = Ground(today, known=known, before={field.id: value})
    found = kind.read(field.id, field, kind.typed(field.id, field, value), ground)
    return not found.faults and found.value == _typed_only(field, value)


def _typed_only(field: Field, value: Value) -> Value:
    """``value`` without what is calculated in the things of a list, which nobody types."""
    made = {each.id for each in field.fields if each.kind == "calculated"}
    if not made or not isinstance(value, list):
        return value
    return [
        {id: each for id, each in thing.items() if id not in made}
        if isinstance(thing, dict)
        else thing
        for thing in value
    ]
