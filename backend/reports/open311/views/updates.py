"""What happens to reports after they were filed (mySociety's extension of GeoReport v2)."""

from flask import Response, request
from flask_babel import gettext

from backend.kernel import clock
from backend.kernel.access import public
from backend.kernel.security import machine
from backend.reports.form import the_city
from backend.reports.models import Report
from backend.reports.open311 import actions, asked, queries, told
from backend.reports.open311 import sent as reading
from backend.reports.open311.models import Key
from backend.reports.open311.refused import Refused
from backend.reports.open311.shapes import UPDATED, UPDATES
from backend.reports.open311.views.answers import say
from backend.reports.open311.views.blueprint import room, sent, the_key
from backend.reports.open311.views.once import once
from backend.reports.open311.views.requests import report_of
from backend.reports.status import State
from backend.reports.story import tag_of

ADDRESS = "/open311/v2/servicerequestupdates.<ending:form>"
NEEDS_WORDS = frozenset({"open", "reopen"})


@room.get(ADDRESS)
@public
def updates(form: str) -> Response:
    """The steps of reports, oldest first."""
    found = queries.updates(asked.read(request.args, clock.now()))
    city = the_city()
    return say(UPDATES, [told.update(move, report, city) for move, report in found], form)


@room.post(ADDRESS, endpoint="update")
@public
@machine
def update(form: str) -> Response:
    """Whoever reported says, through the app that sent it: it is fixed, or it is not."""
    answers = sent()
    key, shown = the_key()
    report = _of(key, answers.get("service_request_id", ""))
    status, words = _said(answers)
    category = the_city().category(report.category)

    def write(receipt: str) -> str:
        return actions.update(
            key=key,
            report=report,
            status=status,
            words=words,
            receipt=receipt,
            days=category.reopen_days if category else 0,
            now=clock.now(),
        )

    # An update has a name of its own already: mySociety's clients send each until it arrives.
    own = answers.get("update_id", "")
    name = request.headers.get("Idempotency-Key") or (own and f"{report.folio} {own}")
    try:
        done = once(key, shown, answers, name, write)
    except actions.NotAllowed:
        raise Refused(400, _stuck(report)) from None
    return say(UPDATED, [{"update_id": done}], form)


def _of(key: Key, text: str) -> Report:
    if not text.strip():
        raise Refused(400, gettext("Falta service_request_id."))
    report = report_of(text)
    if not queries.is_sent_by(key, report):
        raise Refused(403, gettext("Ese reporte no se envió con esta api_key."))
    return report


def _said(answers: reading.Sent) -> tuple[str, str]:
    mistakes: list[str] = []
    status = answers.get("status", "").strip().lower()
    words = reading.words(answers, "description", mistakes)
    moment = answers.get("updated_datetime", "")
    if status not in actions.OPENING | actions.CLOSING:
        mistakes.append(gettext("status puede ser OPEN, REOPEN, CLOSED o FIXED."))
    elif status in NEEDS_WORDS and not words:
        mistakes.append(gettext("Falta description: qué sigue fallando."))
    if moment and asked.moment(moment) is None:
        mistakes.append(
            gettext(
                "%(name)s no es una fecha con su zona, como 2026-01-31T00:00:00Z.",
                name="updated_datetime",
            )
        )
    if mistakes:
        raise Refused(400, *mistakes)
    return status, words


def _stuck(report: Report) -> str:
    if report.standing is State.FIXED:
        return str(gettext("Ya no se puede reabrir. Haz un reporte nuevo"))
    name, _ = tag_of(report)
    return str(gettext("El reporte está en «%(state)s»: así no puede cambiar.", state=name))
