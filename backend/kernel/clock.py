"""What time it is. The server's clock counts; a phone's never does."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC, aware."""
    return datetime.now(UTC)
