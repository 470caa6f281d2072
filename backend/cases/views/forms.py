"""``/services/<slug>/form``: the whole form on one page, for who has no signal.

The page is the same for everybody and is kept by the worker of a phone that opened it. It goes
into the outbox as one entry; what is missing or wrong is asked of her afterwards, in the case that
it began. What the record holds is not on it: the server adds that when it arrives.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Response, abort, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.cases import actions, filled, held
from backend.cases.actions import answering, sending
from backend.cases.actions.answering import TooMany
from backend.cases.views.blueprint import Errors, doer, my_id, offered, room
from backend.cases.views.bringing import add_photos, sent_pictures
from backend.forms import journey
from backend.forms.journey import Reading
from backend.identity import queries as llave
from backend.kernel import clock, receipts
from backend.kernel.access import keep, me, public, somebody
from backend.kernel.city.services.model import Field, Service
from backend.kernel.drawing import fresh
from backend.kernel.ready import ready
from backend.kernel.security import takes_files
from backend.record.actions.uses import NotAgreed, Opposed
from backend.record.today import today
from backend.reports.pictures import Pictures

ROOM = 3


@room.get("/services/<slug>/form", endpoint="form")
@public
@ready(few=True)
def blank(slug: str) -> Response:
    """The empty form."""
    page = make_response(_page(offered(slug), fresh()))
    return keep(page, "public", copy=True)


@room.post("/services/<slug>/form", endpoint="send_form")
@public
@takes_files
def sent(slug: str) -> Response:
    """A case with what arrived: sent, if that is all it takes; else it says what is missing."""
    pictures = sent_pictures()
    service = offered(slug)
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    raw = request.form.to_dict(flat=False)
    now = clock.now()
    account = llave.person(my_id()) if somebody() else None
    holder = account.name if account else ""
    reading = filled.read(_fields(service), raw, today(now), holder=holder)
    errors: Errors = [error for each in pictures.values() for error in each.errors]
    if somebody() is None:
        errors.append(("", gettext("Entra con tu Llave y envíalo otra vez. No se perdió nada.")))
    rule = journey.refused_by(service, reading.answers)
    if rule and rule.field.id in reading.answers:
        errors.append((rule.field.id, filled.say(rule.otherwise)))
    strange = filled.strange(reading)
    if len(strange) > filled.MOST_STRANGE:
        abort(400)
    if reading.is_editing:
        return make_response(_page(service, receipt, reading))
    if errors:
        return make_response(_page(service, receipt, reading, errors), 422)

    def write() -> str:
        return _arrived(service, receipt, filled.answers_of(reading, {}), pictures, strange)

    contents = [content for each in pictures.values() for content in each.contents]
    mark = receipts.fingerprint(request.form.items(multi=True), contents)
    return receipts.answer_once(receipt, mark=mark, write=write)


def _arrived(
    service: Service,
    receipt: str,
    answers: Mapping[str, Any],
    pictures: Mapping[str, Pictures],
    strange: list[str],
) -> str:
    """Begin the case, add what the record holds, and send it if it is whole."""
    now = clock.now()
    case = actions.start(
        service=service,
        rules=dict(answers),
        account_id=my_id(),
        by=me().id,
        now=now,
        receipt=receipt,
        channel=actions.OFFLINE,
    )
    follow = request.form.get("photos_follow", "")
    case.photos_expected = int(follow) if follow in {"1", "2", "3"} else 0
    case.is_to_send = True
    if request.form.get("agree") == "yes":
        so_far = filled.so_far(case, service, today(now))
        asked = filled.of_record(filled.asked_of(service, so_far))
        with suppress(NotAgreed, Opposed):  # then the case asks for it
            answering.take(
                case=case, service=service, fields=asked, by=me().id, now=now, agrees=True
            )
    for field in filled.photos_of(service.fields):
        if field.id in pictures:
            with suppress(TooMany):
                add_photos(case, field, pictures[field.id])
    if strange:
        answering.note_strange(
            folio=case.folio, account_id=case.account_id, names=strange, by=me().id, now=now
        )
    sending.send_if_whole(case=case, service=service, by=doer(), now=now)
    return address_of("cases.follow", folio=case.folio)


def _fields(service: Service) -> tuple[Field, ...]:
    """All that she answers: the rules, then the questions of all steps, each asked where its step
    is. What the record answers is not among them."""
    rules = tuple(rule.field for rule in service.rules)
    return rules + tuple(each for each in journey.whole(service) if not each.record)


def _room_in_lists(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    """What makes a list have room for some things from the start: without signal there is no
    server to draw more. What stays empty counts for nothing."""
    return {
        f"{field.id}-{n}": ("",)
        for field in fields
        if field.kind == "list"
        for n in range(int(min(field.most or ROOM, ROOM)))
    }


def _page(
    service: Service, receipt: str, reading: Reading | None = None, errors: Errors | None = None
) -> str:
    fields = _fields(service)
    return render_template(
        "cases/form.html",
        service=service,
        receipt=receipt,
        reading=reading or replace(journey.shown(fields, {}), typed=_room_in_lists(fields)),
        speech=filled.speech(),
        errors=errors or [],
        attributes=held.attributes_of(service.fields),
        city=filled.the_city(),
    )
