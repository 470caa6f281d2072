"""What comes of a case: to be paid, to be decided, granted at once; and the paper it gives."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.appointments import actions as visits
from backend.appointments.queries import of_subject as booking_of
from backend.cases import filled, queries
from backend.cases.actions import ITSELF, Doer, hold, is_chosen, move
from backend.cases.models import Case
from backend.cases.status import State
from backend.forms import journey
from backend.identity import queries as llave
from backend.kernel.city.services.model import Fee, Service
from backend.kernel.i18n import current, speaking
from backend.papers import actions as papers
from backend.payments import actions as payments
from backend.payments.queries import is_paid
from backend.record import days
from backend.record.today import today

PAPERS = ("paper", "permit")


def go_on(*, case: Case, service: Service, now: datetime) -> None:
    """On with what was sent or paid: it is asked to be paid, granted at once, or waits for the
    office. Nothing is granted unpaid."""
    fees = journey.fees(service, filled.so_far(case, service, today(now)))
    if fees and not is_paid(case.subject):
        _ask_to_pay(case, service, fees, now)
        return
    if service.outcome.is_instant and not is_chosen(service):
        grant(case=case, service=service, by=ITSELF, words="", now=now)
    elif case.standing is State.UNPAID:
        case.due = days.after(today(now), service.days)
        move(case=case, to=State.RECEIVED, by=ITSELF, now=now)


def on_paid(subject: str, now: datetime) -> None:
    """It was paid, says the bank: it goes on in the same transaction."""
    kind, _, folio = subject.partition(":")
    case = queries.by_folio(folio) if kind == "case" else None
    if case is None:
        return
    hold(case)
    service = filled.service_of(case)
    if case.standing is not State.UNPAID:
        return
    if service is None:
        move(case=case, to=State.RECEIVED, by=ITSELF, now=now)
    else:
        go_on(case=case, service=service, now=now)


def grant(*, case: Case, service: Service | None, by: Doer, words: str, now: datetime) -> None:
    """It is hers: the paper is made out, where it is one."""
    move(case=case, to=State.GRANTED, by=by, words=words, now=now)
    if service and service.outcome.kind in PAPERS:
        issue(case=case, service=service, now=now)


def issue(*, case: Case, service: Service, now: datetime) -> None:
    """Make out the paper of ``case``, in her language."""
    answers = filled.so_far(case, service, today(now))
    account = llave.whose(case.account_id)
    outcome = service.outcome
    with speaking(account.language if account else case.language):
        language = current()
        lines = [
            (filled.say(field.label), filled.said(field, answers[field.id], service))
            for field in service.fields
            if field.id in outcome.shows and field.id in answers
        ]
        papers.issue(
            subject=case.subject,
            account_id=case.account_id,
            kind=outcome.kind,
            title=filled.say(outcome.title),
            holder=account.name if account else "",
            lines=lines,
            office=case.office,
            language=language,
            valid_until=today(now) + timedelta(days=outcome.lasts_days)
            if outcome.lasts_days
            else None,
            now=now,
        )


def let_go(*, case: Case, now: datetime) -> None:
    """What was to be paid or kept free for a case that is over is so no more."""
    payments.cancel(subject=case.subject, now=now)
    if booking := booking_of(case.subject):
        visits.cancel(booking=booking, now=now)


def _ask_to_pay(case: Case, service: Service, fees: Sequence[Fee], now: datetime) -> None:
    assert service.payment is not None, "what costs says in how many days it is paid"
    account = llave.whose(case.account_id)
    with speaking(account.language if account else case.language):
        payments.ask(
            subject=case.subject,
            account_id=case.account_id,
            concept=filled.say(service.title),
            fees=[(filled.say(fee.label), fee.amount) for fee in fees],
            until=days.after(today(now), service.payment.days),
            language=current(),
            office=case.office,
            now=now,
        )
    if case.standing is not State.UNPAID:
        move(case=case, to=State.UNPAID, by=ITSELF, now=now)
