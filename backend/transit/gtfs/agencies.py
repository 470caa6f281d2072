"""agency.txt and feed_info.txt: who runs lines, and what the feed says of itself."""

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Agency, Feed, Info
from backend.transit.gtfs.table import Tables


def read_agencies(tables: Tables, feed: Feed) -> None:
    """Add the agencies; the first one's zone is the feed's."""
    zones: list[str] = []
    for row in tables.rows("agency.txt", "agency_name", "agency_url", "agency_timezone"):
        id = row.maybe_id("agency_id")
        if id in feed.agencies:
            row.fault(
                f"agency_id {id!r} was there before; give each its own."
                if id
                else "agency_id is empty, and there is more than one agency; give each its own."
            )
        zone = row.read("agency_timezone", values.zone, "UTC")
        zones.append(zone)
        if zone != zones[0]:
            row.fault(f"agency_timezone is {zone}, but {zones[0]} above; a feed has one.")
        feed.agencies[id] = Agency(
            id,
            row.needed("agency_name"),
            row.leave("agency_url", values.link, ""),
            row.text("agency_phone")[:40],
        )
    feed.zone = zones[0] if zones else "UTC"


def read_info(tables: Tables, feed: Feed) -> None:
    """Add what the feed says of itself, if it does."""
    for row in tables.rows("feed_info.txt"):
        if feed.info.publisher:
            row.note("is a second row; only the first was read.")
            continue
        first = row.maybe("feed_start_date", values.day, None)
        last = row.maybe("feed_end_date", values.day, None)
        if first and last and last < first:
            row.fault("feed_end_date is before feed_start_date; correct one of them.")
        feed.info = Info(
            publisher=row.text("feed_publisher_name"),
            url=row.leave("feed_publisher_url", values.link, ""),
            version=row.text("feed_version"),
            first=first,
            last=last,
        )
