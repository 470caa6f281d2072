"""What comes back when something is asked for."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property

from backend.budgets.packing import CannotUnpack, unpack
from backend.budgets.wire import Headers


class CannotTell(Exception):
    """Something has no weight that can be known here; the message says what and why."""


@dataclass(frozen=True)
class Answer:
    """The last answer to a request.

    ``size`` and ``requests`` count the redirects before it, whose addresses are ``hops``; both
    are 0 where the phone had it still. ``head`` are the bytes of its own headers.
    """

    url: str
    status: int
    size: int
    requests: int
    headers: Headers
    head: int
    body: bytes
    hops: tuple[str, ...] = ()
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
        return self.unpacked.decode("utf-8", "replace")

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
            age = self.directives["max-age"]
            return int(age) if age.isdecimal() else 0
        try:
            until = parsedate_to_datetime(self.header("expires"))
            return max(0, int((until - parsedate_to_datetime(self.header("date"))).total_seconds()))
        except (ValueError, TypeError):
            return 0
