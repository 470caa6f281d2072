"""Whether a question, a step or a fee is meant for who answered so."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from backend.forms.ground import Value
from backend.kernel.city.services.model import Condition

# As answers are kept, and nothing else that Decimal reads: no exponent, no NaN.
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")


def all_hold(conditions: Iterable[Condition], answers: Mapping[str, Value]) -> bool:
    """Do all of ``conditions`` hold? One about a question that has no answer does not."""
    return all(holds(each, answers.get(each.question)) for each in conditions)


def holds(condition: Condition, value: Value | None) -> bool:
    """Does ``condition`` hold where its question was answered with ``value``?"""
    if not value:
        return False
    chosen = value if isinstance(value, list) else [value]
    if condition.among and not any(each in condition.among for each in chosen):
        return False
    if condition.at_least is None and condition.at_most is None:
        return True
    number = number_of(value)
    return (
        number is not None
        and (condition.at_least is None or number >= condition.at_least)
        and (condition.at_most is None or number <= condition.at_most)
    )


def number_of(value: object) -> Decimal | None:
    """The number that an answer is, None if it is none."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    return None
