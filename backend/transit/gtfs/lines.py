"""routes.txt and trips.txt: the lines and their trips."""

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed, Route, Trip
from backend.transit.gtfs.table import Row, Tables

BASIC = {0, 1, 2, 3, 4, 5, 6, 7, 11, 12}
EXTENDED = range(100, 1703)
"""Extended route types; their hundreds are taken for the basic type they refine."""
REFINES = {1: 2, 2: 3, 4: 1, 5: 1, 6: 1, 7: 3, 8: 11, 9: 0, 10: 4, 12: 4, 13: 6, 14: 7, 15: 3}


def route_type(text: str) -> int:
    """A basic route_type; an extended one as the basic type it refines."""
    kind = values.whole(text)
    if kind in BASIC:
        return kind
    if kind in EXTENDED and kind // 100 in REFINES:
        return 12 if kind == 405 else REFINES[kind // 100]
    raise ValueError("write a type such as 1 for a metro or 3 for a bus.")


def read_routes(tables: Tables, feed: Feed) -> None:
    """Add the lines."""
    for row in tables.rows("routes.txt", "route_id", "route_type"):
        id = row.id("route_id")
        if id in feed.routes:
            row.fault(f"route_id {id!r} was there before; give each its own.")
        short, long = row.text("route_short_name"), row.text("route_long_name")
        if not short and not long:
            row.fault("route_short_name and route_long_name are empty; give it one of them.")
        feed.routes[id] = Route(
            id=id,
            agency=_agency(row, feed),
            short=short,
            long=long,
            kind=row.read("route_type", route_type, 3),
            colour=row.leave("route_color", values.colour, ""),
            ink=row.leave("route_text_color", values.colour, ""),
            order=row.leave("route_sort_order", values.whole, None),
        )


def read_trips(tables: Tables, feed: Feed) -> None:
    """Add the trips."""
    for row in tables.rows("trips.txt", "route_id", "service_id", "trip_id"):
        trip = Trip(
            id=row.id("trip_id"),
            route=row.id("route_id"),
            service=row.id("service_id"),
            headsign=row.text("trip_headsign"),
            direction=row.one_of("direction_id", "01", "0"),
        )
        if trip.id in feed.trips:
            row.fault(f"trip_id {trip.id!r} was there before; give each its own.")
        if trip.route and trip.route not in feed.routes:
            row.fault(f"route_id {trip.route!r} is not in routes.txt; add it.")
        if trip.service and trip.service not in feed.services:
            row.fault(
                f"service_id {trip.service!r} is neither in calendar.txt nor in "
                "calendar_dates.txt; add it."
            )
        feed.trips[trip.id] = trip


def _agency(row: Row, feed: Feed) -> str:
    id = row.maybe_id("agency_id")
    if id in feed.agencies:
        return id
    if id:
        row.fault(f"agency_id {id!r} is not in agency.txt; add it.")
    elif len(feed.agencies) > 1:
        row.fault("agency_id is empty, and there is more than one agency; say which.")
    return next(iter(feed.agencies), "")
