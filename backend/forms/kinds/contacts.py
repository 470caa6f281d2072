"""How to reach somebody: a phone number, a mail address."""

from backend.forms import mail, phone
from backend.forms.ground import Ground
from backend.forms.kinds.kind import Speech
from backend.forms.kinds.line import Line
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field


def _phone(given: str, field: Field, ground: Ground) -> str | Sentence:
    return phone.read(given, ground.region) or _(
        "Ese teléfono no es correcto. Escribe los 10 números, o con su lada si es de otro país"
    )


def _said(value: str, field: Field, speech: Speech) -> str:
    return phone.spoken(value) if phone.read(value, "") else value


def _email(given: str, field: Field, ground: Ground) -> str | Sentence:
    return mail.read(given) or _("Ese correo no es correcto. Se escribe como nombre@ejemplo.com")


PHONE = Line(_("Escribe el teléfono, con sus 10 números"), _phone, _said)
EMAIL = Line(_("Escribe el correo"), _email, most=lambda field: mail.MOST)
