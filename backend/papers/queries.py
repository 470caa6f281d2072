"""Reads of papers: they change nothing and are always ordered."""

from datetime import date

from sqlalchemy import or_, select

from backend.kernel.db import db
from backend.papers.models import Key, Paper

MOST = 50


def paper(number: str) -> Paper | None:
    """The paper of this number."""
    return db.session.scalar(select(Paper).where(Paper.number == number))


def papers_of(account_id: int) -> list[Paper]:
    """Somebody's papers, newest first."""
    query = select(Paper).where(Paper.account_id == account_id)
    return list(db.session.scalars(query.order_by(Paper.id.desc()).limit(MOST)))


def of_subject(subject: str) -> Paper | None:
    """The paper that ``subject`` ended in: the last that was not revoked, else the last."""
    query = select(Paper).where(Paper.subject == subject)
    stands_first = (Paper.revoked.is_not(None), Paper.id.desc())
    return db.session.scalar(query.order_by(*stands_first).limit(1))


def every_key() -> list[Key]:
    """Every key that ever signed, oldest first."""
    return list(db.session.scalars(select(Key).order_by(Key.created, Key.kid)))


def revoked(today: date) -> list[str]:
    """The numbers of the papers that were revoked and would hold otherwise."""
    query = select(Paper.number).where(
        Paper.revoked.is_not(None), or_(Paper.valid_until.is_(None), Paper.valid_until >= today)
    )
    return list(db.session.scalars(query.order_by(Paper.number)))
