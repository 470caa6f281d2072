"""The outbox of a phone, in Python: what `pwa/static/js/14-send.js` does, by the same rules.

The text goes first and says how many photos follow; each photo goes on its own, under a receipt of
its own; what has arrived is not sent again. Silence and 5xx wait and are tried again, oldest first.
Nothing here knows what the server keeps.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from backend.reports import folio as folios
from tests.browser.city import City
from tests.people import a_fault, a_receipt
from tests.server.phone import Answer, get, post

TEXT_SECONDS = 10
PHOTO_SECONDS = 45
LONGEST_GAP = 3600
REPLAY_ADDRESS = "/reports/new"


@dataclass
class Photo:
    """One that waits to be sent, of one colour so that it can be told from all others."""

    receipt: str
    colour: tuple[int, int, int]
    content: bytes | None


@dataclass
class Entry:
    """A form that waits. ``state`` is waiting, done, needs or signin, as on the phone."""

    id: str
    fields: dict[str, str]
    photos: list[Photo]
    state: str = "waiting"
    location: str = ""
    status: int = 0
    tries: int = 0
    next: float = 0

    @property
    def folio(self) -> str:
        return folios.folio_of(self.id)

    @property
    def key(self) -> str:
        return folios.key_of(self.id)


def an_entry(dice: random.Random, words: str, photos: int) -> Entry:
    """Amina filled in the form without signal."""
    receipt = a_receipt()
    fields = a_fault(receipt=receipt, description=words)
    del fields["near"]
    return Entry(receipt, fields, [_a_photo(dice) for _ in range(photos)])


def _a_photo(dice: random.Random) -> Photo:
    colour = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
    kept = BytesIO()
    Image.new("RGB", (640, 480), colour).save(kept, "JPEG", quality=80)
    return Photo(a_receipt(), colour, kept.getvalue())


@dataclass
class Outbox:
    """What waits on one phone. Its clock runs ahead to the next try when there is nothing to do:
    hours may pass between two tries without anybody waiting for them."""

    city: City
    entries: list[Entry]
    sending: Callable[[], None] = lambda: None
    clock: float = 0
    seen: list[int] = field(default_factory=list)
    """The status of every answer, 0 for silence."""

    def drain(self) -> list[Entry]:
        """Oldest first; when one meets silence the others wait as well. Those that still wait."""
        for entry in self.entries:
            if self._is_due(entry):
                self._deliver(entry)
                if entry.state == "waiting":
                    break
        return [entry for entry in self.entries if entry.state == "waiting"]

    def let_time_pass(self) -> None:
        """Until the next entry is due."""
        waiting = [entry.next for entry in self.entries if entry.state == "waiting"]
        self.clock = max(self.clock, min(waiting, default=self.clock))

    def _is_due(self, entry: Entry) -> bool:
        ahead = entry.next - self.clock
        is_time = not entry.status or ahead <= 0 or ahead > LONGEST_GAP
        return entry.state == "waiting" and is_time

    def _deliver(self, entry: Entry) -> None:
        entry.tries += 1
        answer: Answer | None = None
        if not entry.location:
            follow = {"photos_follow": str(len(entry.photos))} if entry.photos else {}
            answer = self._ask(REPLAY_ADDRESS, {**entry.fields, **follow}, TEXT_SECONDS)
            if answer and answer.status == 201:
                entry.location = answer.location
        for photo in entry.photos if entry.location else []:
            if photo.content is None:
                continue
            form = {"receipt": photo.receipt, "key": entry.key, "photo": photo.content}
            answer = self._ask(f"{entry.location}/photos", form, PHOTO_SECONDS)
            if not answer or answer.status != 201:
                break
            photo.content = None
        entry.status = answer.status if answer else 0
        if entry.status == 201:
            entry.state = "done"
            self._open(f"/r/{entry.key}")
        elif 400 <= entry.status < 500 and entry.status != 429:
            entry.state = "signin" if entry.status == 401 else "needs"
        else:
            gap = min(15 * 2**entry.tries, LONGEST_GAP)
            asked = float(answer.headers.get("retry-after", 0)) if answer else 0
            entry.next = self.clock + max(gap, asked)

    def _ask(self, path: str, form: dict[str, str | bytes], patience: float) -> Answer | None:
        self.sending()
        try:
            answer = post(self.city, path, form, patience)
        except OSError:
            answer = None
        if answer and not answer.is_ours:
            answer = None
        self.seen.append(answer.status if answer else 0)
        return answer

    def _open(self, path: str) -> None:
        try:
            get(self.city, path)
        except OSError:
            return  # the phone will learn to open it another time
