"""The room's addresses, gathered, and what its pages share."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, abort, request
from flask import redirect as redirect_to
from flask import url_for as address_of

from backend.cases.actions import NotAllowed as NotAllowedHere
from backend.identity.roles import WHOLE_CITY, RoleName
from backend.kernel import receipts
from backend.kernel.access import me
from backend.kernel.db import db
from backend.reports import folio as folios
from backend.reports.actions import NotAllowed
from backend.reports.actions.handling import By
from backend.reports.queries import desk
from backend.reports.queries.desk import Case

room = Blueprint("staff", __name__)
Errors = list[tuple[str, str]]


def my_offices() -> set[str] | None:
    """The offices whose desk is mine; None is the whole city."""
    offices = me().offices(RoleName.DESK)
    return None if WHOLE_CITY in offices else offices


def by(role: RoleName, office: str) -> By:
    """I, at ``office`` if I work there, else for the whole city."""
    return By(me().id, office if office in me().offices(role) else WHOLE_CITY)


def case_or_404(folio: str) -> Case:
    """The report of this folio if one of my offices has it; to me there is no other."""
    known = folios.read(folio)
    report = desk.one_of(known, my_offices()) if known else None
    if report is None:
        abort(404)
    return report


def go(view: str, **values: object) -> Response:
    """On to another page of ours, after a form."""
    return redirect_to(address_of(view, **values), 303)  # type: ignore[arg-type,return-value]


def once(write: Callable[[], object], to: str, *, refuse: Callable[[Any], Response]) -> Response:
    """Do ``write`` unless this very form was sent before, and go on to ``to``. Where the rules do
    not allow it nothing is kept, and ``refuse`` answers."""
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())
    files = [file.read() for file in request.files.values()]
    for file in request.files.values():
        file.seek(0)

    def write_and_go() -> str:
        write()
        return to

    mark = receipts.fingerprint(request.form.items(multi=True), files)
    try:
        return receipts.answer_once(receipt, mark=mark, write=write_and_go)
    except (NotAllowed, NotAllowedHere) as refused:
        db.session.rollback()
        return refuse(refused)


def new_receipts(count: int) -> list[str]:
    """One for each form of a page."""
    return [str(uuid4()) for _ in range(count)]
