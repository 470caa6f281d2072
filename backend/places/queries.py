"""Reads of places: they change nothing and are always ordered."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, and_, func, select

from backend.kernel.db import db
from backend.kernel.geo import Box, Point, box_around, distance_m
from backend.places.entry import Centre
from backend.places.models import CENTRES, AreaCentre, Place, PlaceSet

SIZE = 30
NEAR_SIZE = 10
MOST_NEAR = 100
"""Who wants more than a hundred near ones wants a list by borough."""
REACHES_M = (400, 1_000, 2_500, 6_000, 20_000, 100_000)
"""How far to look: the first that has enough, so that a crowded corner reads few rows."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some of a list, and whether more follows."""

    items: list[Item]
    number: int
    has_more: bool


@dataclass(frozen=True)
class AreaCount:
    """A neighbourhood, as it stands in an address too, and how many places are there."""

    name: str
    slug: str
    places: int


def loaded() -> dict[str, PlaceSet]:
    """What is loaded, by kind; without the neighbourhoods."""
    sets = db.session.scalars(select(PlaceSet).order_by(PlaceSet.kind))
    return {each.kind: each for each in sets if each.kind != CENTRES}


def set_of(kind: str) -> PlaceSet | None:
    """What is loaded of ``kind``."""
    return db.session.get(PlaceSet, kind)


def stamp() -> str:
    """A text that is another whenever any place may be another."""
    digests = db.session.execute(
        select(PlaceSet.kind, PlaceSet.digest, PlaceSet.loaded).order_by(PlaceSet.kind)
    )
    return " ".join(f"{kind}:{digest}:{at.isoformat()}" for kind, digest, at in digests)


def by_key(kind: str, key: str) -> Place | None:
    """The place with this key."""
    return db.session.scalar(select(Place).where(Place.kind == kind, Place.key == key))


def areas(kind: str, borough: str, *, page: int = 1, size: int = SIZE) -> Page[AreaCount]:
    """The neighbourhoods of a borough that have places, by name."""
    query = (
        select(func.min(Place.area), Place.area_slug, func.count())
        .where(Place.kind == kind, Place.borough == borough, Place.area != "")
        .group_by(Place.area_slug)
        .order_by(Place.area_slug)
    )
    rows = db.session.execute(query.offset((page - 1) * size).limit(size + 1))
    return _page([AreaCount(name, slug, places) for name, slug, places in rows], page, size)


def in_borough(
    kind: str, borough: str, *, area: str | None = None, page: int = 1, size: int = SIZE
) -> Page[Place]:
    """The places of a borough, or of one of its neighbourhoods, by name and then by position."""
    query = select(Place).where(Place.kind == kind, Place.borough == borough)
    if area is not None:
        query = query.where(Place.area_slug == area)
    query = query.order_by(Place.name, Place.lat.desc(), Place.lon, Place.id)
    rows = db.session.scalars(query.offset((page - 1) * size).limit(size + 1))
    return _page(list(rows), page, size)


def middle(kind: str, borough: str, area: str) -> tuple[str, Point] | None:
    """The name of a neighbourhood and the middle of its places; None if it has none."""
    name, lat, lon = db.session.execute(
        select(func.min(Place.area), func.avg(Place.lat), func.avg(Place.lon)).where(
            Place.kind == kind, Place.borough == borough, Place.area_slug == area
        )
    ).one()
    return None if name is None else (name, Point(lat, lon))


def nearest(
    kind: str, point: Point, *, page: int = 1, size: int = NEAR_SIZE
) -> Page[tuple[Place, float]]:
    """Places around ``point``, the nearest first, with metres."""
    wanted = min(page * size, MOST_NEAR)
    found: list[tuple[float, int]] = []
    for reach in REACHES_M:
        rows = db.session.execute(
            select(Place.lat, Place.lon, Place.id)
            .where(Place.kind == kind, _inside(box_around(point, reach)))
            .order_by(Place.lat, Place.lon, Place.id)
        )
        measured = [(distance_m(point, Point(lat, lon)), id) for lat, lon, id in rows]
        found = sorted(pair for pair in measured if pair[0] <= reach)
        if len(found) > wanted:
            break
    metres = {id: away for away, id in found[(page - 1) * size : wanted]}
    places = db.session.scalars(select(Place).where(Place.id.in_(metres)).order_by(Place.id))
    items = sorted(((place, metres[place.id]) for place in places), key=lambda pair: pair[1])
    return Page(items, page, has_more=len(found) > wanted and wanted < MOST_NEAR)


def everything(kind: str) -> list[Place]:
    """All places of a kind that has names, in the order of these."""
    query = select(Place).where(Place.kind == kind)
    return list(db.session.scalars(query.order_by(Place.name, Place.lat, Place.lon)))


def points(kind: str, borough: str) -> list[tuple[str, str, Point]]:
    """Neighbourhood, sort and position of every place of a borough: there may be thousands."""
    rows = db.session.execute(
        select(Place.area, Place.sort, Place.lat, Place.lon)
        .where(Place.kind == kind, Place.borough == borough)
        .order_by(Place.area, Place.lat, Place.lon, Place.sort)
    )
    return [(area, sort, Point(lat, lon)) for area, sort, lat, lon in rows]


def centres() -> list[Centre]:
    """The neighbourhoods and where they are."""
    rows = db.session.scalars(select(AreaCentre).order_by(AreaCentre.id))
    return [Centre(row.borough, row.name, row.lat, row.lon) for row in rows]


def _page(rows: list[Item], page: int, size: int) -> Page[Item]:
    return Page(rows[:size], page, len(rows) > size)


def _inside(box: Box) -> ColumnElement[bool]:
    return and_(Place.lat.between(box.south, box.north), Place.lon.between(box.west, box.east))
