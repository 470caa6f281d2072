"""``/cases/<folio>/<step>``: one step of the way on a page. See ``backend.cases``."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.cases import filled, held
from backend.cases.actions import answering, hold
from backend.cases.actions.answering import TooMany
from backend.cases.models import Case
from backend.cases.story import office_of
from backend.cases.views.blueprint import Errors, ask_level, go, my_id, own, room, service_of
from backend.cases.views.bringing import add_photos, sent_pictures
from backend.forms import journey
from backend.forms.journey import Reading
from backend.identity import queries as llave
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


@room.get("/cases/<folio>/<step>", endpoint="step")
@for_another
def shown(folio: str, step: str) -> Response:
    """The questions of one step; for one that comes later, those of the first that is missing."""
    case = own(folio)
    service = service_of(case)
    here = _step(service, step)
    ask_level(service)
    if case.standing not in answering.OPEN:
        return redirect(address_of("cases.follow", folio=case.folio), 302)  # type: ignore[return-value]
    day = today(clock.now())
    answers = filled.so_far(case, service, day)
    steps = journey.steps_asked(service, answers)
    missing = filled.missing_of(case, service, day)
    first = missing[0][0] if missing else None
    if here not in steps or (first and steps.index(here) > steps.index(first)):
        to = address_of("cases.step", folio=case.folio, step=(first or steps[0]).id)
        return redirect(to, 302)  # type: ignore[return-value]
    fields = [each for each in here.fields if not each.record]
    return make_response(_page(case, service, here, journey.shown(fields, answers)))


@room.post("/cases/<folio>/<step>", endpoint="answer_step")
@for_another
@takes_files
def answered(folio: str, step: str) -> Response:
    """Her answers, the record's where she says that they are still right, her photos. What the
    server holds is never read from the form."""
    pictures = sent_pictures()
    case = own(folio)
    service = service_of(case)
    here = _step(service, step)
    ask_level(service)
    hold(case)
    if case.standing not in answering.OPEN:
        return go("cases.follow", folio=case.folio)
    now = clock.now()
    day = today(now)
    before = filled.so_far(case, service, day)
    if here not in journey.steps_asked(service, before):
        to = onward(case, service, service.steps[-1])
        return redirect(to, 303)  # type: ignore[return-value]
    account = llave.person(case.account_id)
    raw = request.form.to_dict(flat=False)
    reading = filled.read(
        here.fields,
        raw,
        day,
        held=filled.held_of(case),
        before=before | filled.files_of(case),
        holder=account.name if account else "",
    )
    strange = filled.strange(reading)
    if len(strange) > filled.MOST_STRANGE:
        abort(400)
    errors = [] if reading.is_editing else [*filled.errors_of(reading)]
    if not errors and not reading.faults:
        errors = _kept(case, service, here, reading, pictures)
    if errors or (reading.is_editing and not _only_photos(reading)):
        return _again(case, service, here, reading, errors=errors, strange=strange)
    db.session.flush()
    if strange:
        answering.note_strange(
            folio=case.folio, account_id=case.account_id, names=strange, by=me().id, now=now
        )
    if reading.is_editing:
        return go("cases.step", folio=case.folio, step=here.id)
    return redirect(onward(case, service, here), 303)  # type: ignore[return-value]


def onward(case: Case, service: Service, here: Step | None = None) -> str:
    """Where she goes on: to the next step, or the first that is missing, or to look at it all."""
    day = today(clock.now())
    answers = filled.so_far(case, service, day)
    missing = filled.missing_of(case, service, day)
    first = missing[0][0] if missing else None
    following = journey.next_step(service, answers, here.id if here else None)
    if request.form.get("back") == CHECK:
        following = None
    ids = [step.id for step in service.steps]
    if first and (following is None or ids.index(first.id) < ids.index(following.id)):
        following = first
    if following is None:
        return address_of("cases.check", folio=case.folio)
    return address_of("cases.step", folio=case.folio, step=following.id)


def _step(service: Service, id: str) -> Step:
    step = service.step(id)
    if step is None:
        abort(404)
    return step


def _kept(
    case: Case, service: Service, here: Step, reading: Reading, pictures: Mapping[str, Pictures]
) -> Errors:
    """Keep what was answered; what is wrong with it, where something is."""
    answers = filled.answers_of(reading, case.held)
    day = today(clock.now())
    try:
        answering.save(
            case=case, service=service, fields=reading.fields, answers=answers, today=day
        )
    except answering.CostsOther:
        return [("", gettext("Así costaría otra cosa. Cancela este trámite y empieza otro"))]
    for field in filled.photos_of(reading.fields):
        ids = [each for each in reading.answers.get(field.id, ()) if isinstance(each, int)]
        answering.keep_photos(case=case, field=field.id, ids=ids)
    if reading.is_editing:
        return []
    errors = _photos(case, here, pictures) or _no_photo(case, service, here)
    return errors or _taken(case, service, here)


def _taken(case: Case, service: Service, here: Step) -> Errors:
    """What the record answers on this page, once she says that it is still right."""
    answers = filled.so_far(case, service, today(clock.now()))
    asked = filled.of_record(journey.fields_asked(here.fields, answers))
    data = record.data_of(case.account_id) if asked else {}
    # What the record may lack is not spoken of where it does.
    fields = [each for each in asked if each.is_required or held.value_of(each, data)]
    if not fields:
        return []
    try:
        answering.take(
            case=case,
            service=service,
            fields=fields,
            by=me().id,
            now=clock.now(),
            agrees=request.form.get("agree") == "yes",
        )
    except NotAgreed:
        return [("agree", gettext("Di que la oficina puede usar estos datos"))]
    except Opposed:
        return [("agree", gettext("Te opusiste a este uso de tus datos. Cámbialo en Mis derechos"))]
    missing = [each for each in fields if each.is_required and each.id not in case.held]
    return [
        ("agree", gettext("Falta en tus datos: %(what)s", what=filled.say(each.label)))
        for each in missing
    ]


def _photos(case: Case, here: Step, pictures: Mapping[str, Pictures]) -> Errors:
    """Photos that came with the form, each to its question."""
    errors: Errors = []
    for field in filled.photos_of(here.fields):
        sent = pictures.get(field.id)
        if sent is None:
            continue
        errors += sent.errors
        try:
            add_photos(case, field, sent)
        except TooMany:
            errors.append((field.id, gettext("Ya están todas las fotos que caben")))
    return errors


def _no_photo(case: Case, service: Service, here: Step) -> Errors:
    files = filled.files_of(case)
    answers = filled.so_far(case, service, today(clock.now()))
    asked = journey.fields_asked(here.fields, answers)
    return [
        (field.id, gettext("%(what)s: elige una foto", what=filled.say(field.label)))
        for field in filled.photos_of(asked)
        if field.is_required and not files.get(field.id)
    ]


def _only_photos(reading: Reading) -> bool:
    """Were only photos taken away? Then nothing that was typed is still to be read."""
    return not any(field.kind == "list" for field in reading.fields)


def _again(
    case: Case,
    service: Service,
    here: Step,
    reading: Reading,
    *,
    errors: Errors,
    strange: list[str],
) -> Response:
    """The page again, with what was typed; of what nobody asked for is noted that it came, though
    nothing else of the form is kept."""
    response = make_response(_page(case, service, here, reading, errors), 422 if errors else 200)
    folio, by, account_id = case.folio, me().id, my_id()
    db.session.rollback()
    if strange:
        answering.note_strange(
            folio=folio, account_id=account_id, names=strange, by=by, now=clock.now(), at_once=True
        )
    return response


def _page(
    case: Case, service: Service, here: Step, reading: Reading, errors: Errors | None = None
) -> str:
    together = journey.settled(service, reading.together, today(clock.now()))
    steps = journey.steps_asked(service, together)
    asked = filled.of_record(journey.fields_asked(here.fields, together))
    hers = tuple(field for field in reading.fields if not field.record)
    taken = held.taken(asked, record.data_of(case.account_id)) if asked else {}
    told = [
        (field, filled.said(field, taken[field.id]["value"]) if field.id in taken else "")
        for field in asked
        if field.id in taken or field.is_required
    ]
    return render_template(
        "cases/step.html",
        case=case,
        service=service,
        step=here,
        number=steps.index(here) + 1 if here in steps else 1,
        count=len(steps),
        # What the record says stands above, with the question whether it is still right.
        reading=replace(reading, fields=hers, held={}),
        speech=filled.speech(),
        of_record=told,
        lacking=[field.record.partition(".")[0] for field, said in told if not said],
        office=office_of(case),
        errors=errors or [],
        back=request.values.get("back", ""),
        city=filled.the_city(),
    )
