"""What a phone may keep: each agency, each line; see ``backend.transit.pack``."""

from dataclasses import dataclass
from typing import Any

from backend.transit.badge import mark_of
from backend.transit.models import AgencyRow, LineRow
from backend.transit.pack import PackedPattern, PackedStation, pack_of
from backend.transit.queries import feeds, lines, stations

AGENCY, LINE = "agency", "line"


@dataclass(frozen=True)
class Offer:
    """A pack that can be had, by its ``id``."""

    id: str
    name: str


def offers() -> list[Offer]:
    """The packs of agencies that can be had. Every line has one as well: ``line.<key>``."""
    served = feeds.current()
    if served is None:
        return []
    found = lines.agencies(served)
    return [Offer(f"{AGENCY}.{agency.key}", agency.name) for agency, _ in found]


def offer(id: str) -> Offer | None:
    """The pack ``id``, of an agency or a line; None if there is none of this name."""
    found = _found(id)
    return Offer(id, found[1]) if found else None


def pack(id: str) -> dict[str, Any] | None:
    """The pack ``id``, ready for JSON; None if there is none of this name."""
    found = _found(id)
    if found is None:
        return None
    served, name, whose = found
    own = [whose] if isinstance(whose, LineRow) else lines.lines_of(served, whose)
    return _pack(served, id, name, own)


def _found(id: str) -> tuple[feeds.Served, str, AgencyRow | LineRow] | None:
    """The feed, and what of it ``id`` names with how it is called."""
    served = feeds.current()
    what, _, key = id.partition(".")
    if served is None:
        return None
    if what == AGENCY:
        agency = lines.agency(served, key)
        return (served, agency.name, agency) if agency else None
    line = lines.line(served, key) if what == LINE else None
    if line is None:
        return None
    brand = lines.brands(served)[line.agency_id]
    return served, f"{brand} {line.short or line.long}", line


def _pack(served: feeds.Served, id: str, name: str, own: list[LineRow]) -> dict[str, Any]:
    brands = lines.brands(served)
    about = [(_about(line, brands[line.agency_id]), _patterns(served, line)) for line in own]
    numbers = {
        station for _, patterns in about for pattern in patterns for station in pattern.stations
    }
    found = stations.stations_by_number(served, numbers)
    return pack_of(
        id=id,
        name=name,
        feed={
            "publisher": served.row.publisher,
            "zone": served.row.zone,
            "first": served.row.first.isoformat(),
            "last": served.row.last.isoformat(),
            "shifted": served.row.shifted_days,
            "sample": served.row.is_sample,
        },
        services=served.row.services,
        stations={
            number: PackedStation(
                each.key, each.name, each.lat, each.lon, [(other, m) for other, m in each.near]
            )
            for number, each in found.items()
        },
        lines=about,
    )


def _about(line: LineRow, brand: str) -> dict[str, Any]:
    return {
        "brand": brand,
        "mark": mark_of(line),
        "key": line.key,
        "short": line.short,
        "long": line.long,
        "kind": line.kind,
        "colour": line.colour,
        "ink": line.ink,
        "prices": line.prices,
    }


def _patterns(served: feeds.Served, line: LineRow) -> list[PackedPattern]:
    return [
        PackedPattern(
            each.headsign,
            each.stations,
            lines.timings_of(each),
            each.no_boarding,
            each.no_alighting,
        )
        for each in lines.patterns_of(served, line)
    ]
