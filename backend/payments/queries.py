"""Reads of payments: they change nothing and are always ordered."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select, true

from backend.kernel.db import db
from backend.payments.decide import Outcome
from backend.payments.models import BankLine, Payment

PAGE = 20
UNSETTLED = (Outcome.LATE, Outcome.WRONG_AMOUNT, Outcome.DOUBLED)
"""Money that came and by which nothing was granted: somebody has to look at it."""


def of_subject(subject: str) -> Payment | None:
    """What is asked for ``subject``: the last that was not cancelled, else the last."""
    query = select(Payment).where(Payment.subject == subject)
    stands_first = (Payment.cancelled.is_not(None), Payment.id.desc())
    return db.session.scalar(query.order_by(*stands_first).limit(1))


def is_paid(subject: str) -> bool:
    """Was something asked for ``subject``, and paid? By this alone is anything granted."""
    query = select(Payment.id).where(Payment.subject == subject, Payment.paid.is_not(None))
    return db.session.scalar(query.order_by(Payment.id).limit(1)) is not None


def by_reference(reference: str) -> Payment | None:
    """The payment of this reference."""
    return db.session.scalar(select(Payment).where(Payment.reference == reference))


def waiting(
    offices: Collection[str] | None = None, *, after: int = 0, size: int = PAGE
) -> list[Payment]:
    """What ``offices`` (None is everywhere) wait for, the one due first first, leaving out the
    first ``after``."""
    query = select(Payment).where(Payment.paid.is_(None), Payment.cancelled.is_(None), _at(offices))
    query = query.order_by(Payment.until, Payment.id).offset(after).limit(size)
    return list(db.session.scalars(query))


def count_waiting(offices: Collection[str] | None, today: date) -> tuple[int, int]:
    """How many wait, and how many of them are over."""
    query = select(func.count(), func.count().filter(Payment.until < today)).where(
        Payment.paid.is_(None), Payment.cancelled.is_(None), _at(offices)
    )
    every, over = db.session.execute(query).one()
    return every, over


def unsettled(
    offices: Collection[str] | None = None, *, size: int = PAGE
) -> list[tuple[BankLine, Payment]]:
    """Movements that nothing was granted for, newest first, with the payment each was meant for."""
    query = (
        select(BankLine, Payment)
        .join(Payment, Payment.id == BankLine.payment_id)
        .where(BankLine.outcome.in_(UNSETTLED), _at(offices))
    )
    rows = db.session.execute(query.order_by(BankLine.at.desc(), BankLine.mark).limit(size))
    return [(line, payment) for line, payment in rows]


def _at(offices: Collection[str] | None) -> ColumnElement[bool]:
    return true() if offices is None else Payment.office.in_(sorted(offices))
