"""The tables of appointments: places that people hold, and what an office changed of its hours.

Personal are ``subject`` and whose a booking is. The hours themselves are declared by the service
and stand in no table; a slot has a row once it was changed or somebody wanted a place in it.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from backend.appointments import kept
from backend.kernel import keeping
from backend.kernel.db import Moment, db

ACCOUNT = "identity_accounts.id"


class Slot(db.Model):  # type: ignore[name-defined,misc]
    """One hour at one place for one service: who books there waits for whoever does so too.

    ``capacity`` is how many come at a time, None as the service declares it. ``changed_by`` is the
    account that changed it.
    """

    __tablename__ = "appointments_slots"

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(60))
    begins: Mapped[datetime] = mapped_column(Moment)
    capacity: Mapped[int | None]
    is_closed: Mapped[bool] = mapped_column(default=False, server_default=false())
    changed: Mapped[datetime | None] = mapped_column(Moment)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))

    __table_args__ = (UniqueConstraint("service", "place", "begins"),)


class Booking(db.Model):  # type: ignore[name-defined,misc]
    """Somebody comes at ``begins``. ``seat`` numbers those who come at that time, and ``held_by``
    is her account, as long as the booking stands: both are unique, and empty once it is cancelled.
    ``reminded`` is when she was reminded, or when there was no need to."""

    __tablename__ = "appointments_bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(60))
    place_name: Mapped[str] = mapped_column(String(120))
    begins: Mapped[datetime] = mapped_column(Moment)
    seat: Mapped[int | None]
    subject: Mapped[str] = mapped_column(String(40), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    held_by: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8))
    booked: Mapped[datetime] = mapped_column(Moment)
    reminded: Mapped[datetime | None] = mapped_column(Moment)
    cancelled: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("service", "place", "begins", "seat"),
        UniqueConstraint("service", "held_by"),
        Index("ix_appointments_bookings_begins", "begins", "id"),
    )

    @property
    def stands(self) -> bool:
        """Is she still expected?"""
        return self.cancelled is None


keeping.classify(*kept.TABLES)
