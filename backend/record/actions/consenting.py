"""Letting an office see an attribute, and taking that back."""

from collections.abc import Iterable
from datetime import datetime

from backend.kernel import audit
from backend.kernel.db import db
from backend.record import notice, queries
from backend.record.models import Consent


def agree(
    *,
    account_id: int,
    office: str,
    attributes: Iterable[str],
    now: datetime,
    by: int | None = None,
) -> None:
    """She lets ``office`` see these, besides what it may see already; ``by`` is who said so for
    her, if it was not she."""
    standing = queries.agreed_now(account_id, office)
    for name in [each for each in attributes if each not in standing]:
        db.session.add(
            Consent(
                account_id=account_id,
                office=office,
                attribute=name,
                given=now,
                revoked=None,
                notice=notice.CURRENT,
            )
        )
        _note(account_id, "record.consent", office, name, now=now, by=by)


def revoke(*, account_id: int, id: int, now: datetime) -> None:
    """She takes a consent back; nothing where it is not hers or was taken back."""
    for each in queries.consents_of(account_id):
        if each.id == id:
            each.revoked = now
            _note(account_id, "record.revoke", each.office, each.attribute, now=now)


def _note(
    account_id: int, act: str, office: str, what: str, *, now: datetime, by: int | None = None
) -> None:
    actor = audit.person(by or account_id)
    subject = audit.person(account_id)
    audit.note(actor=actor, subject=subject, act=act, office=office, what=what, now=now)
