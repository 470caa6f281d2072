"""The keys of apps, and which report came with which."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.reports.open311 import kept


class Key(db.Model):  # type: ignore[name-defined,misc]
    """What an app shows to write. ``id`` names it and opens nothing; the key itself is kept as a
    digest. ``rate`` is how often it may write, ``contact`` whom to ask about it."""

    __tablename__ = "reports_open311_keys"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(120))
    rate: Mapped[str] = mapped_column(String(40))
    created: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class Sent(db.Model):  # type: ignore[name-defined,misc]
    """A report that came from an app, which speaks for whoever reported."""

    __tablename__ = "reports_open311"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports_reports.id"), primary_key=True)
    key_id: Mapped[str] = mapped_column(ForeignKey("reports_open311_keys.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
