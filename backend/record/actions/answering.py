"""What the privacy officer does with a request: more time, an answer, carrying it out."""

from datetime import datetime

from flask_babel import gettext, lazy_gettext

from backend.identity import codes
from backend.identity import queries as llave
from backend.identity.actions import letters
from backend.kernel import audit
from backend.kernel.i18n import speaking
from backend.record import days, rights
from backend.record.models import Request
from backend.record.rights import State
from backend.record.today import today as today_of

MORE_TIME = lazy_gettext("Necesitamos diez días hábiles más para responderte.")
DONE = lazy_gettext("Ya lo hicimos.")


class TooLate(Exception):
    """The request does not stand where this can be done."""


def standing(request: Request) -> State:
    """Where a request stands."""
    return rights.state(request.answered, request.is_granted, request.carried_out)


def extend(*, request: Request, by: int, now: datetime) -> None:
    """Ten working days more, once. Raises TooLate."""
    today = today_of(now)
    if not rights.may_extend(standing(request), request.extended, request.due, today):
        raise TooLate
    request.extended = now
    request.due = days.after(request.due, days.EXTENSION)
    _tell(request, by, "record.extend", MORE_TIME, now)


def answer(*, request: Request, by: int, is_granted: bool, words: str, now: datetime) -> None:
    """Grant or refuse, with a reason; granted, there are fifteen working days to do it.
    Raises TooLate where it was answered."""
    if standing(request) is not State.RECEIVED:
        raise TooLate
    request.answered, request.answered_by = now, by
    request.is_granted, request.answer = is_granted, words
    if is_granted:
        request.carry_out_by = days.after(today_of(now), days.CARRY_OUT)
    _tell(request, by, "record.answer", words, now)


def carry_out(*, request: Request, by: int, now: datetime) -> None:
    """It is done. Raises TooLate where it was not granted."""
    if standing(request) is not State.GRANTED:
        raise TooLate
    request.carried_out = now
    _tell(request, by, "record.carry-out", DONE, now)


def _tell(request: Request, by: int, act: str, words: object, now: datetime) -> None:
    audit.note(
        actor=audit.person(by),
        subject=audit.person(request.account_id),
        act=act,
        what=request.about,
        purpose=request.folio,
        now=now,
    )
    account = llave.person(request.account_id)
    if account:
        with speaking(account.language):
            letters.tell(
                account,
                topic="record.request",
                subject=gettext("Tu solicitud %(folio)s", folio=codes.spaced(request.folio)),
                body=str(words),
                now=now,
            )
