"""Places from the rows of a table: checked, duplicates merged, everything wrong said in a sentence.

Pure: nothing is looked up or stored here. Columns are named by the city pack (``places.toml``).
"""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from backend.forms.text import line
from backend.kernel.city import City, Known, PlaceKind
from backend.kernel.geo import point_from
from backend.places import hours
from backend.places.areas import Areas, load_areas
from backend.places.entry import Centre, Entry, Refused, WrongRows
from backend.places.names import calm, fold
from backend.places.read import Table, read
from backend.places.rows import Boroughs, Reading, Wrong, columns_of, point_in

LONGEST = {"code": 64, "name": 120, "area": 80, "address": 200, "station": 80, "hours": 120}
_PHONE = re.compile(r"(?=.{2,30}$)[0-9+(][0-9 ()*#+.-]+(?: ext\.? ?[0-9]+)?", re.IGNORECASE)


def load_file(
    path: Path, kind: str, city: City, centres: list[Centre], *, leave_out: int = 0
) -> Reading[Entry] | Reading[Centre]:
    """What the file at ``path`` says of ``kind``: a kind of the city pack or, for any other name,
    the neighbourhoods. Takes seconds; nothing of the database is held meanwhile.

    Up to ``leave_out`` rows may be wrong, and are left out. Raises WrongRows for more, Refused for
    a file that cannot be read.
    """
    declared = city.places.kind(kind)
    reading: Reading[Entry] | Reading[Centre]
    if declared:
        reading = load(read(path), declared, city, centres)
    else:
        reading = load_areas(read(path), city)
    if len(reading.faults) > leave_out:
        raise WrongRows(*reading.faults)
    return reading


def load(table: Table, kind: PlaceKind, city: City, centres: list[Centre]) -> Reading[Entry]:
    """The places of ``table``; ``centres`` name the neighbourhood where the file does not.

    Raises Refused where the table as a whole cannot be read.
    """
    columns = columns_of(table, kind.columns, needed=needed_of(kind))
    loader = _Loader(kind, city, Areas(centres), table.file)
    for number, cells in table.rows:
        loader.take(number, {ours: line(cells[place]) for ours, place in columns.items()})
    return loader.finish()


def needed_of(kind: PlaceKind) -> tuple[str, ...]:
    """The columns that a file of this kind must have."""
    return ("lat", "lon") if kind.unnamed else ("lat", "lon", "name")


class _Loader:
    def __init__(self, kind: PlaceKind, city: City, areas: Areas, file: str) -> None:
        self.reading = Reading[Entry]()
        self._kind = kind
        self._city = city
        self._file = file
        self._areas = areas
        self._boroughs = Boroughs(city)
        self._sorts = _by_spelling(kind.sorts)
        self._services = _by_spelling(city.places.services)
        self._found: dict[tuple[float, float, str], tuple[int, Entry]] = {}
        self._codes: dict[str, tuple[int, tuple[float, float, str]]] = {}
        self._unknown: Counter[str] = Counter()

    def take(self, number: int, told: dict[str, str]) -> None:
        self.reading.rows += 1
        try:
            self._merge(number, self._place(number, told))
        except Wrong as wrong:
            self.reading.faults.append(f"{self._file}, row {number}: {wrong}")

    def finish(self) -> Reading[Entry]:
        reading = self.reading
        if not self._found and not reading.faults:
            raise Refused(f"{self._file}: has no rows; there has to be one place at least.")
        for words, count in sorted(self._unknown.items()):
            reading.notes.append(
                f"{self._file}: {words} is not in places.toml and is left unsaid, in {count} "
                f"row{'s' * (count > 1)}."
            )
        reading.found = sorted(
            (place for _, place in self._found.values()),
            key=lambda place: (place.borough, fold(place.area), place.name, place.lat, place.lon),
        )
        return reading

    def _place(self, number: int, told: dict[str, str]) -> Entry:
        for name, most in LONGEST.items():
            if len(told.get(name, "")) > most:
                raise Wrong(f"{name} has {len(told[name])} letters; at most {most} fit.")
        point = point_in(
            self._mend(number, "lat", told), self._mend(number, "lon", told), self._city
        )
        borough = self._boroughs.at(told.get("borough", ""), point)
        area = calm(told.get("area", ""))
        near = "" if area else self._areas.nearest(borough, point)
        name = calm(told.get("name", ""))
        if not name and not self._kind.unnamed:
            raise Wrong("has no name; give it one.")
        return Entry(
            lat=point.lat,
            lon=point.lon,
            borough=borough,
            code=told.get("code", ""),
            name=name,
            area=area or near,
            is_near_area=bool(near),
            sort=self._known("sort", told.get("sort", ""), self._sorts),
            address=told.get("address", ""),
            hours=_hours(told.get("hours", "")),
            services=tuple(
                sorted(
                    found
                    for each in told.get("services", "").split(";")
                    if (found := self._known("service", each.strip(), self._services))
                )
            ),
            step_free=self._yes(told.get("step_free", "")),
            phone=_phone(told.get("phone", "")),
            station=told.get("station", ""),
        )

    def _mend(self, number: int, name: str, told: dict[str, str]) -> str:
        """A number with a comma left behind it is that number; it is said that it was there."""
        text = told[name]
        if text.endswith(",") and point_from(text[:-1], "0") is not None:
            self.reading.notes.append(
                f'{self._file}, row {number}: {name} is "{text}"; read without the comma.'
            )
            return text[:-1]
        return text

    def _known(self, column: str, text: str, spellings: dict[str, str]) -> str:
        if text and fold(text) not in spellings:
            self._unknown[f'{column} "{text}"'] += 1
        return spellings.get(fold(text), "")

    def _yes(self, text: str) -> bool | None:
        words = self._city.places
        if not text:
            return None
        for answer, spellings in ((True, words.yes), (False, words.no)):
            if fold(text) in map(fold, spellings):
                return answer
        raise Wrong(
            f'step_free is "{text}"; write one of {", ".join((*words.yes, *words.no))}, or nothing.'
        )

    def _merge(self, number: int, place: Entry) -> None:
        """The same place again adds a point; another place with the same code is a mistake."""
        spot = (place.lat, place.lon, fold(place.name))
        if place.code:
            row, known = self._codes.setdefault(place.code, (number, spot))
            if known != spot:
                raise Wrong(f'has the code "{place.code}" of row {row}, which is another place.')
        row, first = self._found.get(spot, (number, place))
        if row != number:
            self.reading.merged += 1
            if not self._kind.unnamed and replace(place, points=first.points, code="") != replace(
                first, code=""
            ):
                raise Wrong(f"is the place of row {row}, but says something else; keep one.")
            first = replace(first, points=first.points + 1)
        self._found[spot] = (row, first)


def _by_spelling(known: tuple[Known, ...]) -> dict[str, str]:
    return {
        fold(spelling): each.id
        for each in known
        for spelling in (each.name.source, *each.spellings)
    }


def _hours(text: str) -> str:
    try:
        if text:
            hours.read(text)
    except hours.Unclear as unclear:
        raise Wrong(
            f'hours "{unclear}" are not clear; write such as "Mo-Fr 09:00-18:00; Sa 09:00-14:00".'
        ) from unclear
    return text


def _phone(text: str) -> str:
    if text and not _PHONE.fullmatch(text):
        raise Wrong(f'phone is "{text}"; write digits, such as 55 1234 5678.')
    return text
