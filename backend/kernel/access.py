"""Who may: closed unless marked open; who is asking; the keys a phone holds.

A view is for whoever is signed in, unless marked otherwise. A contract test holds the list of what
is open. ``identity.session`` says who is asking, before the door is reached.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from backend.kernel import clock
from backend.kernel.drawing import note_keys

View = TypeVar("View", bound=Callable[..., Any])
Keeping = Literal["public", "private"]
MARK = "ventanilla_access"
NOBODY = ""
FRESH = timedelta(minutes=15)
STAFF_HOURS = timedelta(hours=12)
MOST_KEYS = 40
COOKIE_SECONDS = 400 * 24 * 3600  # what browsers cut a cookie's life to (RFC 6265bis)
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Helped:
    """Somebody on whose behalf the person acts, and since which agreement (``help``)."""

    id: int
    name: str
    help: int


@dataclass(frozen=True)
class Person:
    """Who is asking, as the door knows her.

    ``tag`` names her to her phone and opens nothing; while she acts for another it is that
    agreement's. ``level`` is of assurance: 1 declared, 2 contact confirmed, 3 identity checked.
    ``roles`` are (role, office) pairs, an office of "" is the whole city. ``proved`` is when she
    last proved who she is, and ``strong`` when she last did so with a second factor.
    """

    id: int
    tag: str
    name: str
    level: int
    session: int
    proved: datetime
    strong: datetime | None = None
    is_shared: bool = False
    roles: frozenset[tuple[str, str]] = frozenset()
    helps: Helped | None = None

    def offices(self, role: str) -> set[str]:
        """The offices where she has ``role``."""
        return {office for each, office in self.roles if each == role}


@dataclass(frozen=True)
class Rule:
    """What a view asks of who comes."""

    is_open: bool = False
    role: str = ""
    level: int = 0
    is_fresh: bool = False
    is_for_another: bool = False


class ProveAgain(Unauthorized):
    """She is signed in, and must show once more who she is; ``strongly``: with a second factor."""

    def __init__(self, *, strongly: bool = False) -> None:
        super().__init__()
        self.strongly = strongly


class LevelTooLow(Forbidden):
    """The view asks for a higher level of assurance."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level


class NotForAnother(Forbidden):
    """This cannot be done on behalf of somebody."""


def public(view: View) -> View:
    """Mark ``view`` as open to everybody, also while acting for another."""
    return _mark(view, is_open=True, is_for_another=True)


def staff(role: str) -> Callable[[View], View]:
    """Mark a view as one for staff with ``role``, in a session with a second factor."""
    return lambda view: _mark(view, role=role)


def assured(level: int) -> Callable[[View], View]:
    """Mark a view as one for people of at least this level of assurance."""
    return lambda view: _mark(view, level=level)


def fresh(view: View) -> View:
    """Mark ``view`` as one for who proved within FRESH who she is: it changes keys or rights."""
    return _mark(view, is_fresh=True)


def for_another(view: View) -> View:
    """Mark ``view`` as one that may be used on behalf of somebody; see ``whose``."""
    return _mark(view, is_for_another=True)


def rule_of(endpoint: str, app: Flask) -> Rule:
    """What the view behind ``endpoint`` asks."""
    rule: Rule = getattr(app.view_functions[endpoint], MARK, Rule())
    return rule


def is_public(endpoint: str, app: Flask) -> bool:
    """Is the view behind ``endpoint`` marked open?"""
    return rule_of(endpoint, app).is_open


def init_app(app: Flask) -> None:
    """Refuse every request that its view's rule does not allow."""

    @app.before_request
    def stand_at_the_door() -> None:
        if request.endpoint is not None:
            decide(rule_of(request.endpoint, current_app), somebody(), clock.now())


def decide(rule: Rule, person: Person | None, now: datetime) -> None:
    """Let ``person`` pass, or raise what she is to be told.

    Raises Unauthorized for nobody, NotFound for who is not of the staff (there is nothing here),
    ProveAgain, LevelTooLow, NotForAnother.
    """
    if rule.is_open:
        return
    if person is None:
        raise Unauthorized
    if person.helps and not rule.is_for_another:
        raise NotForAnother
    if rule.role:
        if not person.offices(rule.role):
            abort(404)
        if person.strong is None or now - person.strong > STAFF_HOURS:
            raise ProveAgain(strongly=True)
    if rule.is_fresh and now - person.proved > FRESH:
        raise ProveAgain
    if person.level < rule.level:
        raise LevelTooLow(rule.level)


def somebody() -> Person | None:
    """Who is signed in, or None."""
    person: Person | None = g.get("person")
    return person


def me() -> Person:
    """Who is signed in. Raises Unauthorized where that is nobody."""
    person = somebody()
    if person is None:
        raise Unauthorized
    return person


def whose() -> int | None:
    """The account that what is done now belongs to: of the one helped, else of who is signed in."""
    person = somebody()
    if person is None:
        return None
    return person.helps.id if person.helps else person.id


def on_behalf_of() -> str:
    """The name of whom she acts for, "" if she is herself."""
    person = somebody()
    return person.helps.name if person and person.helps else ""


def tag() -> str:
    """The opaque name of who is signed in, NOBODY if nobody is."""
    person = somebody()
    return person.tag if person else NOBODY


def is_key(text: str) -> bool:
    """Does ``text`` read as the key of a private link?"""
    return _KEY.fullmatch(text) is not None


def held_keys() -> list[str]:
    """The private keys this phone holds, newest first."""
    note_keys()
    return _known(request.cookies.get(cookie("phone"), "").split("."))


def hand_key(response: Response, key: str) -> Response:
    """Let the phone hold ``key`` from now on; beyond MOST_KEYS it lets go of the oldest."""
    return _hold(response, _known([key, *held_keys()]))


def let_go(response: Response, keys: Iterable[str]) -> Response:
    """Let the phone hold ``keys`` no longer."""
    gone = set(keys)
    return _hold(response, [key for key in held_keys() if key not in gone])


def keep(response: Response, whose: Keeping, *, copy: bool = False, pack: bool = False) -> Response:
    """Let the phone keep this page, for anybody or for the one it was made for.

    With ``copy`` the worker answers with what it kept and refreshes behind: for pages that tell
    no state. With ``pack`` the page lasts as long as the packs that were saved, for which it is
    needed; others give way to newer ones. While somebody acts for another, each page says so and is
    private. On a phone that is not only hers, nothing private is kept.
    """
    person = somebody()
    if person and person.helps:
        whose = "private"
    if whose == "private" and person and person.is_shared:
        return response
    how = [whose, *["copy"] * copy, *["pack"] * pack]
    response.headers["Ventanilla-Keep"] = "; ".join(how)
    if whose == "public":
        response.headers["Cache-Control"] = "no-cache"
    return response


def cookie(name: str) -> str:
    """The cookie ``name`` as it is called here. The prefix makes browsers hold it to this host
    and to https."""
    return f"__Host-{name}" if request.is_secure else name


def _mark(view: View, **changes: Any) -> View:
    setattr(view, MARK, replace(getattr(view, MARK, Rule()), **changes))
    return view


def _hold(response: Response, keys: list[str]) -> Response:
    response.set_cookie(
        cookie("phone"),
        ".".join(keys),
        max_age=COOKIE_SECONDS if keys else 0,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _known(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if is_key(key)))[:MOST_KEYS]
