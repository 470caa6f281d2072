"""The outbox of messages, what people prefer, and the lease by which one process serves it.

Personal are: recipient, subject and body. What is secret (a code) is emptied as soon as it was
settled, the rest stays for the inbox of ``owner``.
"""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, db
from backend.notify import kept


class Message(db.Model):  # type: ignore[name-defined,misc]
    """One message to one recipient by one channel; of the channel ``inbox``, one line of an inbox.

    ``recipient`` is what the channel needs: an address or a number in E.164. ``owner`` names
    whose inbox shows it, "" for none, and ``address`` is the path of the page it speaks of.
    ``next`` is when it is due; while a worker has it, when another may take it. ``claims`` counts
    how often it was taken, ``tries`` how often a channel answered: the two differ when a worker
    died in between, and then it may have gone out already.

    ``unless`` is the id of another message: if that one was ``delivered``, this one is not needed.
    ``read`` is when its owner said that she had read it.
    """

    __tablename__ = "notify_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(254))
    owner: Mapped[str] = mapped_column(String(80))
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
    address: Mapped[str] = mapped_column(String(200))
    unless: Mapped[int | None]
    delivered: Mapped[datetime | None] = mapped_column(Moment)
    read: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index("ix_notify_due", "state", "next", "id"),
        Index("ix_notify_inbox", "owner", "channel", "id"),
        Index("ix_notify_told", "recipient", "id"),
    )


class Preference(db.Model):  # type: ignore[name-defined,misc]
    """How ``owner`` wants to be told, where it differs from what everybody is told.

    ``off`` holds ``<kind>.<channel>`` for what she does not want. ``is_quiet``: nothing rings in
    the city's quiet hours. ``is_sms_last``: an SMS only where the phone did not get the notice.
    """

    __tablename__ = "notify_preferences"

    owner: Mapped[str] = mapped_column(String(80), primary_key=True)
    off: Mapped[list[str]] = mapped_column(JSON)
    is_quiet: Mapped[bool]
    is_sms_last: Mapped[bool]
    changed: Mapped[datetime] = mapped_column(Moment)


class Lease(db.Model):  # type: ignore[name-defined,misc]
    """Who does ``name`` until when: among several processes, one."""

    __tablename__ = "notify_leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
