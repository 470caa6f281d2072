"""Which private keys open something."""

from collections.abc import Sequence

from sqlalchemy import select, union_all

from backend.kernel.db import db
from backend.reports import folio as folios
from backend.reports.models import Follower, Report


def that_open(keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` that filed or follow a report, in their order."""
    digests = {folios.digest_of(key): key for key in keys}
    if not digests:
        return []
    mine = [select(each.key).where(each.key.in_(digests)) for each in (Report, Follower)]
    found = set(db.session.scalars(union_all(*mine)))
    return [key for digest, key in digests.items() if digest in found]
