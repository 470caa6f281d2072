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
from backend.reports import actions, queries, status
from backend.reports import folio as folios
from backend.reports.form import the_city
from backend.reports.models import Report
from backend.reports.parties import owner_of
from backend.reports.pictures import Pictures
from backend.reports.queries.ratings import rating
from backend.reports.story import FACES, story_of
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
    found = queries.photo_of(report, position)
    if found is None or not (found.is_published or is_own(report)):
        abort(404)
    stored = stored_photo(found.photo_id)
    if stored is None:
        abort(404)
    return photo_response(stored, thumb="thumb" in request.args)


@room.post("/reports/<folio>/photos")
@public
@takes_files
def add_photo(folio: str) -> Response:
    """One more photo."""
    pictures = Pictures.of_request("photo", 1)
    report = own(folio)
    if pictures.errors:
        return refuse(report, pictures.errors)
    if not pictures.photos:
        return refuse(report, [("photo", gettext("Elige una foto"))])
    photo = pictures.photos[0]
    return once(
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
    report = own(folio)
    note = text.lines(request.form.get("note", ""))
    if errors := _wrong("note", note, gettext("Escribe lo que quieres agregar")):
        return refuse(report, errors)
    return once(
        report,
        lambda receipt: actions.add_note(
            report=report, receipt=receipt, text=note, now=clock.now()
        ),
    )


@room.post("/reports/<folio>/confirm")
@public
def confirm(folio: str) -> Response:
    """It is fixed, says the resident."""
    report = own(folio)
    return once(
        report,
        lambda _receipt: actions.confirm(report=report, now=clock.now()),
        refusal=gettext("Este reporte ya está cerrado"),
    )


@room.post("/reports/<folio>/reopen")
@public
@takes_files
def reopen(folio: str) -> Response:
    """It is not fixed, says the resident, why, and how it looks."""
    pictures = Pictures.of_request("proof", 1)
    report = own(folio)
    reason = text.lines(request.form.get("reason", ""))
    days = actions.reopen_days(report)
    too_late = gettext("Ya no se puede reabrir. Haz un reporte nuevo")
    errors = _wrong("reason", reason, gettext("Cuéntanos qué sigue fallando")) + pictures.errors
    if errors and not status.may_reopen(report.standing, report.since, days, clock.now()):
        return refuse(report, [("", too_late)])
    if errors:
        return refuse(report, errors)

    def write(_receipt: str) -> None:
        actions.reopen(report=report, reason=reason, days=days, now=clock.now())
        for photo in pictures.photos:
            actions.add_photo(report=report, photo=photo, now=clock.now())

    return once(report, write, pictures.contents, refusal=too_late)


def once(
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
        return refuse(report, [("", refusal)])


def _report(folio: str) -> Report:
    known = folios.read(folio)
    report = queries.by_folio(known) if known else None
    if report is None:
        abort(404)
    return report


def own(folio: str) -> Report:
    """The report of this folio if who asks sent it; to anybody else there is no such thing."""
    report = _report(folio)
    if not is_own(report):
        abort(404)
    return report


def is_own(report: Report) -> bool:
    account_id = whose()
    is_account = account_id is not None and report.account_id == account_id
    return is_account or key_of(report) is not None


def _follows(report: Report) -> bool:
    return not is_own(report) and queries.follows(report, held_keys(), whose())


def _holds(report: Report) -> bool:
    return is_own(report) or _follows(report)


def _wrong(name: str, answer: str, missing: str) -> Errors:
    if not answer:
        return [(name, missing)]
    if len(answer) > MOST_LETTERS:
        return [(name, gettext("Es muy largo: caben {most} letras").format(most=MOST_LETTERS))]
    return []


def refuse(report: Report, errors: Errors) -> Response:
    """The report's page again, with what was typed and what is wrong with it."""
    return make_response(_render(report, errors), 422)


def _render(report: Report, errors: Errors | None = None) -> str:
    is_hers = is_own(report)
    story = story_of(report, the_city(), clock.now())
    # Of what others are shown, only that it is late comes with time.
    holds_until(report.due if story.due and not story.is_late else FOR_EVER)
    return render_template(
        "reports/follow.html",
        report=report,
        story=story,
        own=is_hers,
        key=key_of(report),
        follows=_follows(report),
        errors=errors or [],
        typed=request.form,
        receipts=[str(uuid4()) for _ in range(5)] if is_hers else [],
        room=actions.most_photos(report) - sum(not each.is_proof for each in report.photos),
        again=queries.after(report.folio),
        rating=rating(report, owner_of(report)) if is_hers else None,
        faces=FACES,
        city=the_city(),
    )


def key_of(report: Report) -> str | None:
    """The private key of ``report``, if who asks holds it."""
    told = (request.form.get("key", ""), request.form.get("after", ""))
    keys = [*told, *held_keys()]
    return next((key for key in keys if folios.digest_of(key) == report.key), None)
