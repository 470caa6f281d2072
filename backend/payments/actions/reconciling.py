"""What banks say was paid is compared with what was asked.

Each movement counts once, whoever loads it however often: its digest is the key of its row. And
whoever reads a payment here holds its row, so that no two movements pay the same.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from backend.kernel import audit
from backend.kernel.db import db
from backend.payments import decide, gateway, hooks
from backend.payments.decide import Line, Outcome, Standing
from backend.payments.models import BankLine, Payment

AT_ONCE = 200
"""So many movements are looked at together."""
ACT = "payments.load"
NOT_KEPT = frozenset({Outcome.KNOWN, Outcome.ELSEWHERE, Outcome.UNREADABLE})


@dataclass(frozen=True)
class Load:
    """Who loads, when, for which offices, of which gateway."""

    by: int | None
    now: datetime
    offices: Collection[str] | None
    way: str


@dataclass(frozen=True)
class Told:
    """A line, and what became of it. ``subject`` is what it was paid for, "" if nobody knows."""

    line: Line
    outcome: Outcome
    subject: str = ""


@dataclass(frozen=True)
class Reconciled:
    """What became of each line, in order."""

    told: tuple[Told, ...]

    def of(self, outcome: Outcome) -> tuple[Told, ...]:
        """Those of which this became."""
        return tuple(each for each in self.told if each.outcome is outcome)

    @property
    def paid(self) -> tuple[Told, ...]:
        return self.of(Outcome.PAID)

    @property
    def unknown(self) -> tuple[Told, ...]:
        return self.of(Outcome.UNKNOWN)

    @property
    def wrong_amount(self) -> tuple[Told, ...]:
        return self.of(Outcome.WRONG_AMOUNT)

    @property
    def late(self) -> tuple[Told, ...]:
        return self.of(Outcome.LATE)

    @property
    def doubled(self) -> tuple[Told, ...]:
        return self.of(Outcome.DOUBLED)


def reconcile(
    *,
    lines: Iterable[Line],
    by: int | None,
    now: datetime,
    offices: Collection[str] | None = None,
    way: str = gateway.USUAL,
) -> Reconciled:
    """Take ``lines`` of the gateway ``way``, loaded ``by`` an account (None: where the server runs)
    that works for ``offices`` (None: for all). Rooms above are told of each that became paid."""
    every = list(lines)
    load = Load(by, now, offices, way)
    told: list[Told] = []
    for start in range(0, len(every), AT_ONCE):
        told += _some(every[start : start + AT_ONCE], load)
    done = Reconciled(tuple(told))
    counts = ((each, len(done.of(each))) for each in Outcome)
    audit.note(
        actor=audit.person(by) if by else "city",
        subject="city",
        act=ACT,
        what=", ".join(f"{each} {count}" for each, count in counts if count),
        office=min(offices) if offices else "",
        now=now,
    )
    for each in done.paid:
        hooks.on_paid(each.subject, now)
    return done


def mark_of(line: Line, way: str) -> str:
    """What makes it this movement and no other: the bank's name for it, with all it says."""
    said = f"{way}\n{line.id}\n{line.reference}\n{line.cents}\n{line.day}"
    return hashlib.sha256(said.encode()).hexdigest()


def _some(lines: Sequence[Line], load: Load) -> list[Told]:
    payments = _held({each.reference for each in lines}, load.way)
    marks = [mark_of(each, load.way) for each in lines]
    before = _before(marks)
    is_right = gateway.named(load.way).is_right
    told, news = [], []
    for line, mark in zip(lines, marks, strict=True):
        payment = payments.get(line.reference)
        standing = _standing(payment, load.offices) if payment else None
        outcome = decide.outcome(line, standing, before=before.get(mark), is_right=is_right)
        if outcome not in NOT_KEPT and outcome != before.get(mark):
            news.append(_row(line, mark, outcome, payment, load))
            before[mark] = outcome
        if outcome is Outcome.PAID and payment:
            payment.paid = load.now
        is_hers = payment is not None and outcome is not Outcome.ELSEWHERE
        told.append(Told(line, outcome, payment.subject if payment and is_hers else ""))
    _keep(news)
    db.session.flush()
    return told


def _held(references: set[str], way: str) -> dict[str, Payment]:
    """The payments of these references, held until the transaction is settled."""
    query = select(Payment).where(Payment.way == way, Payment.reference.in_(sorted(references)))
    held = query.order_by(Payment.id).with_for_update().execution_options(populate_existing=True)
    return {each.reference: each for each in db.session.scalars(held)}


def _before(marks: Sequence[str]) -> dict[str, str]:
    """What became of those movements that were loaded before."""
    query = select(BankLine.mark, BankLine.outcome).where(BankLine.mark.in_(sorted(set(marks))))
    rows = db.session.execute(query.order_by(BankLine.mark))
    return {row.mark: row.outcome for row in rows}


def _standing(payment: Payment, offices: Collection[str] | None) -> Standing:
    return Standing(
        cents=payment.cents,
        until=payment.until,
        is_paid=payment.paid is not None,
        is_cancelled=payment.cancelled is not None,
        is_hers=offices is None or payment.office in offices,
    )


def _row(
    line: Line, mark: str, outcome: Outcome, payment: Payment | None, load: Load
) -> dict[str, Any]:
    return {
        "mark": mark,
        "payment_id": payment.id if payment else None,
        "reference": line.reference,
        "cents": line.cents,
        "day": line.day,
        "outcome": outcome,
        "at": load.now,
        "loaded_by": load.by,
    }


def _keep(rows: Sequence[dict[str, Any]]) -> None:
    """Put the movements down. A row that is there already is one of an unknown reference: of one
    that is known the payment is held, and was looked at after that. It is bettered."""
    if not rows:
        return
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    put = insert(BankLine)
    said = {name: put.excluded[name] for name in ("payment_id", "outcome", "at", "loaded_by")}
    db.session.execute(
        put.on_conflict_do_update(
            index_elements=["mark"],
            set_=said,
            where=BankLine.outcome == Outcome.UNKNOWN,
        ),
        list(rows),
    )
