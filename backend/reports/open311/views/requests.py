"""Reports as service requests: filing one, reading one or many."""

import json
from typing import Any

from flask import Response, make_response, request
from flask import url_for as address_of
from flask_babel import format_date, gettext, to_user_timezone

from backend.kernel import clock
from backend.kernel.access import public
from backend.kernel.security import machine
from backend.reports import folio as folios
from backend.reports import queries as reports
from backend.reports.form import the_city
from backend.reports.models import Report
from backend.reports.open311 import actions, asked, queries, told
from backend.reports.open311 import sent as reading
from backend.reports.open311.refused import Refused
from backend.reports.open311.shapes import FILED, REQUESTS, TOKEN
from backend.reports.open311.views.answers import say
from backend.reports.open311.views.blueprint import room, sent, the_key
from backend.reports.open311.views.once import once
from backend.reports.open311.views.services import origin, photo_path

FEATURES = 500
"""Reports in one page of a map."""


@room.post("/open311/v2/requests.<ending:form>", endpoint="file")
@public
@machine
def file(form: str) -> Response:
    """File a report for somebody who uses an app."""
    answers = sent()
    key, shown = the_key()
    filing = reading.filing_of(answers, the_city())
    media = reading.media_of(answers)

    def write(receipt: str) -> str:
        report = actions.file(key=key, receipt=receipt, filing=filing, media=media, now=clock.now())
        return report.folio

    folio = once(key, shown, answers, request.headers.get("Idempotency-Key"), write)
    return say(FILED, [_filed(report_of(folio))], form)


@room.get("/open311/v2/requests.<ending:form>")
@public
def requests(form: str) -> Response:
    """The reports that are asked for, newest first."""
    found = queries.requests(asked.read(request.args, clock.now()))
    return say(REQUESTS, [_said(report) for report in found], form)


@room.get("/open311/v2/requests/<folio>.<ending:form>", endpoint="request")
@public
def one(folio: str, form: str) -> Response:
    """One report."""
    return say(REQUESTS, [_said(report_of(folio))], form)


@room.get("/open311/v2/tokens/<token>.<ending:form>")
@public
def token(token: str, form: str) -> Response:
    """The id behind a token: here every report has its id at once, which is its token too."""
    folio = report_of(token).folio
    return say(TOKEN, [{"service_request_id": folio, "token": token}], form)


@room.get("/open311/v2/requests.geojson")
@public
def geojson() -> Response:
    """Published reports of a borough for a map, newest first, FEATURES at a time."""
    borough = request.args.get("borough", "")
    if not borough:
        raise Refused(400, gettext("Falta borough."))
    if the_city().borough(borough) is None:
        raise Refused(404, gettext("No hay tal borough."))
    after = request.args.get("after", "")
    last = report_of(after) if after else None
    found = queries.published(borough, last, FEATURES + 1)
    body: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [told.feature(_said(report)) for report in found[:FEATURES]],
    }
    if len(found) > FEATURES:
        here = address_of("open311.geojson", borough=borough, after=found[FEATURES - 1].folio)
        body["next"] = f"{origin()}{here}"
    response = make_response(json.dumps(body, ensure_ascii=False))
    response.mimetype = "application/geo+json"
    response.vary.add("Accept-Language")
    return response


def report_of(text: str) -> Report:
    """The report with this folio. Raises Refused where there is none."""
    folio = folios.read(text)
    report = reports.by_folio(folio) if folio else None
    if report is None:
        raise Refused(404, gettext("No hay un reporte con ese service_request_id."))
    return report


def _said(report: Report) -> told.Said:
    first = next((each for each in report.photos if each.is_published), None)
    photo = photo_path(report.folio, first.position) if first else ""
    return told.request(report, the_city(), origin(), photo)


def _filed(report: Report) -> told.Said:
    day = format_date(to_user_timezone(report.due), "long", rebase=False)
    notice = gettext(
        "Folio %(folio)s. Debe quedar a más tardar el %(day)s. Síguelo en %(page)s",
        folio=folios.spaced(report.folio),
        day=day,
        page=f"{origin()}{address_of('reports.follow', folio=report.folio)}",
    )
    return {"service_request_id": report.folio, "service_notice": notice, "account_id": None}
