"""What changes places: a file taken in whole, or not at all."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, insert, or_, select, update

from backend.kernel.city import City
from backend.kernel.db import db
from backend.places import queries
from backend.places.areas import Areas
from backend.places.entry import Centre, Entry, Refused, digest_of
from backend.places.load import load_file
from backend.places.models import CENTRES, AreaCentre, Place, PlaceSet
from backend.places.names import slug
from backend.places.rows import Reading

SHRINKS = 2
"""A file with less than this part of what there was is likely to be cut."""


def take(
    *,
    kind: str,
    reading: Reading[Entry] | Reading[Centre],
    source: str,
    now: datetime,
    is_sample: bool = False,
    may_shrink: bool = False,
) -> bool:
    """Put what was read from the file called ``source`` in the place of all there was of ``kind``;
    False if that is what there was.

    Raises Refused, and all stays as it was, for less than half of what there was, unless it
    ``may_shrink``.
    """
    before = queries.set_of(kind)
    if before and not may_shrink and len(reading.found) * SHRINKS < before.count:
        raise Refused(
            f"{source}: has {len(reading.found):,} where there are {before.count:,} now; if that "
            "is right, say --may-shrink."
        )
    digest = digest_of(reading.found)
    if before and (before.digest, before.is_sample) == (digest, is_sample):
        return False
    if kind == CENTRES:
        _replace_centres(reading.found)  # type: ignore[arg-type]
    else:
        _replace_places(kind, reading.found)  # type: ignore[arg-type]
    db.session.execute(delete(PlaceSet).where(PlaceSet.kind == kind))
    db.session.add(
        PlaceSet(
            kind=kind,
            digest=digest,
            source=source[:200],
            loaded=now,
            is_sample=is_sample,
            counts=dict(sorted(Counter(each.borough for each in reading.found).items())),
        )
    )
    db.session.flush()
    return True


def take_samples(*, folder: Path, city: City, now: datetime) -> dict[str, int]:
    """The invented places of a pack (``<kind>.csv`` in ``folder``), for each kind of which there is
    nothing; how many, by kind."""
    taken = {}
    for kind in city.places.kinds:
        file = folder / f"{kind.id}.csv"
        if queries.set_of(kind.id) is None and file.exists():
            reading = load_file(file, kind.id, city, queries.centres())
            take(kind=kind.id, reading=reading, source=file.name, now=now, is_sample=True)
            taken[kind.id] = len(reading.found)
    return taken


def forget(*, kind: str) -> None:
    """Have no places of ``kind`` any longer, or no neighbourhoods."""
    db.session.execute(delete(PlaceSet).where(PlaceSet.kind == kind))
    if kind == CENTRES:
        _replace_centres([])
    else:
        db.session.execute(delete(Place).where(Place.kind == kind))


def _replace_places(kind: str, entries: list[Entry]) -> None:
    db.session.execute(delete(Place).where(Place.kind == kind))
    db.session.execute(
        insert(Place),
        [
            asdict(entry)
            | {
                "kind": kind,
                "key": entry.key,
                "area_slug": slug(entry.area) if entry.area else "",
                "services": list(entry.services),
            }
            for entry in entries
        ],
    )


def _replace_centres(centres: list[Centre]) -> None:
    """The neighbourhoods; and each place that has been told none is given the nearest."""
    db.session.execute(delete(AreaCentre))
    if centres:
        db.session.execute(insert(AreaCentre), [asdict(centre) for centre in centres])
    areas = Areas(centres)
    untold = db.session.scalars(
        select(Place).where(or_(Place.is_near_area, Place.area == "")).order_by(Place.id)
    )
    changes = []
    for place in untold:
        area = areas.nearest(place.borough, place.point)
        if area != place.area:
            own = slug(area) if area else ""
            changes.append(
                {"id": place.id, "area": area, "area_slug": own, "is_near_area": bool(area)}
            )
    if changes:
        db.session.execute(update(Place), changes)
