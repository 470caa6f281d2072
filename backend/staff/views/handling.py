"""What is done with one report at the desk; each form is answered once."""

from collections.abc import Callable
from datetime import date

from flask import Response, make_response, request
from flask import url_for as address_of
from flask_babel import gettext, lazy_gettext

from backend.forms import text
from backend.identity import queries as llave
from backend.identity.roles import RoleName
from backend.kernel import clock
from backend.kernel.access import staff
from backend.kernel.security import takes_files
from backend.reports import folio as folios
from backend.reports import queries
from backend.reports.actions import NotAllowed, handling
from backend.reports.actions.handling import NobodyNamed, NoProof, NoWords
from backend.reports.actions.merging import NotTheSame
from backend.reports.actions.merging import merge as merge_into
from backend.reports.form import the_city
from backend.reports.pictures import Pictures
from backend.reports.queries import desk
from backend.reports.queries.desk import Case
from backend.reports.status import State
from backend.staff.views.blueprint import Errors, by, case_or_404, my_offices, once, room
from backend.staff.views.case import page

MOST_WORDS = 1000
REFUSALS: dict[type[NotAllowed], tuple[str, object]] = {
    NoWords: ("words", lazy_gettext("Dile por qué no se puede")),
    NobodyNamed: ("whose", lazy_gettext("Escribe a quién le toca")),
    NoProof: ("photo", lazy_gettext("Falta la foto que muestra que quedó arreglado")),
    NotTheSame: ("first", lazy_gettext("Ese no puede ser el primero. Revisa el folio")),
}
OTHERWISE = lazy_gettext("Eso ya no se puede: el reporte cambió. Míralo otra vez")


@room.post("/staff/reports/<folio>/move")
@staff(RoleName.DESK)
@takes_files
def move(folio: str) -> Response:
    """To another state, with words for the resident and, where it is fixed, a photo."""
    pictures = Pictures.of_request("photo", 2)
    report = case_or_404(folio)
    to = request.form.get("to", "")
    words = _words(report)
    if pictures.errors or to not in set(State):
        missing = [("to", gettext("Elige a dónde va"))] if to not in set(State) else []
        return _refuse(report, [*missing, *pictures.errors])
    who = by(RoleName.DESK, report.department)
    now = clock.now()

    def write() -> None:
        handling.move_on(
            report=report,
            to=State(to),
            by=who,
            words=words,
            now=now,
            city=the_city(),
            refers_to=text.line(request.form.get("whose", ""))[:120],
            proofs=pictures.photos,
        )

    return _once(report, write)


@room.post("/staff/reports/<folio>/assign")
@staff(RoleName.DESK)
def assign(folio: str) -> Response:
    """To a crew, for a day."""
    report = case_or_404(folio)
    number = request.form.get("crew", "")
    is_number = number.isdecimal() and number.isascii() and len(number) < 10
    crew = desk.crew(int(number), my_offices()) if is_number else None
    planned = _day(request.form.get("planned", ""))
    if request.form.get("planned") and planned is None:
        return _refuse(report, [("planned", gettext("Escribe el día como 2026-11-24"))])
    who = by(RoleName.DESK, report.department)
    return _once(
        report,
        lambda: handling.assign(report=report, crew=crew, planned=planned, by=who, now=clock.now()),
    )


@room.post("/staff/reports/<folio>/office")
@staff(RoleName.DESK)
def hand_over(folio: str) -> Response:
    """To another office of the city; then it may be mine no longer."""
    report = case_or_404(folio)
    to = request.form.get("office", "")
    who = by(RoleName.DESK, report.department)
    mine = my_offices()
    stays = mine is None or to in mine
    return _once(
        report,
        lambda: handling.hand_over(report=report, to=to, by=who, now=clock.now(), city=the_city()),
        to=address_of("staff.case", folio=report.folio) if stays else address_of("staff.inbox"),
    )


@room.post("/staff/reports/<folio>/public")
@staff(RoleName.DESK)
def approve(folio: str) -> Response:
    """Let everybody read the text, or see one photo; or nobody any more."""
    report = case_or_404(folio)
    what, is_public = request.form.get("what", ""), request.form.get("show") == "yes"
    who = by(RoleName.DESK, report.department)
    found = queries.photo_of(report, int(what)) if what in {str(n) for n in range(1, 40)} else None

    def write() -> None:
        now = clock.now()
        if found:
            handling.approve_photo(report=report, photo=found, is_public=is_public, by=who, now=now)
        elif what == "text":
            handling.approve_text(report=report, is_public=is_public, by=who, now=now)
        else:
            raise NotAllowed

    return _once(report, write)


@room.post("/staff/reports/<folio>/merge")
@staff(RoleName.DESK)
def merge(folio: str) -> Response:
    """It is the same as another, which was first."""
    report = case_or_404(folio)
    typed = folios.read(request.form.get("first", ""))
    first = queries.by_folio(typed) if typed else None
    if first is None:
        return _refuse(report, [("first", gettext("No hay un reporte con ese folio"))])
    words = text.lines(request.form.get("words", ""))[:MOST_WORDS]
    who = by(RoleName.DESK, report.department)
    return _once(
        report,
        lambda: merge_into(report=report, into=first, by=who, words=words, now=clock.now()),
    )


@room.post("/staff/reports/<folio>/note")
@staff(RoleName.DESK)
def note(folio: str) -> Response:
    """For one another."""
    report = case_or_404(folio)
    said = text.lines(request.form.get("note", ""))[:MOST_WORDS]
    if not said:
        return _refuse(report, [("note", gettext("Escribe la nota"))])
    who = by(RoleName.DESK, report.department)
    return _once(
        report, lambda: handling.note_inside(report=report, text=said, by=who, now=clock.now())
    )


def _words(report: Case) -> str:
    """What the resident is told: an answer that is ready, in her language, and what was typed."""
    city = the_city()
    ready = city.reply(request.form.get("reply", ""))
    account = llave.whose(report.account_id) if ready and report.account_id else None
    language = account.language if account else city.languages[0].code
    typed = text.lines(request.form.get("words", ""))[:MOST_WORDS]
    return "\n".join(each for each in (ready.text.in_(language) if ready else "", typed) if each)


def _once(report: Case, write: Callable[[], object], to: str = "") -> Response:
    folio = report.folio

    def refuse(refused: NotAllowed) -> Response:
        id, sentence = REFUSALS.get(type(refused), ("", OTHERWISE))
        return _refuse(case_or_404(folio), [(id, str(sentence))])

    return once(write, to or address_of("staff.case", folio=folio), refuse=refuse)


def _refuse(report: Case, errors: Errors) -> Response:
    return make_response(page(report, errors), 422)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
