"""The pages of the Llave as heavy as they may ever be, for the weighing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Flask

from backend.budgets.page import Page
from backend.identity import queries, totp
from backend.identity.actions import accounts, helping, seconds, sessions
from backend.identity.models import Account, Passkey, Session, Turn
from backend.identity.seal import seal
from backend.identity.tokens import digest_of, new_token
from backend.kernel import audit, clock
from backend.kernel.db import db

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
NAME = "María Guadalupe Fernanda de los Ángeles Hernández Villaseñor"
PLAIN = ("/sign-up", "/sign-in", "/sign-in/code", "/recover", "/sign-out", "/llave")
SIGNED_IN = (
    "/llave",
    "/llave/level",
    "/llave/contacts",
    "/llave/sessions",
    "/llave/keys",
    "/llave/passphrase",
    "/llave/app",
    "/llave/passkeys",
    "/llave/help",
    "/sign-in/again",
    "/staff/people",
    "/staff/join",
    "/staff/counter",
    "/inbox",
    "/notices/preferences",
)
ASKING = (
    "/llave/contacts",
    "/llave/help",
    "/llave/help/ask",
    "/llave/passphrase",
    "/sign-in/again",
    "/staff/counter",
    "/staff/counter/lost",
    "/staff/join",
    "/staff/people",
)
"""Where a form with nothing in it is answered by the page it came from."""
SENT = {
    "/llave/app": "/llave/app",
    "/llave/help/code": "/llave/help/enter",
    "/staff/counter/check": "/staff/counter/check",
}
"""The same for what is under way: the page, and where its form goes."""


class Household:
    """Somebody with everything that one account may have, and a clerk and admin as well.

    ``session`` are her cookies, ``helping`` those of somebody who acts for her, ``weak`` those of
    a clerk who has no second factor yet.
    """

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            now = clock.now()
            self.account = _account(0)
            for number in range(accounts.MOST_CONTACTS):
                added = accounts.add_contact(
                    account=self.account,
                    kind="mail",
                    address=f"maria.guadalupe.hernandez.{number}@correo-de-la-ciudad.example",
                    now=now,
                )
                if number < 3:
                    accounts.confirm_contact(account=self.account, contact=added, now=now)
            self.contact = self.account.contacts[-1].id
            seconds.turn_on(account=self.account, secret=totp.new_secret(), step=0, now=now)
            self._add_passkeys()
            others = [_account(number) for number in range(1, 24)]
            for role in ("admin", "clerk", "crew", "desk", "privacy"):
                accounts.give_role(account=self.account, role=role, office="", now=now)
            for other in others:
                accounts.give_role(account=other, role="desk", office="lighting", now=now)
            self._help_each_other(others)
            for _ in range(queries.MOST_SESSIONS):
                begun, token = _session(self.account, "passkey")
            self.session = {"__Host-llave": token, "__Host-person": self.account.tag}
            helper, weak = _account(24), _account(25)
            agreed = helping.agree(
                helper=helper, helped=self.account, kind="family", office="", now=now
            )
            begun, token = _session(helper, "passphrase")
            begun.help_id = agreed.id
            self.helping = {"__Host-llave": token, "__Host-person": agreed.tag}
            accounts.give_role(account=weak, role="clerk", office="lighting", now=now)
            _, token = _session(weak, "passphrase")
            self.weak = {"__Host-llave": token, "__Host-person": weak.tag}
            self.id = self.account.id
            self.other = others[0].id
            self.leaving = others[-1].id
            db.session.commit()

    def prove_again(self, app: Flask) -> None:
        """It is a moment ago that she showed who she is."""
        with app.app_context():
            for session in db.session.query(Session).filter_by(account_id=self.id, ended=None):
                session.proved = session.strong = session.seen = clock.now()
            db.session.commit()

    def turn(self, app: Flask, kind: str, /, **told: Any) -> dict[str, str]:
        """The cookie of something under way."""
        token = new_token()
        with app.app_context():
            db.session.add(
                Turn(
                    digest=digest_of(token),
                    kind=kind,
                    told={
                        name: seal(each) if name in {"code", "secret"} else each
                        for name, each in told.items()
                    },
                    created=clock.now(),
                    until=clock.now() + timedelta(hours=1),
                )
            )
            db.session.commit()
        return {"__Host-turn": token}

    def _add_passkeys(self) -> None:
        for number in range(10):
            self.account.passkeys.append(
                Passkey(
                    credential=f"{number}",
                    key=b"",
                    uses=0,
                    name="Samsung, Android",
                    created=clock.now(),
                    used=clock.now(),
                )
            )

    def _help_each_other(self, others: list[Account]) -> None:
        now = clock.now()
        for number, other in enumerate(others[: queries.MOST_HELPS]):
            pair = (self.account, other) if number % 2 else (other, self.account)
            helping.agree(helper=pair[0], helped=pair[1], kind="family", office="", now=now)
        for other in others:
            audit.note(
                actor=audit.person(other.id),
                subject=audit.person(self.account.id),
                act="acted:reports.file",
                what="/reports/K7Q42M9XC",
                now=now,
            )


def empty_pages(prefix: str, language: str) -> Iterator[Page]:
    """What somebody new meets."""
    for path in PLAIN:
        yield Page(prefix + path, language, "empty")
    for path in ("/sign-up", "/sign-in", "/sign-in/code", "/recover"):
        yield Page(prefix + path, language, "with errors", "POST", {}, SAME_SITE, status=422)
    form: dict[str, str] = {"contact": "x@y.example"}
    yield Page(f"{prefix}/llave/contacts", language, "knock", "POST", form, SAME_SITE, status=401)


def full_pages(app: Flask, prefix: str, language: str, house: Household) -> Iterator[Page]:
    """What somebody with everything meets."""
    for path in SIGNED_IN:
        yield Page(prefix + path, language, "mine, full", cookies=house.session)
    yield Page(f"{prefix}/llave/contacts/{house.contact}", language, "mine", cookies=house.session)
    for path in (*ASKING, f"/llave/contacts/{house.contact}"):
        yield _sent(prefix + path, language, house.session)
    for path in ("/", "/llave", "/reports", "/reports/new"):
        yield Page(prefix + path, language, "for another", cookies=house.helping)
    yield Page(
        f"{prefix}/llave/keys", language, "not for another", cookies=house.helping, status=403
    )
    yield Page(f"{prefix}/sign-in/strong", language, "staff, new", cookies=house.weak)
    yield from _under_way(app, prefix, language, house)


def _under_way(app: Flask, prefix: str, language: str, house: Household) -> Iterator[Page]:
    sign_in = {"methods": ["passphrase"], "shared": False, "next": "", "long": False}
    who = {"who": [house.id], **sign_in}
    sign_up = house.turn(app, "sign-up", name=NAME, birth_date="", curp="", next="")
    yield Page(f"{prefix}/sign-up/key", language, "second page", cookies=sign_up)
    yield _sent(f"{prefix}/sign-up/key", language, sign_up)
    enter = house.turn(app, "sign-in", **{**who, "methods": [], "places": [[house.id]]})
    yield Page(f"{prefix}/sign-in/enter", language, "code", cookies=enter)
    yield _sent(f"{prefix}/sign-in/enter", language, enter)
    several = house.turn(app, "sign-in", **{**who, "who": [house.id, house.other]})
    yield Page(f"{prefix}/sign-in/who", language, "several", cookies=several)
    second = house.turn(app, "sign-in", **who)
    yield Page(f"{prefix}/sign-in/second", language, "second step", cookies=second)
    yield _sent(f"{prefix}/sign-in/second", language, second)
    for path, kind, told in (
        ("/llave/app", "app", {"secret": totp.new_secret(), "account": house.id}),
        (
            "/llave/code",
            "shown",
            {"purpose": "help", "code": "K7Q42M9X", "account": house.id},
        ),
        ("/llave/help/code", "help", {"helped": 0, "kind": "family"}),
        ("/staff/counter/check", "counter-check", {"account": house.other, "clerk": house.id}),
        ("/staff/counter/back", "counter-recover", {"account": house.other, "clerk": house.id}),
        ("/staff/counter/code", "counter-code", {"code": "K7Q42M9XK7Q4", "clerk": house.id}),
    ):
        cookies = house.session | house.turn(app, kind, **told)
        yield Page(prefix + path, language, kind, cookies=cookies)
        if to := SENT.get(path):
            yield _sent(prefix + to, language, cookies)


def _sent(path: str, language: str, cookies: dict[str, str]) -> Page:
    return Page(path, language, "with errors", "POST", {}, SAME_SITE, cookies, 422)


def _session(account: Account, method: str) -> tuple[Session, str]:
    return sessions.begin(
        account=account,
        methods=[method],
        is_shared=True,
        device="Samsung, Android",
        now=clock.now(),
    )


def _account(number: int) -> Account:
    return accounts.open_account(
        declared=accounts.Declared(name=f"{NAME} {number}", language="es"), now=clock.now()
    )
