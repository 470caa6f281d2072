"""``/staff/reports``: what came in, late first; moving many at once, and taking a list along."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Response, abort, make_response, render_template, request, stream_with_context
from flask import url_for as address_of
from flask_babel import gettext, lazy_gettext

from backend.forms import text
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import me, staff
from backend.kernel.city import City
from backend.kernel.i18n import current
from backend.reports import folio as folios
from backend.reports.actions import bulk, reading
from backend.reports.actions.handling import By
from backend.reports.form import the_city
from backend.reports.queries import desk
from backend.reports.status import BY_CITY, State
from backend.reports.story import NAMES
from backend.reports.words import asked as asked_words
from backend.staff import table
from backend.staff.views.blueprint import go, my_offices, new_receipts, once, room

MOST_WORDS = 1000
BULK = sorted(
    {to for moves in BY_CITY.values() for to in moves} - {State.DUPLICATE, State.NOT_OURS}
)
WHY = {
    "proof": lazy_gettext("falta la foto de la reparación: muévelo en su página"),
    "words": lazy_gettext("falta decir por qué"),
    "whose": lazy_gettext("falta decir a quién le toca"),
    bulk.TABLE: lazy_gettext("desde donde está no puede ir ahí"),
    "gone": lazy_gettext("ya no es de tu oficina"),
}


@room.get("/staff/reports")
@staff(RoleName.DESK)
def inbox() -> Response:
    """The inbox; a folio that is looked for is opened at once."""
    looked_for = text.line(request.args.get("q", "")[:200])
    folio = folios.read(looked_for)
    if folio and desk.one_of(folio, my_offices()):
        return go("staff.case", folio=folio)
    now = clock.now()
    asked = _asked(request.args, looked_for)
    after = folios.read(request.args.get("after", ""))
    found = desk.inbox(asked, now=now, after=after)
    here: dict[str, Any] = {name: value for name in ASKED if (value := request.args.get(name))}
    older: dict[str, Any] = here | {"after": found.after, "many": request.args.get("many")}
    return make_response(
        render_template(
            "staff/inbox.html",
            found=found.reports,
            now=now,
            asked=asked,
            q=looked_for,
            here=here,
            is_many="many" in request.args,
            older=address_of("staff.inbox", **older) if found.after else "",
            newest=address_of("staff.inbox", **here) if after else "",
            late=desk.late_in(my_offices(), now),
            choices=_choices(),
            states=NAMES,
            moves=BULK,
            receipt=new_receipts(1)[0],
        )
    )


@room.post("/staff/reports/move")
@staff(RoleName.DESK)
def move_many() -> Response:
    """Move what is ticked, and say of each what became of it."""
    chosen = [folio for each in request.form.getlist("folio")[:100] if (folio := folios.read(each))]
    to = request.form.get("to", "")
    if to not in BULK or not chosen:
        return _moved([], gettext("Elige al menos un reporte y a dónde va"), 422)
    words = text.lines(request.form.get("words", ""))[:MOST_WORDS]
    told: list[bulk.Told] = []

    def write() -> None:
        reports = desk.many_of(chosen, my_offices())
        told.extend(
            bulk.move_many(
                reports=reports,
                to=State(to),
                by=_by(),
                words=words,
                now=clock.now(),
                city=the_city(),
            )
        )

    answer = once(write, address_of("staff.inbox"), refuse=lambda _refused: abort(409))
    if not told:
        return answer  # it was sent before, and what became of them was told then
    known = {each.folio for each in told}
    told += [bulk.Told(folio, "gone") for folio in chosen if folio not in known]
    return _moved(told, "", 200)


@room.post("/staff/reports/csv")
@staff(RoleName.DESK)
def export() -> Response:
    """The list as a file for a spreadsheet; that it was taken is noted."""
    asked = _asked(request.form, text.line(request.form.get("q", "")[:200]))
    told = " ".join(f"{name}={value}" for name in ASKED if (value := request.form.get(name)))
    reading.note_export(by=_by(), rows=told, now=clock.now())
    response = Response(
        stream_with_context(_rows(asked, the_city())), mimetype="text/csv", direct_passthrough=True
    )
    response.headers["Content-Disposition"] = 'attachment; filename="reports.csv"'
    return response


def _rows(asked: desk.Asked, city: City) -> Iterator[bytes]:
    return table.lines(asked, city, now=clock.now())


ASKED = ("office", "borough", "category", "state", "late", "crew", "q")


def _asked(given: Any, looked_for: str) -> desk.Asked:
    """Which reports, of my offices and no others."""
    mine = my_offices()
    office = given.get("office", "")
    city = the_city()
    state = given.get("state", "")
    known = {desk.OPEN, desk.ALL, *State}
    borough = city.borough(given.get("borough", ""))
    category = city.category(given.get("category", ""))
    crew = given.get("crew", "")
    default = desk.ALL if looked_for else desk.OPEN
    asked = desk.Asked(
        offices=mine,
        state=state if state in known else default,
        borough=borough.id if borough else "",
        category=category.id if category else "",
        is_late=bool(given.get("late")),
        crew=int(crew) if crew.isdecimal() and crew.isascii() and len(crew) < 10 else None,
        words=tuple(asked_words(looked_for)),
    )
    return (
        replace(asked, offices={office}) if city.department(office) and _is_mine(office) else asked
    )


Choice = tuple[str, str, str, list[tuple[object, object]]]


def _choices() -> Iterator[Choice]:
    """What the inbox can be narrowed by: field, name, what is all of it, and the options."""
    city, language = the_city(), current()
    offices = [each for each in city.repairing if _is_mine(each.id)]
    ids = {each.id for each in offices}
    if len(offices) > 1:
        options: list[tuple[object, object]] = [(o.id, o.short.in_(language)) for o in offices]
        yield "office", gettext("Oficina"), gettext("Todas"), options
    boroughs: list[tuple[object, object]] = [(each.id, each.name) for each in city.boroughs]
    yield "borough", gettext("Alcaldía"), gettext("Todas"), boroughs
    states: list[tuple[object, object]] = [(each, NAMES[each][0]) for each in State]
    all_states = (desk.ALL, gettext("Todos"))
    yield "state", gettext("Estado"), gettext("Por atender"), [all_states, *states]
    categories: list[tuple[object, object]] = [
        (each.id, each.name.in_(language)) for each in city.categories if each.department.id in ids
    ]
    yield "category", gettext("Qué falla"), gettext("Todo"), categories
    if crews := desk.crews_of(my_offices()):
        names: list[tuple[object, object]] = [(each.id, each.name) for each in crews]
        yield "crew", gettext("Cuadrilla"), gettext("Todas"), names


def _is_mine(office: str) -> bool:
    mine = my_offices()
    return mine is None or office in mine


def _by() -> By:
    return By(me().id, min(me().offices(RoleName.DESK)))


def _moved(told: list[bulk.Told], error: str, status: int) -> Response:
    return make_response(
        render_template("staff/moved.html", told=told, error=error, why=WHY), status
    )
