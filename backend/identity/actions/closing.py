"""Closing an account: nobody gets in any more, and nobody acts for it."""

from datetime import datetime

from sqlalchemy import or_, update

from backend.identity.models import Account, Help, Role, Session
from backend.kernel.db import db


def close(*, account: Account, now: datetime) -> None:
    """Nobody signs in to ``account`` from now on: its sessions, roles and agreements are over.
    What is kept of it is the business of the record."""
    account.closed = now
    for table, is_hers in (
        (Session, Session.account_id == account.id),
        (Role, Role.account_id == account.id),
        (Help, or_(Help.helper_id == account.id, Help.helped_id == account.id)),
    ):
        db.session.execute(update(table).where(is_hers, table.ended.is_(None)).values(ended=now))
