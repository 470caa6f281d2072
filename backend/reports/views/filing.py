"""Filing a report. See the table in ``backend.reports``."""

from uuid import uuid4

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of

from backend.files.encode import Photo
from backend.forms.fields import DeclaredForm
from backend.forms.page import summary
from backend.kernel import clock, receipts
from backend.kernel.access import hand_key, keep, public, whose
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
from backend.reports.models import Report
from backend.reports.pictures import Pictures
from backend.reports.views.blueprint import room

ASK, NEW = "ask", "new"


@room.get("/reports/new")
@public
def new() -> Response:
    """The empty form."""
    return _blank_page(0)


@room.get("/reports/new/<int:page>")
@public
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
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    pictures = Pictures.of_request(PHOTOS, MOST_PHOTOS_AT_ONCE)
    form = filled(request.form, request.files)
    is_valid = form.validate()
    if not is_valid or pictures.errors:
        return _form_page(form, receipt, pictures=pictures)
    near = request.form.get("near", "")
    if near == ASK and not receipts.was_answered(receipt):
        point = form["place"].form.point
        category = form["category"].data
        same = point and queries.same_nearby(
            category, point, the_city().same_within_m, but=receipts.digest(receipt)
        )
        if same:
            return _form_page(form, receipt, pictures=pictures, same=same)

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
            else _file(form, receipt, pictures.photos)
        )
        return address_of("reports.follow", folio=report.folio)

    mark = receipts.fingerprint(request.form.items(multi=True), pictures.contents)
    response = receipts.answer_once(receipt, mark=mark, write=write)
    # What was filed from an account is opened by the account, and not by whoever has the phone.
    return response if whose() else hand_key(response, folios.key_of(receipt))


def _file(form: DeclaredForm, receipt: str, photos: list[Photo]) -> Report:
    follow = request.form.get("photos_follow", "")
    expected = int(follow) if follow in {"1", "2", "3"} else len(photos)
    report = actions.file_report(
        receipt=receipt, filing=filing_of(form, expected), now=clock.now(), account_id=whose()
    )
    for photo in photos:
        actions.add_photo(report=report, photo=photo, now=clock.now())
    return report


def _first_of(near: str) -> Report | None:
    """The report that the resident said hers is the same as."""
    folio = folios.read(near)
    return queries.by_folio(folio) if folio else None


def _blank_page(group: int) -> Response:
    response = make_response(_render(blank(group), str(uuid4()), group))
    return keep(response, "public", copy=True)


def _form_page(
    form: DeclaredForm,
    receipt: str,
    *,
    pictures: Pictures,
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
    )
    return make_response(html, 422)


def _render(form: DeclaredForm, receipt: str, group: int, **more: object) -> str:
    return render_template(
        "reports/new.html",
        form=form,
        receipt=receipt,
        group=group,
        pages=len(groups(the_city())),
        city=the_city(),
        **more,
    )
