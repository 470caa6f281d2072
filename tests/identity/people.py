"""People with a Llave, made without the pages that make one."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import pyotp
from flask import Flask

from backend.identity import passphrase
from backend.identity.actions import accounts, seconds, sessions
from backend.identity.models import Account
from backend.kernel import clock
from backend.kernel.db import db
from backend.notify.models import Message
from tests.page import Person

PHRASE = "cuatro gatos pintan lunas"
"""A passphrase that is long enough to stand alone."""


@dataclass(frozen=True)
class Llave:
    """An account as a test needs it."""

    id: int
    tag: str


def a_llave(
    app: Flask,
    name: str = "Amina Reyes",
    *,
    level: int = 2,
    phone: str = "+525512345678",
    mail: str = "",
    role: str = "",
    office: str = "",
    curp: str | None = None,
    birth_date: date | None = None,
    phrase: str = "",
    app_secret: str = "",
) -> Llave:
    """Somebody with an account, of ``level`` 1 to 3, and a ``role`` at ``office`` if she works
    here. Her contacts are confirmed from level 2 on. ``phrase`` is her passphrase, ``app_secret``
    the TOTP secret of her authenticator app."""
    kept = passphrase.keep(phrase) if phrase else None
    with app.app_context():
        now = clock.now()
        account = accounts.open_account(
            declared=accounts.Declared(
                name=name, language="es", curp=curp, birth_date=birth_date, passphrase=kept
            ),
            now=now,
        )
        for kind, address in (("phone", phone), ("mail", mail)):
            if address:
                contact = accounts.add_contact(account=account, kind=kind, address=address, now=now)
                if level > 1:
                    accounts.confirm_contact(account=account, contact=contact, now=now)
        account.level = level
        if app_secret:
            seconds.turn_on(account=account, secret=app_secret, step=0, now=now)
        if role:
            accounts.give_role(account=account, role=role, office=office, now=now)
        db.session.commit()
        return Llave(account.id, account.tag)


def gets_a_role(app: Flask, llave: Llave, role: str, office: str = "") -> None:
    """Let somebody with a Llave work here, in one more role."""
    with app.app_context():
        account = db.session.get_one(Account, llave.id)
        accounts.give_role(account=account, role=role, office=office, now=clock.now())
        db.session.commit()


def a_session(
    app: Flask,
    llave: Llave,
    *,
    is_shared: bool = False,
    strong: bool = False,
    proved: datetime | None = None,
) -> dict[str, str]:
    """The cookies of a session, ``strong`` with a second factor, proved now unless told when."""
    with app.app_context():
        account = db.session.get_one(Account, llave.id)
        _, token = sessions.begin(
            account=account,
            methods=["passphrase", "totp"] if strong else ["passphrase"],
            is_shared=is_shared,
            device="Chrome en Android",
            now=proved or clock.now(),
        )
        db.session.commit()
        return {"llave": token, "person": llave.tag}


def signs_in(
    person: Person,
    app: Flask,
    llave: Llave,
    *,
    is_shared: bool = False,
    strong: bool = False,
    proved: datetime | None = None,
) -> None:
    """Let ``person`` hold a session of ``llave`` on her phone."""
    cookies = a_session(app, llave, is_shared=is_shared, strong=strong, proved=proved)
    for name, value in cookies.items():
        person.client.set_cookie(name, value)


def codes_sent(app: Flask, to: str) -> list[str]:
    """The codes in the outbox to ``to``, oldest first."""
    with app.app_context():
        letters = db.session.query(Message).filter_by(recipient=to).order_by(Message.id)
        found = [
            re.search(r"(?:es|is|código:|code:) ([0-9A-Z][0-9A-Z ]{4,15}[0-9A-Z])", each.body)
            for each in letters
        ]
        return [match[1] for match in found if match]


def digits(secret: str, now: datetime | None = None) -> str:
    """What her authenticator app shows."""
    return pyotp.TOTP(secret).at(now or clock.now())
