"""frequencies.txt: trips that stand for many, so many seconds apart."""

from itertools import pairwise

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed, Headway
from backend.transit.gtfs.table import Row, Tables


def read_headways(tables: Tables, feed: Feed) -> None:
    """Add the headways of trips."""
    rows: dict[str, list[tuple[Headway, Row]]] = {}
    for row in tables.rows("frequencies.txt", "trip_id", "start_time", "end_time", "headway_secs"):
        trip = row.id("trip_id")
        if trip and trip not in feed.trips:
            row.fault(f"trip_id {trip!r} is not in trips.txt; add it.")
        headway = Headway(
            row.read("start_time", values.seconds, 0),
            row.read("end_time", values.seconds, 1),
            row.read("headway_secs", values.positive, 60),
            row.one_of("exact_times", "01", "0") == 1,
        )
        if headway.end <= headway.start and row.raw("start_time") and row.raw("end_time"):
            row.fault("end_time is not after start_time; past midnight, count on from 24:00:00.")
        rows.setdefault(trip, []).append((headway, row))
    for trip, found in rows.items():
        found.sort(key=lambda pair: pair[0].start)
        for (before, _), (after, row) in pairwise(found):
            if after.start < before.end:
                row.fault(f"trip {trip!r} runs at two frequencies at once; end one of them first.")
        feed.headways[trip] = [headway for headway, _ in found]
