"""What is calculated from answers, exactly."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from backend.forms.conditions import number_of
from backend.forms.ground import Value
from backend.kernel.city.services.model import Field, Formula

CENT = Decimal("0.01")
MOST = Decimal(10) ** 15
"""What is larger is no sum of anything a city asks about, and is left out."""
DIGITS = 400
"""As many as the product of all that one formula can hold."""

FieldOf = Callable[[str], Field | None]


def calculate(
    formula: Formula, answers: Mapping[str, Value], today: date, is_money: bool
) -> str | None:
    """The result as a plain decimal, with two places if it ``is_money``; None where what it is
    calculated from was not answered. A sum leaves out what was not answered; a product, and the
    years since a date, need everything."""
    if formula.verb == "count":
        things = answers.get(str(formula.of[0]))
        return str(len(things)) if isinstance(things, list) else "0"
    if formula.verb == "years":
        return _years(answers.get(str(formula.of[0])), today)
    numbers = [_number(each, answers) for each in formula.of]
    known = [number for number in numbers if number is not None]
    asked = [each for each in formula.of if isinstance(each, str)]
    if asked and not any(number_of(answers.get(each)) is not None for each in asked):
        return None
    if formula.verb == "product" and len(known) < len(numbers):
        return None
    with localcontext() as context:
        context.prec = DIGITS
        total = _product(known) if formula.verb == "product" else sum(known, Decimal(0))
        if abs(total) > MOST:
            return None
        return plain(total, is_money)


def plain(number: Decimal, is_money: bool = False) -> str:
    """A number in its one spelling: ``12``, ``0.5``, of money ``1055.00``."""
    number = number.quantize(CENT, ROUND_HALF_UP) if is_money else number.normalize()
    return format(number if number else abs(number), "f")


def is_money(field: Field, field_of: FieldOf, depth: int = 10) -> bool:
    """Is what ``field`` holds an amount of money, or calculated from one?"""
    if field.kind == "money":
        return True
    if field.formula is None or field.formula.verb not in {"sum", "product"} or not depth:
        return False
    named = [field_of(each) for each in field.formula.of if isinstance(each, str)]
    return any(each is not None and is_money(each, field_of, depth - 1) for each in named)


def _number(each: str | Decimal, answers: Mapping[str, Value]) -> Decimal | None:
    return number_of(answers.get(each)) if isinstance(each, str) else each


def _product(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for number in numbers:
        total *= number
    return total


def _years(value: object, today: date) -> str | None:
    try:
        born = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return None
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return str(max(0, years))
