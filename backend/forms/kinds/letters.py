"""Text, on one line or more."""

from backend.forms import text
from backend.forms.ground import Ground
from backend.forms.kinds.line import Line
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

LINE, LINES = 120, 1000
"""Letters that fit where the question does not say how many."""

_MISSING = _("Escribe tu respuesta")


def _long_enough(given: str, field: Field, ground: Ground) -> str | Sentence:
    if field.least is not None and len(given) < field.least:
        return _("Escribe un poco más: %(least)s letras o más", least=int(field.least))
    return given


def line_most(field: Field) -> int:
    """Letters that fit on the one line of ``field``."""
    return LINE if field.most is None else int(field.most)


def lines_most(field: Field) -> int:
    """Letters that fit in the long text of ``field``."""
    return LINES if field.most is None else int(field.most)


TEXT = Line(_MISSING, _long_enough, most=line_most)
LONG_TEXT = Line(_MISSING, _long_enough, most=lines_most, clean=text.lines)
