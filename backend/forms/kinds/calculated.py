"""What nobody types: it is calculated from other answers."""

from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed
from backend.forms.kinds.numbers import said_number
from backend.kernel.city.services.model import Field


class Calculated:
    """It has no element of its own, and nothing that is sent under its name is read."""

    def owns(self, rest: str) -> bool:
        return not rest

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        return Found()

    def absent(self, name: str, field: Field) -> Faults:
        return {}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        return {}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        return said_number(value, field, speech) if isinstance(value, str) else ""


CALCULATED = Calculated()
