"""What comes back when something is asked for."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property

from backend.budgets.letters import decoded
from backend.budgets.packing import CannotUnpack, unpack
from backend.budgets.wire import Headers

MOST_DIGITS = 12


class CannotTell(Exception):
    """Something has no weight that can be known here; the message says what and why."""


class LeadsAway(CannotTell):
    """It is another site's."""


@dataclass(frozen=True)
class Answer:
    """The last answer to a request.

    ``size`` and ``requests`` count the redirects before it, whose addresses are ``hops`` and whose
    bytes are ``before``; all are 0 where the phone had it still. ``head`` are the bytes of its own
    headers.
    """

    url: str
    status: int
    size: int
    requests: int
    headers: Headers
    head: int
    body: bytes
    hops: tuple[str, ...] = ()
    before: int = 0
    dictionary: bytes | None = None

    def header(self, name: str) -> str:
        """All values of the header, joined by commas."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def mimetype(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def encoding(self) -> str:
        return self.header("content-encoding")

    @cached_property
    def unpacked(self) -> bytes:
        """The body as it was before it was packed. CannotTell where it cannot be read."""
        try:
            return unpack(self.body, self.encoding, self.dictionary)
        except CannotUnpack as error:
            raise CannotTell(f"{self.url} {error}") from error

    def text(self) -> str:
        """The body as text. CannotTell if it is packed in a way that cannot be read."""
        return decoded(self.unpacked, self.header("content-type"))

    @cached_property
    def directives(self) -> dict[str, str]:
        """Those of ``Cache-Control``, in small letters."""
        parts = (part.strip().partition("=") for part in self.header("cache-control").split(","))
        return {name.lower(): value.strip('"') for name, _, value in parts if name}

    @property
    def is_immutable(self) -> bool:
        return "immutable" in self.directives

    @property
    def fresh_for(self) -> int:
        """Seconds for which the phone need not ask again (RFC 9111); 0 where it has to, and
        where nothing is said: a guess of the browser's own is not counted on."""
        if {"no-store", "no-cache"} & self.directives.keys():
            return 0
        if "max-age" in self.directives:
            return seconds(self.directives["max-age"])
        try:
            until = parsedate_to_datetime(self.header("expires"))
            return max(0, int((until - parsedate_to_datetime(self.header("date"))).total_seconds()))
        except (ValueError, TypeError, OverflowError):
            return 0


def seconds(written: str) -> int:
    """Of a directive; 0 where it is no number."""
    digits = written.isascii() and written.isdecimal()
    return int(written[:MOST_DIGITS]) if digits else 0
