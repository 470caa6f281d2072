"""The tables of payments: what was asked, and what banks say of it.

Amounts are whole cents, so that they are exact on every database. Personal are ``subject`` and
whose a payment is.
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.payments import kept

ACCOUNT = "identity_accounts.id"


class Payment(db.Model):  # type: ignore[name-defined,misc]
    """What somebody is to pay ``until`` a day, the day included. ``fees`` are what it is made of,
    (what for, pesos). ``way`` names the gateway, and ``reference`` the payment there. ``paid`` is
    when we heard that it was."""

    __tablename__ = "payments_payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT), index=True)
    office: Mapped[str] = mapped_column(String(40))
    concept: Mapped[str] = mapped_column(String(120))
    fees: Mapped[list[list[str]]] = mapped_column(JSON)
    cents: Mapped[int] = mapped_column(BigInteger)
    way: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(80), unique=True)
    until: Mapped[date]
    language: Mapped[str] = mapped_column(String(8))
    asked: Mapped[datetime] = mapped_column(Moment)
    paid: Mapped[datetime | None] = mapped_column(Moment)
    cancelled: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (Index("ix_payments_payments_office_until", "office", "until", "id"),)

    @property
    def amount(self) -> Decimal:
        """In pesos, to the cent."""
        return Decimal(self.cents).scaleb(-2)

    @property
    def is_waiting(self) -> bool:
        """Is it still to be paid?"""
        return self.paid is None and self.cancelled is None


class BankLine(db.Model):  # type: ignore[name-defined,misc]
    """One movement that a bank told of, and what became of it (``decide.Outcome``). ``mark`` is a
    digest of what makes it one and no other, so that it counts once. ``loaded_by`` is who loaded
    it."""

    __tablename__ = "payments_lines"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payments_payments.id"), index=True)
    reference: Mapped[str] = mapped_column(String(80))
    cents: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    loaded_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))

    @property
    def amount(self) -> Decimal:
        """In pesos, to the cent."""
        return Decimal(self.cents).scaleb(-2)


keeping.classify(*kept.TABLES)
