"""What every kind of question can do: read what a form sent, and show an answer again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from backend.forms.ground import Ground, Value
from backend.forms.sentence import Sentence, Translate
from backend.kernel.city.services.model import Field
from backend.kernel.city.texts import Text

Raw = Mapping[str, Sequence[str]]
"""What a form sent, by the name of its element."""
Typed = dict[str, tuple[str, ...]]
"""What stands in the elements of a form, by their name."""
Faults = dict[str, Sentence]
"""What is wrong, by the name of the element that says so."""


@dataclass(frozen=True)
class Found:
    """What a form says: a value, or None; and what to show of it again. Where there are faults the
    value is None. ``is_editing`` where she did not send it, but added a thing or took one away."""

    value: Value | None = None
    typed: Typed = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)
    is_editing: bool = False


@dataclass(frozen=True)
class Speech:
    """How a reader is spoken to: the texts of the city, ``locale`` for dates and numbers, and the
    sentences of the code."""

    say: Callable[[Text], str]
    locale: str
    translate: Translate


class FieldType(Protocol):
    """One kind of question. None of this raises, whatever comes."""

    def owns(self, rest: str) -> bool:
        """Is ``<name>-<rest>``, or ``<name>`` where ``rest`` is "", one of its elements?"""

    def read(self, name: str, field: Field, raw: Raw, ground: Ground) -> Found:
        """What ``raw`` says under ``name``. That nothing is said is no fault."""

    def absent(self, name: str, field: Field) -> Faults:
        """What to say where nothing was, and an answer is needed."""

    def typed(self, name: str, field: Field, value: Value) -> Typed:
        """What to type to say ``value``: read again, it gives ``value``."""

    def said(self, field: Field, value: Value, speech: Speech) -> str:
        """``value`` as people read it, "" if it is none of this kind."""


def first(raw: Raw, name: str, most: int) -> str:
    """What stands in an element that holds one text, not longer than ``most``."""
    values = raw.get(name) or ("",)
    return values[0][:most]
