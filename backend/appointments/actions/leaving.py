"""Somebody cancels her account: her places are for others."""

from datetime import datetime

from sqlalchemy import update

from backend.appointments.models import Booking
from backend.kernel.db import db


def cancel_of(*, account_id: int, now: datetime) -> None:
    """Give back what she has booked and is still to come."""
    hers = (Booking.account_id == account_id, Booking.cancelled.is_(None), Booking.begins > now)
    gone = {"seat": None, "held_by": None, "cancelled": now}
    db.session.execute(update(Booking).where(*hers).values(**gone))
