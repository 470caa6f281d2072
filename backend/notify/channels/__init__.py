"""How a message leaves the house. A channel sends one parcel and says what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from backend.notify.endpoint import Reached
from backend.notify.retry import Outcome

TIMEOUT_SECONDS = 10
PUSH = "push"


@dataclass(frozen=True)
class Parcel:
    """One message as a channel sends it. ``id`` is the same each time it is sent again, and
    ``is_repeat`` says that it may have arrived before.

    Of a push: ``reached`` is the browser it goes to, ``token`` names it there, ``address`` is the
    path of the page it speaks of, and after ``expires`` it is not to be shown."""

    id: str
    recipient: str
    subject: str
    body: str
    is_repeat: bool = False
    reached: Reached | None = None
    token: str = ""
    address: str = ""
    expires: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one try: in a word, in the other side's words, and how long it asks to wait."""

    outcome: Outcome
    said: str = ""
    wait: timedelta | None = None


class Channel(Protocol):
    """Sends one parcel within a few times TIMEOUT_SECONDS; raises nothing for what the other side
    does."""

    def send(self, parcel: Parcel) -> Answer: ...


@runtime_checkable
class Crowd(Protocol):
    """A channel that has many parcels on their way at a time: ``begin`` returns at once, and calls
    ``done`` from a thread of its own when there is an answer, within a few times TIMEOUT_SECONDS
    in any case."""

    def begin(self, parcel: Parcel, done: Callable[[Answer], None]) -> None: ...
