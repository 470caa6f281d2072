"""Reads of the Llave: they change nothing and are always ordered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from backend.identity import acts
from backend.identity.models import Account, Check, Contact, Help, Role, Session
from backend.kernel import audit
from backend.kernel.access import FRESH, Person
from backend.kernel.db import apart, db, rows

MOST_SESSIONS = 12
MOST_HELPS = 10


def is_anybody_here() -> bool:
    """Has anybody ever made a Llave?"""
    return db.session.scalar(select(Account.id).order_by(Account.id).limit(1)) is not None


# With where she is told things, for nearly each page that needs the one shows the other.
_WITH_CONTACTS = (joinedload(Account.contacts),)


def person(id: int) -> Account | None:
    """The account with this id, unless it was closed."""
    account = db.session.get(Account, id, options=_WITH_CONTACTS)
    return account if account and account.closed is None else None


# Asked for whenever somebody looks at her record: put together once, and columns, not objects.
_GIVEN = (
    select(
        *(Account.name, Account.curp, Account.birth_date, Account.level, Account.created),
        *(Contact.kind, Contact.address, Contact.confirmed, Contact.created.label("added")),
    )
    .outerjoin(Contact, and_(Contact.account_id == Account.id, Contact.confirmed.is_not(None)))
    .where(Account.id == bindparam("id"), Account.closed.is_(None))
    .order_by(Contact.id)
)


def given(id: int) -> Sequence[Any]:
    """What somebody gave when she made her Llave, a row for each way to reach her that she
    confirmed, oldest first, or one of which the rest is None; none where it was closed."""
    return rows(_GIVEN, {"id": id}).all()


def people(ids: Iterable[int]) -> dict[int, Account]:
    """The accounts with these ids that are not closed, with how to reach them."""
    query = select(Account).options(selectinload(Account.contacts))
    query = query.where(Account.id.in_(sorted(set(ids))), Account.closed.is_(None))
    return {account.id: account for account in db.session.scalars(query.order_by(Account.id))}


def is_reached_at(kind: str, address: str) -> bool:
    """Has anybody confirmed that she is reached there?"""
    query = select(Contact.id).where(Contact.kind == kind, Contact.address == address)
    query = query.where(Contact.confirmed.is_not(None)).order_by(Contact.id)
    return db.session.scalar(query.limit(1)) is not None


def by_tag(tag: str) -> Account | None:
    """The account that ``tag`` names."""
    return db.session.scalar(select(Account).where(Account.tag == tag, Account.closed.is_(None)))


def roles_of(account_id: int) -> list[Role]:
    """The roles somebody has now, oldest first."""
    query = select(Role).where(Role.account_id == account_id, Role.ended.is_(None))
    return list(db.session.scalars(query.order_by(Role.id)))


def sessions_of(account_id: int, now: datetime) -> list[Session]:
    """The sessions of somebody that are open, the one seen last first; at most MOST_SESSIONS, for
    signing in ends what is beyond."""
    query = select(Session).where(
        Session.account_id == account_id, Session.ended.is_(None), Session.until > now
    )
    query = query.order_by(Session.seen.desc(), Session.id.desc()).limit(MOST_SESSIONS)
    return list(db.session.scalars(query))


def helps_between(helper_id: int, helped_id: int) -> list[Help]:
    """The agreements of these two that were not ended, oldest first."""
    query = select(Help).where(
        Help.helper_id == helper_id, Help.helped_id == helped_id, Help.ended.is_(None)
    )
    return list(db.session.scalars(query.order_by(Help.id)))


def helpers_of(helped_id: int) -> list[Help]:
    """Every agreement by which somebody helps her that was not ended, oldest first."""
    query = select(Help).where(Help.helped_id == helped_id, Help.ended.is_(None))
    return list(db.session.scalars(query.order_by(Help.id)))


def helps_of(account_id: int, now: datetime) -> list[Help]:
    """The agreements that stand in which somebody helps or is helped, newest first."""
    query = select(Help).options(selectinload(Help.helper), selectinload(Help.helped))
    query = query.where(
        or_(Help.helper_id == account_id, Help.helped_id == account_id),
        Help.ended.is_(None),
        Help.until > now,
    )
    return list(db.session.scalars(query.order_by(Help.id.desc()).limit(MOST_HELPS)))


@dataclass(frozen=True)
class Act:
    """What one person did to or for another, as both see it."""

    at: datetime
    name: str
    what: str
    actor: str
    subject: str
    office: str


def acts_between(name: str, *, most: int = 20) -> list[Act]:
    """What others did to or for ``name``, and ``name`` for others, newest first."""
    theirs = audit.about(name, actor="person:", most=most)
    theirs = [each for each in theirs if each.actor != name]
    own = audit.done_by(name, act=acts.ACT, most=most)
    entries = sorted([*theirs, *own], key=lambda each: each.id, reverse=True)[:most]
    ids = {int(each.partition(":")[2]) for entry in entries for each in _people(entry)}
    query = select(Account.id, Account.name).where(Account.id.in_(ids)).order_by(Account.id)
    names = {audit.person(id): name for id, name in db.session.execute(query)}
    return [
        Act(
            at=entry.at,
            name=acts.name(entry.act),
            what=entry.what if entry.what.startswith("/") else "",
            actor=names.get(entry.actor, ""),
            subject=names.get(entry.subject, ""),
            office=entry.office,
        )
        for entry in entries
    ]


def _people(entry: audit.Entry) -> list[str]:
    return [each for each in (entry.actor, entry.subject) if each.startswith("person:")]


def staff(offices: Iterable[str] | None = None, *, after: int = 0, size: int = 1000) -> list[Role]:
    """The roles that people have now at ``offices`` (None is everywhere), oldest first, beginning
    behind the one with the id ``after``."""
    query = select(Role).options(selectinload(Role.account))
    query = query.where(Role.ended.is_(None), Role.id > after)
    if offices is not None:
        query = query.where(Role.office.in_(sorted(offices)))
    return list(db.session.scalars(query.order_by(Role.id).limit(size)))


def role(id: int) -> Role | None:
    """The role with this id, unless it ended."""
    found = db.session.get(Role, id)
    return found if found and found.ended is None else None


def checked_with(curp: str) -> Account | None:
    """The account whose identity was checked with this CURP."""
    query = select(Account).where(
        Account.curp == curp, Account.level == 3, Account.closed.is_(None)
    )
    return db.session.scalar(query.order_by(Account.id).limit(1))


def needs_old_passphrase(asking: Person, now: datetime) -> bool:
    """Must she tell her passphrase to change it? Not if she has none, or just got in without."""
    with apart(reading=True) as reading:
        account = reading.get(Account, asking.id)
        session = reading.get(Session, asking.session)
    if account is None or session is None or account.passphrase is None:
        return False
    return "passphrase" in session.methods.split() or now - session.proved > FRESH


def whose(id: int) -> Account | None:
    """The account with this id, also when it was closed: for what is kept of it after that."""
    return db.session.get(Account, id)


def check_of(account_id: int) -> Check | None:
    """The last time that somebody's identity was checked at a counter."""
    query = select(Check).where(Check.account_id == account_id).order_by(Check.id.desc())
    return db.session.scalar(query.limit(1))


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """What the people with these ids are called."""
    query = select(Account.id, Account.name).where(Account.id.in_(sorted(set(ids))))
    return {row.id: row.name for row in db.session.execute(query.order_by(Account.id))}
