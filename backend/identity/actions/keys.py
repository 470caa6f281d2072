"""Changing what opens an account."""

from datetime import datetime

from flask_babel import gettext

from backend.identity.actions import guesses, letters, sessions
from backend.identity.models import Account
from backend.kernel.i18n import speaking


def change_passphrase(
    *, account: Account, kept: str, is_long: bool, session_id: int | None, now: datetime
) -> None:
    """A new passphrase: every other session ends, and guesses at the old one are forgotten."""
    account.passphrase = kept
    account.is_long = is_long
    guesses.forgive(guesses.place(account.id, "passphrase"))
    sessions.end_others(account_id=account.id, but=session_id, now=now)
    with speaking(account.language):
        letters.tell_of_keys(account, body=gettext("Tu Llave tiene una frase nueva."), now=now)


def may_do_without(account: Account, *, app: bool = False, passkey: int | None = None) -> bool:
    """May ``account`` lose its app, or one passkey?

    A passphrase of less than 15 characters is enough only beside a second factor.
    """
    has_app = account.totp is not None and not app
    has_passkey = any(each.id != passkey for each in account.passkeys)
    return has_app or has_passkey or account.is_long or account.passphrase is None
