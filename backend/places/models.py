"""The tables of places. All of it is public, and replaced as a whole when a file is loaded."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.kernel import generations, keeping
from backend.kernel.db import Moment, db
from backend.kernel.geo import Point
from backend.places import kept

CENTRES = "area"
"""The name under which the neighbourhoods are a set among the others."""


class PlaceSet(db.Model):  # type: ignore[name-defined,misc]
    """What was loaded last of one kind. ``counts`` are places by borough."""

    __tablename__ = "places_sets"

    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    digest: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(200))
    loaded: Mapped[datetime] = mapped_column(Moment)
    is_sample: Mapped[bool]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)

    @property
    def count(self) -> int:
        return sum(self.counts.values())


class Place(db.Model):  # type: ignore[name-defined,misc]
    """One place; the fields are those of ``backend.places.entry.Entry``. ``area_slug`` is the
    neighbourhood as it stands in an address."""

    __tablename__ = "places_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120))
    lat: Mapped[float]
    lon: Mapped[float]
    borough: Mapped[str] = mapped_column(String(24))
    area: Mapped[str] = mapped_column(String(80))
    area_slug: Mapped[str] = mapped_column(String(60))
    is_near_area: Mapped[bool]
    sort: Mapped[str] = mapped_column(String(24))
    address: Mapped[str] = mapped_column(String(200))
    hours: Mapped[str] = mapped_column(String(120))
    services: Mapped[list[str]] = mapped_column(JSON)
    step_free: Mapped[bool | None]
    phone: Mapped[str] = mapped_column(String(30))
    station: Mapped[str] = mapped_column(String(80))
    points: Mapped[int]

    __table_args__ = (
        Index("uq_places_key", "kind", "key", unique=True),
        Index("ix_places_around", "kind", "lat", "lon"),
        Index("ix_places_area", "kind", "borough", "area_slug"),
    )

    @property
    def point(self) -> Point:
        return Point(self.lat, self.lon)


class AreaCentre(db.Model):  # type: ignore[name-defined,misc]
    """Where a neighbourhood's centre is."""

    __tablename__ = "places_centres"

    id: Mapped[int] = mapped_column(primary_key=True)
    borough: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    lat: Mapped[float]
    lon: Mapped[float]


keeping.classify(*kept.TABLES)
generations.shown("places", PlaceSet, Place, AreaCentre)
