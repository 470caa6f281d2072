"""What services may take from the record: what that holds, and as which kind of answer."""

from backend.record import attributes

KINDS = {
    attributes.BIRTH_DATE: "date",
    attributes.CURP: "curp",
    attributes.PHONE: "phone",
    attributes.MAIL: "email",
    "address": "address",
    "tax_id.number": "rfc",
    "vehicle.plate": "plate",
}
"""The kind of field that takes it; a line of text takes what is not here."""


def names() -> dict[str, str]:
    """Each name that ``record`` may have, and the kind of field that takes it."""
    parts = [
        f"{kind.name}.{field.name}" for kind in attributes.KINDS.values() for field in kind.fields
    ]
    return {name: KINDS.get(name, "text") for name in (*attributes.LLAVE, "address", *parts)}
