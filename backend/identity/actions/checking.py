"""What a clerk does at a counter: checking who somebody is, and letting her back in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext

from backend.identity import codes, queries
from backend.identity.actions import accounts, guesses, helping, keys, letters, sessions, staffing
from backend.identity.actions.codes import issue, take
from backend.identity.models import Account, Check
from backend.kernel import audit
from backend.kernel.db import db
from backend.kernel.i18n import speaking

RECOVER = "recover"
RECOVER_LASTS = timedelta(hours=24)
MOST_TRIES = 1000
"""A code of 60 bits is not guessed; so few tries only that nobody uses it up for her."""


class AlreadyChecked(Exception):
    """Another account was checked with this CURP: it is hers, and she is to be let back into it."""


@dataclass(frozen=True)
class Seen:
    """What stands on the document that the clerk saw, of a kind such as ``ine``."""

    document: str
    name: str
    birth_date: date
    curp: str | None


def read_at_counter(*, clerk_id: int, office: str, account_id: int, now: datetime) -> None:
    """A clerk is about to see somebody's data: written down before it is shown."""
    audit.note(
        actor=audit.person(clerk_id),
        subject=audit.person(account_id),
        act="identity.read",
        office=office,
        what="name birth_date curp",
        now=now,
        at_once=True,
    )


def check_identity(
    *, account: Account, clerk_id: int, office: str, seen: Seen, now: datetime
) -> None:
    """Lift ``account`` to level 3, with what the document says. Raises AlreadyChecked."""
    other = queries.checked_with(seen.curp) if seen.curp else None
    if other and other.id != account.id:
        raise AlreadyChecked
    account.name = seen.name
    account.birth_date = seen.birth_date
    # What she only declared is not made true by a document that does not say it.
    account.curp = seen.curp or (account.curp if account.level == accounts.CHECKED else None)
    account.level = accounts.CHECKED
    db.session.add(
        Check(
            account_id=account.id,
            clerk_id=clerk_id,
            office=office,
            document=seen.document,
            at=now,
        )
    )
    audit.note(
        actor=audit.person(clerk_id),
        subject=audit.person(account.id),
        act="identity.check",
        office=office,
        what="name birth_date curp",
        purpose=seen.document,
        now=now,
    )
    with speaking(account.language):
        body = gettext("En una ventanilla comprobaron tu identidad: tu Llave es de nivel 3.")
    letters.tell_of_keys(account, body=body, now=now)


def recovery_code(*, account: Account, clerk_id: int, office: str, now: datetime) -> str:
    """A code by which somebody who lost every key gets back in, for a day; she is told wherever
    she is reached."""
    code = codes.long()
    issue(
        purpose=RECOVER,
        bound=bound_to(account.id),
        code=code,
        account_id=account.id,
        now=now,
        lasts=RECOVER_LASTS,
    )
    audit.note(
        actor=audit.person(clerk_id),
        subject=audit.person(account.id),
        act="identity.recover",
        office=office,
        now=now,
    )
    with speaking(account.language):
        body = gettext("En una ventanilla dieron un código para recuperar tu Llave.")
    letters.tell_of_keys(account, body=body, now=now)
    return code


def is_recovery_code(account_id: int, text: str, now: datetime) -> bool:
    """Is this the code of the counter? It opens once."""
    return take(purpose=RECOVER, bound=bound_to(account_id), text=text, now=now, tries=MOST_TRIES)


def recover(*, account: Account, kept: str, known_by: str, now: datetime) -> None:
    """A new passphrase in the place of every key she had; every session ends.

    So does what others trusted her keys with: her roles, the agreements to act for her, and every
    contact but the address that she was ``known_by``, once she was told there.
    """
    account.totp = None
    account.passkeys.clear()
    for what in ("code", "totp"):
        guesses.forgive(guesses.place(account.id, what))
    keys.change_passphrase(account=account, kept=kept, is_long=True, session_id=None, now=now)
    sessions.end_others(account_id=account.id, but=None, now=now)
    staffing.end_roles(account=account, by=account.id, now=now)
    for help in queries.helpers_of(account.id):
        helping.end(help=help, by=account.id, now=now)
    for contact in account.contacts:
        if contact.address != known_by:
            contact.confirmed = None


def bound_to(account_id: int) -> str:
    """What a code of the counter is bound to."""
    return f"account:{account_id}"
