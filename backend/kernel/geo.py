"""Places on the ground: where, how far, inside what. Degrees are WGS 84, lengths are metres."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple, TypeVar

EARTH_M = 6_371_008.8
"""Mean radius (IUGG)."""
DECIMALS = 5
"""About one metre: finer than any phone, coarse enough to be one value everywhere."""
FARTHEST_ACCURACY_M = 100_000

# What a browser's Number writes and nothing else: no inf, no exponent, no comma, ASCII digits.
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,20})?")

Named = TypeVar("Named")


class Point(NamedTuple):
    """A position; made by ``point_from`` when it comes from outside."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Box:
    """Everything between two parallels and two meridians, edges included."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, point: Point) -> bool:
        """Is ``point`` inside or on the edge?"""
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


def distance_m(a: Point, b: Point) -> float:
    """Metres over the ground from ``a`` to ``b`` (haversine on the mean sphere)."""
    half_lat = sin(radians(b.lat - a.lat) / 2)
    half_lon = sin(radians(b.lon - a.lon) / 2)
    chord = half_lat**2 + cos(radians(a.lat)) * cos(radians(b.lat)) * half_lon**2
    return 2 * EARTH_M * asin(min(1.0, sqrt(chord)))


def bearing(a: Point, b: Point) -> float:
    """Degrees from north, clockwise, in which ``b`` lies as seen from ``a``; at most below 360.
    Right to a degree within a city (the ground is taken as flat)."""
    north = b.lat - a.lat
    east = (b.lon - a.lon) * cos(radians((a.lat + b.lat) / 2))
    return degrees(atan2(east, north)) % 360


def box_around(point: Point, metres: float) -> Box:
    """A box that holds every point within ``metres`` of ``point``: for an index to look in first,
    with ``distance_m`` deciding after. Not for the poles or the 180th meridian."""
    lat = degrees(metres / EARTH_M) * 1.000001
    widest = min(89.0, abs(point.lat) + lat)
    lon = lat / cos(radians(widest))
    return Box(point.lat - lat, point.lon - lon, point.lat + lat, point.lon + lon)


def point_from(lat: str, lon: str) -> Point | None:
    """The point that two texts from outside name, to five decimals; None if they name none."""
    north, east = _number(lat), _number(lon)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return Point(north, east)


def pair_from(text: str) -> Point | None:
    """The point that a text such as ``19.43260,-99.13320`` names; None if it names none."""
    lat, _, lon = text.partition(",")
    return point_from(lat, lon)


def accuracy_from(text: str) -> int | None:
    """Whole metres of accuracy, as a phone tells them; None for what cannot be meant."""
    metres = _number(text)
    if metres is None or not 0 <= metres <= FARTHEST_ACCURACY_M:
        return None
    return round(metres)


def nearest(point: Point, places: Iterable[tuple[Named, Sequence[Point]]]) -> Named | None:
    """Whose anchor is nearest to ``point``; None if there are no anchors."""
    distances = (
        (distance_m(point, anchor), name) for name, anchors in places for anchor in anchors
    )
    return min(distances, key=lambda found: found[0], default=(0.0, None))[1]


def _number(text: str) -> float | None:
    text = text.strip(" \t\r\n")
    # Adding zero turns -0.0 into 0.0, so that a place has one spelling.
    return round(float(text), DECIMALS) + 0.0 if _NUMBER.fullmatch(text) else None
