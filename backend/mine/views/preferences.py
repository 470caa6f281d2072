"""How I want to be told. See ``backend.mine``."""

from flask import Response, current_app, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import lazy_gettext

from backend.cases.notices import KIND as CASES
from backend.kernel import audit, clock
from backend.kernel.access import keep, me
from backend.kernel.city import City
from backend.mine.views.blueprint import room
from backend.notify import actions, queries
from backend.notify.telling import MAIL, PUSH, SMS
from backend.reports.notices import FOLLOWED, OWN

CHANNELS = (
    (PUSH, lazy_gettext("Aviso en el teléfono")),
    (MAIL, lazy_gettext("Correo")),
    (SMS, lazy_gettext("SMS")),
)
KINDS = (
    (OWN, lazy_gettext("De mis reportes")),
    (FOLLOWED, lazy_gettext("De los reportes que sigo")),
    (CASES, lazy_gettext("De mis trámites")),
)


@room.get("/notices/preferences")
def preferences() -> Response:
    """What I am told, by which way, and when."""
    owner = audit.person(me().id)
    chosen = queries.preferences_of([owner]).get(owner)
    city: City = current_app.extensions["city"]
    html = render_template(
        "mine/preferences.html",
        kinds=KINDS,
        channels=CHANNELS,
        off=chosen.off if chosen else [],
        is_quiet=chosen.is_quiet if chosen else True,
        is_sms_last=chosen.is_sms_last if chosen else True,
        quiet=city.quiet,
    )
    return keep(make_response(html), "private")


@room.post("/notices/preferences", endpoint="prefer")
def prefer() -> Response:
    """From now on so."""
    actions.prefer(
        audit.person(me().id),
        off=[
            f"{kind}.{channel}"
            for kind, _ in KINDS
            for channel, _ in CHANNELS
            if channel not in request.form.getlist(kind)
        ],
        is_quiet="quiet" in request.form,
        is_sms_last="sms_last" in request.form,
        now=clock.now(),
    )
    return redirect(address_of("mine.preferences"), 303)  # type: ignore[return-value]
