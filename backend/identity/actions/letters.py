"""What the Llave tells people: codes, and every change of their keys."""

import unicodedata
from datetime import datetime

from flask import current_app
from flask_babel import gettext
from sqlalchemy.orm import Session

from backend.config import Settings
from backend.identity import codes
from backend.identity.contact import CHANNEL, Reached
from backend.identity.models import Account
from backend.kernel import audit
from backend.kernel.i18n import speaking
from backend.notify.actions import INBOX, Letter, send, send_all

MOST_OF_A_NAME = 50


def send_code(*, to: Reached, code: str, language: str, now: datetime, words: str = "") -> None:
    """Send a code; after ten minutes it is not sent any more. ``words`` say what it is for, where
    it is to be told to somebody."""
    with speaking(language):
        lines = [
            gettext(
                "Tu código de Ventanilla es %(code)s. Dura 10 minutos.", code=codes.spaced(code)
            ),
            words or gettext("No se lo digas a nadie: nadie de la ciudad te lo va a pedir."),
            *([] if words else _for_the_browser(to, code)),
        ]
        subject = gettext("Tu código de Ventanilla")
    send(
        Letter(
            channel=to.channel,
            recipient=to.address,
            topic="identity.code",
            language=language,
            subject=subject,
            body="\n".join(lines),
            is_secret=True,
            expires=now + codes.LASTS,
        ),
        now=now,
    )


def said(name: str) -> str:
    """A name that somebody chose, as the city may say it to another: letters, and no message."""
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LM" or sign in "'’-" else " " for sign in name
    )
    return " ".join(kept.split())[:MOST_OF_A_NAME].strip() or "?"


def tell(
    account: Account,
    *,
    topic: str,
    subject: str,
    body: str,
    now: datetime,
    into: Session | None = None,
) -> None:
    """Tell somebody something, wherever she confirmed that she can be reached, and in her inbox.

    ``subject`` and ``body`` are in her language: say them inside ``speaking(account.language)``.
    """
    reached = [(CHANNEL[each.kind], each.address) for each in account.contacts if each.confirmed]
    letters = [
        Letter(
            channel=channel,
            recipient=recipient,
            topic=topic,
            language=account.language,
            subject=subject,
            body=body,
            owner=audit.person(account.id),
        )
        for channel, recipient in ((INBOX, ""), *reached)
    ]
    send_all(letters, now=now, into=into)


def tell_of_keys(account: Account, *, body: str, now: datetime) -> None:
    """Tell somebody that one of her keys changed, and what to do if it was not she."""
    with speaking(account.language):
        tell(
            account,
            topic="identity.keys",
            subject=gettext("Cambió tu Llave"),
            body="\n".join(
                [body, gettext("Si no fuiste tú, entra con un código y cambia tu frase.")]
            ),
            now=now,
        )


def _for_the_browser(to: Reached, code: str) -> list[str]:
    """The line by which a phone's browser offers the code to our page alone (WebOTP)."""
    settings: Settings = current_app.extensions["settings"]
    host = settings.origin.removeprefix("https://")
    return ["", f"@{host} #{code}"] if to.kind == "phone" and host else []
