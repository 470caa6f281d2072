"""Issuing one-time codes and taking them back."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from backend.identity import codes
from backend.identity.models import Code
from backend.identity.seal import mac
from backend.kernel.db import apart, db

NOT_A_CODE = "-"


def issue(
    *,
    purpose: str,
    bound: str,
    code: str,
    now: datetime,
    address: str = "",
    account_id: int | None = None,
    lasts: timedelta = codes.LASTS,
) -> None:
    """Let ``code`` open ``purpose`` once for who is ``bound``; an earlier one opens nothing more.

    ``code`` may be NOT_A_CODE, which nothing typed equals: for somebody who is not known.
    """
    db.session.execute(
        update(Code)
        .where(Code.purpose == purpose, Code.bound == bound, Code.used.is_(None))
        .values(used=now)
    )
    db.session.add(
        Code(
            purpose=purpose,
            bound=bound,
            account_id=account_id,
            address=address,
            digest=mac(purpose, code),
            tries=0,
            created=now,
            until=now + lasts,
            used=None,
        )
    )


def take(*, purpose: str, bound: str, text: str, now: datetime, tries: int = codes.TRIES) -> bool:
    """Is ``text`` the code that is open for who is ``bound``? It opens once, within ``tries``.

    The try is counted before it is compared, in a transaction of its own.
    """
    digest = mac(purpose, codes.read(text))
    with apart() as writing:
        tried = writing.execute(
            update(Code)
            .where(Code.purpose == purpose, Code.bound == bound, Code.used.is_(None))
            .where(Code.until > now, Code.tries < tries)
            .values(tries=Code.tries + 1)
            .returning(Code.id, Code.digest)
        ).first()
        if tried is None or tried.digest != digest:
            return False
        writing.execute(update(Code).where(Code.id == tried.id).values(used=now))
        return True


def take_shown(*, purpose: str, text: str, now: datetime) -> int | None:
    """The account that shows ``text`` as its code for ``purpose``; it opens once."""
    with apart() as writing:
        found: int | None = writing.scalar(
            update(Code)
            .where(Code.purpose == purpose, Code.digest == mac(purpose, codes.read(text)))
            .where(Code.used.is_(None), Code.until > now)
            .values(used=now)
            .returning(Code.account_id)
        )
        return found


def sent_lately(address: str, *, since: datetime) -> int:
    """How many codes went to ``address`` since then."""
    with apart(reading=True) as reading:
        query = select(Code.id).where(Code.address == address, Code.created >= since)
        return len(reading.scalars(query.limit(100)).all())
