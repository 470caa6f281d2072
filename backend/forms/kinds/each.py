"""Several questions read one after another: those of a page, or of one thing in a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backend.forms.calculating import calculate, is_money
from backend.forms.conditions import all_hold
from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, FieldType, Raw, Typed
from backend.kernel.city.services.model import Field

Kinds = Mapping[str, FieldType]


@dataclass
class Each:
    """What several questions were answered. What was typed is kept of questions that are not asked,
    too: she may come back to the answer that asks them."""

    answers: dict[str, Value] = field(default_factory=dict)
    typed: Typed = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)
    is_editing: bool = False


def read_each(
    kinds: Kinds,
    fields: Sequence[Field],
    raw: Raw,
    ground: Ground,
    *,
    prefix: str = "",
    held: Mapping[str, Value] | None = None,
) -> Each:
    """What ``raw`` says to ``fields``, whose elements are called ``<prefix><id>``. Those of
    ``held`` are answered by it. Faults are of questions that are asked, those not answered
    included, but for photos: they may follow."""
    each, held = Each(), held or {}
    known = {id: value for id, value in ground.known.items() if all(id != f.id for f in fields)}
    for asked in fields:
        is_asked = all_hold(asked.when, known)
        if asked.id in held or asked.kind == "calculated":
            value = held.get(asked.id) or calculated(asked, fields, known, ground.today)
            if is_asked and value:
                known[asked.id] = value
                if asked.kind != "calculated":
                    each.answers[asked.id] = value
            continue
        name, kind = prefix + asked.id, kinds[asked.kind]
        found = kind.read(name, asked, raw, replace(ground, known=known))
        each.typed |= found.typed
        each.is_editing = each.is_editing or found.is_editing
        if not is_asked:
            continue
        each.faults |= found.faults
        if found.value:
            each.answers[asked.id] = known[asked.id] = found.value
        elif asked.is_required and not found.faults and asked.kind != "file":
            each.faults |= kind.absent(name, asked)
    return each


def calculated(
    asked: Field, fields: Sequence[Field], known: Mapping[str, Value], today: date
) -> str | None:
    """What ``asked`` is calculated to be from ``known``; ``fields`` tell what is money."""
    if asked.formula is None:
        return None
    by_id = {each.id: each for each in fields}
    return calculate(asked.formula, known, today, is_money(asked, by_id.get))
