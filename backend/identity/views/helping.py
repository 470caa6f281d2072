"""Helping somebody, and being helped: agreed with that person's code, seen by both."""

from flask import Response, abort, request
from flask_babel import gettext, lazy_gettext

from backend.identity import entering, lines, queries, turn
from backend.identity.actions import asking_to_help, helping, trying
from backend.identity.actions.codes import take, take_shown
from backend.identity.asked import Asked
from backend.identity.candidates import meant, named, read
from backend.identity.models import Account, Help
from backend.identity.roles import RoleName
from backend.identity.views.blueprint import (
    TOO_MANY_CODES,
    ask,
    go,
    my_account,
    region,
    room,
)
from backend.identity.views.showing import HELP
from backend.kernel import audit, clock
from backend.kernel.access import assured, for_another, me

KIND = "help"
NO_CODE = lazy_gettext("Ese código no sirve. Pídele otro: dura 10 minutos")


@room.get("/llave/help")
def help() -> Response:
    """Who helps me, whom I help, and what was done."""
    return _page()


@room.post("/llave/help")
def start_helping() -> Response:
    """The code that the person showed me."""
    asked = Asked(request.form)
    code = asked.secret("code")
    kind = _kind(asked)
    helped_id = None
    if not asked.wrong:
        helped_id = take_shown(purpose=HELP, text=code, now=clock.now())
    helped = queries.person(helped_id) if helped_id else None
    if helped is None or helped.id == me().id:
        asked.refuse("code", NO_CODE)
        return _page(asked)
    return _agree(helped, kind)


@room.post("/llave/help/ask")
@assured(2)
def ask_to_help() -> Response:
    """She has no app at hand: send the code to where she is reached."""
    asked = Asked(request.form)
    now = clock.now()
    who = read(asked.line("who"), region(), now.date())
    kind = _kind(asked, "ask-kind")
    # A phone that the two share means the other one.
    others = [each for each in meant(who) if each.reached and each.id != me().id]
    # A code alone must not open what she keeps under a second factor.
    candidates = [each for each in others if not each.has_second] if len(others) == 1 else []
    if who is None:
        asked.refuse("who", gettext("Escribe su celular, su correo o su CURP"))
    elif not (lines.may_ask(named(who)) and trying.may_send_code(named(who), now=now)):
        asked.refuse("who", TOO_MANY_CODES)
    if asked.wrong:
        return _page(asked)
    response = go("identity.help_code")
    only = candidates[0] if candidates else None
    told = {"helped": only.id if only else 0, "kind": kind}
    under_way = turn.begin(response, KIND, told, now)
    asking_to_help.send(
        only,
        helper=my_account(),
        whom=named(who),
        bound=under_way.digest,
        now=now,
    )
    return response


@room.get("/llave/help/code")
def help_code() -> Response:
    """The code that she tells me."""
    if turn.current(KIND) is None:
        return go("identity.help")
    return ask("help_code")


@room.post("/llave/help/enter")
def help_code_told() -> Response:
    """Is it?"""
    under_way = turn.current(KIND)
    if under_way is None:
        return go("identity.help")
    asked = Asked(request.form)
    is_right = take(
        purpose=asking_to_help.PURPOSE,
        bound=under_way.digest,
        text=asked.secret("code"),
        now=clock.now(),
    )
    helped = queries.person(under_way.told["helped"]) if is_right else None
    if helped is None:
        asked.refuse("code", NO_CODE)
        return ask("help_code", asked)
    turn.finish(under_way, kind="over")
    return _agree(helped, under_way.told["kind"])


@room.post("/llave/help/<int:id>/act")
def act_for(id: int) -> Response:
    """From now on I act for her."""
    found = _standing(id)
    if found.helper_id != me().id:
        abort(404)
    return entering.renew(go("mine.home"), help=found, now=clock.now())


@room.post("/llave/help/stop")
@for_another
def stop_helping() -> Response:
    """I am myself again."""
    return entering.renew(go("identity.help"), help=None, now=clock.now())


@room.post("/llave/help/<int:id>/end")
def end_help(id: int) -> Response:
    """It is over, says one of the two."""
    helping.end(help=_standing(id), by=me().id, now=clock.now())
    return go("identity.help")


def _agree(helped: Account, kind: str) -> Response:
    offices = sorted(me().offices(RoleName.CLERK))
    office = offices[0] if kind == helping.COUNTER and offices else ""
    now = clock.now()
    agreed = helping.agree(helper=my_account(), helped=helped, kind=kind, office=office, now=now)
    return entering.renew(go("mine.home"), help=agreed, now=now)


def _standing(id: int) -> Help:
    standing = queries.helps_of(me().id, clock.now())
    found = next((each for each in standing if each.id == id), None)
    if found is None:
        abort(404)
    return found


def _kind(asked: Asked, name: str = "kind") -> str:
    kinds = [helping.FAMILY, helping.CARER]
    if me().offices(RoleName.CLERK):
        kinds.append(helping.COUNTER)
    kind = asked.one_of(name, *kinds)
    if not kind:
        asked.refuse(name, gettext("Dinos qué eres de esa persona"))
    return kind


def _page(asked: Asked | None = None) -> Response:
    person = me()
    standing = queries.helps_of(person.id, clock.now())
    name = audit.person(person.id)
    return ask(
        "help",
        asked,
        helpers=[each for each in standing if each.helped_id == person.id],
        helped=[each for each in standing if each.helper_id == person.id],
        done=queries.acts_between(name),
        is_clerk=bool(person.offices(RoleName.CLERK)),
        me=name,
    )
