"""calendar.txt and calendar_dates.txt: on which days what runs."""

from datetime import date

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed, Service
from backend.transit.gtfs.findings import Findings
from backend.transit.gtfs.table import Tables

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED = 1
NO_DAY = date.min


def read_days(tables: Tables, feed: Feed, findings: Findings) -> None:
    """Add the services. At least one of the two files must be there."""
    if not tables.has("calendar.txt") and not tables.has("calendar_dates.txt"):
        findings.fault(
            "calendar.txt", "is missing, and calendar_dates.txt as well; add one of them."
        )
    for row in tables.rows("calendar.txt", "service_id", *WEEK, "start_date", "end_date"):
        id = row.id("service_id")
        if id in feed.services:
            row.fault(f"service_id {id!r} was there before; give each its own.")
        first = row.read("start_date", values.day, NO_DAY)
        last = row.read("end_date", values.day, NO_DAY)
        if NO_DAY not in {first, last} and last < first:
            row.fault("end_date is before start_date; correct one of them.")
        days = sum(row.one_of(name, "01") << place for place, name in enumerate(WEEK))
        feed.services[id] = Service(id, days, first, last)
    _read_exceptions(tables, feed)


def _read_exceptions(tables: Tables, feed: Feed) -> None:
    for row in tables.rows("calendar_dates.txt", "service_id", "date", "exception_type"):
        id = row.id("service_id")
        day = row.read("date", values.day, NO_DAY)
        service = feed.services.setdefault(id, Service(id))
        if day in service.added | service.removed and day != NO_DAY:
            row.fault(f"service_id {id!r} has {day:%Y%m%d} twice; keep one.")
        chosen = row.one_of("exception_type", "12")
        (service.added if chosen == ADDED else service.removed).add(day)
