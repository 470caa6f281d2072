"""A whole feed, its files read in the order in which they refer to one another."""

from datetime import date
from pathlib import Path

from backend.transit.gtfs.agencies import read_agencies, read_info
from backend.transit.gtfs.calls import read_calls
from backend.transit.gtfs.days import read_days
from backend.transit.gtfs.fares import read_fares
from backend.transit.gtfs.feed import Feed
from backend.transit.gtfs.findings import FeedError, Findings
from backend.transit.gtfs.headways import read_headways
from backend.transit.gtfs.lines import read_routes, read_trips
from backend.transit.gtfs.source import REQUIRED, opened
from backend.transit.gtfs.stops import read_stops
from backend.transit.gtfs.table import Tables


def read_feed(path: Path) -> Feed:
    """The feed at ``path``, a ZIP or a folder, by the GTFS Schedule Reference.

    Raises FeedError with a sentence for every fault, by file and line.
    """
    findings = Findings()
    with opened(path) as source:
        for name in REQUIRED:
            if name not in source.names:
                findings.fault(name, _missing(name, source.names))
        findings.refuse_faulty()
        tables = Tables(source, findings)
        feed = Feed(counts=tables.counts)
        read_agencies(tables, feed)
        read_info(tables, feed)
        read_stops(tables, feed)
        read_routes(tables, feed)
        read_days(tables, feed, findings)
        read_trips(tables, feed)
        read_calls(tables, feed, findings)
        read_headways(tables, feed)
        read_fares(tables, feed)
    for name in REQUIRED:
        if not feed.counts.get(name):
            findings.fault(name, "has no rows; a feed without them says nothing.")
    findings.refuse_faulty()
    feed.first, feed.last = _span(feed)
    feed.notes = findings.notes
    feed.digest = tables.digest
    return feed


def _missing(name: str, names: frozenset[str]) -> str:
    alike = next((other for other in names if other.casefold() == name), "")
    return f"is missing; rename {alike} to it." if alike else "is missing; a feed needs it."


def _span(feed: Feed) -> tuple[date, date]:
    """The days of which the feed speaks: those of its calendars, within what it says of itself."""
    known = [
        day
        for service in feed.services.values()
        for day in (service.first, service.last, *service.added)
        if day is not None
    ]
    if not known:
        raise FeedError(["calendar.txt: names no day; nothing ever runs."])
    first = max(min(known), feed.info.first or date.min)
    last = min(max(known), feed.info.last or date.max)
    if last < first:
        raise FeedError(["feed_info.txt: speaks of other days than the calendars do."])
    return first, last
