"""Who did or read what of whom, when and for which procedure. Rows are added, never changed.

Actors and subjects are opaque names: ``person:<id>``, ``client:<id>``, ``app:<id>``, ``city``,
``report:<id>``.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import keeping
from backend.kernel.db import Moment, apart, db
from backend.kernel.keeping import By, Why, link, party, told

MOST = 200


class Entry(db.Model):  # type: ignore[name-defined,misc]
    """One thing that ``actor``, of ``office``, did to or read of ``subject``."""

    __tablename__ = "kernel_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(64), index=True)
    office: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    act: Mapped[str] = mapped_column(String(60))
    what: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(200))


keeping.classify(
    keeping.Table(
        "kernel_audit",
        lazy_gettext("Quién vio o cambió mis datos"),
        {
            "id": link(),
            "at": told(lazy_gettext("Cuándo"), Why.PROOF),
            "actor": party(lazy_gettext("Quién"), Why.PROOF),
            "office": told(lazy_gettext("Oficina"), Why.PROOF),
            "subject": party(lazy_gettext("De quién"), Why.PROOF),
            "act": told(lazy_gettext("Qué hizo"), Why.PROOF),
            "what": told(lazy_gettext("Qué datos"), Why.PROOF),
            "purpose": told(lazy_gettext("Para qué"), Why.PROOF),
        },
        (By("subject", "person:{id}"), By("actor", "person:{id}")),
        days=keeping.LAW,
        because=lazy_gettext("Prueba quién vio tus datos; lo pide la ley."),
    )
)


def person(id: int) -> str:
    """The name of a person here."""
    return f"person:{id}"


def note(
    *,
    actor: str,
    subject: str,
    act: str,
    now: datetime,
    office: str = "",
    what: str = "",
    purpose: str = "",
    at_once: bool = False,
) -> None:
    """Note an act. ``act`` is a code such as ``identity.check``, ``what`` names the attributes,
    ``purpose`` the procedure or the reason.

    It is settled with the request, or ``at_once``: for a read, before it is shown.
    """
    entry = Entry(
        at=now,
        actor=actor,
        office=office,
        subject=subject,
        act=act,
        what=what[:MOST],
        purpose=purpose[:MOST],
    )
    if at_once:
        with apart() as session:
            session.add(entry)
    else:
        db.session.add(entry)


def note_reads(
    reads: Sequence[tuple[str, str]], *, actor: str, act: str, now: datetime, office: str = ""
) -> None:
    """Note at once that ``actor`` is about to read of each (subject, purpose), before it is shown:
    for lists, in one transaction."""
    rows = [
        Entry(
            at=now,
            actor=actor,
            office=office,
            subject=subject,
            act=act,
            what="",
            purpose=purpose[:MOST],
        )
        for subject, purpose in reads
    ]
    if rows:
        with apart() as session:
            session.add_all(rows)


def about(subject: str, *, actor: str = "", most: int = 50) -> list[Entry]:
    """What was done to or read of ``subject`` by those whose names begin with ``actor``, newest
    first."""
    query = select(Entry).where(Entry.subject == subject, Entry.actor.startswith(actor))
    return list(db.session.scalars(query.order_by(Entry.id.desc()).limit(most)))


def uses(subject: str, acts: Collection[str], *, most: int = 50) -> list[Entry]:
    """What of the kinds ``acts`` was done to or read of ``subject``, newest first."""
    query = select(Entry).where(Entry.subject == subject, Entry.act.in_(sorted(acts)))
    return list(db.session.scalars(query.order_by(Entry.id.desc()).limit(most)))


def done_by(actor: str, *, act: str, most: int = 50) -> list[Entry]:
    """What ``actor`` did of the kind ``act`` (all that begin with it), newest first."""
    query = select(Entry).where(Entry.actor == actor, Entry.act.startswith(act))
    return list(db.session.scalars(query.order_by(Entry.id.desc()).limit(most)))
