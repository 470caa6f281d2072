"""Following a report, adding to it, saying that it is fixed or not. See ``backend.reports``."""

from collections.abc import Callable
from uuid import uuid4

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.files.queries import photo as stored_photo
from backend.files.serve import photo_response
from backend.forms import text
from backend.kernel import clock, receipts
from backend.kernel.access import held_keys, keep, public, whose
from backend.kernel.drawing import FOR_EVER, holds_until
from backend.kernel.ready import ready
from backend.kernel.security import takes_files
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.form import the_city
from backend.reports.models import Report
from backend.reports.pictures import Pictures
from backend.reports.story import story_of
from backend.reports.views.blueprint import room

MOST_LETTERS = 1000
Errors = list[tuple[str, str]]


@room.get("/reports/<folio>")
@public
@ready("reports")
def follow(folio: str) -> Response:
    """Where a report stands; everything of it for the phone or the link that sent it."""
    report = _report(folio)
    if report.folio != folio:
        here = address_of("reports.follow", folio=report.folio)
        return redirect(here, 302)  # type: ignore[return-value]
    response = make_response(_render(report))
    return keep(response, "private" if _holds(report) else "public")


@room.get("/reports/<folio>/photos/<int:position>.webp")
@public
def photo(folio: str, position: int) -> Response:
    """A photo, for who sent it or, once the city has looked, for everybody. ``?thumb`` is small."""
    report = _report(folio)
    if not (report.is_published or _is_own(report)):
        abort(404)
    found = queries.photo_of(report, position)
    stored = stored_photo(found.photo_id) if found else None
    if stored is None:
        abort(404)
    return photo_response(stored, thumb="thumb" in request.args)


@room.post("/reports/<folio>/photos")
@public
@takes_files
def add_photo(folio: str) -> Response:
    """One more photo."""
    pictures = Pictures.of_request("photo", 1)
    report = _own(folio)
    if pictures.errors:
        return _refuse(report, pictures.errors)
    if not pictures.photos:
        return _refuse(report, [("photo", gettext("Elige una foto"))])
    photo = pictures.photos[0]
    return _once(
        report,
        lambda receipt: actions.add_photo(
            report=report, receipt=receipt, photo=photo, now=clock.now()
        ),
        pictures.contents,
        refusal=gettext("Este reporte ya tiene todas las fotos que caben"),
    )


@room.post("/reports/<folio>/notes")
@public
def add_note(folio: str) -> Response:
    """Something to add."""
    report = _own(folio)
    note = text.lines(request.form.get("note", ""))
    if errors := _wrong("note", note, gettext("Escribe lo que quieres agregar")):
        return _refuse(report, errors)
    return _once(
        report,
        lambda receipt: actions.add_note(
            report=report, receipt=receipt, text=note, now=clock.now()
        ),
    )


@room.post("/reports/<folio>/confirm")
@public
def confirm(folio: str) -> Response:
    """It is fixed, says the resident."""
    report = _own(folio)
    return _once(
        report,
        lambda _receipt: actions.confirm(report=report, now=clock.now()),
        refusal=gettext("Este reporte ya está cerrado"),
    )


@room.post("/reports/<folio>/reopen")
@public
def reopen(folio: str) -> Response:
    """It is not fixed, says the resident, and why."""
    report = _own(folio)
    reason = text.lines(request.form.get("reason", ""))
    if errors := _wrong("reason", reason, gettext("Cuéntanos qué sigue fallando")):
        return _refuse(report, errors)
    category = the_city().category(report.category)
    days = category.reopen_days if category else 0
    return _once(
        report,
        lambda _receipt: actions.reopen(report=report, reason=reason, days=days, now=clock.now()),
        refusal=gettext("Ya no se puede reabrir. Haz un reporte nuevo"),
    )


def _once(
    report: Report,
    write: Callable[[str], object],
    files: list[bytes] | None = None,
    refusal: str = "",
) -> Response:
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    here = address_of("reports.follow", folio=report.folio)

    def write_and_stay() -> str:
        write(receipt)
        return here

    mark = receipts.fingerprint(request.form.items(multi=True), files or ())
    try:
        return receipts.answer_once(receipt, mark=mark, write=write_and_stay)
    except actions.NotAllowed:
        return _refuse(report, [("", refusal)])


def _report(folio: str) -> Report:
    known = folios.read(folio)
    report = queries.by_folio(known) if known else None
    if report is None:
        abort(404)
    return report


def _own(folio: str) -> Report:
    """The report of this folio if who asks sent it; to anybody else there is no such thing."""
    report = _report(folio)
    if not _is_own(report):
        abort(404)
    return report


def _is_own(report: Report) -> bool:
    account_id = whose()
    is_account = account_id is not None and report.account_id == account_id
    return is_account or _key_of(report) is not None


def _follows(report: Report) -> bool:
    return not _is_own(report) and queries.follows(report, held_keys(), whose())


def _holds(report: Report) -> bool:
    return _is_own(report) or _follows(report)


def _wrong(name: str, answer: str, missing: str) -> Errors:
    if not answer:
        return [(name, missing)]
    if len(answer) > MOST_LETTERS:
        return [(name, gettext("Es muy largo: caben {most} letras").format(most=MOST_LETTERS))]
    return []


def _refuse(report: Report, errors: Errors) -> Response:
    """The report's page again, with what was typed and what is wrong with it."""
    return make_response(_render(report, errors), 422)


def _render(report: Report, errors: Errors | None = None) -> str:
    own = _is_own(report)
    story = story_of(report, the_city(), clock.now())
    # Of what others are shown, only that it is late comes with time.
    holds_until(report.due if story.due and not story.is_late else FOR_EVER)
    return render_template(
        "reports/follow.html",
        report=report,
        story=story,
        own=own,
        key=_key_of(report),
        follows=_follows(report),
        errors=errors or [],
        typed=request.form,
        receipts=[str(uuid4()) for _ in range(4)] if own else [],
        city=the_city(),
    )


def _key_of(report: Report) -> str | None:
    """The private key of ``report``, if who asks holds it."""
    keys = [request.form.get("key", ""), *held_keys()]
    return next((key for key in keys if folios.digest_of(key) == report.key), None)
