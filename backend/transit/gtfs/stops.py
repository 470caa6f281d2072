"""stops.txt: stops, the stations they belong to, and their doors."""

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed, Stop
from backend.transit.gtfs.table import Row, Tables

STOP, STATION, BOARDING_AREA = 0, 1, 4
NAMES = ("a stop", "a station", "an entrance", "a node", "a boarding area")
KIND_OF_PARENT = {0: STATION, 2: STATION, 3: STATION, 4: STOP}


def read_stops(tables: Tables, feed: Feed) -> None:
    """Add the stops, each parent checked."""
    rows: dict[str, Row] = {}
    for row in tables.rows("stops.txt", "stop_id"):
        stop = _stop(row)
        if stop.id in feed.stops:
            row.fault(f"stop_id {stop.id!r} was there before; give each its own.")
        feed.stops[stop.id] = stop
        if stop.parent or stop.kind in {2, 3, BOARDING_AREA}:
            rows[stop.id] = row
    for id, row in rows.items():
        _check_parent(feed.stops[id], feed, row)


def _stop(row: Row) -> Stop:
    kind = row.one_of("location_type", "01234", "0")
    # Nodes and boarding areas may do without name and place.
    is_bare = kind >= 3
    name = row.text("stop_name") if is_bare else row.needed("stop_name")
    if is_bare and not row.raw("stop_lat"):
        lat, lon = 0.0, 0.0
    else:
        lat = row.read("stop_lat", values.latitude, 0.0)
        lon = row.read("stop_lon", values.longitude, 0.0)
        if row.raw("stop_lat") and row.raw("stop_lon") and abs(lat) < 0.01 and abs(lon) < 0.01:
            row.fault("stop_lat and stop_lon are 0, in the sea off Africa; write the place.")
    return Stop(
        id=row.id("stop_id"),
        name=name,
        lat=lat,
        lon=lon,
        kind=kind,
        parent=row.maybe_id("parent_station"),
        step_free=row.one_of("wheelchair_boarding", "012", "0"),
    )


def _check_parent(stop: Stop, feed: Feed, row: Row) -> None:
    if not stop.parent:
        row.fault(f"parent_station is empty; {NAMES[stop.kind]} needs one.")
    elif stop.kind == STATION:
        row.fault("parent_station is given, but a station has none; remove it.")
    elif stop.parent not in feed.stops:
        row.fault(f"parent_station {stop.parent!r} is not in stops.txt; add it.")
    elif feed.stops[stop.parent].kind != (needed := KIND_OF_PARENT[stop.kind]):
        row.fault(
            f"parent_station {stop.parent!r} is {NAMES[feed.stops[stop.parent].kind]}; "
            f"the parent of {NAMES[stop.kind]} is {NAMES[needed]}."
        )
