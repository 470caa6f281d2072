"""Saying in one tap how it went. See ``backend.reports``."""

from flask import Response, abort
from flask import url_for as address_of
from flask_babel import gettext, lazy_gettext

from backend.identity import acts
from backend.kernel import clock, receipts
from backend.kernel.access import public
from backend.reports import actions
from backend.reports.actions.rating import SCORES, rate
from backend.reports.parties import owner_of
from backend.reports.views.blueprint import room
from backend.reports.views.following import own, refuse

acts.call("acted:reports.rate", lazy_gettext("Calificó un reporte"))
acts.call("acted:reports.file_again", lazy_gettext("Hizo un reporte"))


@room.post("/reports/<folio>/rate/<int:score>", endpoint="rate")
@public
def rated(folio: str, score: int) -> Response:
    """What she thinks of how it ended. Sent again it is the same, so it needs no receipt."""
    report = own(folio)
    if score not in SCORES:
        abort(404)
    try:
        rate(report=report, owner=owner_of(report), score=score, now=clock.now())
    except actions.NotAllowed:
        return refuse(report, [("", gettext("Todavía no termina: califícalo cuando se cierre"))])
    return receipts.reply(address_of("reports.follow", folio=report.folio))
