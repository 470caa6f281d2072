"""The outbox of messages, what people prefer, the phones to be told by push, and the lease of who
serves the outbox.

Personal are: recipient, subject and body, and where a phone is reached. What is secret (a code) is
emptied as soon as it was settled, the rest stays for the inbox of ``owner``.
"""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
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

    Of a push, ``token`` names it to the phone and to nobody else, and ``delivered`` is when the
    phone asked for it. ``unless`` is the push that makes this message unneeded if it was delivered.
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
    token: Mapped[str | None] = mapped_column(String(22), unique=True)
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


class Subscription(db.Model):  # type: ignore[name-defined,misc]
    """A phone on which ``owner`` wants notices: where its browser is reached by push, and how what
    is sent there is encrypted.

    ``phone`` names the browser, which holds it in a cookie. Several owners may be reached on one:
    the private keys that it holds, and whoever is signed in. ``dead`` is since when it is over.
    """

    __tablename__ = "notify_subscriptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(22))
    owner: Mapped[str] = mapped_column(String(80), index=True)
    endpoint: Mapped[str] = mapped_column(String(1000))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    p256dh: Mapped[str] = mapped_column(String(90))
    auth: Mapped[str] = mapped_column(String(24))
    language: Mapped[str] = mapped_column(String(8))
    created: Mapped[datetime] = mapped_column(Moment)
    delivered: Mapped[datetime | None] = mapped_column(Moment)
    dead: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("phone", "owner"),)


class Lease(db.Model):  # type: ignore[name-defined,misc]
    """Who does ``name`` until when: among several processes, one."""

    __tablename__ = "notify_leases"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
