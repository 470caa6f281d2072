"""Where somebody lives: street and number, neighbourhood, borough, postcode, a landmark."""

import re
from collections.abc import Mapping

from backend.forms import text
from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed, first
from backend.forms.kinds.line import too_long
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

MOST = {"street": 120, "area": 80, "borough": 80, "postcode": 10, "reference": 200}
"""The parts and the letters that fit in each."""
MISSING = {
    "street": _("Escribe la calle y el número"),
    "area": _("Escribe la colonia"),
    "borough": _("Escribe la alcaldía"),
    "postcode": _("Escribe los 5 números del código postal"),
}
"""What is said of a part that an address cannot do without."""

_POSTCODE = re.compile(r"[0-9]{5}")


class Address:
    """The borough is kept by its name: that of the city's where it is meant, or as it was written,
    for who lives elsewhere."""

    def owns(self, rest: str) -> bool:
        return rest in MOST

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        given = {part: text.line(first(raw, f"{name}-{part}", 2 * most + 100))
                 for part, most in MOST.items()}  # fmt: skip
        if not any(given.values()):
            return Found()
        typed: Typed = {f"{name}-{part}": (each,) for part, each in given.items() if each}
        faults: Faults = {}
        for part, each in given.items():
            if len(each) > MOST[part]:
                faults[f"{name}-{part}"] = too_long(MOST[part])
            elif part in MISSING and not each:
                faults[f"{name}-{part}"] = MISSING[part]
        postcode = given["postcode"].replace(" ", "")
        if not _POSTCODE.fullmatch(postcode):
            faults.setdefault(f"{name}-postcode", MISSING["postcode"])
        if faults:
            return Found(None, typed, faults)
        borough = borough_named(given["borough"], ground.boroughs) or given["borough"]
        value = {**given, "borough": borough, "postcode": postcode}
        return Found({part: each for part, each in value.items() if each}, typed)

    def absent(self, name: str, field: Field) -> Faults:
        return {f"{name}-{part}": fault for part, fault in MISSING.items()}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        return {f"{name}-{part}": (each,) for part, each in parts_of(value, MOST).items()}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        return ", ".join(parts_of(value, MOST).values())


def parts_of(value: Value, names: Mapping[str, object]) -> dict[str, str]:
    """The parts of an answer that are texts, in the order of ``names``."""
    if not isinstance(value, dict):
        return {}
    return {name: part for name in names if (part := value.get(name)) and isinstance(part, str)}


def borough_named(given: str, boroughs: Mapping[str, str]) -> str | None:
    """The name of the borough whose id or name, accents and capitals aside, is ``given``."""
    wanted = text.bare(given)
    return next(
        (name for id, name in boroughs.items() if wanted in (text.bare(id), text.bare(name))), None
    )


ADDRESS = Address()
