"""``/staff/reports/new``: somebody calls or comes to the counter. The same form, the same folio."""

from uuid import uuid4

from flask import Response, current_app, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.config import Settings
from backend.forms.fields import DeclaredForm
from backend.forms.page import summary
from backend.identity import contact
from backend.identity.actions.codes import take_shown
from backend.identity.contact import Reached
from backend.identity.roles import RoleName
from backend.kernel import clock, receipts
from backend.kernel.access import me, staff
from backend.reports import folio as folios
from backend.reports.actions.taking import take_down
from backend.reports.form import blank, filing_of, filled, group_of, groups, the_city
from backend.staff.views.blueprint import Errors, by, room

CHANNELS = ("phone", "counter")
SHOWN = "counter"
"""What the code that people show at a counter opens."""


@room.get("/staff/reports/new")
@staff(RoleName.DESK)
def take() -> Response:
    """The empty form; ``?more`` has the categories behind "more"."""
    last = len(groups(the_city())) - 1
    group = min(1, last) if "more" in request.args else 0
    return make_response(_page(blank(group), str(uuid4()), group, []))


@room.post("/staff/reports/new")
@staff(RoleName.DESK)
def taken() -> Response:
    """File it for her; she gets its folio and link where she is reached."""
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    form = filled(request.form, request.files)
    errors: Errors = [] if form.validate() else list(summary(form))
    reached = _reached(form["contact"].data or "")
    if form["contact"].data and reached is None:
        sentence = gettext("Escribe un celular de 10 números o un correo")
        errors.append(("contact", sentence))
    channel = request.form.get("channel", "")
    if channel not in CHANNELS:
        errors.append(("channel", gettext("Elige por dónde llegó")))
    code = request.form.get("code", "").strip()
    account_id: int | None = None
    if code and not errors:
        account_id = take_shown(purpose=SHOWN, text=code, now=clock.now())
        if account_id in {None, me().id} and not receipts.was_answered(receipt):
            errors.append(("code", gettext("Ese código no sirve. Pide que muestre otro")))
    if errors:
        group = group_of(the_city(), form["category"].data)
        return make_response(_page(form, receipt, group, errors), 422)
    filing = filing_of(form, 0)
    own = str(uuid4())  # so that who fills in the form cannot work out the key of the link
    settings: Settings = current_app.extensions["settings"]
    now = clock.now()

    def write() -> str:
        report = take_down(
            receipt=own,
            filing=filing,
            channel=channel,
            by=by(RoleName.DESK, filing.category.department.id),
            account_id=account_id,
            reached=reached,
            origin=settings.origin or request.host_url.rstrip("/"),
            now=now,
        )
        return address_of("staff.take", done=report.folio)

    mark = receipts.fingerprint(request.form.items(multi=True))
    return receipts.answer_once(receipt, mark=mark, write=write)


def _reached(typed: str) -> Reached | None:
    region = the_city().languages[0].locale.partition("_")[2][:2]
    return contact.read(typed, region)


def _page(form: DeclaredForm, receipt: str, group: int, errors: Errors) -> str:
    return render_template(
        "staff/take.html",
        form=form,
        receipt=receipt,
        group=group,
        pages=len(groups(the_city())),
        city=the_city(),
        problems=errors,
        refused=[],
        lost=False,
        same=None,
        typed=request.form,
        wrong_of=dict(errors),
        done=folios.read(request.args.get("done", "")),
    )
