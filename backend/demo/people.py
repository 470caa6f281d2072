"""Three people to try the Llave as. Their keys stand here for everybody to read, so they are made
in an empty database only, and nothing reaches them: ``.example`` is nobody's."""

from dataclasses import dataclass
from datetime import date, datetime

import pyotp
from flask import current_app

from backend.identity import candidates, passphrase, queries
from backend.identity.actions import accounts, seconds
from backend.identity.roles import RoleName
from backend.kernel.city import City
from backend.kernel.db import db


@dataclass(frozen=True)
class Invented:
    """Somebody invented. ``app`` is the secret of an authenticator app."""

    name: str
    mail: str
    passphrase: str
    born: date
    app: str = ""
    roles: tuple[RoleName, ...] = ()


PEOPLE = (
    Invented("Amina Reyes", "amina@demo.example", "cuatro gatos pintan lunas", date(1988, 5, 24)),
    Invented(
        "Dora Luna",
        "dora@demo.example",
        "ocho perros cantan soles",
        date(1979, 11, 2),
        app="NOBODYSSECRETNOBODYSSECRETNOBODY",
        roles=(RoleName.CLERK, RoleName.DESK, RoleName.ADMIN),
    ),
    Invented(
        "Beto Cruz",
        "beto@demo.example",
        "siete burros miran nubes",
        date(1992, 3, 9),
        app="ANOTHERNOBODYSSECRETANOTHERNOBOD",
        roles=(RoleName.CREW,),
    ),
)
AT_AN_OFFICE = {RoleName.CLERK, RoleName.CREW}


def invent(now: datetime) -> list[int]:
    """Give each a Llave, if nobody has one yet; the ids of the accounts that were made."""
    if queries.is_anybody_here():
        return []
    return [_make(each, now) for each in PEOPLE]


def told(now: datetime) -> list[str]:
    """How to sign in as each of those who are here, a line each, with the digits of this moment."""
    lines = []
    for each in PEOPLE:
        if not candidates.meant(candidates.read(each.mail, "", now.date())):
            continue
        works = f" ({', '.join(each.roles)})" if each.roles else ""
        step = f", second step now: {pyotp.TOTP(each.app).at(now)}" if each.app else ""
        lines.append(f"{each.name}{works}: {each.mail}, passphrase: {each.passphrase}{step}")
    return lines


def _make(each: Invented, now: datetime) -> int:
    city: City = current_app.extensions["city"]
    declared = accounts.Declared(
        name=each.name,
        language=city.languages[0].code,
        birth_date=each.born,
        passphrase=passphrase.keep(each.passphrase),
    )
    account = accounts.open_account(declared=declared, now=now)
    contact = accounts.add_contact(account=account, kind="mail", address=each.mail, now=now)
    accounts.confirm_contact(account=account, contact=contact, now=now)
    if each.app:
        seconds.turn_on(account=account, secret=each.app, step=0, now=now)
    for role in each.roles:
        office = city.departments[0].id if role in AT_AN_OFFICE else ""
        accounts.give_role(account=account, role=role, office=office, now=now)
    db.session.flush()
    return account.id
