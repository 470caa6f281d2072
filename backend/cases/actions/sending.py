"""Sending a case, and what follows from it by itself."""

from dataclasses import dataclass
from datetime import datetime

from backend.cases import filled, held, notices
from backend.cases.actions import Doer, hold, move
from backend.cases.actions.answering import take
from backend.cases.actions.outcome import go_on
from backend.cases.models import Case
from backend.cases.status import State
from backend.forms import journey
from backend.identity import queries as llave
from backend.kernel.city.services.model import Field, Rule, Service, Step
from backend.record import days
from backend.record import queries as record
from backend.record.actions.uses import NotAgreed, Opposed
from backend.record.today import today


@dataclass
class Incomplete(Exception):
    """It cannot be sent so: ``missing`` is what is not, or not rightly, answered."""

    missing: tuple[tuple[Step, Field], ...]


@dataclass
class NotForHer(Exception):
    """The service is not for who answers so."""

    rule: Rule


def send(*, case: Case, service: Service, by: Doer, now: datetime) -> None:
    """Send the draft: what the record says by now is held, what is not asked is left out. Sent
    before, it stays as it is. Raises NotForHer, Incomplete."""
    hold(case)
    if case.standing is not State.DRAFT:
        return
    day = today(now)
    if rule := journey.refused_by(service, case.answers):
        raise NotForHer(rule)
    _take_again(case, service, by, now)
    if missing := filled.missing_of(case, service, day):
        raise Incomplete(missing)
    settled = filled.so_far(case, service, day)
    elsewhere = set(case.held) | set(filled.files_of(case))
    case.answers = {name: value for name, value in settled.items() if name not in elsewhere}
    case.version = filled.version_of(service)
    case.office = service.office
    case.sent, case.due = now, days.after(day, service.days)
    case.is_to_send = False
    move(case=case, to=State.RECEIVED, by=by, now=now)
    go_on(case=case, service=service, now=now)


def send_if_whole(*, case: Case, service: Service, by: Doer, now: datetime) -> None:
    """Send what came from a phone, once everything has arrived that was announced; where something
    is missing it waits, and she is told so."""
    if case.photos_expected:
        return
    account = llave.person(case.account_id)
    try:
        if account is None or account.level < service.level:
            raise Incomplete(())
        send(case=case, service=service, by=by, now=now)
    except (Incomplete, NotForHer):
        notices.tell_missing(case, now)


def _take_again(case: Case, service: Service, by: Doer, now: datetime) -> None:
    """What the record says now counts, and not what it said when the draft was begun. Where she
    took her consent back, nothing of it stays."""
    asked = filled.of_record(filled.asked_of(service, filled.so_far(case, service, today(now))))
    fields = tuple(field for field in asked if field.id in case.held)
    case.held = {field.id: case.held[field.id] for field in fields}
    if not fields:
        return
    agreed = record.agreed_now(case.account_id, service.office)
    is_agreed = agreed.issuperset(held.attributes_of(fields))
    if is_agreed and held.taken(fields, record.data_of(case.account_id)) == case.held:
        return
    try:
        take(
            case=case,
            service=service,
            fields=fields,
            by=by.account_id or case.account_id,
            now=now,
            agrees=False,
        )
    except (NotAgreed, Opposed):
        case.held = {}
