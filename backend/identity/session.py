"""Who is asking: the session behind a cookie, at ``g.person``.

Two cookies make a session. ``llave`` holds its token and no script can read it. ``person`` holds
the opaque tag, and a script may delete it: without signal that is how somebody signs out, for a
token that comes without its tag is ended here at once.
"""

from datetime import datetime

from flask import Flask, Response, g, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session as Reading
from werkzeug.exceptions import Unauthorized

from backend.identity import lasting
from backend.identity.models import Account, Help, Role, Session
from backend.identity.tokens import digest_of
from backend.kernel import clock, receipts
from backend.kernel.access import Helped, Person, cookie
from backend.kernel.db import apart

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
    with apart(reading=True) as reading:
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


def _read(reading: Reading, digest: str, now: datetime) -> tuple[Person | None, datetime, str]:
    """Who has the session, when it was seen last, and the tag of an agreement that is over."""
    row = reading.execute(
        select(Session, Account)
        .join(Account, Account.id == Session.account_id)
        .where(Session.digest == digest, Session.ended.is_(None), Account.closed.is_(None))
    ).first()
    if row is None:
        return None, now, ""
    session, account = row
    held = reading.execute(
        select(Role.role, Role.office)
        .where(Role.account_id == account.id, Role.ended.is_(None))
        .order_by(Role.id)
    )
    roles = frozenset((role, office) for role, office in held)
    if lasting.is_over(
        now,
        until=session.until,
        seen=session.seen,
        is_shared=session.is_shared,
        is_staff=bool(roles),
    ):
        return None, now, ""
    agreement = reading.get(Help, session.help_id) if session.help_id else None
    former = ""
    if agreement and (agreement.ended or agreement.until <= now):
        former, agreement = agreement.tag, None
    person = Person(
        id=account.id,
        tag=agreement.tag if agreement else account.tag,
        name=account.name,
        level=account.level,
        session=session.id,
        proved=session.proved,
        strong=session.strong,
        is_shared=session.is_shared,
        roles=roles,
        helps=Helped(agreement.helped.id, agreement.helped.name, agreement.id)
        if agreement
        else None,
    )
    return person, session.seen, former


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
