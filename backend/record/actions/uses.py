"""The one door by which somebody's data goes to anybody else: agreed, noted, and then read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from backend.kernel import audit
from backend.kernel.db import apart
from backend.record import purposes, queries
from backend.record.attributes import EVERY
from backend.record.datum import Datum

USE, READ = "record.use", "record.read"


@dataclass(frozen=True)
class Reader:
    """Who asks: ``actor`` is a name of ``kernel.audit``, for an office or for a site."""

    actor: str
    office: str = ""
    is_site: bool = False

    @property
    def purpose(self) -> str:
        return purposes.SITES if self.is_site else purposes.OFFICES


class NotAgreed(Exception):
    """She has not let this reader see ``attributes``."""

    def __init__(self, attributes: Collection[str]) -> None:
        super().__init__(" ".join(sorted(attributes)))
        self.attributes = set(attributes)


class Opposed(Exception):
    """She opposes this use of her data."""


class Blocked(Opposed):
    """She cancelled: nobody uses what is kept of her."""


def use(
    *,
    account_id: int,
    reader: Reader,
    attributes: Collection[str],
    procedure: str,
    now: datetime,
    agreed: Collection[str] | None = None,
    at_once: bool = True,
) -> dict[str, Datum]:
    """What ``reader`` may see of somebody for ``procedure``, noted and settled before it is read.

    ``agreed`` are the attributes she consented to where another room keeps that. With
    ``at_once=False`` the note is settled with the request, before its answer leaves: for a POST
    that has begun to write. Raises NotAgreed, Opposed, Blocked.
    """
    with apart(reading=True) as reading:
        if queries.is_blocked(reading, account_id):
            raise Blocked
        if reader.purpose in queries.opposed_by(account_id, reading):
            raise Opposed
        if agreed is None:
            agreed = queries.agreed(reading, account_id, reader.office)
    missing = set(attributes) - set(agreed)
    if missing:
        raise NotAgreed(missing)
    _note(
        USE,
        account_id=account_id,
        reader=reader,
        attributes=attributes,
        procedure=procedure,
        now=now,
        at_once=at_once,
    )
    known = queries.data_of(account_id)
    return {name: known[name] for name in attributes if name in known}


def read_all(*, account_id: int, reader: Reader, procedure: str, now: datetime) -> None:
    """Somebody who acts for her, or answers her request, is about to see what she sees."""
    _note(
        READ, account_id=account_id, reader=reader, attributes=EVERY, procedure=procedure, now=now
    )


def _note(
    act: str,
    *,
    account_id: int,
    reader: Reader,
    attributes: Collection[str],
    procedure: str,
    now: datetime,
    at_once: bool = True,
) -> None:
    audit.note(
        actor=reader.actor,
        subject=audit.person(account_id),
        act=act,
        office=reader.office,
        what=" ".join(attributes),
        purpose=procedure,
        now=now,
        at_once=at_once,
    )
