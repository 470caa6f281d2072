"""Reads of the record: they change nothing and are always ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, or_, select
from sqlalchemy.orm import Session

from backend.identity import queries as llave
from backend.kernel import audit
from backend.kernel.db import apart, db, rows
from backend.record import attributes
from backend.record.attributes import BIRTH_DATE, CURP, MAIL, NAME, PHONE
from backend.record.datum import Datum
from backend.record.models import Attribute, Block, Consent, Document, Opposition, Request

MOST_USES = 30
USES = (
    *("record.use", "oidc.use", "identity.read", "record.read"),
    *("reports.read", "reports.read-place"),
    *("appointments.read", "cases.read", "papers.read"),
)
"""The acts that are a use of somebody's data."""


def data_of(account_id: int) -> dict[str, Datum]:
    """What is known of somebody, by attribute, in the order in which it is shown; nothing of who
    cancelled, for that is blocked."""
    of_llave = _of_llave(account_id)
    if of_llave is None:
        return {}
    found = {datum.name: datum for datum in (*of_llave, *_own(account_id))}
    return {name: found[name] for name in attributes.EVERY if name in found}


def _of_llave(account_id: int) -> list[Datum] | None:
    ways = llave.given(account_id)
    if not ways:
        return None
    account = ways[0]
    check = llave.check_of(account_id) if account.level == 3 else None
    born = account.birth_date.isoformat() if account.birth_date else ""
    values = ((NAME, account.name), (BIRTH_DATE, born), (CURP, account.curp or ""))
    found = [
        Datum(
            name,
            value,
            {name: value},
            account.created,
            checked=check.at if check else None,
            office=check.office if check else "",
            document=check.document if check else "",
        )
        for name, value in values
        if value
    ]
    for kind in (PHONE, MAIL):
        confirmed = [way for way in ways if way.kind == kind]
        if confirmed:
            first = confirmed[0]
            value = ", ".join(each.address for each in confirmed)
            found.append(Datum(kind, value, {kind: value}, first.added, checked=first.confirmed))
    return found


# Asked for whenever she looks at what is known of her: put together once.
_OWN = (
    select(
        *(Attribute.name, Attribute.parts, Attribute.given, Attribute.expires),
        *(Attribute.checked, Attribute.office, Attribute.document),
    )
    .where(Attribute.account_id == bindparam("account"))
    .order_by(Attribute.id)
)


def _own(account_id: int) -> Iterator[Datum]:
    for each in rows(_OWN, {"account": account_id}):
        kind = attributes.KINDS.get(each.name)
        if kind:
            yield Datum(
                each.name,
                kind.said(each.parts),
                dict(each.parts),
                each.given,
                each.expires,
                each.checked,
                each.office,
                each.document,
            )


def attribute(account_id: int, name: str, *, is_held: bool = False) -> Attribute | None:
    """One attribute of somebody; where ``is_held``, nobody else changes it until this is over."""
    query = select(Attribute).where(Attribute.account_id == account_id, Attribute.name == name)
    query = query.order_by(Attribute.id).limit(1)
    return db.session.scalar(query.with_for_update() if is_held else query)


def documents_of(account_id: int) -> list[Document]:
    """The documents somebody gave, newest first."""
    query = select(Document).where(Document.account_id == account_id)
    return list(db.session.scalars(query.order_by(Document.id.desc())))


def document(account_id: int, id: int) -> Document | None:
    """The document with this id, if it is hers."""
    found = db.session.get(Document, id)
    return found if found and found.account_id == account_id else None


def consents_of(account_id: int) -> list[Consent]:
    """The consents to offices that stand, by office and then oldest first."""
    query = select(Consent).where(Consent.account_id == account_id, Consent.revoked.is_(None))
    return list(db.session.scalars(query.order_by(Consent.office, Consent.id)))


def agreed(session: Session, account_id: int, office: str) -> set[str]:
    """The attributes that somebody lets ``office`` see."""
    query = select(Consent.attribute).where(
        Consent.account_id == account_id, Consent.office == office, Consent.revoked.is_(None)
    )
    return set(session.scalars(query.order_by(Consent.id)))


def agreed_now(account_id: int, office: str) -> set[str]:
    """The same, in the request's own transaction."""
    return agreed(db.session(), account_id, office)


def opposed_by(account_id: int, session: Session | None = None) -> set[str]:
    """The purposes that somebody opposes."""
    query = select(Opposition.purpose).where(
        Opposition.account_id == account_id, Opposition.ended.is_(None)
    )
    return set((session or db.session).scalars(query.order_by(Opposition.id)))


def is_opposed(account_id: int, purpose: str) -> bool:
    """Does she oppose this purpose?"""
    return purpose in opposed_by(account_id)


def is_opposed_apart(account_id: int, purpose: str) -> bool:
    """The same, read in a transaction of its own, for who has to write before it reads more."""
    with apart(reading=True) as reading:
        return is_blocked(reading, account_id) or purpose in opposed_by(account_id, reading)


@dataclass(frozen=True)
class Use:
    """Who used what of somebody, when, and for which procedure. ``who`` is a person's name, or a
    name inside such as ``client:3``."""

    at: datetime
    act: str
    who: str
    office: str
    what: str
    purpose: str


def uses_of(account_id: int, *, most: int = MOST_USES) -> list[Use]:
    """Who but herself used somebody's data, newest first."""
    me = audit.person(account_id)
    entries = [each for each in audit.uses(me, USES, most=most) if each.actor != me]
    ids = [int(e.actor.partition(":")[2]) for e in entries if e.actor.startswith("person:")]
    names = {audit.person(id): name for id, name in llave.names_of(ids).items()}
    return [
        Use(e.at, e.act, names.get(e.actor, e.actor), e.office, e.what, e.purpose) for e in entries
    ]


def requests_of(account_id: int) -> list[Request]:
    """The requests somebody made, newest first."""
    query = select(Request).where(Request.account_id == account_id)
    return list(db.session.scalars(query.order_by(Request.id.desc())))


def request_of(account_id: int, folio: str) -> Request | None:
    """The request with this folio, if it is hers."""
    found = by_folio(folio)
    return found if found and found.account_id == account_id else None


def by_folio(folio: str) -> Request | None:
    """The request with this folio."""
    if not folio.isprintable():
        return None
    return db.session.scalar(select(Request).where(Request.folio == folio))


def waiting(*, after: int = 0, size: int = 20) -> list[Request]:
    """The requests that wait for the city, the one due first first, behind ``after`` of them."""
    query = select(Request).where(
        Request.carried_out.is_(None),
        or_(Request.is_granted.is_(None), Request.is_granted.is_(True)),
    )
    first = case((Request.carry_out_by.is_(None), Request.due), else_=Request.carry_out_by)
    return list(db.session.scalars(query.order_by(first, Request.id).offset(after).limit(size)))


def is_blocked(session: Session, account_id: int) -> bool:
    """Did she cancel?"""
    return session.get(Block, account_id) is not None


def blocked(*, after: int = 0, size: int = 100) -> list[Block]:
    """Cancellations under way, by account, behind the one with that id."""
    query = select(Block).where(Block.account_id > after)
    return list(db.session.scalars(query.order_by(Block.account_id).limit(size)))
