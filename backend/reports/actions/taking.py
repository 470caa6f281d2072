"""Taking a report down for somebody who calls or comes to the counter."""

from datetime import datetime

from flask_babel import gettext

from backend.identity import queries as llave
from backend.identity.contact import Reached
from backend.kernel import audit
from backend.kernel.i18n import current, speaking
from backend.notify.actions import Letter, send
from backend.reports import folio as folios
from backend.reports.actions import Filing, file_report
from backend.reports.actions.handling import By, log
from backend.reports.models import Report


def take_down(
    *,
    receipt: str,
    filing: Filing,
    channel: str,
    by: By,
    account_id: int | None,
    reached: Reached | None,
    origin: str,
    now: datetime,
) -> Report:
    """File a report for whoever called (``phone``) or came (``counter``), of ``account_id`` if she
    showed her code. Where she is reached she is sent the folio and the private link; its key goes
    nowhere else. ``origin`` is what links begin with."""
    report = file_report(
        receipt=receipt,
        filing=filing,
        now=now,
        account_id=account_id,
        channel=channel,
        taken_by=by.account_id,
    )
    log(report=report, by=by, act="taken", told=channel, now=now)
    if reached:
        _tell(report, folios.key_of(receipt), reached, origin, now)
    return report


def _tell(report: Report, key: str, reached: Reached, origin: str, now: datetime) -> None:
    account = llave.whose(report.account_id) if report.account_id else None
    language = account.language if account else current()
    # Her account opens it; without one the link does.
    link = f"{origin}/reports/{report.folio}" if account else f"{origin}/r/{key}"
    folio = folios.spaced(report.folio)
    with speaking(language):
        subject = gettext("Tu reporte %(folio)s", folio=folio)
        body = gettext(
            "Tu reporte quedó registrado con el folio %(folio)s. Aquí ves cómo va: %(link)s",
            folio=folio,
            link=link,
        )
    letter = Letter(
        channel=reached.channel,
        recipient=reached.address,
        topic="reports.taken",
        language=language,
        subject=subject,
        body=body,
        owner=audit.person(report.account_id) if report.account_id else "",
        is_secret=account is None,
    )
    send(letter, now=now)
