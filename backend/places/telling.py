"""What pages say of a place: a row of a list, its hours, what is done there."""

import json
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_number, get_locale, gettext, ngettext

from backend.kernel.city import City, PlaceKind
from backend.kernel.geo import Point
from backend.kernel.i18n import current
from backend.places import hours
from backend.places.models import Place
from backend.places.way import from_centre, way, words


@dataclass(frozen=True)
class Row:
    """A line of a list: where it leads, what it is, and what else to know before going."""

    address: str
    name: str
    more: str


def row(
    place: Place, kind: PlaceKind, *, here: Point | None = None, centre: Point | None = None
) -> Row:
    """A place in a list: with the way to it from where the reader is (``here``) or from the
    ``centre`` of its neighbourhood, and its neighbourhood or address."""
    going = way(here, place.point) if here else ""
    if centre:
        going = from_centre(centre, place.point)
    name = title(place, kind)
    if kind.unnamed:
        more = [going, "" if centre else place.area]
    else:
        more = [going, place.address or place.area, *hours_in_words(place.hours)]
    return Row(
        address=url_for("places.place", kind=kind.id, key=place.key),
        name=name,
        more=" · ".join(filter(None, more)),
    )


def title(place: Place, kind: PlaceKind) -> str:
    """What a place is called: by its name, or by what it stands on."""
    sort = kind.sort(place.sort)
    said = sort.name if sort else kind.name
    return place.name or said.in_(current())


def hours_in_words(text: str) -> list[str]:
    """A sentence for each rule: ``lunes a viernes, de 09:00 a 18:00``."""
    if text == hours.ALWAYS:
        return [gettext("Abierto las 24 horas, todos los días")]
    names = get_locale().days["stand-alone"]["wide"]
    told = []
    for rule in hours.read(text) if text else []:
        days = [
            names[first]
            if first == last
            else gettext("%(first)s a %(last)s", first=names[first], last=names[last])
            for first, last in rule.days
        ]
        times = [
            gettext("de %(opens)s a %(closes)s", opens=opens, closes=closes)
            for opens, closes in rule.times
        ]
        told.append(f"{', '.join(days)}, {_and(times)}")
    return told


def services_in_words(place: Place, city: City) -> list[str]:
    """What is done there, as far as the city pack has words for it."""
    known = [city.places.service(id) for id in place.services]
    return [service.name.in_(current()) for service in known if service]


def how_many(count: int, kind: PlaceKind) -> str:
    """``2,275 puntos``, or ``12 lugares`` where places have names."""
    number = format_number(count)
    if kind.unnamed:
        return str(ngettext("%(number)s punto", "%(number)s puntos", count, number=number))
    return str(ngettext("%(number)s lugar", "%(number)s lugares", count, number=number))


def script_words(kind: PlaceKind) -> dict[str, str]:
    """What the script says of saved places, by the names it knows it by. ``names`` is JSON: what
    places without a name are called by their sort, or the days of the week in hours."""
    days = get_locale().days["stand-alone"]["wide"]
    if kind.unnamed:
        names = {sort.id: sort.name.in_(current()) for sort in kind.sorts}
        names[""] = kind.name.in_(current())
    else:
        names = {day: days[number] for number, day in enumerate(hours.DAYS)}
    return words() | {"names": json.dumps(names, ensure_ascii=False)}


def _and(texts: list[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return str(gettext("%(first)s y %(last)s", first=", ".join(texts[:-1]), last=texts[-1]))
