"""What a phone may keep of places: the points of a borough, or all places of a kind with names.

This is a shelf of ``backend.offline.packs``. A pack holds no words of ours; the page that reads it
has them. Its points are whole numbers, each the difference to the one before, in an order in which
neighbours follow each other, so that most are short and a borough fits its 12 KB.
"""

import json
from itertools import groupby, pairwise
from typing import Any

from flask import current_app, url_for

from backend.kernel.city import City, PlaceKind
from backend.kernel.compression import pack as compressed
from backend.kernel.geo import Box, Point
from backend.kernel.i18n import current
from backend.places import queries
from backend.places.models import Place

MOST_BYTES = 12 * 1024 - 512
"""12 KB on the wire, with the headers of the answer."""
STEPS = (1, 2, 4, 8, 16)
"""How coarse points may be, in hundred-thousandths of a degree: about a metre each."""
WHOLE = "all"
CELLS = 1 << 16

Found = tuple[str, str, Point]
"""Neighbourhood, sort and position of a place."""


def stamp() -> str:
    """A text that changes whenever a pack may have changed."""
    return queries.stamp()


def titles() -> list[tuple[str, str, str, str]]:
    """Group, name, title and page of each pack there is, in the language of whoever asks."""
    found = []
    sets = queries.loaded()
    for kind in [kind for kind in _city().places.kinds if kind.id in sets]:
        group, page = kind.name.in_(current()), url_for("places.kind", kind=kind.id)
        if kind.unnamed:
            boroughs = [each for each in _city().boroughs if each.id in sets[kind.id].counts]
            found += [(group, f"{kind.id}-{each.id}", each.name, page) for each in boroughs]
        else:
            found.append((group, f"{kind.id}-{WHOLE}", _city().name.in_(current()), page))
    return found


def title(name: str) -> tuple[str, str, str, str]:
    """Group, name, title and page of the pack called ``name``; KeyError if there is none."""
    return {told[1]: told for told in titles()}[name]


def content(name: str) -> dict[str, Any]:
    """What the pack called ``name`` holds; KeyError if there is none."""
    id, _, part = name.partition("-")
    kind = _city().places.kind(id)
    loaded = queries.set_of(id) if kind else None
    if kind is None or loaded is None:
        raise KeyError(name)
    told = {"day": f"{loaded.loaded:%Y-%m-%d}"}
    if kind.unnamed and part in loaded.counts:
        return told | _points(queries.points(id, part), kind)
    if not kind.unnamed and part == WHOLE:
        return told | _named(queries.everything(id))
    raise KeyError(name)


def _named(places: list[Place]) -> dict[str, Any]:
    return {
        "places": [
            [place.name, place.address or place.area, place.hours, place.lat, place.lon]
            for place in places
        ]
    }


def _points(places: list[Found], kind: PlaceKind) -> dict[str, Any]:
    """The points, as exact as they can be within the weight of a pack."""
    in_order = _by_neighbours(places)
    packs = (_coded(in_order, kind, step) for step in STEPS)
    return next(filter(_fits, packs), None) or _coded(in_order, kind, STEPS[-1])


def _by_neighbours(places: list[Found]) -> list[tuple[str, list[Found]]]:
    """Neighbourhood by neighbourhood, along a curve that keeps together what is near."""
    bounds = _city().bounds
    areas = []
    for area, of_area in groupby(places, key=lambda place: place[0]):
        along = sorted((curve(place[2], bounds), place) for place in of_area)
        areas.append((along[len(along) // 2][0], area, [place for _, place in along]))
    return [(area, of_area) for _, area, of_area in sorted(areas)]


def _fits(pack: dict[str, Any]) -> bool:
    written = json.dumps(pack, ensure_ascii=False, separators=(",", ":")).encode()
    # Gzip is quick and never the lighter of the two; Brotli at its best is asked where it matters.
    return any(
        len(compressed(written, encoding, best=True)) <= MOST_BYTES for encoding in ("gzip", "br")
    )


def _coded(areas: list[tuple[str, list[Found]]], kind: PlaceKind, step: int) -> dict[str, Any]:
    sorts = [sort.id for sort in kind.sorts]
    ordered = [place for _, of_area in areas for place in of_area]
    return {
        "step": step,
        "areas": [area for area, _ in areas],
        "counts": [len(of_area) for _, of_area in areas],
        "sorts": sorts,
        "of": [sorts.index(sort) if sort in sorts else -1 for _, sort, _ in ordered],
        "lat": _steps([point.lat for _, _, point in ordered], step),
        "lon": _steps([point.lon for _, _, point in ordered], step),
    }


def _steps(degrees: list[float], step: int) -> list[int]:
    """Each as the difference to the one before, the first to zero."""
    whole = [round(each * 1e5 / step) for each in degrees]
    return [after - before for before, after in pairwise([0, *whole])]


def curve(point: Point, bounds: Box) -> int:
    """Where on Hilbert's curve over ``bounds`` a point is: near there means near on the ground."""
    x = int((point.lon - bounds.west) / (bounds.east - bounds.west) * (CELLS - 1))
    y = int((point.lat - bounds.south) / (bounds.north - bounds.south) * (CELLS - 1))
    along, side = 0, CELLS // 2
    while side:
        right, up = int(x & side > 0), int(y & side > 0)
        along += side * side * ((3 * right) ^ up)
        if not up:
            if right:
                x, y = CELLS - 1 - x, CELLS - 1 - y
            x, y = y, x
        side //= 2
    return along


def _city() -> City:
    city: City = current_app.extensions["city"]
    return city
