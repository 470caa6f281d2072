"""Who may be meant by what somebody typed to sign in: a phone, an address or a CURP.

A family may share a phone number, so there can be several; what they show next decides. Read in a
transaction of its own: comparing passphrases takes long, and no transaction may wait for it.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select

from backend.forms import curp
from backend.identity import contact
from backend.identity.contact import Reached
from backend.identity.models import Account, Contact, Passkey
from backend.kernel.db import apart

MOST = 4


@dataclass(frozen=True)
class Candidate:
    """An account that may be meant. ``reached`` is where a code for it goes, if anywhere."""

    id: int
    name: str
    language: str
    passphrase: str | None
    has_app: bool
    has_passkey: bool
    reached: Reached | None

    @property
    def has_second(self) -> bool:
        """Has she a second factor?"""
        return self.has_app or self.has_passkey


def read(text: str, region: str, today: date) -> Reached | str | None:
    """What somebody typed: how to reach her, her CURP, or nothing that reads as either."""
    return contact.read(text, region) or curp.read(text, today)


def meant(who: Reached | str | None) -> list[Candidate]:
    """Up to MOST accounts that ``who`` may mean, those best known first.

    A contact counts once it was confirmed. Anybody may declare any CURP: where one was checked at
    a counter, it means that account and no other.
    """
    if who is None:
        return []
    if isinstance(who, Reached):
        is_meant = exists().where(
            Contact.account_id == Account.id,
            Contact.kind == who.kind,
            Contact.address == who.address,
            Contact.confirmed.is_not(None),
        )
        return _found(is_meant, who)
    return _found(and_(Account.curp == who, Account.level == 3), None) or _found(
        Account.curp == who, None
    )


def named(who: Reached | str | None) -> str:
    """``who`` in one spelling, however it was typed: by this, what is sent is counted."""
    return who.address if isinstance(who, Reached) else who or ""


def by_place(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Those who are reached, together with whom they share the place with."""
    places: dict[Reached, list[Candidate]] = {}
    for each in candidates:
        if each.reached:
            places.setdefault(each.reached, []).append(each)
    return list(places.values())


def by_id(id: int) -> Candidate | None:
    """The account with this id."""
    return next(iter(_found(Account.id == id, None)), None)


def _found(is_meant: ColumnElement[bool], reached: Reached | None) -> list[Candidate]:
    query = (
        select(Account)
        .where(is_meant, Account.closed.is_(None))
        .order_by(Account.level.desc(), Account.id)
        .limit(MOST)
    )
    with apart(reading=True) as reading:
        accounts = reading.scalars(query).all()
        with_passkey = set(
            reading.scalars(
                select(Passkey.account_id).where(
                    Passkey.account_id.in_([account.id for account in accounts])
                )
            )
        )
        return [
            Candidate(
                id=account.id,
                name=account.name,
                language=account.language,
                passphrase=account.passphrase,
                has_app=account.totp is not None,
                has_passkey=account.id in with_passkey,
                reached=reached or _first_reached(account),
            )
            for account in accounts
        ]


def _first_reached(account: Account) -> Reached | None:
    confirmed = [each for each in account.contacts if each.confirmed]
    phones_first = sorted(confirmed, key=lambda each: (each.kind != contact.PHONE, each.id))
    return next((Reached(each.kind, each.address) for each in phones_first), None)
