"""Reads of the Llave: they change nothing and are always ordered."""

from datetime import datetime

from sqlalchemy import select

from backend.identity.models import Account, Role, Session
from backend.kernel.db import db


def person(id: int) -> Account | None:
    """The account with this id, unless it was closed."""
    account = db.session.get(Account, id)
    return account if account and account.closed is None else None


def by_tag(tag: str) -> Account | None:
    """The account that ``tag`` names."""
    return db.session.scalar(select(Account).where(Account.tag == tag, Account.closed.is_(None)))


def roles_of(account_id: int) -> list[Role]:
    """The roles somebody has now, oldest first."""
    query = select(Role).where(Role.account_id == account_id, Role.ended.is_(None))
    return list(db.session.scalars(query.order_by(Role.id)))


def sessions_of(account_id: int, now: datetime) -> list[Session]:
    """The sessions of somebody that are open, the one seen last first."""
    query = select(Session).where(
        Session.account_id == account_id, Session.ended.is_(None), Session.until > now
    )
    return list(db.session.scalars(query.order_by(Session.seen.desc(), Session.id.desc())))
