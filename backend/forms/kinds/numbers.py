"""Numbers and amounts of money, as people type them: ``1,055.50``, ``$ 1055``."""

import re
from decimal import Decimal

from babel.numbers import format_decimal

from backend.forms.calculating import plain
from backend.forms.ground import Ground
from backend.forms.kinds.kind import Speech
from backend.forms.kinds.line import Line
from backend.forms.sentence import Sentence
from backend.forms.sentence import sentence as _
from backend.kernel.city.services.model import Field

LARGEST = Decimal(10) ** 12

# Figures in threes with commas, or without; no exponent, and no decimal comma: "1,500" may not be
# one and a half to one reader and a thousand and a half to another.
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?")
_SIGNS = re.compile(r"[\s$]")


def _number(given: str, field: Field, ground: Ground) -> str | Sentence:
    number = _read(given)
    if number is None:
        return _("Escribe solo el número, por ejemplo 12 o 12.5")
    return _out_of_bounds(number, field) or plain(number)


def _money(given: str, field: Field, ground: Ground) -> str | Sentence:
    amount = _read(given)
    if amount is None or amount != round(amount, 2):
        return _("Escribe la cantidad en pesos, por ejemplo 1500 o 1500.50")
    return _out_of_bounds(amount, field) or plain(amount, is_money=True)


def _read(given: str) -> Decimal | None:
    figures = _SIGNS.sub("", given).replace("−", "-")
    return Decimal(figures.replace(",", "")) if _NUMBER.fullmatch(figures) else None


def _out_of_bounds(number: Decimal, field: Field) -> Sentence | None:
    """What to say of a number that is too small or too large; nothing is below zero unless the
    question says so."""
    least = Decimal(0) if field.least is None else field.least
    most = LARGEST if field.most is None else field.most
    if number < least:
        return _("Tiene que ser %(least)s o más", least=plain(least))
    if number > most:
        return _("Tiene que ser %(most)s o menos", most=plain(most))
    return None


def said_number(value: str, field: Field, speech: Speech) -> str:
    """A number with as many places as it has."""
    places = len(value.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return _formatted(value, pattern, speech)


def said_money(value: str, field: Field, speech: Speech) -> str:
    """An amount in pesos: ``$1,055.00``."""
    return f"${_formatted(value, '#,##0.00', speech)}"


def _formatted(value: str, pattern: str, speech: Speech) -> str:
    number = _read(value)
    return value if number is None else format_decimal(number, pattern, locale=speech.locale)


NUMBER = Line(_("Escribe el número"), _number, said_number)
MONEY = Line(_("Escribe la cantidad en pesos"), _money, said_money)
