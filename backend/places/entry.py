"""What a file says of places. Values only; where they come from and go to is not known here."""

from dataclasses import astuple, dataclass
from hashlib import sha256


class Refused(Exception):
    """A file cannot be taken. ``sentences`` say why, each with the file and, where there is one,
    the row."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


class WrongRows(Refused):
    """Some rows are wrong; the others could be taken."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is said of one place. ``lat`` and ``lon`` are degrees (WGS 84) to five decimals,
    ``borough``, ``sort`` and ``services`` ids of the city pack, ``hours`` is written as
    ``backend.places.hours`` reads it, ``station`` is the nearest station in the words of whoever
    published the file.

    ``is_near_area`` says that the neighbourhood was not told: it is the one whose centre is
    nearest. ``points`` is how many rows of the file stood for this one place.
    """

    lat: float
    lon: float
    borough: str
    code: str = ""
    name: str = ""
    area: str = ""
    is_near_area: bool = False
    sort: str = ""
    address: str = ""
    hours: str = ""
    services: tuple[str, ...] = ()
    step_free: bool | None = None
    phone: str = ""
    station: str = ""
    points: int = 1

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that stay the same from one load to the next, for addresses."""
        own = self.code or f"{self.name} {self.lat:.5f} {self.lon:.5f}"
        return sha256(own.encode()).hexdigest()[:12]


@dataclass(frozen=True, order=True)
class Centre:
    """A neighbourhood's name and where its centre is; it may have several."""

    borough: str
    name: str
    lat: float
    lon: float


def digest_of(rows: list[Entry] | list[Centre]) -> str:
    """A hash of all that ``rows`` say, in their order."""
    mix = sha256()
    for row in rows:
        mix.update(repr(astuple(row)).encode())
    return mix.hexdigest()[:16]
