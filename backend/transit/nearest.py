"""The station to get off at for a place that is not ours: a counter, a clinic, a WiFi point."""

from backend.kernel.geo import Point
from backend.transit.queries import current, lines, stations

WALK_M = 2000
"""Farther than this nobody calls near."""


def station_near(point: Point) -> tuple[str, Point] | None:
    """What the nearest station of the metro is called, and where it is; of other rails where there
    is no metro; None if none is near enough."""
    served = current()
    if served is None:
        return None
    rails = lines.on_rails(served)
    found = stations.nearest_of(served, point, rails, within_m=WALK_M)
    if found is None:
        return None
    return f"{rails[found.first_line]} {found.name}", Point(found.lat, found.lon)
