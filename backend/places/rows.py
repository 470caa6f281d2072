"""What the readers of all tables share: columns, points, boroughs, and what they report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from backend.kernel.city import City
from backend.kernel.geo import Point, point_from
from backend.places.entry import Centre, Entry, Refused
from backend.places.names import fold
from backend.places.read import Table

Row = TypeVar("Row", Entry, Centre)

_COMMA = re.compile(r"-?[0-9]{1,3},[0-9]+")


@dataclass
class Reading(Generic[Row]):
    """What a file came to: what was ``found``, in an order of its own, a sentence for each row that
    is wrong (``faults``) or was put right (``notes``), and how many ``rows`` there were, of which
    ``merged`` said what was there already."""

    found: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    merged: int = 0


class Wrong(ValueError):
    """What is wrong with a row."""


def columns_of(
    table: Table, names: Mapping[str, tuple[str, ...]], needed: tuple[str, ...]
) -> dict[str, int]:
    """Where in ``table`` each of our columns stands. Raises Refused for one that is needed and not
    there, and for one that is there twice."""
    header = [fold(name) for name in table.header]
    found: dict[str, int] = {}
    faults = []
    for ours, theirs in names.items():
        there = [fold(name) for name in theirs if fold(name) in header]
        if there and header.count(there[0]) > 1:
            faults.append(f'{table.file}: has the column "{there[0]}" twice; keep one.')
        if there:
            found[ours] = header.index(there[0])
        elif ours in needed:
            faults.append(
                f"{table.file}: has no column for {ours}; places.toml calls it "
                f"{' or '.join(theirs)}, and the file has {', '.join(table.header)}."
            )
    if faults:
        raise Refused(*faults)
    return found


def degrees(text: str) -> str:
    """Degrees as a number is written; a decimal comma is one in every city that writes it."""
    return text.replace(",", ".") if _COMMA.fullmatch(text) else text


def point_in(lat: str, lon: str, city: City) -> Point:
    """The point that two texts name. Raises Wrong for none and for one outside the city."""
    north, east = degrees(lat), degrees(lon)
    point = point_from(north, east)
    if point and city.bounds.holds(point):
        return point
    turned = point_from(east, north)
    if turned and city.bounds.holds(turned):
        raise Wrong(f"{lat}, {lon} has latitude and longitude exchanged.")
    if point:
        raise Wrong(f"{point.lat}, {point.lon} is outside the city; correct it.")
    raise Wrong(
        f'"{lat}" and "{lon}" are no latitude and longitude; write degrees such as 19.43260.'
    )


class Boroughs:
    """The city's boroughs by the names that files give them."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._ids = {fold(borough.name): borough.id for borough in city.boroughs}
        for id, spellings in city.places.boroughs.items():
            self._ids |= {fold(spelling): id for spelling in spellings}

    def at(self, name: str, point: Point) -> str:
        """The id of the borough called ``name``, or of the likeliest one where no name is told.
        Raises Wrong for an unknown name."""
        if name:
            if fold(name) not in self._ids:
                raise Wrong(
                    f'"{name}" is no borough of the city; correct it, or add the spelling to '
                    "boroughs in places.toml."
                )
            return self._ids[fold(name)]
        guess = self.city.borough_at(point)
        if guess is None:
            raise Wrong("names no borough; name it.")
        return guess.id
