"""What a service takes from the record: does the record hold it, and as that kind of answer?"""

from collections.abc import Iterator

from backend.kernel.city import City, CityError
from backend.kernel.city.services.model import Field, Service
from backend.record import attributes

KINDS = {
    attributes.NAME: "text",
    attributes.BIRTH_DATE: "date",
    attributes.CURP: "curp",
    attributes.PHONE: "phone",
    attributes.MAIL: "email",
    "address": "address",
    "tax_id.number": "rfc",
    "vehicle.plate": "plate",
}
"""The kind of field that holds it; a line of text holds the others."""


def names() -> dict[str, str]:
    """Each name that ``record`` may have, and the kind of field that takes it."""
    parts = [
        f"{kind.name}.{field.name}" for kind in attributes.KINDS.values() for field in kind.fields
    ]
    return {name: KINDS.get(name, "text") for name in (*attributes.LLAVE, "address", *parts)}


def check(city: City) -> City:
    """``city``, where its services take from the record only what that holds. Raises CityError."""
    if faults := [fault for service in city.services for fault in faults_of(service)]:
        raise CityError("\n".join(faults))
    return city


def faults_of(service: Service) -> Iterator[str]:
    """A sentence for each field of ``service`` that asks the record for what it does not hold."""
    known = names()
    for step in service.steps:
        for field in step.fields:
            if field.record and known.get(field.record) != field.kind:
                where = f"services/{service.slug}.toml: steps.{step.id}.fields.{field.id}"
                yield f"{where}.{_said(field, known)}"


def _said(field: Field, known: dict[str, str]) -> str:
    kind = known.get(field.record)
    if kind is None:
        return f'record is "{field.record}"; the record holds {", ".join(known)}.'
    return f'kind is "{field.kind}", and record "{field.record}" is held as {kind}; write that.'
