"""Closing an account: nobody gets in any more, and nobody acts for it."""

from datetime import datetime

from sqlalchemy import or_, update

from backend.identity.models import Account, Help, Role, Session
from backend.kernel.db import db


def close(*, account_id: int, now: datetime) -> None:
    """Nobody signs in to this account from now on: its sessions, roles and agreements are over.
    What is kept of it is the business of the record."""
    db.session.get_one(Account, account_id).closed = now
    for table, is_hers in (
        (Session, Session.account_id == account_id),
        (Role, Role.account_id == account_id),
        (Help, or_(Help.helper_id == account_id, Help.helped_id == account_id)),
    ):
        db.session.execute(update(table).where(is_hers, table.ended.is_(None)).values(ended=now))
