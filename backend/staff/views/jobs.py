"""``/staff/crew``: what a crew has to do today. Kept on the phone; what is sent goes by the outbox,
through the same addresses and the same forms as with signal."""

from collections.abc import Callable
from datetime import timedelta

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.forms import text
from backend.identity.roles import RoleName
from backend.kernel import clock, receipts
from backend.kernel.access import keep, me, staff
from backend.kernel.security import takes_files
from backend.record.today import today
from backend.reports import folio as folios
from backend.reports.actions import NotAllowed, handling, reading
from backend.reports.actions.handling import needs_proof
from backend.reports.form import the_city
from backend.reports.pictures import Pictures
from backend.reports.queries import desk
from backend.reports.queries.desk import Case
from backend.reports.status import BY_CITY, State
from backend.reports.story import NAMES, story_of
from backend.staff.views.blueprint import Errors, by, new_receipts, once, room
from backend.staff.views.case import picture
from backend.staff.views.handling import OTHERWISE, REFUSALS

NOTED_FOR = timedelta(hours=12)
"""A list that is opened again and again on a shift is noted once."""
DONE = (State.IN_PROGRESS, State.FIXED, State.CANNOT)
MOST_WORDS = 1000


@room.get("/staff/crew")
@staff(RoleName.CREW)
def round() -> Response:
    """What is planned for today, or should have been before."""
    crews = desk.crews_with(me().id)
    found = desk.round_of(crews, today(clock.now())) if crews else []
    response = make_response(
        render_template("staff/round.html", found=found, has_crew=bool(crews), city=the_city())
    )
    return keep(response, "private")


@room.get("/staff/crew/<folio>")
@staff(RoleName.CREW)
def job(folio: str) -> Response:
    """One of them: where, what, and what became of it. Whom to call is the desk's to know."""
    report = _job(folio)
    now = clock.now()
    who = by(RoleName.CREW, report.department)
    reading.note_read(report=report, by=who, act=reading.SAW_PLACE, now=now, since=now - NOTED_FOR)
    return keep(make_response(_page(report)), "private")


@room.get("/staff/crew/<folio>/photos/<int:position>.webp")
@staff(RoleName.CREW)
def job_photo(folio: str, position: int) -> Response:
    """A photo of it."""
    return picture(_job(folio), position)


@room.post("/staff/crew/<folio>")
@staff(RoleName.CREW)
@takes_files
def job_move(folio: str) -> Response:
    """On it, fixed, or it cannot be done. Photos come along, or follow each on its own."""
    pictures = Pictures.of_request("photo", 2)
    report = _job(folio)
    to = request.form.get("to", "")
    if to not in DONE or pictures.errors:
        missing = [("to", gettext("Elige qué pasó"))] if to not in DONE else []
        return _refuse(report, [*missing, *pictures.errors])
    words = text.lines(request.form.get("words", ""))[:MOST_WORDS]
    follow = request.form.get("photos_follow", "") in {"1", "2", "3"}
    who = by(RoleName.CREW, report.department)
    now = clock.now()

    def write() -> None:
        handling.move_on(
            report=report,
            to=State(to),
            by=who,
            words=words,
            now=now,
            city=the_city(),
            proofs=pictures.photos,
            more_follow=follow,
        )

    return _once(report, write)


@room.post("/staff/crew/<folio>/photos")
@staff(RoleName.CREW)
@takes_files
def job_proof(folio: str) -> Response:
    """A photo of the repair."""
    pictures = Pictures.of_request("photo", 1)
    report = _job(folio)
    if pictures.errors or not pictures.photos:
        return _refuse(report, pictures.errors or [("photo", gettext("Elige una foto"))])
    who = by(RoleName.CREW, report.department)
    receipt = receipts.read(request.form.get("receipt"))
    return _once(
        report,
        lambda: handling.add_proof(
            report=report, photo=pictures.photos[0], by=who, receipt=receipt, now=clock.now()
        ),
    )


def _job(folio: str) -> Case:
    """The report of this folio if a crew of mine has it; to me there is no other."""
    known = folios.read(folio)
    report = desk.one_of(known, None) if known else None
    if report is None or report.crew_id not in desk.crews_with(me().id):
        abort(404)
    return report


def _once(report: Case, write: Callable[[], object]) -> Response:
    folio = report.folio

    def refuse(refused: NotAllowed) -> Response:
        id, sentence = REFUSALS.get(type(refused), ("", OTHERWISE))
        return _refuse(_job(folio), [(id, str(sentence))])

    return once(write, address_of("staff.job", folio=folio), refuse=refuse)


def _refuse(report: Case, errors: Errors) -> Response:
    return make_response(_page(report, errors), 422)


def _page(report: Case, errors: Errors | None = None) -> str:
    city = the_city()
    moves = [each for each in DONE if each in BY_CITY[report.standing]]
    return render_template(
        "staff/job.html",
        report=report,
        story=story_of(report, city, clock.now()),
        moves=[(each, NAMES[each][0]) for each in moves],
        asks_proof=needs_proof(report, city),
        errors=errors or [],
        typed=request.form,
        receipts=new_receipts(2),
        city=city,
    )
