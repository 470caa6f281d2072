"""What comes next for somebody whom a site asks to sign in: a pure decision (OIDC Core 3.1.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Wish:
    """What a site asks, since ``at``. ``level`` 0 is any, ``subject`` who it is to be ("" is
    anybody), ``scopes`` those that bring data."""

    at: datetime
    scopes: frozenset[str]
    prompts: frozenset[str] = frozenset()
    max_age: int | None = None
    level: int = 0
    subject: str = ""


@dataclass(frozen=True)
class Signed:
    """Who is signed in: when she last proved it, her level, and her name to this site."""

    proved: datetime
    level: int
    subject: str


@dataclass(frozen=True)
class Agreed:
    """What she agreed to before: all that was asked then, and when."""

    asked: frozenset[str]
    given: datetime


class Step(StrEnum):
    """What comes next."""

    SIGN_IN = "sign in"
    OTHER = "be somebody else"
    PROVE = "prove again"
    LEVEL = "reach a level"
    CONSENT = "agree"
    DONE = "go back"


ERRORS = {
    Step.SIGN_IN: "login_required",
    Step.OTHER: "login_required",
    Step.PROVE: "login_required",
    Step.LEVEL: "unmet_authentication_requirements",
    Step.CONSENT: "consent_required",
}
"""What a site is told that allows no page to be shown (OIDC Core 3.1.2.6; Unmet Authentication
Requirements 1.0)."""


def next_step(wish: Wish, signed: Signed | None, agreed: Agreed | None, now: datetime) -> Step:
    """The next step; whatever a prompt asks for is done once it was done after the wish."""
    if signed is None:
        return Step.SIGN_IN
    missing = {
        Step.PROVE: _is_stale(wish, signed, now),
        Step.OTHER: wish.subject not in {"", signed.subject},
        Step.LEVEL: signed.level < wish.level,
        Step.CONSENT: not _is_agreed(wish, agreed),
    }
    return next((step for step, is_missing in missing.items() if is_missing), Step.DONE)


def _is_agreed(wish: Wish, agreed: Agreed | None) -> bool:
    if agreed is None or not wish.scopes <= agreed.asked:
        return False
    return agreed.given >= wish.at or not wish.prompts & {"consent", "select_account"}


def _is_stale(wish: Wish, signed: Signed, now: datetime) -> bool:
    if signed.proved >= wish.at:
        return False
    if "login" in wish.prompts:
        return True
    return wish.max_age is not None and now - signed.proved > timedelta(seconds=wish.max_age)
