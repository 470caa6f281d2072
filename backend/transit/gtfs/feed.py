"""What a feed is once it was read: values that were checked, under the feed's own identifiers."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

FIELDS = 4
"""Of a call, in the array of a trip's calls."""


@dataclass(frozen=True)
class Agency:
    """Who runs lines."""

    id: str
    name: str
    url: str
    phone: str


@dataclass(frozen=True)
class Stop:
    """A place of stops.txt. ``kind`` is its location_type: 0 stop, 1 station, others lead there;
    ``step_free`` its wheelchair_boarding: 0 not known, 1 yes, 2 no."""

    id: str
    name: str
    lat: float
    lon: float
    kind: int
    parent: str
    step_free: int


@dataclass(frozen=True)
class Route:
    """A line. ``kind`` is its route_type; colours are six hexadecimal digits or empty."""

    id: str
    agency: str
    short: str
    long: str
    kind: int
    colour: str
    ink: str
    order: int | None


@dataclass(frozen=True)
class Trip:
    """One journey of a vehicle, or the model of many where it has headways."""

    id: str
    route: str
    service: str
    headsign: str
    direction: int


class Call(NamedTuple):
    """A trip at a stop; seconds of the service day."""

    stop: str
    arrive: int
    leave: int
    boards: bool
    alights: bool


@dataclass(frozen=True)
class Headway:
    """From ``start`` to before ``end`` a trip leaves every ``every`` seconds; on the minute if
    ``exact``."""

    start: int
    end: int
    every: int
    exact: bool


@dataclass
class Service:
    """On which days something runs. ``days`` has a bit for each weekday, Monday the lowest."""

    id: str
    days: int = 0
    first: date | None = None
    last: date | None = None
    added: set[date] = field(default_factory=set)
    removed: set[date] = field(default_factory=set)

    def runs_on(self, day: date) -> bool:
        """Does it run on the service day ``day``?"""
        if day in self.added:
            return True
        if day in self.removed or not self.first or not self.last:
            return False
        return self.first <= day <= self.last and bool(self.days >> day.weekday() & 1)

    def shifted(self, by: timedelta) -> "Service":
        """The same, so much later."""
        return Service(
            self.id,
            self.days,
            self.first and self.first + by,
            self.last and self.last + by,
            {day + by for day in self.added},
            {day + by for day in self.removed},
        )


@dataclass(frozen=True)
class Price:
    """What a ride costs."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Info:
    """What a feed says of itself."""

    publisher: str = ""
    url: str = ""
    version: str = ""
    first: date | None = None
    last: date | None = None


@dataclass
class Feed:
    """A whole feed, every reference in it resolved."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    stops: dict[str, Stop] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    trips: dict[str, Trip] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    headways: dict[str, list[Headway]] = field(default_factory=dict)
    prices: dict[str, list[Price]] = field(default_factory=dict)
    info: Info = field(default_factory=Info)
    zone: str = "UTC"
    first: date = date.min
    last: date = date.max
    """The days of which it speaks."""
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    digest: str = ""
    # A city has millions of calls: whole numbers in a row are a tenth of what objects weigh.
    calls: dict[str, "array[int]"] = field(default_factory=dict)
    stop_ids: list[str] = field(default_factory=list)

    def calls_of(self, trip: str) -> Iterator[Call]:
        """Where the trip calls, in order; nowhere if it has no times."""
        numbers = self.calls.get(trip, array("i"))
        for at in range(0, len(numbers), FIELDS):
            stop, arrive, leave, marks = numbers[at : at + FIELDS]
            yield Call(self.stop_ids[stop], arrive, leave, not marks & 1, not marks & 2)
