"""The room's addresses, gathered, and what its pages share."""

from collections.abc import Callable
from uuid import uuid4

from flask import Blueprint, Response, abort, request
from flask import redirect as redirect_to
from flask import url_for as address_of

from backend.cases import filled, queries
from backend.cases.actions import COUNTER, ONLINE, Doer, NotAllowed
from backend.cases.models import Case
from backend.cases.status import Actor
from backend.identity import queries as llave
from backend.kernel import audit, clock, receipts
from backend.kernel.access import LevelTooLow, me, whose
from backend.kernel.city.services.model import Service
from backend.kernel.db import SAFE_METHODS, db
from backend.record.actions import uses
from backend.record.actions.uses import Reader
from backend.reports import folio as folios

room = Blueprint("cases", __name__)
Errors = list[tuple[str, str]]


def go(view: str, **values: object) -> Response:
    """On to another page of ours, after a form."""
    return redirect_to(address_of(view, **values), 303)  # type: ignore[arg-type,return-value]


def my_id() -> int:
    """Whose case it is: mine, or hers whom I help."""
    account_id = whose()
    assert account_id is not None, "the door lets in nobody who is nobody"
    return account_id


def doer() -> Doer:
    """I, for myself or for whom I help."""
    return Doer(me().id, Actor.PERSON)


def channel() -> str:
    """How it comes: at the counter or by phone, where a clerk acts for her, or by herself."""
    person = me()
    if person.helps is None:
        return ONLINE
    standing = llave.helps_of(person.id, clock.now())
    kind = next((each.kind for each in standing if each.id == person.helps.help), "")
    return COUNTER if kind == COUNTER else ONLINE


def own(folio: str) -> Case:
    """The case of this folio if it is hers; to anybody else there is no such thing. Who helps her
    is noted before she sees it."""
    known = folios.read(folio)
    case = queries.by_folio(known) if known else None
    if case is None or case.account_id != my_id():
        abort(404)
    person = me()
    if person.helps and request.method in SAFE_METHODS:
        uses.read_all(
            account_id=case.account_id,
            reader=Reader(audit.person(person.id)),
            procedure=case.folio,
            now=clock.now(),
        )
    return case


def offered(slug: str) -> Service:
    """The service of this name, if the city has it."""
    service = filled.the_city().service(slug)
    if service is None:
        abort(404)
    return service


def service_of(case: Case) -> Service:
    """The service of a case that is still to be filled in, if the city still has it."""
    return offered(case.service)


def ask_level(service: Service) -> None:
    """Has she the level of the Llave that ``service`` takes? Raises LevelTooLow."""
    account = llave.person(my_id())
    if account is None or account.level < service.level:
        raise LevelTooLow(service.level)


def once(
    write: Callable[[str], object],
    to: str,
    *,
    refuse: Callable[[NotAllowed], Response],
    files: list[bytes] | None = None,
) -> Response:
    """Do ``write`` unless this very form was sent before, and go on to ``to``. Where the rules do
    not allow it nothing is kept, and ``refuse`` answers."""
    receipt = receipts.read(request.form.get("receipt")) or str(uuid4())

    def write_and_go() -> str:
        write(receipt)
        return to

    mark = receipts.fingerprint(request.form.items(multi=True), files or ())
    try:
        return receipts.answer_once(receipt, mark=mark, write=write_and_go)
    except NotAllowed as refused:
        db.session.rollback()
        return refuse(refused)


def new_receipts(count: int) -> list[str]:
    """One for each form of a page."""
    return [str(uuid4()) for _ in range(count)]
