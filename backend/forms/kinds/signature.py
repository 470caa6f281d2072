"""A signature: somebody types the name she signs with."""

from difflib import SequenceMatcher

from backend.forms import text
from backend.forms.ground import Ground
from backend.forms.kinds.line import Line
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

ALIKE = 0.75
"""Of the letters of a word, to be the same word with a slip in it."""
MOST_WORDS = 12


def _signature(given: str, field: Field, ground: Ground) -> str | Sentence:
    if sum(letter.isalpha() for letter in given) < 2:
        return _("Escribe tu nombre completo, como firma")
    if ground.holder and not resembles(given, ground.holder):
        return _("Escribe tu nombre como está en tu Llave: %(name)s", name=ground.holder)
    return given


def resembles(signed: str, name: str) -> bool:
    """Are two words of ``name`` in ``signed``, or all of it where it has one? Accents, capitals,
    the order, and a wrong letter in a word do not matter."""
    wanted, typed = _words(name), _words(signed)
    met = sum(any(_is_alike(word, other) for other in typed) for word in wanted)
    return met >= min(2, len(wanted))


def _words(name: str) -> list[str]:
    # "de la" is in half of all names
    words = text.bare(name[:200]).split()
    return [word for word in words if len(word) > 2][:MOST_WORDS] or words[:MOST_WORDS]


def _is_alike(a: str, b: str) -> bool:
    return a == b or (len(a) > 3 < len(b) and SequenceMatcher(None, a, b).ratio() >= ALIKE)


SIGNATURE = Line(_("Escribe tu nombre completo, como firma"), _signature, most=lambda field: 120)
