"""``/staff/reports/<folio>``: one report with all that belongs to it. That it is read is noted."""

from flask import Response, abort, make_response, render_template, request

from backend.files.queries import photo as stored_photo
from backend.files.serve import photo_response
from backend.identity import queries as llave
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import staff
from backend.reports import queries
from backend.reports.actions import reading
from backend.reports.actions.handling import needs_proof
from backend.reports.form import the_city
from backend.reports.queries import desk
from backend.reports.queries.desk import Case
from backend.reports.status import BY_CITY, State
from backend.reports.story import NAMES, story_of
from backend.staff.acts import told_of
from backend.staff.views.blueprint import Errors, by, case_or_404, new_receipts, room

FORMS = 7


@room.get("/staff/reports/<folio>")
@staff(RoleName.DESK)
def case(folio: str) -> Response:
    """The report, its history, contact and answers, and what can be done with it."""
    report = case_or_404(folio)
    office = by(RoleName.DESK, report.department)
    reading.note_read(report=report, by=office, now=clock.now())
    return make_response(page(report))


@room.get("/staff/reports/<folio>/photos/<int:position>.webp")
@staff(RoleName.DESK)
def photo(folio: str, position: int) -> Response:
    """A photo, to look at it before everybody may."""
    return picture(case_or_404(folio), position)


def picture(report: Case, position: int) -> Response:
    """The photo at ``position`` of ``report``."""
    found = queries.photo_of(report, position)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        abort(404)
    return photo_response(stored, thumb="thumb" in request.args)


def page(report: Case, errors: Errors | None = None) -> str:
    """The page of ``report``, with what was typed and what is wrong with it."""
    city = the_city()
    notes = desk.inside_notes(report)
    done = desk.activity_of(report)
    people = {each.by_id for each in notes} | {
        int(each.actor.partition(":")[2]) for each in done if each.actor.startswith("person:")
    }
    moves = sorted(BY_CITY[report.standing] - {State.DUPLICATE}, key=list(State).index)
    return render_template(
        "staff/case.html",
        report=report,
        story=story_of(report, city, clock.now()),
        errors=errors or [],
        typed=request.form,
        notes=notes,
        done=[told_of(each, city) for each in done],
        names=llave.names_of(people),
        moves=[(each, NAMES[each][0]) for each in moves],
        may_merge=State.DUPLICATE in BY_CITY[report.standing],
        replies=[each for each in city.replies if not each.states or set(each.states) & set(moves)],
        crews=desk.crews_of({report.department}) if report.is_open else [],
        followers=desk.followers_of(report),
        asks_proof=needs_proof(report, city),
        is_unseen=any(
            each.words and each.actor == "resident" and not each.is_published
            for each in report.moves
        ),
        receipts=new_receipts(FORMS),
    )
