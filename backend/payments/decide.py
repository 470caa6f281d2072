"""What becomes of one line of a bank's file: a function of values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    """``PAID`` is the only one by which anything is granted. ``DOUBLED``: it was paid before, by
    another movement. ``KNOWN``: this very movement was counted before. ``ELSEWHERE``: it is of an
    office that is not hers who loads. ``UNREADABLE``: the line says no movement."""

    PAID = "paid"
    LATE = "late"
    WRONG_AMOUNT = "wrong_amount"
    DOUBLED = "doubled"
    UNKNOWN = "unknown"
    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Line:
    """One movement: ``number`` is its line in the file, from 1 on, ``id`` the bank's own name for
    it, ``fault`` what makes it unreadable, "" if nothing."""

    number: int
    reference: str
    cents: int
    day: date
    id: str
    fault: str = ""

    @property
    def amount(self) -> Decimal:
        """In pesos, to the cent."""
        return Decimal(self.cents).scaleb(-2)


@dataclass(frozen=True)
class Standing:
    """How it stands with a payment, of the little that decides."""

    cents: int
    until: date
    is_paid: bool
    is_cancelled: bool
    is_hers: bool


def outcome(
    line: Line, payment: Standing | None, *, before: str | None, is_right: Callable[[str], bool]
) -> Outcome:
    """What becomes of ``line``. ``before`` is what became of this movement when it was loaded
    before, None if it never was. One of an unknown reference is looked at again."""
    if line.fault:
        return Outcome.UNREADABLE
    if before not in {None, Outcome.UNKNOWN}:
        return Outcome.KNOWN
    if payment is None or not is_right(line.reference):
        return Outcome.UNKNOWN
    against = (
        (Outcome.ELSEWHERE, not payment.is_hers),
        (Outcome.DOUBLED, payment.is_paid),
        (Outcome.WRONG_AMOUNT, line.cents != payment.cents),
        (Outcome.LATE, line.day > payment.until or payment.is_cancelled),
    )
    return next((each for each, holds in against if holds), Outcome.PAID)
