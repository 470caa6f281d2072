"""The verbs of a case. Each writes in the request's transaction and settles nothing itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from backend.cases import filled, notices, queries, status
from backend.cases.models import Case, CaseMove
from backend.cases.status import FOR_CITY, OVER, Actor, State
from backend.kernel import audit, receipts
from backend.kernel.city.services.model import Service
from backend.kernel.db import db
from backend.kernel.i18n import current
from backend.reports import folio as folios

ONLINE, OFFLINE, COUNTER = "online", "offline", "counter"
SCORES = (1, 2, 3)


class NotAllowed(Exception):
    """The state table, or the days, do not allow this."""


@dataclass(frozen=True)
class Doer:
    """Who acts: an account; ``actor`` as whom. ``helps`` where it is on behalf of whose it is."""

    account_id: int | None
    actor: Actor

    @property
    def name(self) -> str:
        """As moves and the audit name her."""
        return audit.person(self.account_id) if self.account_id else ""


ITSELF = Doer(None, Actor.ITSELF)


def start(
    *,
    service: Service,
    rules: dict[str, Any],
    account_id: int,
    by: int,
    now: datetime,
    receipt: str | None = None,
    channel: str = ONLINE,
) -> Case:
    """Begin a case of ``service`` for ``account_id``, with her answers to the ``rules``; or go on
    with the draft she has of it, with these answers.

    ``by`` is who begins it: herself, or who helps her. With ``receipt`` it is a form that was
    written whole, whose folio the phone knows already: then it is a case of its own.
    """
    if receipt and (earlier := queries.by_receipt(receipts.digest(receipt))):
        return earlier
    owner_key = None if receipt else f"{account_id}:{service.slug}"
    case = queries.draft_of(owner_key) if owner_key else None
    if case is None:
        case = _added(
            service=service,
            account_id=account_id,
            by=by,
            now=now,
            receipt=receipt or str(uuid4()),
            owner_key=owner_key,
            channel=channel,
        )
    hold(case)
    case.answers = {**case.answers, **rules}
    case.version = filled.version_of(service)
    return case


def _added(
    *,
    service: Service,
    account_id: int,
    by: int,
    now: datetime,
    receipt: str,
    owner_key: str | None,
    channel: str,
) -> Case:
    turn = 0
    while queries.by_folio(folio := folios.folio_of(receipt, turn)):
        turn += 1
    case = Case(
        folio=folio,
        receipt=receipts.digest(receipt),
        account_id=account_id,
        service=service.slug,
        office=service.office,
        owner_key=owner_key,
        state=State.DRAFT,
        waits=False,
        since=now,
        created=now,
        answers={},
        held={},
        version=filled.version_of(service),
        language=current(),
        channel=channel,
        begun_by=None if by == account_id else by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        # A copy of the same tap was quicker.
        found = queries.draft_of(owner_key) if owner_key else None
        if found is None:
            raise
        return found
    return case


def hold(case: Case) -> None:
    """Wait for whoever else is changing ``case``, and see it as it then is."""
    db.session.flush()  # refreshing forgets what was not written yet
    db.session.refresh(case, with_for_update=True)


def move(
    *,
    case: Case,
    to: State,
    by: Doer,
    now: datetime,
    words: str = "",
    is_visit: bool = False,
    is_quiet: bool = False,
) -> None:
    """CaseMove ``case`` along the state table and keep who, when and the words. Whom it concerns is
    told, unless it ``is_quiet``. Raises NotAllowed where the table has no such move."""
    if not status.may_move(case.standing, to, by.actor, is_visit=is_visit):
        raise NotAllowed
    case.state = to
    case.waits = to in FOR_CITY and not _waits_for_visit(case, to)
    case.since = now
    if to is not State.DRAFT:
        case.owner_key = None
    if to in OVER:
        case.is_to_send = False
    moved = CaseMove(state=to, actor=by.actor, at=now, by=by.name, words=words)
    case.moves.append(moved)
    db.session.flush()
    if not is_quiet:
        notices.tell(case, moved)


def _waits_for_visit(case: Case, to: State) -> bool:
    """Of a visit that nobody decides about, only she has still to choose the time."""
    service = filled.service_of(case)
    return to is State.RECEIVED and service is not None and is_chosen(service)


def is_chosen(service: Service) -> bool:
    """Is it granted by choosing the time of a visit?"""
    return service.outcome.kind == "appointment"


def rate(*, case: Case, score: int) -> None:
    """She thinks ``score`` of how it ended; said again, the last word counts. Raises NotAllowed
    before it is over."""
    if case.standing not in OVER or score not in SCORES:
        raise NotAllowed
    case.score = score
