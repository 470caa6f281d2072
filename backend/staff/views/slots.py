"""``/staff/slots``: the hours of my offices' appointments, who comes, and what is changed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.appointments import queries
from backend.appointments.actions import office as hours
from backend.appointments.queries import Free
from backend.forms import text
from backend.identity import queries as llave
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import me, staff
from backend.kernel.city.services.model import Service, Visits
from backend.places import queries as places
from backend.record.today import today
from backend.reports.form import the_city
from backend.staff.views.blueprint import Errors, go, my_offices, new_receipts, once, room

SIZE = 20
"""Places on a page."""
HOURS = 12
"""Times on a page."""
NAMED = 8
"""People named at a time; there may be more."""
MOST_WORDS = 200
DONE = ("close", "open", "capacity")


class There(NamedTuple):
    """Which service, with its visits, and where."""

    service: Service
    visits: Visits
    key: str
    name: str


@room.get("/staff/slots")
@staff(RoleName.DESK)
def slots() -> Response:
    """The services of my offices that receive people."""
    return make_response(render_template("staff/slots.html", services=_services()))


@room.get("/staff/slots/<slug>")
@staff(RoleName.DESK)
def slot_places(slug: str) -> Response:
    """Where they do."""
    service, visits = _service_or_404(slug)
    looked_for = text.line(request.args.get("q", "")[:80])
    after = request.args.get("after", "")
    skip = int(after) if after.isascii() and after.isdecimal() and len(after) < 7 else 0
    words = looked_for.casefold()
    every = [each for each in places.everything(visits.place) if words in each.name.casefold()]
    more = skip + SIZE if len(every) > skip + SIZE else 0
    return make_response(
        render_template(
            "staff/slot_places.html",
            service=service,
            found=every[skip : skip + SIZE],
            q=looked_for,
            more=more,
        )
    )


@room.get("/staff/slots/<slug>/<key>")
@staff(RoleName.DESK)
def slot_day(slug: str, key: str) -> Response:
    """One day there: each hour as it stands, and who comes; that it is read is noted."""
    return make_response(_page(_there_or_404(slug, key)))


@room.post("/staff/slots/<slug>/<key>")
@staff(RoleName.DESK)
def change_slots(slug: str, key: str) -> Response:
    """Close, open, receive more or fewer, at the hours that are ticked."""
    there = _there_or_404(slug, key)
    day, do = _day(request.values.get("day", "")), request.form.get("do", "")
    offered = {_id(each.begins): each.begins for each in _standing(there, day)}
    chosen = [offered[id] for id in request.form.getlist("at") if id in offered]
    reason = text.line(request.form.get("reason", ""))[:MOST_WORDS]
    capacity = _number(request.form.get("capacity", ""))
    errors = _errors(do, chosen, reason, capacity)
    if errors:
        return make_response(_page(there, errors), 422)
    where = {
        "service": there.service.slug,
        "place": there.key,
        "begins": chosen,
        "by": me().id,
        "now": clock.now(),
        "office": there.service.office,
    }

    def write() -> None:
        if do == "close":
            hours.close_slots(reason=reason, **where)  # type: ignore[arg-type]
        elif do == "open":
            hours.open_slots(**where)  # type: ignore[arg-type]
        else:
            hours.set_capacity(capacity=capacity or 0, **where)  # type: ignore[arg-type]

    onward = address_of("staff.slot_day", slug=slug, key=key, day=day.isoformat())
    return once(write, onward, refuse=lambda _refused: go("staff.slots"))


def _errors(do: str, chosen: Sequence[datetime], reason: str, capacity: int | None) -> Errors:
    errors: Errors = []
    if not chosen or do not in DONE:
        errors.append(("at0", gettext("Elige al menos una hora")))
    if do == "close" and not reason:
        errors.append(("reason", gettext("Escribe por qué: se lo decimos a quien tenía cita")))
    if do == "capacity" and (capacity is None or capacity > hours.MOST):
        most = hours.MOST
        errors.append(("capacity", gettext("Escribe un número de 0 a %(most)s", most=most)))
    return errors


def _page(there: There, errors: Errors | None = None) -> str:
    day = _day(request.values.get("day", ""))
    standing = _standing(there, day)
    part = min(_number(request.values.get("part", "")) or 0, max(0, len(standing) - 1) // HOURS)
    shown = standing[part * HOURS : (part + 1) * HOURS]
    who = _who(there, shown)
    return render_template(
        "staff/slot_day.html",
        errors=errors or [],
        there=there,
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        shown=[(each, _id(each.begins), who.get(each.begins, [])) for each in shown],
        named=NAMED,
        part=part,
        parts=-(-len(standing) // HOURS),
        typed=request.form,
        receipt=new_receipts(1)[0],
    )


def _who(there: There, shown: Sequence[Free]) -> dict[datetime, list[str]]:
    """Who comes at each of these times, noted before it is shown; so a form that came back with
    errors, which notes nothing, names nobody."""
    if not shown or request.method != "GET":
        return {}
    last = shown[-1].begins + timedelta(minutes=1)
    since = shown[0].begins
    service = there.service
    bookings = queries.expected(service.slug, there.key, since=since, until=last)
    hours.note_read(bookings=bookings, by=me().id, now=clock.now(), office=service.office)
    names = llave.names_of(each.account_id for each in bookings)
    who: dict[datetime, list[str]] = {}
    for each in bookings:
        who.setdefault(each.begins, []).append(names.get(each.account_id, ""))
    return who


def _standing(there: There, day: date) -> list[Free]:
    return queries.of_day(there.service.slug, there.key, there.visits, day)


def _services() -> list[Service]:
    mine = my_offices()
    return [
        each
        for each in the_city().services
        if each.visits and (mine is None or each.office in mine)
    ]


def _service_or_404(slug: str) -> tuple[Service, Visits]:
    service = next((each for each in _services() if each.slug == slug), None)
    if service is None or service.visits is None:
        abort(404)
    return service, service.visits


def _there_or_404(slug: str, key: str) -> There:
    service, visits = _service_or_404(slug)
    place = places.by_key(visits.place, key)
    if place is None:
        abort(404)
    return There(service, visits, place.key, place.name)


def _id(begins: datetime) -> str:
    return f"{begins:%Y%m%dT%H%M}"


def _day(typed: str) -> date:
    """The day asked for; today where it is none."""
    now = today(clock.now())
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return now
    return day if abs(day - now) < timedelta(days=400) else now


def _number(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 5
    return int(typed) if is_number else None
