"""Who works here: inviting, taking the invitation up, dismissing."""

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select, update

from backend.identity import codes, queries
from backend.identity.actions.accounts import give_role
from backend.identity.contact import Reached
from backend.identity.models import Account, Invitation, Role
from backend.identity.roles import WHOLE_CITY, RoleName
from backend.identity.seal import mac
from backend.kernel import audit
from backend.kernel.db import db
from backend.kernel.i18n import speaking
from backend.notify.actions import Letter, send

LASTS = timedelta(days=3)
PURPOSE = "invitation"


class NotYours(Exception):
    """An admin of one office gives and ends roles there alone, and never her own."""


class NotThere(Exception):
    """A role that is for the whole city only."""


def invite(
    *,
    to: Reached,
    role: RoleName,
    office: str,
    language: str,
    now: datetime,
    by: int | None = None,
) -> None:
    """Invite whoever is reached at ``to``; the code goes there, works once and for three days.

    ``by`` is the account that invites, None for whoever runs the server. Raises NotThere.
    """
    if not may_be_at(role, office):
        raise NotThere
    code = codes.long()
    db.session.add(
        Invitation(
            digest=mac(PURPOSE, code),
            kind=to.kind,
            address=to.address,
            role=role,
            office=office,
            given_by=by,
            created=now,
            until=now + LASTS,
            used=None,
            used_by=None,
        )
    )
    with speaking(language):
        subject = gettext("Invitación para trabajar en Ventanilla")
        body = gettext(
            "Entra a tu Llave, abre Personal y escribe este código: %(code)s. Dura tres días.",
            code=codes.spaced(code),
        )
    letter = Letter(
        channel=to.channel,
        recipient=to.address,
        topic="identity.invitation",
        language=language,
        subject=subject,
        body=body,
        is_secret=True,
        expires=now + LASTS,
    )
    send(letter, now=now)


def join(*, account: Account, text: str, now: datetime) -> Role | None:
    """Take up an invitation that was sent to where ``account`` is reached; None if there is none,
    or if who invited may not give that role any more, or is who would join.
    """
    invitation = db.session.scalar(
        select(Invitation).where(Invitation.digest == mac(PURPOSE, codes.read(text)))
    )
    if invitation is None or not _is_hers(invitation, account) or invitation.until <= now:
        return None
    if not _stands(invitation, account):
        return None
    taken = db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used.is_(None))
        .values(used=now, used_by=account.id)
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    audit.note(
        actor=audit.person(account.id),
        subject=audit.person(account.id),
        act="identity.join",
        office=invitation.office,
        what=invitation.role,
        now=now,
    )
    return give_role(
        account=account,
        role=invitation.role,
        office=invitation.office,
        by=invitation.given_by,
        now=now,
    )


def end_roles(*, account: Account, by: int, now: datetime) -> None:
    """Somebody works nowhere any more, until she is invited again."""
    for role in queries.roles_of(account.id):
        _end(role, by, now)


def dismiss(*, role: Role, by: int, offices: set[str], now: datetime) -> None:
    """End a role. Raises NotYours for one's own, or of an office that is not among ``offices``."""
    if role.account_id == by or not may_manage(offices, role.office):
        raise NotYours
    _end(role, by, now)


def _end(role: Role, by: int, now: datetime) -> None:
    role.ended = now
    role.ended_by = by
    audit.note(
        actor=audit.person(by),
        subject=audit.person(role.account_id),
        act="identity.dismiss",
        office=role.office,
        what=role.role,
        now=now,
    )


def may_manage(offices: set[str], office: str) -> bool:
    """May an admin of ``offices`` give and end roles at ``office``?"""
    return WHOLE_CITY in offices or office in offices


def may_be_at(role: str, office: str) -> bool:
    """May somebody have ``role`` at ``office``? Who answers rights sees what every office keeps."""
    return role != RoleName.PRIVACY or office == WHOLE_CITY


def _stands(invitation: Invitation, account: Account) -> bool:
    """May who invited give that role still, and to her?"""
    by = invitation.given_by
    if not may_be_at(invitation.role, invitation.office) or by == account.id:
        return False
    if by is None:
        return True
    roles = queries.roles_of(by) if queries.person(by) else []
    return may_manage(
        {each.office for each in roles if each.role == RoleName.ADMIN}, invitation.office
    )


def _is_hers(invitation: Invitation, account: Account) -> bool:
    return any(
        each.confirmed and (each.kind, each.address) == (invitation.kind, invitation.address)
        for each in account.contacts
    )
