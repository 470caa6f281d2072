"""The verbs of notices. Each writes in the request's transaction and settles nothing itself."""

from datetime import datetime

from backend.kernel.db import db
from backend.transit.models import Notice

ABOUT = ("all", "agency", "line", "stop")
MOST_LETTERS = 400


def post_notice(
    *,
    words: dict[str, str],
    now: datetime,
    about: str = "all",
    key: str = "",
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> Notice:
    """Post a notice in ``words`` by language, about everything or about one of ``ABOUT`` by its
    key, from ``starts`` (now if not given) until ``ends`` (until it is ended if not given)."""
    notice = Notice(about=about, key=key, words=words, starts=starts or now, ends=ends, posted=now)
    db.session.add(notice)
    db.session.flush()
    return notice


def end_notice(*, notice: Notice, now: datetime) -> None:
    """End a notice now, unless it is over already."""
    if notice.ends is None or notice.ends > now:
        notice.ends = now
