"""Where else a service is had: at a counter, by telephone. Which kinds of place have a page is
asked through a function that the wiring hands over, for places are a room on the same rung."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from flask import Flask, current_app, url_for
from sqlalchemy.exc import OperationalError

from backend.kernel.city import City
from backend.kernel.city.services.model import Channel, Service
from backend.kernel.db import db
from backend.kernel.drawing import is_partial
from backend.kernel.i18n import current

log = structlog.get_logger()

KindsShown = Callable[[], Collection[str]]
"""The kinds of place that have a page."""
NAME = "kinds_shown"


@dataclass(frozen=True)
class Way:
    """A way to a service: what it is called, when it is open, and where that leads, if anywhere."""

    name: str
    hours: str
    address: str
    icon: str


def init_app(app: Flask, shown: KindsShown) -> None:
    """Ask ``shown`` for the kinds of place that ``app`` has pages of."""
    app.extensions[NAME] = shown


def ways(service: Service, city: City) -> list[Way]:
    """Every way to ``service`` but this one, in the order of its file."""
    told = [_way(each, city) for each in service.channels if each.kind != "online"]
    return [way for way in told if way]


def _way(channel: Channel, city: City) -> Way | None:
    hours = channel.hours.in_(current()) if channel.hours else ""
    if channel.kind == "phone":
        phone = next((each for each in city.phones if each.id == channel.phone), None)
        if phone is None:
            return None
        told = " · ".join(filter(None, (phone.number, hours)))
        return Way(phone.name.in_(current()), told, phone.href, "phone")
    kind = city.places.kind(channel.place)
    if kind is None:
        return None
    address = url_for("places.kind", kind=kind.id) if kind.id in _shown() else ""
    return Way(kind.name.in_(current()), hours, address, kind.icon)


def _shown() -> Collection[str]:
    """The kinds of place that have a page. Without its database the city tells the hours alone."""
    shown: KindsShown = current_app.extensions[NAME]
    try:
        return shown()
    except OperationalError as error:
        log.error("database", exc_info=error)
        is_partial()
        db.session.rollback()
        return ()
