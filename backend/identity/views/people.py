"""``/staff/people``: who works here. An admin invites and dismisses, and never herself."""

from flask import Response, abort, current_app, request
from flask_babel import gettext

from backend.identity import contact, entering, queries
from backend.identity.actions import staffing
from backend.identity.asked import Asked
from backend.identity.roles import WHOLE_CITY, RoleName
from backend.identity.views.blueprint import ask, go, my_account, region, room
from backend.kernel import clock
from backend.kernel.access import assured, fresh, me, staff
from backend.kernel.city import City
from backend.kernel.i18n import current
from backend.kernel.security import limiter

SHOWN = 20
EVERY = "all"
"""The whole city, where a form names an office."""


@room.get("/staff/people")
@staff(RoleName.ADMIN)
def people() -> Response:
    """Everybody who works at my offices, and an invitation."""
    return _page()


@room.post("/staff/people")
@staff(RoleName.ADMIN)
@fresh
def invite() -> Response:
    """Invite somebody to an office of mine."""
    asked = Asked(request.form)
    to = contact.read(asked.line("contact"), region())
    role = asked.one_of("role", *RoleName)
    chosen = asked.one_of("office", *_offices())
    office = WHOLE_CITY if chosen == EVERY else chosen
    if to is None:
        asked.refuse("contact", gettext("Escribe un celular de 10 números o un correo"))
    if not role:
        asked.refuse("role", gettext("Elige qué va a hacer"))
    if not chosen:
        asked.refuse("office", gettext("Elige en qué oficina"))
    if role and chosen and not staffing.may_be_at(role, office):
        asked.refuse("office", gettext("Quien atiende derechos ve datos de toda la ciudad"))
    if asked.wrong or to is None:
        return _page(asked)
    staffing.invite(
        to=to,
        role=RoleName(role),
        office=office,
        language=current(),
        by=me().id,
        now=clock.now(),
    )
    return go("identity.people")


@room.post("/staff/people/<int:id>/end")
@staff(RoleName.ADMIN)
@fresh
def dismiss(id: int) -> Response:
    """Somebody does not work here any more."""
    role = queries.role(id)
    person = me()
    if role is None:
        abort(404)
    try:
        staffing.dismiss(
            role=role, by=person.id, offices=person.offices(RoleName.ADMIN), now=clock.now()
        )
    except staffing.NotYours:
        asked = Asked()
        asked.refuse("", gettext("No puedes quitar tu propio puesto ni el de otra oficina"))
        return _page(asked)
    return go("identity.people")


@room.get("/staff/join")
@assured(2)
def join() -> Response:
    """The code of an invitation."""
    return ask("join")


@room.post("/staff/join")
@assured(2)
@limiter.limit("60 per hour")
def joined() -> Response:
    """From now on I work here; the session goes on under a new id."""
    asked = Asked(request.form)
    now = clock.now()
    role = staffing.join(account=my_account(), text=asked.secret("code"), now=now)
    if role is None:
        asked.refuse("code", gettext("Esa invitación no sirve, o se envió a otro contacto"))
        return ask("join", asked)
    return entering.renew(go("identity.home"), help=None, now=now)


def _page(asked: Asked | None = None) -> Response:
    mine = me().offices(RoleName.ADMIN)
    after = request.args.get("after", "", type=str)
    found = queries.staff(
        None if WHOLE_CITY in mine else mine,
        after=int(after) if after.isdecimal() and len(after) < 10 else 0,
        size=SHOWN + 1,
    )
    return ask(
        "people",
        asked,
        people=found[:SHOWN],
        more=found[SHOWN - 1].id if len(found) > SHOWN else None,
        offices=_offices(),
        me=me().id,
    )


def _offices() -> dict[str, str]:
    """The offices I may manage, by id, with their names."""
    city: City = current_app.extensions["city"]
    mine = me().offices(RoleName.ADMIN)
    every = {EVERY: gettext("Toda la ciudad")} if WHOLE_CITY in mine else {}
    return every | {
        each.id: each.name.in_(current())
        for each in city.departments
        if staffing.may_manage(mine, each.id)
    }
