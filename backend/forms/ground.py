"""What an answer is judged by besides its question: the day, the city, who is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from backend.forms import phone
from backend.kernel.city.model import City
from backend.kernel.geo import Box

Value = str | list[Any] | dict[str, Any]
"""An answer as it is kept: JSON, and never null."""


@dataclass(frozen=True)
class Ground:
    """``region`` is the country whose phone numbers need no code. ``boroughs`` are names by id;
    where there are none any will do, as any place will without ``box``. ``holder`` is the name of
    who signs, "" if it is not known. ``known`` are the answers to the questions before, ``before``
    what was answered here the last time."""

    today: date
    region: str = ""
    boroughs: Mapping[str, str] = field(default_factory=dict)
    box: Box | None = None
    holder: str = ""
    known: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)


def ground_of(city: City, today: date, holder: str = "") -> Ground:
    """What answers are judged by in ``city``."""
    return Ground(
        today,
        region=phone.region_of(city.languages[0].locale),
        boroughs={borough.id: borough.name for borough in city.boroughs},
        box=city.bounds,
        holder=holder,
    )
