"""The tables of the Llave: accounts, how to reach and to recognise somebody, sessions, roles.

Personal are: name, birth_date, curp, the address of a contact, the name of a passkey or a device,
``told`` of a turn. Secrets are never kept as they are: passphrases as argon2id, codes and tokens as
digests, TOTP secrets sealed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.identity import kept
from backend.kernel import keeping
from backend.kernel.db import Moment, db

ACCOUNT = "identity_accounts.id"


class Account(db.Model):  # type: ignore[name-defined,misc]
    """Somebody with a Llave. ``level``: 1 declared, 2 contact confirmed, 3 identity checked.

    ``is_long``: is the passphrase long enough to stand alone, without a second factor?
    ``tag`` names her to her phone. ``totp`` is sealed; ``totp_step`` is the last one used.
    """

    __tablename__ = "identity_accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(22), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    birth_date: Mapped[date | None]
    curp: Mapped[str | None] = mapped_column(String(18), index=True)
    language: Mapped[str] = mapped_column(String(8))
    passphrase: Mapped[str | None] = mapped_column(String(200))
    is_long: Mapped[bool]
    totp: Mapped[str | None] = mapped_column(String(200))
    totp_step: Mapped[int]
    level: Mapped[int]
    created: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)

    contacts: Mapped[list["Contact"]] = relationship(
        order_by="Contact.id", cascade="all, delete-orphan"
    )
    passkeys: Mapped[list["Passkey"]] = relationship(
        order_by="Passkey.id", cascade="all, delete-orphan"
    )
    roles: Mapped[list["Role"]] = relationship(
        order_by="Role.id", foreign_keys="Role.account_id", back_populates="account"
    )


class Contact(db.Model):  # type: ignore[name-defined,misc]
    """A way to reach somebody: ``kind`` is ``phone`` (E.164) or ``mail``. A family may share one,
    so only within an account is it unique; it counts once it was confirmed by a code."""

    __tablename__ = "identity_contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    kind: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(254))
    confirmed: Mapped[datetime | None] = mapped_column(Moment)
    created: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (
        UniqueConstraint("account_id", "kind", "address"),
        Index("ix_identity_contacts_address", "kind", "address"),
    )


class Passkey(db.Model):  # type: ignore[name-defined,misc]
    """A WebAuthn credential; ``credential`` in base64url, ``key`` as COSE."""

    __tablename__ = "identity_passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    created: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class Session(db.Model):  # type: ignore[name-defined,misc]
    """A phone that somebody signed in on. ``digest`` is of the token its cookie holds.

    ``proved`` is when she last showed who she is, ``strong`` when last with a second factor,
    ``methods`` how (``passphrase``, ``code``, ``passkey``, ``totp``). ``help_id`` is the agreement
    she acts under for another.
    """

    __tablename__ = "identity_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    help_id: Mapped[int | None] = mapped_column(ForeignKey("identity_helps.id"))
    methods: Mapped[str] = mapped_column(String(40))
    device: Mapped[str] = mapped_column(String(80))
    is_shared: Mapped[bool]
    created: Mapped[datetime] = mapped_column(Moment)
    proved: Mapped[datetime] = mapped_column(Moment)
    strong: Mapped[datetime | None] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class Turn(db.Model):  # type: ignore[name-defined,misc]
    """Something under way over several pages: a sign-up, a sign-in, a recovery.

    ``digest`` is of the token in the cookie; ``told`` is what was said and shown so far.
    """

    __tablename__ = "identity_turns"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment, index=True)


class Code(db.Model):  # type: ignore[name-defined,misc]
    """A one-time code. ``purpose`` says what it opens, ``bound`` to what it belongs: the digest
    of a turn, or the account that shows it. ``digest`` is keyed, for a code is short."""

    __tablename__ = "identity_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20))
    bound: Mapped[str] = mapped_column(String(64), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    address: Mapped[str] = mapped_column(String(254), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    tries: Mapped[int]
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    used: Mapped[datetime | None] = mapped_column(Moment)


class Guess(db.Model):  # type: ignore[name-defined,misc]
    """Wrong answers in a row, by what was guessed at: ``12:passphrase``."""

    __tablename__ = "identity_guesses"

    at: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime] = mapped_column(Moment)


class Help(db.Model):  # type: ignore[name-defined,misc]
    """An agreement by which ``helper`` acts for ``helped``: ``kind`` is ``family``, ``carer`` or
    ``counter`` (a clerk of ``office``). ``tag`` names it to the helper's phone."""

    __tablename__ = "identity_helps"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(22), unique=True)
    helper_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    helped_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    office: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)

    helper: Mapped[Account] = relationship(foreign_keys=[helper_id])
    helped: Mapped[Account] = relationship(foreign_keys=[helped_id])


class Role(db.Model):  # type: ignore[name-defined,misc]
    """What somebody may do at an office ("" is the whole city); kept after it ended."""

    __tablename__ = "identity_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    role: Mapped[str] = mapped_column(String(20))
    office: Mapped[str] = mapped_column(String(40))
    given: Mapped[datetime] = mapped_column(Moment)
    given_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    ended: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))

    account: Mapped[Account] = relationship(foreign_keys=[account_id], back_populates="roles")


class Invitation(db.Model):  # type: ignore[name-defined,misc]
    """A role offered to whoever holds the code and can be reached at ``address``."""

    __tablename__ = "identity_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(20))
    office: Mapped[str] = mapped_column(String(40))
    given_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))
    created: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)
    used_by: Mapped[int | None] = mapped_column(ForeignKey(ACCOUNT))


class Check(db.Model):  # type: ignore[name-defined,misc]
    """An identity checked at a counter: by whom, at which office, on which document."""

    __tablename__ = "identity_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT), index=True)
    clerk_id: Mapped[int] = mapped_column(ForeignKey(ACCOUNT))
    office: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


keeping.classify(*kept.TABLES)
