"""Answers without what is not asked, and with what is calculated."""

from collections.abc import Mapping, Sequence
from datetime import date

from backend.forms.calculating import FieldOf, calculate, is_money
from backend.forms.conditions import all_hold
from backend.forms.ground import Value
from backend.kernel.city.services.model import Field, Service


def settled(service: Service, answers: Mapping[str, Value], today: date) -> dict[str, Value]:
    """What counts of ``answers``: the rules' and those to questions that are asked, and what is
    calculated from them. The same again if it is settled again."""
    kept: dict[str, Value] = {}
    _settle([rule.field for rule in service.rules], answers, kept, today, service.field)
    for step in service.steps:
        if all_hold(step.when, kept):
            _settle(step.fields, answers, kept, today, service.field)
    return kept


def _settle(
    fields: Sequence[Field],
    answers: Mapping[str, Value],
    kept: dict[str, Value],
    today: date,
    field_of: FieldOf,
) -> None:
    for field in fields:
        if not all_hold(field.when, kept):
            continue
        value: Value | None = answers.get(field.id)
        if field.formula is not None:
            value = calculate(field.formula, kept, today, is_money(field, field_of))
        elif field.kind == "list":
            value = _things(field, value, kept, today)
        if value:
            kept[field.id] = value


def _things(
    field: Field, value: Value | None, kept: Mapping[str, Value], today: date
) -> Value | None:
    """The things of a list, each settled with what was answered before the list."""
    if not isinstance(value, list):
        return value
    by_id = {each.id: each for each in field.fields}
    outside = {id: each for id, each in kept.items() if id not in by_id}
    things: list[object] = []
    for thing in value:
        if not isinstance(thing, dict):
            things.append(thing)
            continue
        inner = dict(outside)
        _settle(field.fields, thing, inner, today, by_id.get)
        things.append({id: inner[id] for id in by_id if id in inner})
    return things
