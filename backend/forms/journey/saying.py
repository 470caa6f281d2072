"""An answer as people read it."""

from collections.abc import Callable

from backend.forms.ground import Value
from backend.forms.kinds import KINDS
from backend.forms.kinds.kind import Speech
from backend.forms.sentence import Translate
from backend.kernel.city.services.model import Field
from backend.kernel.city.texts import Text


def said(
    field: Field, value: Value, say: Callable[[Text], str], locale: str, translate: Translate
) -> str:
    """``value`` in words, "" if it is no answer to ``field``. ``say`` speaks the city's texts,
    ``locale`` (CLDR) forms dates and numbers, ``translate`` is gettext."""
    return KINDS[field.kind].said(field, value, Speech(say, locale, translate))
