"""``/cases/<folio>/<step>``: one step of the way on a page. See ``backend.cases``."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.cases import filled, held
from backend.cases.actions import answering, hold
from backend.cases.actions.answering import TooMany
from backend.cases.models import Case
from backend.cases.status import State
from backend.cases.story import office_of
from backend.cases.views.blueprint import Errors, ask_level, go, my_id, own, room, service_of
from backend.forms import journey
from backend.kernel import clock
from backend.kernel.access import for_another, me
from backend.kernel.city.services.model import Service, Step
from backend.kernel.db import db
from backend.kernel.security import takes_files
from backend.record import queries as record
from backend.record.actions.uses import NotAgreed, Opposed
from backend.record.today import today
from backend.reports.pictures import Pictures

CHECK = "check"
MOST_FILES = 6


@room.get("/cases/<folio>/<step>", endpoint="step")
@for_another
def shown(folio: str, step: str) -> Response:
    """The questions of one step; of one that comes later, the first that is still to be answered."""
    case = own(folio)
    service = service_of(case)
    here = _step(case, service, step)
    ask_level(service)
    if case.standing not in answering.OPEN:
        return go("cases.follow", folio=case.folio)
    first = filled.first_missing(service, filled.whole(case), today(clock.now()))
    steps = journey.steps_asked(service, filled.whole(case))
    if here not in steps or (first and steps.index(here) > steps.index(first)):
        to = address_of("cases.step", folio=case.folio, step=(first or steps[0]).id)
        return redirect(to, 302)  # type: ignore[return-value]
    return make_response(_page(case, service, here, filled.whole(case)))


@room.post("/cases/<folio>/<step>", endpoint="answer_step")
@for_another
@takes_files
def answered(folio: str, step: str) -> Response:
    """Her answers, the record's where she says that they are still right, her photos. What the
    server holds is never read from the form."""
    pictures = {name: Pictures.of_request(name, MOST_FILES) for name in request.files}
    case = own(folio)
    service = service_of(case)
    here = _step(case, service, step)
    ask_level(service)
    hold(case)
    if case.standing not in answering.OPEN:
        return go("cases.follow", folio=case.folio)
    raw = request.form.to_dict(flat=False)
    before = filled.whole(case)
    if here not in journey.steps_asked(service, before):
        return redirect(onward(case, service), 303)  # type: ignore[return-value]
    now = clock.now()
    day = today(now)
    reading = journey.read(
        filled.from_her(here.fields), raw, today=day, held=filled.held_of(case), before=before
    )
    strange = filled.strange((*raw, *request.files), here.fields)
    if len(strange) > filled.MOST_STRANGE:
        abort(400)
    errors = list(_faults(reading.faults))
    if not errors:
        answering.save(case=case, fields=filled.from_her(here.fields), answers=reading.answers)
        errors += _take(case, service, here)
        errors += _photos(case, here, pictures)
    if not errors and "drop" not in request.form:
        errors += _no_photo(case, service, here)
    if errors:
        html = _page(case, service, here, {**before, **reading.answers}, reading, errors)
        response = make_response(html, 422)
        folio, by = case.folio, me().id
        db.session.rollback()
        _note(folio, strange, by)
        return response
    db.session.flush()
    if strange:
        answering.note_strange(
            folio=case.folio, account_id=case.account_id, names=strange, by=me().id, now=now
        )
    if "drop" in request.form:
        return go("cases.step", folio=case.folio, step=here.id)
    return redirect(onward(case, service, here), 303)  # type: ignore[return-value]


def onward(case: Case, service: Service, here: Step | None = None) -> str:
    """Where she goes on: to the next step, or the first that is missing, or to look at it all."""
    answers = filled.whole(case)
    first = filled.first_missing(service, answers, today(clock.now()))
    following = journey.next_step(service, answers, here.id if here else None)
    if request.form.get("back") == CHECK and first is None:
        following = None
    steps = journey.steps_asked(service, answers)
    if first and following and steps.index(first) < steps.index(following):
        following = first
    to = following or first
    if to is None:
        return address_of("cases.check", folio=case.folio)
    return address_of("cases.step", folio=case.folio, step=to.id)


def _step(case: Case, service: Service, id: str) -> Step:
    step = service.step(id)
    if step is None:
        abort(404)
    return step


def _faults(faults: Mapping[str, Any]) -> Errors:
    return [(name, str(sentence)) for name, sentence in faults.items()]


def _take(case: Case, service: Service, here: Step) -> Errors:
    """What the record answers on this page, once she says that it is still right."""
    asked = journey.fields_asked(here.fields, filled.whole(case))
    fields = filled.of_record(asked)
    if not fields:
        return []
    agrees = request.form.get("agree") == "yes"
    try:
        answering.take(
            case=case,
            service=service,
            fields=fields,
            by=me().id,
            now=clock.now(),
            agrees=agrees,
        )
    except NotAgreed:
        return [("agree", gettext("Di que la oficina puede usar estos datos"))]
    except Opposed:
        return [("agree", gettext("Te opusiste a este uso de tus datos. Cámbialo en Mis derechos"))]
    missing = [each for each in fields if each.is_required and each.id not in case.held]
    return [
        (each.id, gettext("Falta en tus datos: %(what)s", what=filled.say(each.label)))
        for each in missing
    ]


def _photos(case: Case, here: Step, pictures: Mapping[str, Pictures]) -> Errors:
    """Photos that came with the form, each to its question; and those taken out again."""
    errors: Errors = []
    drop = request.form.get("drop", "")
    if drop.isdecimal() and drop.isascii() and len(drop) < 10:
        answering.drop_photo(case=case, id=int(drop))
    for field in filled.photos_of(here.fields):
        sent = pictures.get(field.id)
        if sent is None:
            continue
        errors += sent.errors
        try:
            for photo in sent.photos:
                answering.add_photo(
                    case=case,
                    field=field.id,
                    most=answering.most_of(field),
                    photo=photo,
                    now=clock.now(),
                )
        except TooMany:
            errors.append((field.id, gettext("Ya están todas las fotos que caben")))
    return errors


def _no_photo(case: Case, service: Service, here: Step) -> Errors:
    files = filled.files_of(case)
    asked = journey.fields_asked(here.fields, filled.whole(case))
    return [
        (field.id, gettext("Elige una foto"))
        for field in filled.photos_of(asked)
        if field.is_required and not files.get(field.id)
    ]


def _note(folio: str, strange: Sequence[str], by: int) -> None:
    """What nobody asked for is noted also where the form is refused, which keeps nothing else."""
    if strange:
        answering.note_strange(
            folio=folio, account_id=my_id(), names=strange, by=by, now=clock.now(), at_once=True
        )


def _page(
    case: Case,
    service: Service,
    here: Step,
    answers: Mapping[str, Any],
    reading: object | None = None,
    errors: Errors | None = None,
) -> str:
    steps = journey.steps_asked(service, answers)
    asked = journey.fields_asked(here.fields, answers)
    of_record = filled.of_record(asked)
    data = record.data_of(case.account_id) if of_record else {}
    shown = held.taken(of_record, data)
    names = held.attributes_of(of_record)
    return render_template(
        "cases/step.html",
        case=case,
        service=service,
        step=here,
        number=steps.index(here) + 1 if here in steps else 1,
        count=len(steps),
        fields=filled.from_her(here.fields),
        files=filled.photos_of(asked),
        of_record=[
            (field, filled.said(field, shown[field.id]["value"]) if field.id in shown else "")
            for field in of_record
        ],
        attributes=names,
        is_agreed=bool(names)
        and record.agreed_now(case.account_id, service.office).issuperset(names),
        office=office_of(case),
        answers=answers,
        reading=reading,
        errors=errors or [],
        documents=case.documents,
        back=request.values.get("back", ""),
        is_draft=case.standing is State.DRAFT,
        city=filled.the_city(),
    )
