"""Following a case: where it stands, and what she may do with it. See ``backend.cases``."""

from collections.abc import Callable

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.appointments.queries import of_subject as booking_of
from backend.cases import filled, queries
from backend.cases.actions import SCORES, NotAllowed, rate, turning
from backend.cases.actions.visiting import may_choose
from backend.cases.models import Case
from backend.cases.status import State
from backend.cases.story import FACES, answers_of, label_of, story_of
from backend.cases.views.blueprint import Errors, doer, my_id, new_receipts, once, own, room
from backend.cases.views.sending import missing_of
from backend.forms import text
from backend.kernel import clock, receipts
from backend.kernel.access import for_another, keep, me
from backend.papers.queries import of_subject as paper_of
from backend.payments.queries import of_subject as payment_of
from backend.record.today import today
from backend.reports import folio as folios

MOST_WORDS = 1000
FORMS = 4


@room.get("/cases")
@for_another
def index() -> Response:
    """My cases, newest first."""
    after = folios.read(request.args.get("after", ""))
    last = queries.by_folio(after) if after else None
    if last and last.account_id != my_id():
        last = None
    found = queries.of(my_id(), after=last, size=queries.PAGE + 1)
    older = found[queries.PAGE - 1].folio if len(found) > queries.PAGE else ""
    page = make_response(
        render_template(
            "cases/index.html",
            cases=found[: queries.PAGE],
            older=address_of("cases.index", after=older) if older else "",
            newest=address_of("cases.index") if last else "",
        )
    )
    return page if me().helps else keep(page, "private")


@room.get("/cases/<folio>")
@for_another
def follow(folio: str) -> Response:
    """Where a case stands, and what comes next."""
    case = own(folio)
    if case.folio != folio:
        here = address_of("cases.follow", folio=case.folio)
        return redirect(here, 302)  # type: ignore[return-value]
    page = make_response(_page(case))
    return page if me().helps else keep(page, "private")


@room.post("/cases/<folio>/answer")
@for_another
def answer(folio: str) -> Response:
    """What the office asked for; photos follow, each on its own."""
    case = own(folio)
    words = _words("answer")
    follow = request.form.get("photos_follow", "")
    count = int(follow) if follow in {"1", "2", "3"} else 0
    service = filled.service_of(case)
    if service and (missing := filled.missing_of(case, service, today(clock.now()))):
        return _refuse(case, [("", sentence) for _step, sentence in missing_of(missing)])
    if not words and not count and not case.documents:
        return _refuse(case, [("answer", gettext("Escribe tu respuesta o manda una foto"))])
    return _once(
        case,
        lambda: turning.answer(
            case=case, by=doer(), words=words, photos_follow=count, now=clock.now()
        ),
        gettext("Eso ya no hace falta: tu trámite cambió"),
    )


@room.post("/cases/<folio>/appeal")
@for_another
def appeal(folio: str) -> Response:
    """She does not agree, and says why."""
    case = own(folio)
    words = _words("appeal")
    if not words:
        return _refuse(case, [("appeal", gettext("Cuéntanos por qué no estás de acuerdo"))])
    return _once(
        case,
        lambda: turning.appeal(case=case, by=doer(), words=words, now=clock.now()),
        gettext("Ya no se puede: pasó el plazo o ya lo habías pedido"),
    )


@room.post("/cases/<folio>/cancel")
@for_another
def cancel(folio: str) -> Response:
    """She does not want it any more."""
    case = own(folio)
    return _once(
        case,
        lambda: turning.cancel(case=case, by=doer(), now=clock.now()),
        gettext("Ya no se puede cancelar: está decidido"),
    )


@room.post("/cases/<folio>/rate/<int:score>", endpoint="rate")
@for_another
def rated(folio: str, score: int) -> Response:
    """What she thinks of it. Sent again it is the same, so it needs no receipt."""
    case = own(folio)
    if score not in SCORES:
        abort(404)
    try:
        rate(case=case, score=score)
    except NotAllowed:
        return _refuse(case, [("", gettext("Todavía no termina: califícalo cuando se decida"))])
    return receipts.reply(address_of("cases.follow", folio=case.folio))


def _words(name: str) -> str:
    return text.lines(request.form.get(name, ""))[:MOST_WORDS]


def _once(case: Case, write: Callable[[], object], refusal: str) -> Response:
    folio = case.folio
    return once(
        lambda _receipt: write(),
        address_of("cases.follow", folio=folio),
        refuse=lambda _refused: _refuse(own(folio), [("", refusal)]),
    )


def _refuse(case: Case, errors: Errors) -> Response:
    return make_response(_page(case, errors), 422)


def _page(case: Case, errors: Errors | None = None) -> str:
    now = clock.now()
    service = filled.service_of(case)
    day = today(now)
    is_draft = service and case.standing is State.DRAFT
    missing = filled.missing_of(case, service, day) if service and is_draft else ()
    booking = booking_of(case.subject) if service and service.visits else None
    return render_template(
        "cases/follow.html",
        case=case,
        service=service,
        story=story_of(case, now),
        answers=answers_of(case, service, day),
        photos=[(each, label_of(each.field, service)) for each in case.documents],
        missing=missing_of(missing),
        payment=payment_of(case.subject) if service and service.payment else None,
        booking=booking if booking and booking.stands else None,
        may_choose=may_choose(case, service),
        paper=paper_of(case.subject) if case.standing is State.GRANTED else None,
        errors=errors or [],
        typed=request.form,
        receipts=new_receipts(FORMS),
        faces=FACES,
        city=filled.the_city(),
    )
