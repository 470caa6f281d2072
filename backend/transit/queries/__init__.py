"""Reads of transport: they change nothing and are always ordered.

============  ===========================================================
``feeds``     the feed that is served, and what holds for all of it
``lines``     agencies, lines and their patterns
``stations``  stations by key, by name, near a place
``notices``   the notices of the day
``plans``     the network to search for a way from here to there
``packs``     an agency or a line, compact, for a phone to keep
============  ===========================================================
"""

from backend.transit import said
from backend.transit.queries import lines
from backend.transit.queries.feeds import Served, current, once
from backend.transit.queries.packs import LINE, Offer, offer, offers, pack

__all__ = ["LINE", "Offer", "Served", "current", "offer", "offers", "pack", "vehicles"]

FIRST_KINDS = 2


def vehicles() -> str | None:
    """The commonest vehicles of the feed that is served, in words; None if there is no feed."""
    served = current()
    if served is None:
        return None
    kinds = once(served, "kinds", lambda: lines.kinds(served))
    return said.vehicles(sorted(kinds[:FIRST_KINDS]))
