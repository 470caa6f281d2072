"""Giving an attribute, correcting it, taking it back."""

from datetime import date

from flask import Response, abort, request
from flask_babel import gettext

from backend.identity.asked import Asked
from backend.kernel import clock
from backend.kernel.access import FRESH, ProveAgain, for_another, me
from backend.record import attributes, dates, queries
from backend.record.actions import giving
from backend.record.attributes import Kind
from backend.record.datum import Datum
from backend.record.views.blueprint import ask, go, my_id, note_helper, room

EXPIRES = "expires"


@room.get("/me/data/<name>")
@for_another
def correct(name: str) -> Response:
    """What it says now, to be corrected."""
    kind, found = _found(name)
    note_helper("record.correct")
    typed = dict(found.parts) if found else {}
    day = found.expires if found else None
    if name == attributes.BIRTH_DATE and found:
        typed[name] = date.fromisoformat(found.value).strftime("%d/%m/%Y")
    asked = Asked(typed | ({EXPIRES: day.strftime("%d/%m/%Y")} if day else {}))
    for each in (*(field.name for field in kind.fields), EXPIRES):
        asked.line(each)
    return _page(asked, kind, found)


@room.post("/me/data/<name>")
@for_another
def corrected(name: str) -> Response:
    """It is this."""
    kind, found = _found(name)
    asked = Asked(request.form)
    parts = _parts(kind, asked)
    expires = _expires(asked) if kind.does_expire else None
    if asked.wrong:
        return _page(asked, kind, found)
    answer = giving.Answer(name, parts, expires)
    if kind.is_llave:
        if clock.now() - me().proved > FRESH:
            raise ProveAgain
        try:
            giving.correct_llave(account_id=me().id, answer=answer, now=clock.now())
        except giving.DoNotAgree:
            asked.refuse(name, gettext("La CURP y la fecha de nacimiento no dicen lo mismo"))
            return _page(asked, kind, found)
    else:
        giving.give(account_id=my_id(), by=me().id, answer=answer, now=clock.now())
    return go("record.home")


@room.post("/me/data/<name>/remove")
def take_back(name: str) -> Response:
    """I do not want it kept."""
    if name not in attributes.KINDS:
        abort(404)
    giving.take_back(account_id=me().id, by=me().id, name=name, now=clock.now())
    return go("record.home")


def _found(name: str) -> tuple[Kind, Datum | None]:
    """The attribute, if it may be corrected here: what a document of hers said, and what is of
    her Llave while she is being helped, may not."""
    kind = attributes.KINDS.get(name) or attributes.LLAVE_KINDS.get(name)
    found = queries.data_of(my_id()).get(name)
    if kind is None or (kind.is_llave and (me().helps or (found and found.needs_request))):
        abort(404)
    return kind, found


def _page(asked: Asked, kind: Kind, found: Datum | None) -> Response:
    return ask("correct", asked, kind=kind, is_there=found is not None and me().helps is None)


def _parts(kind: Kind, asked: Asked) -> dict[str, str]:
    parts = {}
    for field in kind.fields:
        typed = asked.line(field.name)
        read = field.read(typed) if typed else None
        if read:
            parts[field.name] = read
        elif typed or not field.is_optional:
            asked.refuse(field.name, field.wrong)
    return parts


def _expires(asked: Asked) -> date | None:
    typed = asked.line(EXPIRES)
    found = dates.read(typed)
    if typed and found is None:
        asked.refuse(EXPIRES, gettext("Escríbela como 24/05/2030"))
    return found
