"""``/staff/rights``: the privacy officer answers requests, in their days."""

from collections.abc import Callable

from flask import Response, abort, request
from flask_babel import gettext

from backend.forms import text
from backend.identity import queries as llave
from backend.identity.asked import Asked
from backend.identity.roles import RoleName
from backend.kernel import audit, clock
from backend.kernel.access import me, staff
from backend.record import queries, rights
from backend.record.actions import answering, uses
from backend.record.actions.answering import standing
from backend.record.actions.uses import Reader
from backend.record.models import Request
from backend.record.today import today
from backend.record.views.blueprint import ask, go, room
from backend.record.views.rights import about_of

SHOWN = 20


@room.get("/staff/rights")
@staff(RoleName.PRIVACY)
def queue() -> Response:
    """What waits, the one due first first."""
    after = request.args.get("after", "", type=str)
    skip = int(after) if after.isdecimal() and len(after) < 7 else 0
    found = queries.waiting(after=skip, size=SHOWN + 1)
    rows = [(each, rights.STATES[standing(each)], _clock(each)) for each in found[:SHOWN]]
    more = skip + SHOWN if len(found) > SHOWN else None
    return ask("queue", rows=rows, names=rights.NAMES, more=more)


@room.get("/staff/rights/<folio>")
@staff(RoleName.PRIVACY)
def case(folio: str) -> Response:
    """One request. That it is read is written down first."""
    return _page(_found(folio))


@room.post("/staff/rights/<folio>/extend")
@staff(RoleName.PRIVACY)
def extend(folio: str) -> Response:
    """We need more time."""
    found = _found(folio)
    return _do(lambda: answering.extend(request=found, by=me().id, now=clock.now()), folio)


@room.post("/staff/rights/<folio>/answer")
@staff(RoleName.PRIVACY)
def answer(folio: str) -> Response:
    """Yes or no, and why."""
    asked = Asked(request.form)
    verdict = asked.one_of("verdict", "yes", "no")
    said = text.lines(request.form.get("words", ""))[:1000]
    asked.typed["words"] = said
    if not verdict:
        asked.refuse("verdict", gettext("Elige si procede"))
    if not said:
        asked.refuse("words", gettext("Escribe la respuesta y su razón"))
    if asked.wrong:
        return _page(_found(folio), asked)
    found = _found(folio)
    return _do(
        lambda: answering.answer(
            request=found, by=me().id, is_granted=verdict == "yes", words=said, now=clock.now()
        ),
        folio,
    )


@room.post("/staff/rights/<folio>/carry-out")
@staff(RoleName.PRIVACY)
def carry_out(folio: str) -> Response:
    """It is done."""
    found = _found(folio)
    return _do(lambda: answering.carry_out(request=found, by=me().id, now=clock.now()), folio)


def _do(act: Callable[[], None], folio: str) -> Response:
    try:
        act()
    except answering.TooLate:
        abort(409)
    return go("record.case", folio=folio)


def _page(found: Request, asked: Asked | None = None) -> Response:
    account = llave.person(found.account_id)
    if account and request.method == "GET":
        reader = Reader(audit.person(me().id))
        uses.read_all(account_id=account.id, reader=reader, procedure=found.folio, now=clock.now())
    state = standing(found)
    return ask(
        "case",
        asked,
        request_=found,
        name=account.name if account else "",
        kind=rights.NAMES[found.kind],
        about=about_of(found),
        standing=state,
        state=rights.STATES[state],
        left=_clock(found),
        may_extend=rights.may_extend(state, found.extended, found.due, today(clock.now())),
    )


def _found(folio: str) -> Request:
    found = queries.by_folio(folio)
    if found is None:
        abort(404)
    return found


def _clock(found: Request) -> rights.Clock | None:
    return rights.clock(standing(found), found.due, found.carry_out_by, today(clock.now()))
