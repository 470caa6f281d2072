"""Reads of cases: they change nothing and are always ordered."""

from sqlalchemy import select

from backend.cases.models import Case, CaseDocument
from backend.cases.status import OVER, State
from backend.kernel.db import db

PAGE = 20


def by_folio(folio: str) -> Case | None:
    """The case with this folio."""
    return db.session.scalar(select(Case).where(Case.folio == folio))


def by_receipt(receipt_digest: str) -> Case | None:
    """The case that this receipt began."""
    return db.session.scalar(select(Case).where(Case.receipt == receipt_digest))


def draft_of(owner_key: str) -> Case | None:
    """The draft of one person for one service."""
    return db.session.scalar(select(Case).where(Case.owner_key == owner_key))


def of(account_id: int, *, after: Case | None = None, size: int = PAGE) -> list[Case]:
    """The cases of somebody, newest first, behind ``after``."""
    query = select(Case).where(Case.account_id == account_id)
    if after:
        query = query.where(
            (Case.created < after.created)
            | ((Case.created == after.created) & (Case.id < after.id))
        )
    return list(db.session.scalars(query.order_by(Case.created.desc(), Case.id.desc()).limit(size)))


def pending_of(account_id: int | None, *, most: int = 5) -> list[Case]:
    """Those that are not over, newest first."""
    if account_id is None:
        return []
    query = select(Case).where(
        Case.account_id == account_id, Case.state.not_in(sorted(each.value for each in OVER))
    )
    return list(db.session.scalars(query.order_by(Case.created.desc(), Case.id.desc()).limit(most)))


def document(case: Case, id: int) -> CaseDocument | None:
    """The photo with this number, if it is of ``case``."""
    found = db.session.get(CaseDocument, id)
    return found if found and found.case_id == case.id else None


def was_appealed(case: Case) -> bool:
    """Was a refusal of it appealed before?"""
    return any(move.state == State.APPEALED for move in case.moves)
