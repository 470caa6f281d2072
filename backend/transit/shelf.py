"""What a phone may keep of transport: each agency with all of its lines, or one line.

This is a shelf of ``backend.offline.packs``. The list of all offers the agencies; a line is offered
on its own page. All are read by the page from here to there.
"""

from typing import Any

from flask import url_for
from flask_babel import gettext

from backend.transit import queries

SHELF = "transit"


def stamp() -> str:
    """A text that changes whenever a pack may have changed."""
    served = queries.current()
    return served.mark if served else ""


def titles() -> list[tuple[str, str, str, str]]:
    """Group, name, title and page of each agency's pack."""
    return [_told(offer) for offer in queries.offers()]


def title(name: str) -> tuple[str, str, str, str]:
    """Group, name, title and page of the pack called ``name``; KeyError if there is none."""
    offer = queries.offer(_id_of(name))
    if offer is None:
        raise KeyError(name)
    return _told(offer)


def content(name: str) -> dict[str, Any]:
    """What the pack called ``name`` holds; KeyError if there is none."""
    found = queries.pack(_id_of(name))
    if found is None:
        raise KeyError(name)
    return found


def name_of_line(key: str) -> str:
    """What the pack of the line with this key is called."""
    return f"{SHELF}-{queries.LINE}.{key}"


def _told(offer: queries.Offer) -> tuple[str, str, str, str]:
    page = url_for("transit.from_to")
    return str(gettext("Transporte")), f"{SHELF}-{offer.id}", offer.name, page


def _id_of(name: str) -> str:
    shelf, _, id = name.partition("-")
    if shelf != SHELF:
        raise KeyError(name)
    return id
