"""What time it is. The server's clock counts; a phone's never does."""

from datetime import UTC, datetime

from backend.kernel.drawing import note_clock


def now() -> datetime:
    """This moment, in UTC, aware. A page that asks has to say until when it holds (``drawing``),
    or is drawn for each who comes."""
    note_clock()
    return datetime.now(UTC)
