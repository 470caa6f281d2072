"""The outbox of messages, and the lease by which one process serves it.

Personal are: recipient, subject and body. What is secret (a code) is emptied as soon as it was
settled, the rest stays for the inbox of ``owner``.
"""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.notify import kept


class Message(db.Model):  # type: ignore[name-defined,misc]
    """One message to one recipient by one channel.

    ``recipient`` is what the channel needs: an address or a number in E.164. ``owner`` names
    whose inbox shows it, "" for none. ``next`` is when it is due; while a worker has it, when
    another may take it. ``claims`` counts how often it was taken, ``tries`` how often a channel
    answered: the two differ when a worker died in between, and then it may have gone out already.
    """

    __tablename__ = "notify_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(254))
    owner: Mapped[str] = mapped_column(String(64), index=True)
    topic: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    is_secret: Mapped[bool]
    created: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10))
    next: Mapped[datetime] = mapped_column(Moment)
    claims: Mapped[int]
    tries: Mapped[int]
    settled: Mapped[datetime | None] = mapped_column(Moment)
    said: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_notify_due", "state", "next", "id"),)


class Lease(db.Model):  # type: ignore[name-defined,misc]
    """Who does ``name`` until when: among several processes, one."""

    __tablename__ = "notify_leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
