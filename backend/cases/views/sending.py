"""``/cases/<folio>/check`` and ``/send``: look at it all, and send it. See ``backend.cases``."""

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
    answers = filled.whole(case)
    now_held = _held_now(case, service)
    answers |= {name: each["value"] for name, each in now_held.items()}
    day = today(clock.now())
    settled = journey.settled(service, answers, day)
    missing = journey.missing(service, answers, day)
    steps = [
        (step, _said(step, settled, {field.id for each, field in missing if each.id == step.id}))
        for step in journey.steps_asked(service, answers)
    ]
    return render_template(
        "cases/check.html",
        case=case,
        service=service,
        steps=steps,
        missing=missing_of(tuple(missing)) if errors is None else errors,
        is_refused=errors is not None,
        fees=[] if missing else journey.fees(service, answers),
        total=sum(fee.amount for fee in journey.fees(service, answers)),
        office=office_of(case),
        receipt=new_receipts(1)[0],
        is_draft=case.standing is State.DRAFT,
        city=filled.the_city(),
    )


def _held_now(case: Case, service: Service) -> dict[str, dict[str, object]]:
    """What would be held if it were sent now: the record may have been corrected since."""
    asked = filled.of_record(filled.asked_of(service, filled.whole(case)))
    fields = [field for field in asked if field.id in case.held]
    return held.taken(fields, record.data_of(case.account_id)) if fields else {}


def _said(step: Step, settled: dict[str, object], missing: set[str]) -> list[tuple[str, str]]:
    told = []
    for field in step.fields:
        if field.id in settled:
            told.append((filled.say(field.label), filled.said(field, settled[field.id])))
        elif field.id in missing:
            told.append((filled.say(field.label), gettext("falta")))
    return told


