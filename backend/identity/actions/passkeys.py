"""Adding, using and removing passkeys."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select, update

from backend.identity.actions import letters
from backend.identity.models import Account, Passkey
from backend.identity.passkeys import Made, Site, credential_of, shown
from backend.kernel.db import apart, db
from backend.kernel.i18n import speaking

MOST = 10


def add(*, account: Account, made: Made, name: str, now: datetime) -> bool:
    """Add a passkey; False if somebody has it already, or she has MOST of them."""
    known = select(Passkey.id).where(Passkey.credential == made.credential)
    if len(account.passkeys) >= MOST or db.session.scalar(known) is not None:
        return False
    account.passkeys.append(
        Passkey(
            credential=made.credential,
            key=made.key,
            uses=made.uses,
            name=name[:80],
            created=now,
            used=None,
        )
    )
    with speaking(account.language):
        body = gettext("Tu Llave tiene una llave de acceso nueva: %(name)s.", name=name or "?")
    letters.tell_of_keys(account, body=body, now=now)
    return True


def remove(*, account: Account, passkey: Passkey, now: datetime) -> None:
    """A passkey opens nothing any more."""
    with speaking(account.language):
        body = gettext("Quitamos una llave de acceso: %(name)s.", name=passkey.name or "?")
    account.passkeys.remove(passkey)
    letters.tell_of_keys(account, body=body, now=now)


def use(*, site: Site, answer: object, challenge: str, now: datetime) -> int | None:
    """The account whose passkey made ``answer`` to ``challenge``, or None."""
    query = (
        select(Passkey)
        .join(Account, Account.id == Passkey.account_id)
        .where(Passkey.credential == credential_of(answer), Account.closed.is_(None))
    )
    with apart(reading=True) as reading:
        passkey: Passkey | None = reading.scalar(query)
    if passkey is None:
        return None
    uses = shown(site, answer, challenge, key=passkey.key, uses=passkey.uses)
    if uses is None:
        return None
    db.session.execute(update(Passkey).where(Passkey.id == passkey.id).values(uses=uses, used=now))
    return passkey.account_id
