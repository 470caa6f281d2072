"""A kind of question that is answered in one element, with a text."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.forms import text
from backend.forms.ground import Ground, Value
from backend.forms.kinds.kind import Faults, Found, Raw, Speech, Typed, first
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

Parse = Callable[[str, Field, Ground], str | Sentence]
Spoken = Callable[[str, Field, Speech], str]


def too_long(most: int) -> Sentence:
    """What to say of a text of more than ``most`` letters."""
    return _("Es muy largo: caben %(most)s letras", most=most)


def _as_it_is(value: str, field: Field, speech: Speech) -> str:
    return value


def _one_most(field: Field) -> int:
    return 60


@dataclass(frozen=True)
class Line:
    """``parse`` gives the value that a cleaned text means, or what is wrong with it; it is never
    given more than ``most`` letters."""

    missing: Sentence
    parse: Parse
    spoken: Spoken = _as_it_is
    most: Callable[[Field], int] = _one_most
    clean: Callable[[str], str] = text.line

    def owns(self, rest: str) -> bool:
        return not rest

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        most = self.most(field)
        given = self.clean(first(raw, name, 2 * most + 100))
        if not given:
            return Found()
        value = self.parse(given, field, ground) if len(given) <= most else too_long(most)
        typed: Typed = {name: (given,)}
        if isinstance(value, Sentence):
            return Found(None, typed, {name: value})
        return Found(value, typed)

    def absent(self, name: str, field: Field) -> Faults:
        return {name: self.missing}

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        return {name: (value,)} if isinstance(value, str) else {}

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        return self.spoken(value, field, speech) if isinstance(value, str) else ""
