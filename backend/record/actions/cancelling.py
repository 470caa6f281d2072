"""Cancelling: blocked at once, then erased table by table, each after its own days."""

from datetime import datetime

from backend.identity import queries as llave
from backend.identity.actions import closing
from backend.kernel import keeping
from backend.kernel.db import db
from backend.record import given, queries
from backend.record.erase import erase
from backend.record.models import Block
from backend.record.owned import Whose, in_order


def block(*, account_id: int, now: datetime) -> None:
    """Nobody uses what is kept of somebody from now on; rooms above do their part."""
    closing.close(account_id=account_id, now=now)
    db.session.add(Block(account_id=account_id, since=now, reached=-1))
    for hook in given.hooks().blocked:
        hook(account_id=account_id, now=now)
    db.session.flush()


def erase_due(*, block: Block, whose: Whose, now: datetime) -> int:
    """Erase what has been blocked long enough; how many rows. What was erased before is not
    looked for again."""
    elapsed = (now - block.since).days
    due = [
        table
        for table in in_order(db.metadata)
        if block.reached < keeping.of(table).days <= elapsed
    ]
    block.reached = elapsed
    db.session.flush()
    return erase(db.session(), whose, due)


def carry_on(now: datetime) -> int:
    """Erase what is due of everybody who cancelled, each in a transaction of its own; how many
    rows. For ``flask tidy``."""
    gone = last = 0
    while found := queries.blocked(after=last):
        for each in found:
            last = each.account_id
            whose = whose_of(last)
            gone += erase_due(block=each, whose=whose, now=now)
            db.session.commit()
    return gone


def whose_of(account_id: int) -> Whose:
    """By what an account is known, closed or not."""
    account = llave.whose(account_id)
    return Whose(account_id, account.tag if account else "")
