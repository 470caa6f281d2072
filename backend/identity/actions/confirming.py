"""Proving that somebody is reached where she says."""

from datetime import datetime, timedelta

from backend.identity import codes
from backend.identity.actions import letters
from backend.identity.actions.codes import issue, sent_lately
from backend.identity.contact import Reached
from backend.identity.models import Account, Contact

PURPOSE = "confirm"
MOST_AN_HOUR = 10


def may_send(address: str, now: datetime) -> bool:
    """May one more code go to ``address``? At most MOST_AN_HOUR, whoever asks."""
    return sent_lately(address, since=now - timedelta(hours=1)) < MOST_AN_HOUR


def ask_to_confirm(*, account: Account, contact: Contact, now: datetime) -> None:
    """Send a code to ``contact``; whoever gives it back is reached there."""
    code = codes.short()
    issue(
        purpose=PURPOSE,
        bound=bound_to(account.id, contact.id),
        code=code,
        now=now,
        address=contact.address,
        account_id=account.id,
    )
    to = Reached(contact.kind, contact.address)
    letters.send_code(to=to, code=code, language=account.language, now=now)


def bound_to(account_id: int, contact_id: int) -> str:
    """What the code of a contact is bound to."""
    return f"contact:{account_id}:{contact_id}"
