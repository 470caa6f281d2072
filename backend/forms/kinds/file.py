"""Photos. Their bytes are another's affair, who stores them and adds the numbers under which they
are; here she takes away those she does not want."""

from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

REMOVE = "remove"
MOST_PHOTOS = 20


class File:
    """The value is the numbers of stored photos. A form can take some away; it can add none, or a
    number of another's photo would be as good as one's own."""

    def owns(self, rest: str) -> bool:
        number, _dash, word = rest.partition("-")
        return not rest or (word == REMOVE and number.isascii() and number.isdigit())

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        stored = numbers_of(ground.before.get(name, []))
        kept = [number for number in stored if f"{name}-{number}-{REMOVE}" not in raw]
        typed = self.typed(name, field, kept)
        if field.most is not None and len(kept) > field.most:
            fault = _("Son demasiadas fotos: caben %(most)s", most=int(field.most))
            return Found(None, typed, {name: fault}, len(kept) < len(stored))
        return Found(kept or None, typed, is_editing=len(kept) < len(stored))

    def absent(self, name: str, field: Field) -> Faults:
        return {name: _("Agrega la foto")}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        numbers = numbers_of(value)
        return {name: tuple(str(number) for number in numbers)} if numbers else {}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        numbers = numbers_of(value)
        sentence = _("Fotos: %(count)s", count=len(numbers))
        return sentence.in_(speech.translate) if numbers else ""


def numbers_of(value: Value) -> list[int]:
    """The numbers of stored photos that an answer holds, each once."""
    if not isinstance(value, list):
        return []
    numbers = [each for each in value[:MOST_PHOTOS] if type(each) is int and each >= 0]
    return list(dict.fromkeys(numbers))


FILE = File()
