"""fare_attributes.txt and fare_rules.txt: what a ride on a line costs.

A price by zones becomes one of several prices of the line: from where to where is not kept.
"""

from backend.transit.gtfs import values
from backend.transit.gtfs.feed import Feed, Price
from backend.transit.gtfs.table import Tables

NOTHING = values.amount("0")


def read_fares(tables: Tables, feed: Feed) -> None:
    """Add the prices of each line, lowest first."""
    prices: dict[str, Price] = {}
    agencies: dict[str, str] = {}
    for row in tables.rows("fare_attributes.txt", "fare_id", "price", "currency_type"):
        id = row.id("fare_id")
        if id in prices:
            row.fault(f"fare_id {id!r} was there before; give each its own.")
        agency = row.maybe_id("agency_id")
        if agency and agency not in feed.agencies:
            row.fault(f"agency_id {agency!r} is not in agency.txt; add it.")
        agencies[id] = agency
        prices[id] = Price(
            row.read("price", values.amount, NOTHING),
            row.read("currency_type", values.currency, ""),
        )
    ruled: dict[str, set[str]] = {}
    for row in tables.rows("fare_rules.txt", "fare_id"):
        id, route = row.id("fare_id"), row.maybe_id("route_id")
        if id and id not in prices:
            row.fault(f"fare_id {id!r} is not in fare_attributes.txt; add it.")
        if route and route not in feed.routes:
            row.fault(f"route_id {route!r} is not in routes.txt; add it.")
        ruled.setdefault(id, set()).add(route)
    for line in feed.routes.values():
        found = {
            price
            for id, price in prices.items()
            if agencies[id] in {"", line.agency} and _holds(ruled.get(id), line.id)
        }
        if found:
            feed.prices[line.id] = sorted(found, key=lambda price: price.amount)


def _holds(routes: set[str] | None, route: str) -> bool:
    """A fare without rules, or with one that names no line, holds on every line."""
    return routes is None or route in routes or "" in routes
