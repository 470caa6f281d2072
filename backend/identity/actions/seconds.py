"""The second factor from an app: turning it on, using it, turning it off."""

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import update

from backend.identity import totp
from backend.identity.actions import guesses, letters
from backend.identity.models import Account
from backend.identity.seal import seal, unseal
from backend.kernel.db import apart, db
from backend.kernel.i18n import speaking

WHAT = "totp"


def use(*, account_id: int, text: str, now: datetime) -> bool:
    """Are these the digits of her app now? The try is counted first; digits are right once."""
    at = guesses.place(account_id, WHAT)
    tries = guesses.reserve([at], now)[at]
    with apart() as writing:
        account = writing.get_one(Account, account_id)
        secret = unseal(account.totp) if account.totp else None
        step = totp.step_of(secret, text, now=now) if secret else None
        if step is None or tries > guesses.MOST:
            return False
        used = writing.execute(
            update(Account)
            .where(Account.id == account_id, Account.totp_step < step)
            .values(totp_step=step)
        )
        return bool(used.rowcount)  # type: ignore[attr-defined]


def turn_on(*, account: Account, secret: str, step: int, now: datetime) -> None:
    """From now on the app's digits are asked for; ``step`` is the one she showed."""
    account.totp = seal(secret)
    account.totp_step = step
    guesses.forgive(guesses.place(account.id, WHAT))
    _tell(account, is_on=True, now=now)


def turn_off(*, account: Account, now: datetime) -> None:
    """The app's digits are not asked for any more."""
    account.totp = None
    _tell(account, is_on=False, now=now)


def forgive(account_id: int) -> None:
    """The digits were right: count from nothing again."""
    guesses.forgive(guesses.place(account_id, WHAT))
    db.session.flush()


def _tell(account: Account, *, is_on: bool, now: datetime) -> None:
    with speaking(account.language):
        body = (
            gettext("Tu Llave ahora pide también el código de tu aplicación.")
            if is_on
            else gettext("Tu Llave ya no pide el código de tu aplicación.")
        )
        letters.tell_of_keys(account, body=body, now=now)
