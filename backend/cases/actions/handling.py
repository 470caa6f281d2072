"""What the desk does with a case."""

from datetime import datetime

from backend.cases import filled, status
from backend.cases.actions import Doer, NotAllowed, hold, move
from backend.cases.actions.outcome import grant, let_go
from backend.cases.models import Case
from backend.cases.status import State


class NoWords(NotAllowed):
    """The person is owed the reason."""


class SameEyes(NotAllowed):
    """Who refused it does not decide its appeal."""


class OwnCase(NotAllowed):
    """Nobody sees to her own case, at whatever desk she works."""


class TakenByOther(NotAllowed):
    """Somebody else was quicker, or has it."""


def take(*, case: Case, by: Doer, instead_of: int | None, now: datetime) -> None:
    """``by`` has it from now on, instead of whom the page said has it (None: nobody). Raises
    TakenByOther where that is not so any more, OwnCase, NotAllowed where nothing is to be done."""
    hold(case)
    if case.account_id == by.account_id:
        raise OwnCase
    if case.taken_by == by.account_id:
        return
    if case.taken_by != instead_of:
        raise TakenByOther
    if case.standing is State.RECEIVED and case.waits:
        move(case=case, to=State.IN_REVIEW, by=by, now=now)
    elif case.standing not in {State.IN_REVIEW, State.APPEALED, State.ASKED}:
        raise NotAllowed
    case.taken_by = by.account_id


def ask_for_more(*, case: Case, by: Doer, words: str, now: datetime) -> None:
    """Something is missing: she is asked for it in ``words``. Raises NoWords, TakenByOther."""
    _is_mine(case, by)
    if not words:
        raise NoWords
    move(case=case, to=State.ASKED, by=by, words=words, now=now)


def decide(*, case: Case, by: Doer, is_granted: bool, words: str, now: datetime) -> None:
    """Grant or refuse it, with the reason. Raises NoWords for a refusal without one, and for what
    was appealed; SameEyes, TakenByOther."""
    _is_mine(case, by)
    is_appeal = case.standing is State.APPEALED
    if not status.may_decide(case.standing, by=by.account_id or 0, refused_by=case.refused_by):
        raise SameEyes
    if not words and (is_appeal or not is_granted):
        raise NoWords
    if is_granted:
        grant(case=case, service=filled.service_of(case), by=by, words=words, now=now)
        return
    move(case=case, to=State.REFUSED, by=by, words=words, now=now)
    case.refused_by = by.account_id
    let_go(case=case, now=now)


def _is_mine(case: Case, by: Doer) -> None:
    hold(case)
    if case.taken_by != by.account_id:
        raise TakenByOther
