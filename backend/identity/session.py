"""Who is asking: the session behind a cookie, at ``g.person``.

Two cookies make a session. ``llave`` holds its token and no script can read it. ``person`` holds
the opaque tag, and a script may delete it: without signal that is how somebody signs out, for a
token that comes without its tag is ended here at once.
"""

from datetime import datetime

from flask import Flask, Response, g, request
from sqlalchemy import Connection, and_, bindparam, select, update
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import Unauthorized

from backend.identity import lasting
from backend.identity.models import Account, Help, Role, Session
from backend.identity.tokens import digest_of
from backend.kernel import clock, receipts
from backend.kernel.access import Helped, Person, cookie
from backend.kernel.db import apart, glance

TOKEN, TAG = "llave", "person"
HEADER = "Ventanilla-Person"


def init_app(app: Flask) -> None:
    """Learn before each request who asks, and say it after."""
    app.before_request(_learn)
    app.after_request(_tell)


def hand(response: Response, token: str, tag: str, *, until: datetime | None) -> Response:
    """Let the phone hold a session ``until`` then, or until the browser is closed."""
    _hand_one(response, TOKEN, token, until)
    _hand_one(response, TAG, tag, until)
    g.is_handed = True
    return response


def take_back(response: Response) -> Response:
    """Let the phone hold no session."""
    for name in (TOKEN, TAG):
        response.set_cookie(cookie(name), "", max_age=0, secure=request.is_secure, samesite="Lax")
    return response


def _hand_one(response: Response, name: str, value: str, until: datetime | None) -> None:
    response.set_cookie(
        cookie(name),
        value,
        expires=until,
        secure=request.is_secure,
        httponly=name == TOKEN,
        samesite="Lax",
    )


def _learn() -> None:
    token = request.cookies.get(cookie(TOKEN), "")
    g.person = _person(token, clock.now()) if token else None
    told = request.headers.get(HEADER, "")
    if receipts.is_replay() and told != (g.person.tag if g.person else ""):
        # What she wrote waits until she is here again; it never goes out as another's.
        raise Unauthorized


def _person(token: str, now: datetime) -> Person | None:
    with glance() as reading:
        person, seen, former = _read(reading, digest_of(token), now)
    if person is None:
        return None
    held = request.cookies.get(cookie(TAG))
    if held == former:
        g.former = former  # the agreement she acted under is over: she is herself again
    elif held != person.tag:
        _write(person.session, ended=now)
        return None
    if lasting.is_to_be_noted(now, seen):
        _write(person.session, seen=now)
    return person


# Asked for each page of who is signed in: put together once, and columns instead of objects.
_WHO = (
    select(
        *(Account.id, Account.tag, Account.name, Account.level),
        Session.id.label("session"),
        *(Session.proved, Session.strong, Session.is_shared),
        *(Session.until, Session.seen, Session.help_id),
        *(Role.role, Role.office),
    )
    .join(Session, Session.account_id == Account.id)
    .outerjoin(Role, and_(Role.account_id == Account.id, Role.ended.is_(None)))
    .where(Session.digest == bindparam("digest"))
    .where(Session.ended.is_(None), Account.closed.is_(None))
    .order_by(Role.id)
)


def _read(reading: Connection, digest: str, now: datetime) -> tuple[Person | None, datetime, str]:
    """Who has the session, when it was seen last, and the tag of an agreement that is over."""
    rows = reading.execute(_WHO, {"digest": digest}).all()
    if not rows:
        return None, now, ""
    who = rows[0]
    roles = frozenset((row.role, row.office) for row in rows if row.role is not None)
    if lasting.is_over(
        now, until=who.until, seen=who.seen, is_shared=who.is_shared, is_staff=bool(roles)
    ):
        return None, now, ""
    agreement = _agreement(who.help_id) if who.help_id else None
    former = ""
    if agreement and (agreement.ended or agreement.until <= now):
        former, agreement = agreement.tag, None
    person = Person(
        id=who.id,
        tag=agreement.tag if agreement else who.tag,
        name=who.name,
        level=who.level,
        session=who.session,
        proved=who.proved,
        strong=who.strong,
        is_shared=who.is_shared,
        roles=roles,
        helps=Helped(agreement.helped.id, agreement.helped.name, agreement.id)
        if agreement
        else None,
    )
    return person, who.seen, former


def _agreement(id: int) -> Help | None:
    """By what somebody acts for another, with whom."""
    with apart(reading=True) as reading:
        return reading.get(Help, id, options=[joinedload(Help.helped)])


def _write(session_id: int, **changes: datetime) -> None:
    with apart() as writing:
        writing.execute(update(Session).where(Session.id == session_id).values(**changes))


def _tell(response: Response) -> Response:
    person: Person | None = g.get("person")
    if person:
        response.headers[HEADER] = person.tag
        if "former" in g:
            _hand_one(response, TAG, person.tag, None)
    elif "person" in g and not g.get("is_handed") and cookie(TOKEN) in request.cookies:
        take_back(response)  # but not where the database could not say who asks
    return response
