"""Filing a report. See the table in ``backend.reports``."""

from flask import Response, abort, make_response, redirect, render_template, request
from flask import url_for as address_of

from backend.files.encode import Photo
from backend.forms.fields import DeclaredForm
from backend.forms.page import summary
from backend.kernel import clock, receipts
from backend.kernel.access import hand_key, keep, public, whose
from backend.kernel.drawing import fresh
from backend.kernel.ready import ready
from backend.kernel.security import takes_files
from backend.reports import actions, queries
from backend.reports import folio as folios
from backend.reports.form import (
    MOST_PHOTOS_AT_ONCE,
    PHOTOS,
    blank,
    filing_of,
    filled,
    group_of,
    groups,
    the_city,
)
from backend.reports.form import again as form_again
from backend.reports.models import Report
from backend.reports.pictures import Pictures
from backend.reports.story import story_of
from backend.reports.views.blueprint import room
from backend.reports.views.following import key_of, own

ASK, NEW = "ask", "new"


@room.get("/reports/new")
@public
@ready(few=True)
def new() -> Response:
    """The empty form."""
    return _blank_page(0)


@room.get("/reports/new/<int:page>")
@public
@ready(few=True)
def new_more(page: int) -> Response:
    """The empty form with the categories behind "more", page 2."""
    if not 2 <= page <= len(groups(the_city())):
        abort(404)
    return _blank_page(page - 1)


@room.post("/reports/new", endpoint="file")
@public
@takes_files
def file() -> Response:
    """File a report, or follow the one that was there first."""
    return _sent()


@room.get("/reports/<folio>/again")
@public
def again(folio: str) -> Response:
    """The form for what broke again when it is too late to reopen: fault and place stand there."""
    before = own(folio)
    if not story_of(before, the_city(), clock.now()).may_begin_again:
        here = address_of("reports.follow", folio=before.folio)
        return redirect(here, 302)  # type: ignore[return-value]
    form = form_again(before)
    group = group_of(the_city(), before.category)
    response = make_response(_render(form, fresh(), group, before=before))
    return keep(response, "private")


@room.post("/reports/<folio>/again")
@public
@takes_files
def file_again(folio: str) -> Response:
    """File a report that follows one of hers."""
    return _sent(folio)


def _sent(before_folio: str = "") -> Response:
    receipt = receipts.read(request.form.get("receipt")) or fresh()
    pictures = Pictures.of_request(PHOTOS, MOST_PHOTOS_AT_ONCE)
    before = own(before_folio) if before_folio else None
    form = filled(request.form, request.files)
    is_valid = form.validate()
    if not is_valid or pictures.errors:
        return _form_page(form, receipt, pictures=pictures, before=before)
    near = request.form.get("near", "")
    if near == ASK and not receipts.was_answered(receipt):
        point = form["place"].form.point
        category = form["category"].data
        same = point and queries.same_nearby(
            category, point, the_city().same_within_m, but=receipts.digest(receipt)
        )
        if same:
            return _form_page(form, receipt, pictures=pictures, before=before, same=same)

    def write() -> str:
        first = _first_of(near)
        report = (
            actions.follow(
                receipt=receipt,
                report=first,
                now=clock.now(),
                account_id=whose(),
                contact=form["contact"].data or "",
            )
            if first
            else _file(form, receipt, pictures.photos, before.folio if before else "")
        )
        return address_of("reports.follow", folio=report.folio)

    mark = receipts.fingerprint(request.form.items(multi=True), pictures.contents)
    response = receipts.answer_once(receipt, mark=mark, write=write)
    # What was filed from an account is opened by the account, and not by whoever has the phone.
    return response if whose() else hand_key(response, folios.key_of(receipt))


def _file(form: DeclaredForm, receipt: str, photos: list[Photo], after: str) -> Report:
    follow = request.form.get("photos_follow", "")
    expected = int(follow) if follow in {"1", "2", "3"} else len(photos)
    report = actions.file_report(
        receipt=receipt,
        filing=filing_of(form, expected),
        now=clock.now(),
        account_id=whose(),
        after=after,
    )
    for photo in photos:
        actions.add_photo(report=report, photo=photo, now=clock.now())
    return report


def _first_of(near: str) -> Report | None:
    """The report that the resident said hers is the same as."""
    folio = folios.read(near)
    return queries.by_folio(folio) if folio else None


def _blank_page(group: int) -> Response:
    response = make_response(_render(blank(group), fresh(), group))
    return keep(response, "public", copy=True)


def _form_page(
    form: DeclaredForm,
    receipt: str,
    *,
    pictures: Pictures,
    before: Report | None = None,
    same: list[tuple[Report, int]] | None = None,
) -> Response:
    """The form again, with everything typed, and what is wrong or who was first."""
    group = group_of(the_city(), form["category"].data)
    errors = [*summary(form), *pictures.errors]
    html = _render(
        form,
        receipt,
        group,
        problems=errors,
        refused=[sentence for _, sentence in pictures.errors],
        lost=bool(pictures.contents),
        same=same,
        before=before,
    )
    return make_response(html, 422)


def _render(
    form: DeclaredForm, receipt: str, group: int, before: Report | None = None, **more: object
) -> str:
    return render_template(
        "reports/new.html",
        form=form,
        receipt=receipt,
        group=group,
        pages=len(groups(the_city())),
        city=the_city(),
        before=before,
        key=key_of(before) if before else None,
        **more,
    )
