"""That staff read what somebody wrote is noted before it is shown, for her to see."""

from datetime import datetime

from flask_babel import lazy_gettext

from backend.identity import acts
from backend.kernel import audit
from backend.reports.actions.handling import By
from backend.reports.models import Report

READ, SAW_PLACE, EXPORTED = "reports.read", "reports.read-place", "reports.export"
acts.call(READ, lazy_gettext("Vio mi reporte y mi contacto"))
acts.call(SAW_PLACE, lazy_gettext("Vio mi reporte, sin mi contacto"))


def note_read(
    *, report: Report, by: By, now: datetime, act: str = READ, since: datetime | None = None
) -> None:
    """Note that ``by`` is about to read ``report``, if an account has it; with ``since``, unless
    she did since then and it was noted."""
    if report.account_id is None:
        return
    subject = audit.person(report.account_id)
    if since and _is_noted(by, subject, act, report.folio, since):
        return
    audit.note(
        actor=by.actor,
        subject=subject,
        act=act,
        office=by.office or report.department,
        purpose=report.folio,
        now=now,
        at_once=True,
    )


def note_export(*, by: By, rows: str, now: datetime) -> None:
    """Note that ``by`` takes a list out of the house; ``rows`` says which."""
    audit.note(actor=by.actor, subject="city", act=EXPORTED, office=by.office, what=rows, now=now)


def _is_noted(by: By, subject: str, act: str, folio: str, since: datetime) -> bool:
    read = audit.done_by(by.actor, act=act, most=200)
    return any(
        each.subject == subject and each.purpose == folio and each.at >= since for each in read
    )
