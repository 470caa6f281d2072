"""``/cases/<folio>/visit`` and ``/pay``: when to come, and what to pay. See ``backend.cases``."""

from datetime import UTC, date, datetime

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.appointments import queries as visits
from backend.appointments.actions import AlreadyBooked, Full, NotBooked
from backend.cases import filled
from backend.cases.actions import outcome, visiting
from backend.cases.models import Case
from backend.cases.status import State
from backend.cases.views.blueprint import (
    Errors,
    doer,
    go,
    new_receipts,
    once,
    own,
    room,
    service_of,
)
from backend.kernel import clock
from backend.kernel.access import for_another
from backend.kernel.city.services.model import Service
from backend.payments.queries import of_subject as payment_of
from backend.record.today import today

MOST_TIMES = 60
"""Beyond so many times on a page a day is left for the next one."""


@room.get("/cases/<folio>/visit")
@for_another
def visit(folio: str) -> Response:
    """Where, and then when."""
    case, service = _open(folio)
    return make_response(_page(case, service))


@room.post("/cases/<folio>/visit", endpoint="choose_visit")
@for_another
def choose(folio: str) -> Response:
    """She comes then; where somebody was quicker she is told so, and what is still free."""
    case, service = _open(folio)
    place, begins = request.form.get("place", ""), _moment(request.form.get("begins", ""))
    if begins is None:
        return _refuse(case, service, gettext("Elige una hora"))
    try:
        return once(
            lambda _receipt: visiting.choose(
                case=case, service=service, place=place, begins=begins, now=clock.now()
            ),
            address_of("cases.follow", folio=case.folio),
            refuse=lambda _refused: abort(404),
        )
    except AlreadyBooked:
        said = gettext("Ya tienes una cita para este servicio. Muévela o cancélala primero")
    except Full:
        said = gettext("Alguien la tomó justo antes que tú. No perdiste nada: elige otra hora")
    except NotBooked:
        said = gettext("A esa hora no se puede. Elige otra")
    return _refuse(*_open(folio), said)


@room.post("/cases/<folio>/visit/cancel")
@for_another
def cancel_visit(folio: str) -> Response:
    """She does not come."""
    case = own(folio)
    return once(
        lambda _receipt: visiting.give_up(case=case, by=doer(), now=clock.now()),
        address_of("cases.follow", folio=case.folio),
        refuse=lambda _refused: go("cases.follow", folio=folio),
    )


@room.get("/cases/<folio>/pay")
@for_another
def pay(folio: str) -> Response:
    """What is to be paid, where and until when."""
    case = own(folio)
    payment = payment_of(case.subject)
    if payment is None:
        abort(404)
    return make_response(
        render_template(
            "cases/pay.html",
            case=case,
            payment=payment,
            is_over=payment.is_waiting and payment.until < today(clock.now()),
        )
    )


@room.post("/cases/<folio>/pay", endpoint="pay_again")
@for_another
def pay_again(folio: str) -> Response:
    """The days to pay are over: another reference."""
    case = own(folio)
    service = service_of(case)
    payment = payment_of(case.subject)
    if case.standing is not State.UNPAID or payment is None:
        return go("cases.follow", folio=case.folio)
    if payment.is_waiting and payment.until >= today(clock.now()):
        return go("cases.pay", folio=case.folio)
    outcome.go_on(case=case, service=service, now=clock.now())
    return go("cases.pay", folio=case.folio)


def _open(folio: str) -> tuple[Case, Service]:
    case = own(folio)
    service = service_of(case)
    if not visiting.may_choose(case, service):
        abort(404)
    return case, service


def _moment(typed: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if abs(read.year - clock.now().year) > 1:
        return None  # nobody is received then, and no calendar ends where another begins
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return date.min


def _days(times: list[datetime], since: date) -> tuple[list[list[datetime]], date | None]:
    """The ``times`` by day, ``since`` one of them, and the day behind those that fit on a page.
    The first one always does."""
    days: dict[date, list[datetime]] = {}
    for each in times:
        if (day := visits.today(each)) >= since:
            days.setdefault(day, []).append(each)
    shown: list[list[datetime]] = []
    for day, here in days.items():
        if shown and sum(map(len, shown)) + len(here) > MOST_TIMES:
            return shown, day
        shown.append(here)
    return shown, None


def _refuse(case: Case, service: Service, sentence: str) -> Response:
    errors: Errors = [("begins", sentence)]
    return make_response(_page(case, service, errors), 422)


def _page(case: Case, service: Service, errors: Errors | None = None) -> str:
    assert service.visits is not None
    now = clock.now()
    names = visiting.places_of(service)
    place = request.values.get("place", "")
    with_room = visits.places_with_room(service.slug, service.visits, places=list(names), now=now)
    free = visits.free(service.slug, place, service.visits, now) if place in names else []
    days, later = _days([each.begins for each in free], _day(request.values.get("since", "")))
    booking = visits.of_subject(case.subject)
    return render_template(
        "cases/visit.html",
        case=case,
        service=service,
        place=place if place in names else "",
        names=names,
        with_room=with_room,
        days=days,
        later=later,
        booking=booking if booking and booking.stands else None,
        errors=errors or [],
        receipts=new_receipts(2),
        city=filled.the_city(),
    )
