"""What the desk asks: its queue, and one case.

The queue is asked in the order of an index and filtered on the way, so that its first page costs
the same however many cases there are.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_

from backend.cases.models import Case
from backend.cases.status import State
from backend.kernel.db import db

PAGE = 20
WAITING, ALL = "waiting", "all"
Procedure = Case
"""A case, as rooms above name it."""


@dataclass(frozen=True)
class Asked:
    """Which cases: of ``offices`` (None is the whole city), in a state, ``waiting`` for the office
    or ``all``; of one service; taken by somebody."""

    offices: Collection[str] | None
    state: str = WAITING
    service: str = ""
    taken_by: int | None = None


@dataclass(frozen=True)
class Queue:
    """Some cases, and the folio behind which to ask on (None at the end)."""

    cases: list[Case]
    after: str | None


def queue(asked: Asked, *, after: str | None = None, size: int = PAGE) -> Queue:
    """A page of the queue: what waits by its due day, late first; anything else newest first."""
    by_due = asked.state == WAITING
    order = (Case.due, Case.id) if by_due else (Case.created, Case.id)
    query = select(Case).where(*_filters(asked))
    last = db.session.scalar(select(Case).where(Case.folio == after)) if after else None
    if last:
        at = (last.due if by_due else last.created, last.id)
        query = query.where(tuple_(*order) > at if by_due else tuple_(*order) < at)
    ordered = query.order_by(*(each if by_due else each.desc() for each in order))
    found = list(db.session.scalars(ordered.limit(size + 1)))
    return Queue(found[:size], found[size - 1].folio if len(found) > size else None)


def one_of(folio: str, offices: Collection[str] | None) -> Case | None:
    """The case with this folio, if one of ``offices`` has it and it was sent; None is the whole
    city. A draft is nobody's but hers."""
    case = db.session.scalar(select(Case).where(Case.folio == folio))
    if case is None or case.sent is None:
        return None
    return case if offices is None or case.office in offices else None


def count_waiting(offices: Collection[str] | None, *, most: int = 1000) -> int:
    """How many wait for ``offices``; counts no further than ``most``."""
    some = select(Case.id).where(*_filters(Asked(offices))).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _filters(asked: Asked) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if asked.offices is not None:
        filters.append(_among(asked.offices))
    if asked.state == WAITING:
        filters.append(Case.waits == True)  # noqa: E712 - an index is asked with "="
    elif asked.state in set(State):
        filters.append(Case.state == asked.state)
    if asked.state != WAITING:  # a draft is nobody's but hers
        filters.append(Case.sent.is_not(None))
    if asked.service:
        filters.append(Case.service == asked.service)
    if asked.taken_by is not None:
        filters.append(Case.taken_by == asked.taken_by)
    return filters


def _among(offices: Collection[str]) -> ColumnElement[bool]:
    # With one office the index gives the order as well; a list of one would hide that.
    if len(offices) == 1:
        return Case.office == next(iter(offices))
    return Case.office.in_(sorted(offices))
