"""The questions of a service: those of its rules and of its steps, in the order they are asked."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from backend.kernel.city.services.asked import Asked
from backend.kernel.city.services.fields import TAKEN
from backend.kernel.city.services.model import Answer, Field, Rule, Step
from backend.kernel.city.services.schema import ADDRESSES
from backend.kernel.city.services.table import Read
from backend.kernel.city.services.takes import RECORD


def read_rules(rows: Iterable[Read], asked: Asked) -> tuple[Rule, ...]:
    """The rules; their questions are asked from then on."""
    return tuple(_rule(read, asked) for read in rows)


def _rule(read: Read, asked: Asked) -> Rule:
    rule = Rule(_field(read, asked, ()), read["passes"], read["otherwise"])
    known = rule.field.choices
    if len(known) < 2:
        return rule
    for id in rule.passes:
        if id not in known:
            read.fault("passes", f'has "{id}"; the answers are {", ".join(known)}.')
    if set(known) <= set(rule.passes):
        read.fault("passes", "lets everybody pass; leave an answer out, or ask it in a step.")
    asked.passes[rule.field.id] = rule.passes
    return rule


def read_step(read: Read, asked: Asked) -> Step:
    """A step; its questions are asked from then on."""
    if read.id in ADDRESSES:
        read.fault("id", f'is "{read.id}", an address of every case; choose another.')
    when = asked.conditions(read["when"])
    others = tuple(asked.before)
    fields = tuple(_field(each, asked, others) for each in read["fields"])
    return Step(read.id, read["title"], read["lead"], fields, when)


def _field(read: Read, asked: Asked, others: Collection[str]) -> Field:
    """A question; ``others`` are asked elsewhere. Twins in one list were told when it was read."""
    if read.id in TAKEN:
        read.fault("id", f'is "{read.id}", which forms use themselves; choose another.')
    if read.id in others:
        read.fault("id", f'is "{read.id}", which another question has; choose another.')
    field = _declared(read, asked)
    asked.before[field.id] = field
    return field


def _declared(read: Read, asked: Asked) -> Field:
    least, most = read["least"], read["most"]
    answers = tuple(Answer(each.id, each["label"]) for each in read["answers"] or ())
    if len(answers) == 1:
        read.fault("answers", "leave nothing to choose; write at least two.")
    if least is not None and most is not None and least > most:
        read.fault("least", f"is {least}, more than most {most}; exchange them.")
    if read["kind"] == "several" and max(least or 0, most or 0) > len(answers):
        name = "most" if most is not None and most > len(answers) else "least"
        read.fault(name, f"is more than the {len(answers)} answers; write a smaller one.")
    _order(read)
    return Field(
        id=read.id,
        kind=read["kind"],
        label=read["label"],
        hint=read["hint"],
        is_required=_given(read["required"], instead=read["kind"] != "calculated"),
        answers=answers,
        least=least,
        most=most,
        earliest=read["earliest"] or "",
        latest=read["latest"] or "",
        when=asked.conditions(read["when"] or ()),
        record=_recorded(read, asked),
        fields=tuple(_declared(each, asked) for each in read["fields"] or ()),
        formula=asked.formula(read) if read["formula"] else None,
    )


def _given(value: Any, *, instead: bool) -> bool:
    return instead if value is None else bool(value)


def _order(read: Read) -> None:
    """Two days of the calendar stand in their order; those counted from today are not compared."""
    first, last = read["earliest"] or "", read["latest"] or ""
    if first[:1].isdigit() and last[:1].isdigit() and first > last:
        read.fault("earliest", f"is {first}, after latest {last}; exchange them.")


def _recorded(read: Read, asked: Asked) -> str:
    record: str = read["record"] or ""
    if not record:
        return ""
    if record in asked.recorded:
        read.fault("record", f'is taken by "{asked.recorded[record]}" already; ask nothing twice.')
    asked.recorded.setdefault(record, read.id)
    if asked.held is None or not re.fullmatch(RECORD, record):
        return record
    kind = asked.held.get(record)
    if kind is None:
        read.fault("record", f'is "{record}"; the record holds {", ".join(asked.held)}.')
    elif read["kind"] != kind:
        read.fault(
            "kind",
            f'is "{read["kind"]}", and the record holds {record} as {kind}; write that kind.',
        )
    return record
