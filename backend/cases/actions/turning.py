"""What she does with a case once it was sent: answer, appeal, cancel."""

from datetime import datetime

from backend.cases import filled, queries, status
from backend.cases.actions import Doer, NotAllowed, hold, is_chosen, move
from backend.cases.actions.outcome import let_go
from backend.cases.models import Case, CaseMove
from backend.cases.status import Actor, State
from backend.record import days
from backend.record.today import today

MOST_AT_ONCE = 1000


class NothingSaid(NotAllowed):
    """It says nothing."""


def answer(*, case: Case, by: Doer, words: str, photos_follow: int, now: datetime) -> None:
    """She answers what the office asked; ``photos_follow`` come after, each on its own."""
    hold(case)
    if case.standing is not State.ASKED:
        raise NotAllowed
    if case.due:
        case.due = status.due_after_pause(case.due, today(case.since), today(now))
    case.photos_expected = photos_follow
    move(case=case, to=State.IN_REVIEW, by=by, words=words, now=now)


def appeal(*, case: Case, by: Doer, words: str, now: datetime) -> None:
    """She does not agree with the refusal, and says why: once, and while there is time. Somebody
    else decides. Raises NothingSaid, NotAllowed."""
    hold(case)
    day = today(now)
    if not status.may_appeal(
        case.standing,
        was_appealed=queries.was_appealed(case),
        refused=today(case.since),
        today=day,
    ):
        raise NotAllowed
    if not words:
        raise NothingSaid
    service = filled.service_of(case)
    case.taken_by = None
    case.due = days.after(day, service.days if service else status.APPEAL_DAYS)
    move(case=case, to=State.APPEALED, by=by, words=words, now=now)


def cancel(*, case: Case, by: Doer, now: datetime) -> None:
    """She does not want it any more. Said twice, it is said once."""
    hold(case)
    if case.standing is State.CANCELLED:
        return
    service = filled.service_of(case)
    is_visit = bool(service and is_chosen(service))
    move(case=case, to=State.CANCELLED, by=by, now=now, is_visit=is_visit)
    let_go(case=case, now=now)


def let_go_of_all(*, account_id: int, now: datetime) -> None:
    """She cancels her Llave: what is under way for her is so no more."""
    for case in queries.pending_of(account_id, most=MOST_AT_ONCE):
        hold(case)
        case.state, case.waits, case.since = State.CANCELLED, False, now
        case.owner_key, case.is_to_send = None, False
        case.moves.append(
            CaseMove(state=State.CANCELLED, actor=Actor.PERSON, at=now, by="", words="")
        )
