"""Verbs: something is to be paid, or need not be any more."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import update

from backend.kernel.db import db
from backend.payments import gateway
from backend.payments.actions.reconciling import Reconciled, reconcile
from backend.payments.models import Payment

__all__ = ["NoAmount", "Reconciled", "ask", "cancel", "cancel_of", "reconcile"]


class NoAmount(ValueError):
    """There is nothing to pay, or a part of a cent."""


def ask(
    *,
    subject: str,
    account_id: int,
    concept: str,
    fees: Sequence[tuple[str, Decimal]],
    until: date,
    language: str,
    now: datetime,
    office: str = "",
) -> Payment:
    """Ask for the sum of ``fees``, in pesos, to be paid until a day, that day included; what was
    asked for ``subject`` before and is not paid is cancelled. Raises NoAmount."""
    cents = sum(_cents(amount) for _, amount in fees)
    if cents <= 0:
        raise NoAmount
    cancel(subject=subject, now=now)
    way = gateway.usual()
    payment = Payment(
        subject=subject,
        account_id=account_id,
        office=office,
        concept=concept[:120],
        fees=[[label, f"{amount:.2f}"] for label, amount in fees],
        cents=cents,
        way=way.name,
        reference=way.begin(cents=cents, until=until),
        until=until,
        language=language,
        asked=now,
        paid=None,
        cancelled=None,
    )
    db.session.add(payment)
    db.session.flush()
    return payment


def cancel(*, subject: str, now: datetime) -> None:
    """What ``subject`` has yet to pay need not be paid any more; what is paid stays paid."""
    unpaid = (Payment.subject == subject, Payment.paid.is_(None), Payment.cancelled.is_(None))
    db.session.execute(update(Payment).where(*unpaid).values(cancelled=now))


def cancel_of(*, account_id: int, now: datetime) -> None:
    """The same for all that is somebody's, who cancels her account."""
    unpaid = (Payment.account_id == account_id, Payment.paid.is_(None))
    db.session.execute(
        update(Payment).where(*unpaid, Payment.cancelled.is_(None)).values(cancelled=now)
    )


def _cents(amount: Decimal) -> int:
    cents = amount.scaleb(2)
    if amount < 0 or cents != cents.to_integral_value():
        raise NoAmount
    return int(cents)
