"""``/cases/<folio>/check`` and ``/send``: look at it all, and send it. See ``backend.cases``."""

from datetime import date
from typing import Any

from flask import Response, make_response, render_template
from flask import url_for as address_of
from flask_babel import gettext

from backend.cases import filled, held
from backend.cases.actions import answering, sending
from backend.cases.actions.sending import Incomplete, NotForHer
from backend.cases.models import Case
from backend.cases.status import State
from backend.cases.story import office_of
from backend.cases.views.blueprint import (
    Errors,
    ask_level,
    doer,
    go,
    new_receipts,
    once,
    own,
    room,
    service_of,
)
from backend.forms import journey
from backend.kernel import clock
from backend.kernel.access import for_another
from backend.kernel.city.services.model import Field, Service, Step
from backend.record import queries as record
from backend.record.today import today


@room.get("/cases/<folio>/check")
@for_another
def check(folio: str) -> Response:
    """Everything that was answered, each with a way to change it, and the button that sends it."""
    case = own(folio)
    service = service_of(case)
    ask_level(service)
    if case.standing not in answering.OPEN:
        return go("cases.follow", folio=case.folio)
    return make_response(_page(case, service))


@room.post("/cases/<folio>/send")
@for_another
def send(folio: str) -> Response:
    """It is sent, once; or what is missing is said, with where to answer it."""
    case = own(folio)
    service = service_of(case)
    ask_level(service)

    def write(_receipt: str) -> None:
        sending.send(case=case, service=service, by=doer(), now=clock.now())

    here = address_of("cases.follow", folio=case.folio)
    try:
        return once(write, here, refuse=lambda _refused: go("cases.follow", folio=folio))
    except NotForHer as refused:
        return _again(folio, [("", filled.say(refused.rule.otherwise))])
    except Incomplete as incomplete:
        return _again(folio, missing_of(incomplete.missing))


def missing_of(missing: tuple[tuple[Step, Field], ...]) -> Errors:
    """What is missing in words, with the step where it is answered."""
    return [
        (step.id, gettext("Falta: %(what)s", what=filled.say(field.label)))
        for step, field in missing
    ]


def _again(folio: str, errors: Errors) -> Response:
    case = own(folio)
    return make_response(_page(case, service_of(case), errors), 422)


def _page(case: Case, service: Service, errors: Errors | None = None) -> str:
    day = today(clock.now())
    answers = filled.whole(case)
    answers |= {name: each["value"] for name, each in _held_now(case, service, day).items()}
    settled = journey.settled(service, answers, day)
    missing = filled.missing_of(case, service, day)
    lacking = {field.id for _step, field in missing}
    fees = journey.fees(service, settled)
    asked = journey.steps_asked(service, settled)
    return render_template(
        "cases/check.html",
        case=case,
        service=service,
        steps=[(step, _said(service, step, settled, lacking)) for step in asked],
        missing=missing_of(missing) if errors is None else errors,
        is_refused=errors is not None,
        fees=() if missing else fees,
        office=office_of(case),
        receipt=new_receipts(1)[0],
        is_draft=case.standing is State.DRAFT,
        city=filled.the_city(),
    )


def _held_now(case: Case, service: Service, day: date) -> dict[str, dict[str, object]]:
    """What would be held if it were sent now: the record may have been corrected since."""
    asked = filled.of_record(filled.asked_of(service, filled.so_far(case, service, day)))
    fields = [field for field in asked if field.id in case.held]
    return held.taken(fields, record.data_of(case.account_id)) if fields else {}


def _said(
    service: Service, step: Step, settled: dict[str, Any], missing: set[str]
) -> list[tuple[str, str]]:
    told = []
    for field in step.fields:
        if field.id in settled:
            told.append((filled.say(field.label), filled.said(field, settled[field.id], service)))
        elif field.id in missing:
            told.append((filled.say(field.label), gettext("falta")))
    return told
