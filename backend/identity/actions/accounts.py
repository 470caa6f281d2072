"""Opening an account and what belongs to it."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext

from backend.identity.actions import letters
from backend.identity.contact import spoken
from backend.identity.models import Account, Contact, Role
from backend.identity.tokens import new_tag
from backend.kernel.db import db
from backend.kernel.i18n import speaking

DECLARED, CONFIRMED, CHECKED = 1, 2, 3
MOST_CONTACTS = 6


@dataclass(frozen=True)
class Declared:
    """What somebody says of herself when she opens an account. ``passphrase`` is a hash."""

    name: str
    language: str
    birth_date: date | None = None
    curp: str | None = None
    passphrase: str | None = None


def open_account(*, declared: Declared, now: datetime) -> Account:
    """Open an account of level 1."""
    account = Account(
        tag=new_tag(),
        name=declared.name,
        birth_date=declared.birth_date,
        curp=declared.curp,
        language=declared.language,
        passphrase=declared.passphrase,
        is_long=True,
        totp=None,
        totp_step=0,
        level=DECLARED,
        created=now,
        closed=None,
    )
    db.session.add(account)
    db.session.flush()
    return account


class TooMany(Exception):
    """There is no room for one more; one that is not used has to go first."""


def add_contact(*, account: Account, kind: str, address: str, now: datetime) -> Contact:
    """Add a way to reach somebody, not confirmed yet; the one there is if she has it already.

    Raises TooMany beyond MOST_CONTACTS.
    """
    for contact in account.contacts:
        if (contact.kind, contact.address) == (kind, address):
            return contact
    if len(account.contacts) >= MOST_CONTACTS:
        raise TooMany
    contact = Contact(kind=kind, address=address, confirmed=None, created=now)
    account.contacts.append(contact)
    db.session.flush()
    return contact


def confirm_contact(*, account: Account, contact: Contact, now: datetime) -> None:
    """She gave back the code that was sent there: the contact counts, and lifts her to level 2."""
    if contact.confirmed is None and any(each.confirmed for each in account.contacts):
        with speaking(account.language):
            body = gettext(
                "Ahora también te avisamos por %(contact)s.",
                contact=spoken(contact.kind, contact.address),
            )
        letters.tell_of_keys(account, body=body, now=now)
    contact.confirmed = contact.confirmed or now
    account.level = max(account.level, CONFIRMED)


def remove_contact(*, account: Account, contact: Contact, now: datetime) -> bool:
    """Remove a way to reach somebody; False where it is the last one that counts.

    She is told there as well: it may not have been she.
    """
    others = [each for each in account.contacts if each.confirmed and each is not contact]
    if contact.confirmed:
        if not others:
            return False
        with speaking(account.language):
            body = gettext(
                "Quitamos %(contact)s de tu Llave.", contact=spoken(contact.kind, contact.address)
            )
        letters.tell_of_keys(account, body=body, now=now)
    account.contacts.remove(contact)
    return True


def give_role(
    *, account: Account, role: str, office: str, now: datetime, by: int | None = None
) -> Role:
    """Give somebody a role; ``by`` is the account that does, None for whoever runs the server."""
    given = Role(
        account_id=account.id,
        role=role,
        office=office,
        given=now,
        given_by=by,
        ended=None,
        ended_by=None,
    )
    db.session.add(given)
    db.session.flush()
    return given


class Checked(Exception):
    """It was checked at a counter: only a counter corrects it."""


def correct(*, account: Account, name: str, birth_date: date | None, curp: str | None) -> None:
    """She corrects what she declared of herself. Raises Checked from level 3 on."""
    if account.level >= CHECKED:
        raise Checked
    account.name, account.birth_date, account.curp = name, birth_date, curp
