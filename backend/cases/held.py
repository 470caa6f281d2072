"""What the server takes from a record in place of an answer: pure.

A question says ``record = "name"`` or ``"tax_id.number"``; its answer is what the record says, and
never what a phone sends.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from backend.kernel.city.services.model import Field
from backend.record import attributes
from backend.record.datum import Datum

SEVERAL = ", "
"""Between two phones, or two addresses of mail, in one value."""


def attributes_of(fields: Iterable[Field]) -> list[str]:
    """The attributes of the record that these questions need, each once."""
    names = (field.record.partition(".")[0] for field in fields if field.record)
    return list(dict.fromkeys(names))


def value_of(field: Field, data: Mapping[str, Datum]) -> Any:
    """The answer to ``field`` from the record; None where the record does not say."""
    name, _, part = field.record.partition(".")
    datum = data.get(name)
    if datum is None:
        return None
    if field.kind == "address":
        return {**datum.parts, "reference": ""}
    value = datum.parts.get(part, "") if part else datum.value
    if name in {attributes.PHONE, attributes.MAIL}:
        value = value.partition(SEVERAL)[0]
    if field.kind == "choice" and field.answer(value.lower()):
        value = value.lower()
    is_answer = field.kind != "choice" or field.answer(value) is not None
    return value if value and is_answer else None


def taken(fields: Iterable[Field], data: Mapping[str, Datum]) -> dict[str, dict[str, Any]]:
    """What is held for ``fields``: the value, its attribute, and at which office it was checked."""
    held = {}
    for field in fields:
        value = value_of(field, data) if field.record else None
        if value is not None:
            datum = data[field.record.partition(".")[0]]
            held[field.id] = {
                "value": value,
                "attribute": datum.name,
                "checked": datum.checked.isoformat() if datum.checked else "",
                "office": datum.office,
            }
    return held
