"""What registries call people and things: CURP, RFC, plates."""

from collections.abc import Callable

from backend.forms import curp, plate, rfc
from backend.forms.ground import Ground
from backend.forms.kinds.line import Line, Parse
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field


def _read_by(read: Callable[[str, Ground], str | None], wrong: Sentence) -> Parse:
    def parse(given: str, field: Field, ground: Ground) -> str | Sentence:
        return read(given, ground) or wrong

    return parse


CURP = Line(
    _("Escribe la CURP: son 18 letras y números"),
    _read_by(
        lambda given, ground: curp.read(given, ground.today),
        _("Esa CURP no es correcta. Revisa letras y números"),
    ),
)
RFC = Line(
    _("Escribe el RFC"),
    _read_by(
        lambda given, ground: rfc.read(given),
        _("Ese RFC no es correcto. Revisa letras y números"),
    ),
)
PLATE = Line(
    _("Escribe la placa, por ejemplo ABC-12-34"),
    _read_by(
        lambda given, ground: plate.read(given),
        _("Esa placa no es correcta. Escríbela como está en la lámina: ABC-12-34"),
    ),
)
