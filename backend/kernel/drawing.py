"""What a page that is being drawn has looked at, so that nobody keeps it for longer or for others.

A page that is kept ready (see ``ready``) is the same for everybody, for as long as what it shows
is. Whoever reads the clock, or the keys that a phone holds, notes it here; who knows until when the
answer holds says so. A page that looked at the clock and knows no end is not kept at all.
"""

from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

FOR_EVER = datetime.max.replace(tzinfo=UTC)


class Drawing:
    """One page on its way, for everybody or for one person: what it looked at, and until when it
    holds (None: as long as what it shows).

    ``body`` is the page whole, as soon as there is one to keep; ``hole`` stands in it where each
    copy says something else, "" where none does; ``copy`` is the tag of all but that.
    """

    def __init__(self, *, for_all: bool = True) -> None:
        self.for_all = for_all
        self.view = ""
        self.numbers: dict[str, int | None] | None = None
        self.is_one_of_few = False
        self.body: bytes | None = None
        self.hole = self.copy = ""
        self._look_away()

    def begin(self, view: str, numbers: dict[str, int | None], *, few: bool) -> None:
        """The page of ``view`` is drawn now, of subjects in the state of ``numbers``."""
        self.view, self.numbers, self.is_one_of_few = view, numbers, few
        self._look_away()

    @property
    def is_lasting(self) -> bool:
        """May the page be kept?"""
        is_timeless = self.until is not None or not self.has_read_clock
        return self.numbers is not None and is_timeless and not self.is_partial

    def _look_away(self) -> None:
        self.has_read_clock = self.has_read_keys = self.is_partial = False
        self.until: datetime | None = None


current: ContextVar[Drawing | None] = ContextVar("drawing", default=None)


def note_clock() -> None:
    """Somebody looked at the clock."""
    if drawing := current.get():
        drawing.has_read_clock = True


def note_keys() -> None:
    """Somebody looked at what this phone holds."""
    if drawing := current.get():
        drawing.has_read_keys = True


def holds_until(end: datetime) -> None:
    """What is shown is another from ``end`` on; the earliest that is said counts."""
    if drawing := current.get():
        drawing.until = min(drawing.until or end, end)


def fresh() -> str:
    """A random UUID for the page that is drawn: another on each copy of it, also of one that is
    kept. Let the next two letters of the page be always the same."""
    page = current.get()
    if page is None:
        return str(uuid4())
    page.hole = page.hole or str(uuid4())
    return page.hole


def is_partial() -> None:
    """Something is missing in what is shown that will be there another time."""
    if drawing := current.get():
        drawing.is_partial = True
