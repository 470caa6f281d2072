"""My rights: asking, following a request, and taking my data along."""

from uuid import uuid4

from flask import Response, abort, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.files.queries import content as file_content
from backend.forms import text
from backend.identity.asked import Asked
from backend.kernel import clock, receipts
from backend.kernel.access import fresh, me
from backend.kernel.db import db
from backend.record import attributes, export, purposes, queries, rights, words
from backend.record.actions import asking
from backend.record.actions.answering import standing
from backend.record.actions.cancelling import whose_of
from backend.record.models import Request
from backend.record.rights import Kind, State
from backend.record.today import today
from backend.record.views.blueprint import ask, go, room

MOST_LETTERS = 1000
SHOWN = 10
TYPES = {"json": "application/json", "txt": "text/plain", "zip": "application/zip"}
"""What may be taken along, by the ending of the file."""


@room.get("/me/rights", endpoint="rights")
def my_rights() -> Response:
    """What I may ask, and what I asked."""
    return _page()


@room.post("/me/rights")
@fresh
def exercise() -> Response:
    """I ask it."""
    asked = Asked(request.form)
    kind = asked.one_of("kind", Kind.ACCESS, Kind.RECTIFY, Kind.OPPOSE)
    about = asked.one_of("about", *attributes.EVERY, *purposes.OPPOSABLE)
    wanted = text.lines(request.form.get("words", ""))[:MOST_LETTERS]
    asked.typed["words"] = wanted
    if not kind:
        abort(400)
    if kind == Kind.RECTIFY and about not in attributes.EVERY:
        asked.refuse("about", gettext("Elige qué dato está mal"))
    if kind == Kind.RECTIFY and not wanted:
        asked.refuse("words", gettext("Escribe qué debe decir"))
    if kind == Kind.OPPOSE and about not in purposes.OPPOSABLE:
        asked.refuse("about-use", gettext("Elige a qué te opones"))
    if asked.wrong:
        return _page(asked)
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())

    def write() -> str:
        made = asking.ask(
            account_id=me().id, kind=Kind(kind), about=about, words=wanted, now=clock.now()
        )
        return address_of("record.request", folio=made.folio)

    mark = receipts.fingerprint(request.form.items(multi=True))
    return receipts.answer_once(receipt, mark=mark, write=write)


@room.post("/me/rights/<purpose>/allow")
def allow(purpose: str) -> Response:
    """I do not oppose it any more."""
    if purpose not in purposes.OPPOSABLE:
        abort(404)
    asking.oppose_no_more(account_id=me().id, purpose=purpose, now=clock.now())
    return go("record.rights")


@room.get("/me/requests/<folio>", endpoint="request")
def follow(folio: str) -> Response:
    """Where my request stands, and how many days are left."""
    found = _mine(folio)
    state = standing(found)
    left = rights.clock(state, found.due, found.carry_out_by, today(clock.now()))
    return ask(
        "request",
        request_=found,
        name=rights.NAMES[found.kind],
        state=rights.STATES[state],
        is_data=found.kind == Kind.ACCESS and state is State.DONE,
        left=left,
        about=about_of(found),
    )


@room.get("/me/requests/<folio>/data.<form>")
@fresh
def data(folio: str, form: str) -> Response:
    """Everything that is kept of me, to take along."""
    found = _mine(folio)
    if found.kind != Kind.ACCESS or form not in TYPES:
        abort(404)
    parts = export.gather(db.session(), whose_of(me().id))
    now = clock.now()
    texts = {
        "data.json": export.as_json(parts, made=now),
        "data.txt": export.as_text(parts, said=words.said, made=now),
    }
    if form == "zip":
        content: str | bytes = export.as_zip(parts, texts=texts, read=file_content)
    else:
        content = texts[f"data.{form}"]
    response = Response(content, mimetype=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="ventanilla-{folio}.{form}"'
    return response


def about_of(found: Request) -> str:
    """What a request is about, in words."""
    if found.about in purposes.OPPOSABLE:
        return str(purposes.OPPOSABLE[found.about])
    return attributes.labels(found.about)


def _mine(folio: str) -> Request:
    found = queries.request_of(me().id, folio)
    if found is None:
        abort(404)
    return found


def _page(asked: Asked | None = None) -> Response:
    return ask(
        "rights",
        asked,
        requests=[
            (each, rights.NAMES[each.kind], rights.STATES[standing(each)])
            for each in queries.requests_of(me().id)[:SHOWN]
        ],
        fixable=[each for each in queries.data_of(me().id).values() if each.needs_request],
        purposes=purposes.OPPOSABLE,
        opposed=queries.opposed_by(me().id),
        receipts=[str(uuid4()) for _ in range(2 + len(purposes.OPPOSABLE))],
    )
