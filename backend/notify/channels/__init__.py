"""How a message leaves the house. A channel sends one parcel and says what came of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from backend.notify.retry import Outcome

TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Parcel:
    """One message as a channel sends it. ``id`` is the same each time it is sent again, and
    ``is_repeat`` says that it may have arrived before."""

    id: str
    recipient: str
    subject: str
    body: str
    is_repeat: bool = False


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
