"""Neighbourhoods: read from a table of their centres, and which of them a place is nearest to."""

from collections import defaultdict
from math import cos, radians

from backend.forms.text import line
from backend.kernel.city import City
from backend.kernel.geo import Point
from backend.places.entry import Centre, Refused
from backend.places.names import calm
from backend.places.read import Table
from backend.places.rows import Boroughs, Reading, Wrong, columns_of, point_in

LONGEST_NAME = 80


class Areas:
    """The centres of neighbourhoods, borough by borough."""

    def __init__(self, centres: list[Centre]) -> None:
        self._of: dict[str, list[Centre]] = defaultdict(list)
        for area in centres:
            self._of[area.borough].append(area)

    def nearest(self, borough: str, point: Point) -> str:
        """The neighbourhood of ``borough`` whose centre is nearest; nothing if none is known.

        Within a borough the earth is flat, and squares are compared: tens of thousands of places
        are assigned in a load.
        """
        lat, lon = point
        narrow = cos(radians(lat)) ** 2
        best, least = "", float("inf")
        for area in self._of.get(borough, ()):
            away = (area.lat - lat) ** 2 + narrow * (area.lon - lon) ** 2
            if away < least:
                best, least = area.name, away
        return best


def load_areas(table: Table, city: City) -> Reading[Centre]:
    """The neighbourhoods of ``table``. One may have several centres.

    Raises Refused where the table as a whole cannot be read.
    """
    names = city.places.areas
    columns = columns_of(table, names, needed=tuple(names))
    boroughs = Boroughs(city)
    reading = Reading[Centre]()
    found = set()
    for number, cells in table.rows:
        told = {ours: line(cells[place]) for ours, place in columns.items()}
        reading.rows += 1
        try:
            area = _area(told, city, boroughs)
        except Wrong as wrong:
            reading.faults.append(f"{table.file}, row {number}: {wrong}")
            continue
        reading.merged += area in found
        found.add(area)
    if not reading.rows:
        raise Refused(f"{table.file}: has no rows; there has to be one neighbourhood at least.")
    reading.found = sorted(found)
    return reading


def _area(told: dict[str, str], city: City, boroughs: Boroughs) -> Centre:
    point = point_in(told["lat"], told["lon"], city)
    name = calm(told["name"])
    if not 0 < len(name) <= LONGEST_NAME:
        raise Wrong(f"has a name of {len(name)} letters; write 1 to {LONGEST_NAME}.")
    return Centre(boroughs.at(told["borough"], point), name, point.lat, point.lon)
