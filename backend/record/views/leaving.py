"""Cancelling everything, and what everybody may read of what is kept."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from flask import Response, abort, g, make_response, render_template, request
from flask import url_for as address_of
from flask_babel import gettext

from backend.identity import session, turn
from backend.identity.asked import Asked
from backend.kernel import clock, keeping, receipts
from backend.kernel.access import fresh, keep, me, public
from backend.kernel.db import db
from backend.kernel.ready import ready
from backend.record import queries
from backend.record.actions import asking
from backend.record.owned import in_order, is_referred
from backend.record.rights import Kind
from backend.record.views.blueprint import ask, room


@room.get("/me/rights/cancel")
def cancel() -> Response:
    """What goes when, and what the law keeps."""
    return ask("cancel", kept=_later(), receipt=str(uuid4()))


@room.post("/me/rights/cancel")
@fresh
def cancelled() -> Response:
    """All of it: she is nobody here from now on."""
    asked = Asked(request.form)
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    if not asked.one_of("sure", "yes"):
        asked.refuse("sure", gettext("Di que sí, o regresa"))
        return ask("cancel", asked, kept=_later(), receipt=receipt)
    person = me()

    def write() -> str:
        made = asking.ask(account_id=person.id, kind=Kind.CANCEL, now=clock.now())
        return address_of("record.farewell", folio=made.folio)

    mark = receipts.fingerprint(request.form.items(multi=True))
    response = receipts.answer_once(receipt, mark=mark, write=write)
    g.person = None
    response.headers["Clear-Site-Data"] = '"cache"'
    return session.take_back(turn.leave(response))


@room.get("/privacy/cancelled/<folio>")
@public
def farewell(folio: str) -> Response:
    """What has gone of a cancellation, and when the rest goes; says nothing of whose it is."""
    found = queries.by_folio(folio)
    if found is None or found.kind != Kind.CANCEL:
        abort(404)
    since = found.received
    rows = [(part, since + timedelta(days=part.days)) for part in _together(_personal())]
    return make_response(
        render_template("record/farewell.html", folio=folio, rows=rows, at=clock.now())
    )


@room.get("/privacy/kept")
@public
@ready(few=True)
def kept() -> Response:
    """What is kept of people, why and until when; written from the tables' own declarations."""
    return keep(make_response(render_template("record/kept.html", tables=_personal())), "public")


def _personal() -> list[keeping.Table]:
    """What is declared of tables about people, what goes first first. Files go with the rows
    that point to them, and are told of with those."""
    tables = [keeping.of(table) for table in in_order(db.metadata) if not is_referred(table)]
    return sorted(tables, key=lambda table: (table.days, table.table))


@dataclass(frozen=True)
class Part:
    """What goes on the same day for the same reason."""

    days: int
    because: str
    names: str


def _together(tables: list[keeping.Table]) -> list[Part]:
    found: dict[tuple[int, str], list[str]] = {}
    for table in tables:
        found.setdefault((table.days, str(table.because)), []).append(str(table.name))
    return [Part(days, because, ", ".join(names)) for (days, because), names in found.items()]


def _later() -> list[Part]:
    return _together([table for table in _personal() if table.days > keeping.MONTH])
