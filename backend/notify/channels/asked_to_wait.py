"""How long the other side asks to wait."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def wait_of(header: str | None, now: datetime) -> timedelta | None:
    """``Retry-After``, in seconds or as a date (RFC 9110, 10.2.3); None for anything else."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=int(text)) if len(text) < 7 else None
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    # A date that names no zone is in UTC, as all of them should be.
    return max(then.replace(tzinfo=then.tzinfo or UTC) - now, timedelta())
