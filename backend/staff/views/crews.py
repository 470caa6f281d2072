"""``/staff/crews``: who goes out with whom."""

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.forms import text
from backend.identity import queries as llave
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import staff
from backend.reports.actions import crews as acts
from backend.reports.form import the_city
from backend.reports.queries import desk
from backend.staff.views.blueprint import Errors, my_offices, new_receipts, once, room


@room.get("/staff/crews")
@staff(RoleName.DESK)
def crews() -> Response:
    """The crews of my offices."""
    return make_response(_page())


@room.post("/staff/crews")
@staff(RoleName.DESK)
def start_crew() -> Response:
    """A new one."""
    name = text.line(request.form.get("name", ""))[:60]
    office = request.form.get("office", "")
    errors: Errors = []
    if not name:
        errors.append(("name", gettext("Escribe cómo se llama")))
    if office not in _offices():
        errors.append(("office", gettext("Elige en qué oficina")))
    if errors:
        return make_response(_page(errors), 422)
    return once(
        lambda: acts.start_crew(office=office, name=name, now=clock.now()),
        address_of("staff.crews"),
        refuse=lambda _refused: abort(409),
    )


@room.post("/staff/crews/<int:id>")
@staff(RoleName.DESK)
def change_crew(id: int) -> Response:
    """Somebody joins or leaves it, or it is no more."""
    crew = desk.crew(id, my_offices())
    if crew is None:
        abort(404)
    what, who = request.form.get("do", ""), request.form.get("who", "")
    members = {str(id) for id in _crew_people(crew.office)}
    leaving = {str(each) for each in desk.members_of([crew])[crew.id]}
    now = clock.now()

    def write() -> None:
        if what == "join" and who in members:
            acts.join(crew=crew, account_id=int(who), now=now)
        elif what == "leave" and who in leaving:
            acts.leave(crew=crew, account_id=int(who), now=now)
        elif what == "end":
            acts.end_crew(crew=crew, now=now)

    return once(write, address_of("staff.crews"), refuse=lambda _refused: abort(409))


def _offices() -> list[str]:
    mine = my_offices()
    return [each.id for each in the_city().repairing if mine is None or each.id in mine]


def _crew_people(office: str) -> list[int]:
    """The accounts that may go out for ``office``."""
    return [each.account_id for each in llave.staff({office, ""}) if each.role == RoleName.CREW]


def _page(errors: Errors | None = None) -> str:
    found = desk.crews_of(my_offices())
    members = desk.members_of(found)
    roles = [each for each in llave.staff({*_offices(), ""}) if each.role == RoleName.CREW]
    people = {each.account_id: each.account.name for each in roles}
    names = people | llave.names_of({id for ids in members.values() for id in ids} - people.keys())
    may_join = {
        crew.id: [
            each.account_id
            for each in roles
            if each.office in {"", crew.office} and each.account_id not in members[crew.id]
        ]
        for crew in found
    }
    return render_template(
        "staff/crews.html",
        crews=found,
        members=members,
        names=names,
        may_join=may_join,
        offices=[each for each in the_city().repairing if each.id in _offices()],
        errors=errors or [],
        typed=request.form,
        receipts=new_receipts(2 * len(found) + 1),
        city=the_city(),
    )
